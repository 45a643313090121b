"""An entry as plain data: what the journal keeps, what a checksum covers, what undo brings back."""

import enum
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, Enum, inspect
from sqlalchemy.orm import Session, object_session

from portal.hours.model import Hours
from portal.models.base import Base, Entry, HoursType, UtcDateTime

BOOKKEEPING = frozenset({"id", "version_id", "created_at", "updated_at", "checksum", "sort_key"})
PART_BOOKKEEPING = frozenset({"id"})

Record = dict[str, Any]


def record_of(entry: Entry) -> Record:
    """Return an entry's whole record as JSON values, its links by id and its parts in order."""
    record = {
        name: to_plain(getattr(entry, name))
        for name, _ in recorded_columns(type(entry), BOOKKEEPING | entry.unrecorded)
    }
    for name in entry.linked:
        record[name] = sorted(linked.id for linked in getattr(entry, name))
    for name in entry.parts:
        record[name] = [part_record(part) for part in getattr(entry, name)]
    return record


def has_new_links(entry: Entry) -> bool:
    """Say whether a link or part of an entry was set since the session's last flush."""
    attributes = inspect(entry).attrs
    links = inspect(type(entry)).relationships.keys()
    return any(attributes[name].history.has_changes() for name in links)


def part_record(part: Base) -> Record:
    """Return one part of an entry; the keys that tie it to its entry are left out."""
    columns = recorded_columns(type(part), PART_BOOKKEEPING)
    return {name: to_plain(getattr(part, name)) for name, column in columns if not is_owner(column)}


def is_owner(column: Column[Any]) -> bool:
    """Say whether a part's column ties it to its entry: such rows go when the entry goes."""
    return any(key.ondelete == "CASCADE" for key in column.foreign_keys)


def apply_record(entry: Entry, record: Record) -> None:
    """Give an entry the state of a record; columns that the record does not know keep theirs."""
    session = object_session(entry)
    if session is None:
        raise ValueError("the entry belongs to no session")
    for name, column in recorded_columns(type(entry), BOOKKEEPING | entry.unrecorded):
        if name in record:
            setattr(entry, name, from_plain(column, record[name]))
    for name in entry.linked:
        setattr(entry, name, find_linked(session, entry, name, record.get(name, [])))
    for name in entry.parts:
        model = inspect(type(entry)).relationships[name].mapper.class_
        setattr(entry, name, [make_part(model, part) for part in record.get(name, [])])


def find_linked(session: Session, entry: Entry, name: str, ids: list[int]) -> list[Entry]:
    """Return the linked entries that still exist, in the order of their ids."""
    model: type[Entry] = inspect(type(entry)).relationships[name].mapper.class_
    found = (session.get(model, linked_id) for linked_id in ids)
    return [linked for linked in found if linked is not None]


def make_part(model: type[Base], record: Record) -> Base:
    """Return a new part with the state of its record."""
    columns = recorded_columns(model, PART_BOOKKEEPING)
    return model(**{n: from_plain(c, record[n]) for n, c in columns if n in record})


@cache
def recorded_columns(
    model: type[Base], left_out: frozenset[str]
) -> tuple[tuple[str, Column[Any]], ...]:
    """Return a table's columns that a record holds, by the names of their attributes."""
    columns = inspect(model).columns.items()
    return tuple((name, column) for name, column in columns if name not in left_out)


def to_plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # as it will be read back
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Hours):
        return value.to_json()
    return value


def from_plain(column: Column[Any], value: Any) -> Any:
    """Return the value that a column holds for a JSON value of its record."""
    if value is None:
        return None
    if isinstance(column.type, HoursType):
        return Hours.from_json(value)
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, Enum) and column.type.enum_class:
        return column.type.enum_class(value)
    return value
