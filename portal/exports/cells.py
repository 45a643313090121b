"""What stands in the cells of an export, so that the import reads back exactly the same."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from portal.hours.errors import HoursNotUnderstood
from portal.hours.format import format_hours
from portal.hours.model import Hours
from portal.hours.parse import parse_hours
from portal.imports.lists.fields import ID, KIND_NAMES_ONE, ListKind, fields_of
from portal.imports.lists.phone_cells import PUBLIC_MARK
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.phone import Phone
from portal.models.vocabulary import Audience, Callers, Capacity, PhoneKind
from portal.text.phones import format_phone
from portal.web.labels import label

UNTOLD: frozenset[Any] = frozenset({Callers.UNKNOWN, Capacity.UNKNOWN})
PHONES = {
    "phone": PhoneKind.FUNCTION,
    "direct": PhoneKind.DIRECT,
    "mobile": PhoneKind.MOBILE,
}
# What an import puts together from others, or what stands in the columns of numbers already.
LEFT_OUT = frozenset({"entry_type", "first_name", "last_name", "public_phone"})


def exported_keys(kind: ListKind) -> list[str]:
    """Return the fields of a kind of entry that an export has columns for, in their order."""
    return [key for key in fields_of(kind) if key not in LEFT_OUT]


def cell_of(entry: Contact | Offer, key: str, municipality: Municipality) -> str:
    """Return what an entry has in a field as text; empty for what nobody has told."""
    if key == "entry_type":
        return KIND_NAMES_ONE[ListKind(entry.__tablename__)]
    if key == "municipality":
        return municipality.full_name
    if key == "organisation":
        return entry.organisation.full_name
    if key in PHONES:
        return phones_in_words(phone for phone in entry.phones if phone.kind == PHONES[key])
    return text_of(entry.id if key == ID else getattr(entry, key))


def text_of(value: Any) -> str:
    """Return a value as somebody would type it into a list."""
    if value is None or (isinstance(value, Callers | Capacity) and value in UNTOLD):
        return ""
    if isinstance(value, Hours):
        return hours_in_words(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(linked.name for linked in value)
    if isinstance(value, bool) or hasattr(value, "value"):
        return label(value)
    return str(value)


def phones_in_words(phones: Iterable[Phone]) -> str:
    """Return numbers as "89 15 15 15 / 20 40 20 40 (offentlig)"."""
    return " / ".join(
        f"{format_phone(one.number)} {PUBLIC_MARK}"
        if one.audience == Audience.PUBLIC
        else format_phone(one.number)
        for one in phones
    )


@lru_cache(maxsize=1024)
def hours_in_words(hours: Hours) -> str:
    """Return hours as they were typed, where that is still understood so; else as we write them."""
    if hours.is_empty:
        return ""
    try:
        return hours.text if parse_hours(hours.text) == hours else format_hours(hours)
    except HoursNotUnderstood:
        return format_hours(hours)
