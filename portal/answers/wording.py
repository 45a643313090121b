"""The words of an answer: ages, absences, what comes next."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from portal.hours.clock import COPENHAGEN
from portal.hours.words import joined
from portal.models.freshness import CONTACT_KIND, ROUTE_KIND, SWITCHBOARD_KIND
from portal.models.vocabulary import ContinueWhen, OfferKind
from portal.snapshot.records import EntryRecord, RouteRecord, StepRecord
from portal.web.dates import format_age, format_short_date
from portal.web.labels import label

KIND_NAMES = {
    CONTACT_KIND: "Kontaktperson",
    ROUTE_KIND: "Overleveringsvej",
    SWITCHBOARD_KIND: "Hovednummer",
    **{kind.value: label(kind) for kind in OfferKind},
}


def age_words(entry: EntryRecord | RouteRecord, is_stale: bool, today: date) -> str:
    """Return when an entry was last confirmed: "bekræftet 3. nov.", or how long that is ago.

    An acute number that was changed since, and that nobody else has confirmed, is said to be new.
    """
    if isinstance(entry, EntryRecord) and entry.new_number_at is not None:
        since = format_short_date(entry.new_number_at, today)
        return f"nyt nummer siden {since}, ikke bekræftet af en anden"
    if entry.confirmed_at is None:
        return f"ikke bekræftet{source_words(entry)}"
    return confirmed_words(entry.confirmed_at.astimezone(COPENHAGEN).date(), is_stale, today)


# Thousands of entries were confirmed on some hundred days.
@lru_cache(maxsize=4_000)
def confirmed_words(confirmed_on: date, is_stale: bool, today: date) -> str:
    if is_stale:
        return f"sidst bekræftet {format_age(confirmed_on, today)}"
    if confirmed_on >= today:
        return "bekræftet i dag"
    return f"bekræftet {format_short_date(confirmed_on, today)}"


def fault_words(reported_at: datetime | None, today: date) -> str:
    """Return since when something is reported to be wrong: "meldt fejl 3. nov.", or nothing."""
    if reported_at is None:
        return ""
    return f"meldt fejl {format_short_date(reported_at, today)}"


def source_words(entry: EntryRecord | RouteRecord) -> str:
    """Return where an entry that nobody confirmed comes from."""
    if not isinstance(entry, EntryRecord) or not (entry.source_url or entry.source_date):
        return ""
    year = f" {entry.source_date[:4]}" if entry.source_date else ""
    return f"; fra offentlig side{year}"


def who(entry: EntryRecord) -> str:
    """Return the person's name, or the function where there is none."""
    return entry.name or entry.function


def domain_names(codes: Iterable[str], names: dict[str, str]) -> str:
    """Return domains as they stand in a sentence: "alkohol, stoffer og demens".

    Where a name itself has an "og": "hjemløshed og bolig samt alkohol".
    """
    words = [in_sentence(names.get(code, code)) for code in codes]
    if len(words) > 1 and any(" og " in word for word in words):
        return f"{', '.join(words[:-1])} samt {words[-1]}"
    return joined(words)


def in_sentence(name: str) -> str:
    """Return a domain's or a kind's name without its capital."""
    return name[:1].lower() + name[1:]


def next_words(step: StepRecord) -> str:
    """Return when to go on to the next step of a route."""
    match step.continue_when:
        case ContinueWhen.AFTER_MINUTES:
            return f"Intet svar efter {step.continue_after_minutes or 5} minutter: gå videre."
        case ContinueWhen.CLOSED:
            return "Er der lukket, så gå videre."
        case ContinueWhen.DECLINED:
            return "Siger de nej, så gå videre."
        case _:
            return "Intet svar: gå videre."
