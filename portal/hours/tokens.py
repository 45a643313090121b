"""From typed text to words that mean something for opening hours."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from portal.hours.errors import Problem
from portal.hours.model import Minutes, Period, Span
from portal.hours.periods import ImpossibleDateError, match_period
from portal.hours.times import (
    DAY,
    TO,
    ImpossibleTimeError,
    match_span,
    match_stretch,
    span_end,
    weekday_of,
)

EVERY_DAY = frozenset(range(7))


class Kind(Enum):
    """What a piece of text is: when (days, dates), what then (times, closed), or how they join."""

    DAYS = auto()
    DATES = auto()
    HOLIDAYS = auto()
    REST = auto()
    TIMES = auto()
    CLOSED = auto()
    ALL_DAY = auto()
    APPOINTMENT = auto()
    AS_USUAL = auto()
    AS_SUNDAY = auto()
    STRETCH = auto()
    COMMA = auto()
    AND = auto()
    BREAK = auto()
    LINE = auto()
    EXCEPT = auto()
    ALSO = auto()
    INCLUDE = auto()
    ONLY = auto()
    LABEL = auto()
    NOISE = auto()
    UNKNOWN = auto()


SELECTORS = {Kind.DAYS, Kind.DATES, Kind.HOLIDAYS, Kind.REST}
VALUES = {
    Kind.TIMES,
    Kind.CLOSED,
    Kind.ALL_DAY,
    Kind.APPOINTMENT,
    Kind.AS_USUAL,
    Kind.AS_SUNDAY,
}


@dataclass(frozen=True)
class Token:
    """A piece of the text from `begin` to `end`, with what it stands for."""

    kind: Kind
    begin: int
    end: int
    days: frozenset[int] = frozenset()
    times: Minutes = (0, 0)
    period: Period | None = None
    stretch: tuple[Span, ...] = ()
    word: str = ""


_EVERY_DAY = (
    r"alle (?:årets |ugens )?(?:365 |7 |syv )?dage(?: om (?:året|ugen)| i ugen)?"
    r"|(?:365|7|syv) dage om (?:året|ugen)|alle ugedage|hver dag|dagligt?|hele ugen"
    r"|(?:hele )?året rundt|hele året"
)
_DAYS = (
    (_EVERY_DAY, EVERY_DAY),
    (r"(?:alle )?hverdag(?:e|en|ene)?", frozenset(range(5))),
    (r"week-?end(?:s|en|er|erne)?", frozenset({5, 6})),
)
_WORDS = (
    (Kind.ALL_DAY, r"(?:hele )?døgnet rundt|hele døgnet|døgnåbent?|døgnvagt|døgntelefon"),
    (Kind.ALL_DAY, r"24\s?/\s?7(?![\s-]*\d)|24 timer(?: i døgnet| om dagen| døgnet rundt)?"),
    (Kind.HOLIDAYS, r"(?:søgne-? ?(?:og )?)?helligdag(?:e|en|ene)?"),
    (Kind.REST, r"(?:(?:alle )?(?:øvrige|andre|resterende) (?:uge)?(?:dage|tider|tidspunkter))"),
    (Kind.REST, r"resten af (?:ugen|tiden|døgnet)|ellers|i øvrigt"),
    (Kind.CLOSED, r"lukket?|lukkede|ingen (?:åbningstid|telefontid|træffetid)"),
    (
        Kind.APPOINTMENT,
        r"(?:kun )?efter (?:(?:forudgående|nærmere|telefonisk|individuel) )*"
        r"(?:aftale|tidsbestilling)|(?:kun )?(?:ifølge|ved|med) aftale|(?:ved )?tidsbestilling",
    ),
    (Kind.AS_SUNDAY, r"som (?:på )?(?:en )?søndage?"),
    (Kind.AS_USUAL, r"som (?:normalt|sædvanligt?|vanligt?|ellers|altid)|uændret"),
    (
        Kind.EXCEPT,
        r"undtagen|undtaget|med undtagelse af|bortset fra|dog ikke|men ikke|ikke|på ?nær"
        r"|eksklusive|(?:undt|ekskl)\.?",
    ),
    (Kind.INCLUDE, r"inklusive|herunder|(?:inkl|incl)\.?"),
    (Kind.ALSO, r"også|desuden|tillige|derudover|endvidere|plus|ekstra"),
    (Kind.ONLY, r"kun|dog|men"),
    (Kind.AND, r"og|samt|eller"),
)
_LABELS = {
    "telefon": r"telefonisk henvendelse|telefontid(?:er|en)?|tlf\.?"
    r"|telefon(?:en|isk|service|rådgivning|vagt)?",
    "personlig": r"personligt? (?:henvendelse|fremmøde)|fremmøde|besøgstid(?:er)?|ekspedition",
    "chat": r"chat(?:ten)?",
}
_NOISE = (
    r"åbningstid(?:er|en)?|træffetid(?:er|en)?|træffes|kontortid|vagt|åbent?|åbne|efter visitation"
    r"|efter henvisning|kl(?:okken|\.)?|om|på|i|den|d\.|er|har|vi|holder|der|fra|hver|alle|både"
    r"|igen|tidsrummet|uge?dagene"
)
_MARKS = (
    (Kind.NOISE, r"\((?:19|20)\d\d\)|[:()|*•-]"),
    (Kind.BREAK, r"[;.]"),
    (Kind.COMMA, r","),
    (Kind.AND, r"[/&+]"),
    (Kind.LINE, r"\n"),
)


def _word(pattern: str) -> re.Pattern[str]:
    """Whole words, also when typed without Danish letters."""
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        pattern = pattern.replace(letter, f"(?:{letter}|{plain})")
    return re.compile(rf"(?:{pattern})(?!\w)")


_DAY_PATTERNS = tuple((_word(pattern), days) for pattern, days in _DAYS)
_WORD_PATTERNS = tuple((kind, _word(pattern), "") for kind, pattern in _WORDS)
_LABEL_PATTERNS = tuple((Kind.LABEL, _word(pattern), name) for name, pattern in _LABELS.items())
_LAST_PATTERNS = (
    (Kind.NOISE, _word(_NOISE), ""),
    *((kind, re.compile(pattern), "") for kind, pattern in _MARKS),
    (Kind.UNKNOWN, re.compile(r"[^\s;,()/]+"), ""),
)
_DAY_RANGE = re.compile(rf"(?P<first>{DAY})(?:{TO}(?P<last>{DAY}))?")
_SPACE = re.compile(r"[^\S\n]*")


def tokenize(text: str) -> tuple[list[Token], list[Problem]]:
    """The tokens of lower-case text, without noise, and what could not be understood."""
    tokens: list[Token] = []
    problems: list[Problem] = []
    position = 0
    while (position := _end_of_space(text, position)) < len(text):
        try:
            token = _token_at(text, position)
        except (ImpossibleTimeError, ImpossibleDateError) as error:
            end = error.end if isinstance(error, ImpossibleDateError) else span_end(text, position)
            problems.append(Problem(position, end, str(error)))
            position = end
            continue
        tokens.append(token)
        position = token.end
    problems += _unknown_pieces(tokens)
    return [t for t in tokens if t.kind not in {Kind.NOISE, Kind.UNKNOWN}], problems


def _end_of_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _token_at(text: str, begin: int) -> Token:
    for kind, pattern, word in (*_WORD_PATTERNS, *_LABEL_PATTERNS):
        if match := pattern.match(text, begin):
            return Token(kind, begin, match.end(), word=word)
    found = _days_at(text, begin) or _time_at(text, begin)
    if found is not None:
        return found
    for kind, pattern, _ in _LAST_PATTERNS:
        if match := pattern.match(text, begin):
            return Token(kind, begin, match.end())
    return Token(Kind.UNKNOWN, begin, begin + 1)


def _days_at(text: str, begin: int) -> Token | None:
    for pattern, days in _DAY_PATTERNS:
        if match := pattern.match(text, begin):
            return Token(Kind.DAYS, begin, match.end(), days=days)
    if stretch := match_stretch(text, begin):
        return Token(Kind.STRETCH, begin, stretch[0], stretch=stretch[1])
    if match := _DAY_RANGE.match(text, begin):
        first = weekday_of(match["first"])
        last = weekday_of(match["last"]) if match["last"] else first
        days = frozenset((first + i) % 7 for i in range((last - first) % 7 + 1))
        return Token(Kind.DAYS, begin, match.end(), days=days)
    return None


def _time_at(text: str, begin: int) -> Token | None:
    if period := match_period(text, begin):
        return Token(Kind.DATES, begin, period[0], period=period[1])
    if span := match_span(text, begin):
        return Token(Kind.TIMES, begin, span[0], times=span[1])
    return None


def _unknown_pieces(tokens: list[Token]) -> list[Problem]:
    """Unknown words that stand together, with the small words between them, are one piece."""
    pieces: list[Problem] = []
    joins = False
    for token in tokens:
        if token.kind is Kind.UNKNOWN:
            begin = pieces.pop().begin if joins else token.begin
            pieces.append(Problem(begin, token.end))
            joins = True
        elif token.kind is not Kind.NOISE:
            joins = False
    return pieces
