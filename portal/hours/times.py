"""Spans of time in typed text: "8-15", "kl. 8.30 til 15", "fredag kl. 16 til mandag kl. 8"."""

import re

from portal.hours.model import MINUTES_PER_DAY, Minutes, Span

EARLIEST_NIGHT = 14 * 60
LONGEST_NIGHT = 16 * 60

DAY = (
    r"(?:ma(?:n(?:dag)?)?|ti(?:r(?:s(?:dag)?)?)?|on(?:s(?:dag)?)?|to(?:r(?:s(?:dag)?)?)?"
    r"|fr(?:e(?:dag)?)?|l(?:ø|oe)(?:r(?:dag)?)?|s(?:ø|oe)(?:n(?:dag)?)?)"
    r"(?:(?<=dag)(?:e|en|ene)?(?!\w)|(?<!dag)(?!\w)\.?)"
)
TO = r"\s*(?:-|til og med|t\.?\s?o\.?\s?m\.?|til)\s*"
_AT = r"(?:kl(?:okken|\.)?\s*)?"
_TIME = r"(?:\d{1,2}(?:[.:]\d{2})?|midnat)"
_NEXT_DAY = r"(?P<next>\s*(?:\(?næste (?:dag|morgen)\)?|\(?dagen efter\)?))?"
_BETWEEN = rf"mellem\s+{_AT}(?P<a>{_TIME})\s+og\s+{_AT}(?P<b>{_TIME})"
_FROM_TO = rf"{_AT}(?P<start>{_TIME})\s*(?:-|til)\s*{_AT}(?P<end>{_TIME})"
_SPAN = re.compile(rf"(?:{_BETWEEN}|{_FROM_TO})(?!\w|[.:]\d){_NEXT_DAY}")
_STRETCH = re.compile(
    rf"(?P<from>{DAY})\s*{_AT}(?P<start>{_TIME}){TO}(?P<to>{DAY})\s*{_AT}(?P<end>{_TIME})(?!\w|[.:]\d)"
)
_FIRST_LETTERS = ("ma", "ti", "on", "to", "fr", "lø", "sø")


_IMPOSSIBLE = "det er ikke et klokkeslæt. Skriv for eksempel »8-15« eller »8.30-15.00«."
_MORE_THAN_A_DAY = "det er mere end et døgn. Skriv for eksempel »20-8 næste dag«."
_NO_LENGTH = "skriv »0-24« for hele døgnet."
_PAST_MIDNIGHT = "skriv »{span} næste dag«, hvis det går over midnat, ellers som »8-15«."


class ImpossibleTimeError(ValueError):
    """A span that cannot be meant; str() is the advice in Danish."""


def weekday_of(word: str) -> int:
    """0-6 of a word that `DAY` matches."""
    return _FIRST_LETTERS.index(word[:3].replace("oe", "ø")[:2])


def match_span(text: str, begin: int) -> tuple[int, Minutes] | None:
    """Where the span at `begin` ends and its minutes; ImpossibleTimeError when it is nonsense.

    An end before the start is past midnight when it is 0 ("8-0"), or when the start is 14 or
    later and that makes at most 16 hours ("21-3", "16-8"). Others are as likely the wrong way
    round ("16-9") or the 12-hour clock ("9-4"), and must say "næste dag".
    """
    match = _SPAN.match(text, begin)
    if match is None:
        return None
    start, end = (_minutes(match[a] or match[b]) for a, b in (("a", "start"), ("b", "end")))
    if start == MINUTES_PER_DAY:
        raise ImpossibleTimeError("skriv 0 i stedet for 24, når noget begynder ved midnat.")
    if match["next"]:
        if end > start:
            raise ImpossibleTimeError(_MORE_THAN_A_DAY)
        return match.end(), (start, end + MINUTES_PER_DAY)
    if end == start:
        raise ImpossibleTimeError(_NO_LENGTH)
    if end > start:
        return match.end(), (start, end)
    is_night = start >= EARLIEST_NIGHT and end + MINUTES_PER_DAY - start <= LONGEST_NIGHT
    if end > 0 and not is_night:
        raise ImpossibleTimeError(_PAST_MIDNIGHT.format(span=match[0].strip()))
    return match.end(), (start, end + MINUTES_PER_DAY)


def span_end(text: str, begin: int) -> int:
    """Where the text that looks like a span ends, sense or not."""
    match = _SPAN.match(text, begin) or _STRETCH.match(text, begin)
    return match.end() if match else begin


def match_stretch(text: str, begin: int) -> tuple[int, tuple[Span, ...]] | None:
    """ "fredag kl. 16 til mandag kl. 8" as one span a day; raises like `match_span`."""
    match = _STRETCH.match(text, begin)
    if match is None:
        return None
    first, last = weekday_of(match["from"]), weekday_of(match["to"])
    start, end = _minutes(match["start"]), _minutes(match["end"])
    days = (last - first) % 7
    if days == 0 or start == MINUTES_PER_DAY:
        raise ImpossibleTimeError("skriv dagene hver for sig.")
    spans = [Span(first, start, MINUTES_PER_DAY)]
    spans += [Span((first + i) % 7, 0, MINUTES_PER_DAY) for i in range(1, days)]
    return match.end(), (*spans, *([Span(last, 0, end)] if end else []))


def _minutes(time: str) -> int:
    if time == "midnat":
        return MINUTES_PER_DAY
    hour, _, minute = time.replace(":", ".").partition(".")
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > MINUTES_PER_DAY:
        raise ImpossibleTimeError(_IMPOSSIBLE)
    return minutes
