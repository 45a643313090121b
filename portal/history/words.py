"""A change in words that everybody reads: field, before, after."""

import enum
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, inspect

from portal.extensions import db
from portal.history.field_names import field_name
from portal.history.records import BOOKKEEPING, Record, from_plain, recorded_columns
from portal.hours.format import format_hours
from portal.hours.model import Hours
from portal.models.base import Base, Entry
from portal.models.contact import Absence
from portal.models.handover_route import RouteStep
from portal.models.phone import Phone
from portal.models.registry import ENTRY_MODELS
from portal.models.vocabulary import ContinueWhen
from portal.text.phones import format_phone
from portal.web.dates import format_date, format_instant
from portal.web.labels import ANSWER_WITHIN, label

UNTOLD = frozenset({"edited_at"})  # the journal's row says when


class Change(NamedTuple):
    """One field that a change touched; an empty text means that there was nothing."""

    label: str
    before: str
    after: str


def changes_in_words(before: Record | None, after: Record, entry_type: str) -> list[Change]:
    """Return what differs between two records of an entry, in the order of its fields.

    For a new entry (``before`` is None) all that was filled in. Fields that the entry no longer
    has are left out.
    """
    told = [
        Change(
            field_name(entry_type, field), tell((before or {}).get(field)), tell(after.get(field))
        )
        for field, tell in tellers(ENTRY_MODELS[entry_type])
        if (before or {}).get(field) != after.get(field)
    ]
    return [change for change in told if change.before != change.after]


def tellers(model: type[Entry]) -> Iterator[tuple[str, Callable[[Any], str]]]:
    """Yield each recorded field of a kind of entry with the function that tells its value."""
    for field, column in recorded_columns(model, BOOKKEEPING | model.unrecorded | UNTOLD):
        yield field, column_teller(field, column)
    for field in model.linked:
        table = inspect(model).relationships[field].mapper.class_.__tablename__
        yield field, list_teller(link_teller(table), ", ")
    for field in model.parts:
        yield field, list_teller(PART_TELLERS[field], "\n")


def list_teller(tell: Callable[[Any], str], between: str) -> Callable[[Any], str]:
    return lambda values: between.join(tell(value) for value in values or ())


def column_teller(field: str, column: Column[Any]) -> Callable[[Any], str]:
    for key in column.foreign_keys:
        return link_teller(key.column.table.name)
    if field == "switchboard":
        return lambda number: format_phone(number) if number else ""
    if field == "answer_within":
        return lambda code: ANSWER_WITHIN.get(code, code or "")
    return lambda value: value_in_words(from_plain(column, value))


def value_in_words(value: Any) -> str:
    """Return a column's value in words."""
    if value is None:
        return ""
    if isinstance(value, bool | enum.StrEnum):
        return label(value)
    if isinstance(value, Hours):
        return format_hours(value)
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)


def link_teller(table: str) -> Callable[[int | None], str]:
    """Return the function that tells a linked entry's title; its number when it is gone."""

    def tell(entry_id: int | None) -> str:
        if entry_id is None:
            return ""
        linked = db.session.get(ENTRY_MODELS[table], entry_id)
        return linked.title if linked else f"nr. {entry_id} (findes ikke længere)"

    return tell


def phone_in_words(part: Record) -> str:
    kind, audience = told(Phone, part, "kind"), told(Phone, part, "audience")
    return f"{format_phone(part['number'])} ({kind}, {audience[0].lower()}{audience[1:]})"


def absence_in_words(part: Record) -> str:
    days = f"{told(Absence, part, 'from_on')} – {told(Absence, part, 'to_on')}"
    return f"{days}: {part['note']}" if part.get("note") else days


def step_in_words(part: Record) -> str:
    """Return a step as "2. Alkoholteamet – Telefon: Bed om vagten. Videre: Når der er lukket"."""
    targets = ("contact_id", "offer_id", "organisation_id", "free_function")
    who = next((told(RouteStep, part, name) for name in targets if part.get(name)), "")
    how = f"{told(RouteStep, part, 'channel')}: {part['instruction']}".removesuffix(": ")
    minutes = part.get("continue_after_minutes")
    is_timed = part["continue_when"] == ContinueWhen.AFTER_MINUTES and minutes
    then = f"Efter {minutes} minutter" if is_timed else told(RouteStep, part, "continue_when")
    return f"{part['position'] + 1}. {who} – {how.removesuffix('.')}. Videre: {then}"


def told(model: type[Base], part: Record, field: str) -> str:
    """Return one field of a part in words."""
    return column_teller(field, inspect(model).columns[field])(part.get(field))


PART_TELLERS: dict[str, Callable[[Record], str]] = {
    "phones": phone_in_words,
    "absences": absence_in_words,
    "steps": step_in_words,
}
