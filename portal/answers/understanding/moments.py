"""The moment that a question is about, by its words for times (listed in ``days``)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from portal.answers.understanding.bare_hours import find_bare_hour
from portal.answers.understanding.bygone import Telling
from portal.answers.understanding.days import (
    AFTERNOON,
    EVENING,
    NIGHT,
    WHOLE_DAY,
    DayPart,
    Days,
    days_after,
    in_days,
    this_night,
)
from portal.answers.understanding.story_days import Story
from portal.answers.understanding.time_numbers import Found, Numbers
from portal.answers.understanding.time_words import (
    BYGONE,
    FIRST_WORDS,
    FREQUENT,
    LONGEST,
    PARTS_AFTER_A_DAY,
    PAST,
    PHRASES,
    REPEATING,
    WEEKS_AFTER_A_DAY,
    TimeWord,
)
from portal.hours.clock import COPENHAGEN
from portal.hours.words import MONTHS, WEEKDAYS
from portal.text.tokens import Token

_NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is about, and where the words for it stand in its text."""

    at: datetime
    """Aware, in Danish time."""
    spans: tuple[tuple[int, int], ...]
    """Start and end (exclusive) of each stretch of words."""

    @property
    def words(self) -> str:
        """The moment as it is shown: "lørdag 28. november 20.00"."""
        day = f"{WEEKDAYS[self.at.weekday()]} {self.at.day}. {MONTHS[self.at.month - 1]}"
        return f"{day} {self.at.hour}.{self.at.minute:02d}"

    def covers(self, token: Token) -> bool:
        """True for a token that is one of the words for the moment."""
        return any(start <= token.start < end for start, end in self.spans)


class _Piece(NamedTuple):
    start: int
    end: int
    meaning: TimeWord


def find_moment(text: str, tokens: Sequence[Token], now: datetime) -> Moment | None:
    """The moment that the words set, beside an aware `now`.

    None when they set none, tell of what has been ("faldet i nat"), of what happens again and
    again ("ringer hver nat") or of when something else happens ("får løn på mandag").
    """
    today = now.astimezone(COPENHAGEN).date()
    pieces = list(_pieces(text, tokens, today))
    if not pieces:
        return None
    kept = _telling(_asked_about(pieces, Story(text, tokens), today), text, tokens)
    if not kept:
        return None
    at = _resolve(kept, now.astimezone(UTC))
    if at is None:
        return None
    spans = ((tokens[piece.start].start, tokens[piece.end - 1].end) for piece in kept)
    return Moment(at.astimezone(COPENHAGEN), tuple(spans))


def _pieces(text: str, tokens: Sequence[Token], today: date) -> Iterator[_Piece]:
    """The words for times, from left to right; what happens often is passed over."""
    words = [token.folded for token in tokens]
    numbers = Numbers(text, tokens, today)
    at = 0
    while at < len(words):
        found = _phrase(words, at) or numbers.find(at) or find_bare_hour(text, tokens, at, today)
        if found is None:
            at += 1
            continue
        end, meaning = _with_part(words, _with_weeks(words, _with_part(words, found)))
        before = words[at - 1] if at else ""
        if before in BYGONE:
            meaning = PAST
        if before not in REPEATING:
            yield _Piece(at, end, meaning)
        at = end


def _phrase(words: Sequence[str], at: int) -> Found | None:
    if words[at] not in FIRST_WORDS:
        return None
    for end in range(min(at + LONGEST, len(words)), at, -1):
        meaning = PHRASES.get(tuple(words[at:end]))
        if meaning is not None:
            return Found(end, meaning)
    return None


def _with_part(words: Sequence[str], found: Found) -> Found:
    """A day or clock time together with the part of the day that follows it."""
    meaning = found.meaning
    if meaning.part is None and (meaning.days or meaning.clock is not None):
        for count in (2, 1):
            after = tuple(words[found.end : found.end + count])
            if after in PARTS_AFTER_A_DAY:
                part = PARTS_AFTER_A_DAY[after]
                return Found(found.end + len(after), meaning._replace(part=part))
    return found


def _with_weeks(words: Sequence[str], found: Found) -> Found:
    """A day together with the weeks after it: "på mandag om en uge"."""
    days = found.meaning.days
    after = tuple(words[found.end : found.end + 3])
    if days is None or after not in WEEKS_AFTER_A_DAY:
        return found
    later = found.meaning._replace(days=days_after(days, WEEKS_AFTER_A_DAY[after]))
    return Found(found.end + len(after), later)


def _asked_about(pieces: list[_Piece], story: Story, today: date) -> list[_Piece]:
    """The pieces without those of the story and without what stands right beside them."""
    is_now = any(p.meaning.is_now and story.speaks_for_now(p.start, p.end) for p in pieces)
    kept: list[_Piece] = []
    is_story, end = False, 0
    for piece in pieces:
        is_today = _is_today(piece.meaning, today)
        if piece.start != end or not end:
            is_left_out = is_now and piece.meaning.days is not None and not is_today
            is_story = is_left_out or _is_story(piece, story, is_today)
        end = piece.end
        if not is_story:
            kept.append(piece)
    return kept


def _is_story(piece: _Piece, story: Story, is_today: bool) -> bool:
    """Never for what has been, and for "nu"."""
    days, _, clock, later, *_ = piece.meaning
    is_dated = days is not None or clock is not None or later is not None
    return is_dated and story.has(piece.start, piece.end, is_today=is_today)


def _is_today(meaning: TimeWord, today: date) -> bool:
    return meaning.days is not None and next(meaning.days(today), date.max) <= today


def _telling(pieces: list[_Piece], text: str, tokens: Sequence[Token]) -> list[_Piece]:
    """The pieces that set the moment; none of those that tell of what has been."""
    telling = Telling(text, tokens)
    dated = [piece for piece in pieces if piece.meaning.days]
    days = [
        piece
        for piece in dated
        if not (piece.meaning.is_loose and telling.is_past(piece.start, piece.end))
    ]
    others = [p for p in pieces if not p.meaning.days and not p.meaning.is_past]
    is_vague = len(days) < len(dated) or any(piece.meaning.is_past for piece in pieces)
    if not days and (is_vague or any(token.folded in FREQUENT for token in tokens)):
        return [piece for piece in others if piece.meaning.later]
    return sorted(days + others)


def _resolve(pieces: list[_Piece], now: datetime) -> datetime | None:
    """The instant in UTC, where the same wall clock twice a night makes no trouble."""
    meanings = [piece.meaning for piece in pieces]
    for meaning in meanings:
        if meaning.later:
            return now + meaning.later
    dated = sorted((m for m in meanings if m.days), key=lambda meaning: not meaning.is_date)
    clock = next((m.clock for m in meanings if m.clock is not None), None)
    part = next((m.part for m in meanings if m.part), None)
    if not dated and clock is None:
        return now
    # A clock time alone is today's or tomorrow's.
    choices: list[Days] = [this_night] if part == NIGHT else [in_days(0), in_days(1)]
    if dated and dated[0].days:
        choices = [dated[0].days]
    for days in choices:
        for day in days(now.astimezone(COPENHAGEN).date()):
            at = _at(day, part, clock, now)
            if at is not None:
                return at
    return None


def _at(day: date, part: DayPart | None, clock: int | None, now: datetime) -> datetime | None:
    """The instant on a day; None when it is past."""
    if clock is not None:
        at = _wall(day, _clock_in_part(clock, part))
        return at if at >= now else None
    begins, usual, ends = part or WHOLE_DAY
    if _wall(day, ends) <= now:
        return None
    at = _wall(day, usual)
    return max(at, now) if _wall(day, begins) <= now else at


def _clock_in_part(clock: int, part: DayPart | None) -> int:
    """ "kl 9 i aften" is 21.00; "kl 3 i nat" is after midnight; "kl 12 om natten" is midnight."""
    if part == NIGHT and _NOON <= clock < _NOON + 60:
        return clock + _NOON
    if clock >= _NOON:
        return clock
    if part in (EVENING, AFTERNOON):
        return clock + _NOON
    if part == NIGHT:
        return clock + (2 * _NOON if clock <= 8 * 60 else _NOON)
    return clock


def _wall(day: date, minutes: int) -> datetime:
    """The instant of a wall clock time; one that the spring night skips is an hour later."""
    carried, minutes = divmod(minutes, 24 * 60)
    wall = time(minutes // 60, minutes % 60)
    return datetime.combine(day + timedelta(days=carried), wall, COPENHAGEN).astimezone(UTC)
