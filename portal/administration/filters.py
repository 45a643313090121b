"""What the lists for administrators were narrowed to, as it stands in their addresses."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import request

from portal.models.municipality import Municipality
from portal.models.registry import ENTRY_MODELS
from portal.models.vocabulary import Role


@dataclass(frozen=True)
class UserFilters:
    """The filters of the list of users."""

    text: str
    role: Role | None
    is_disabled: bool


@dataclass(frozen=True)
class JournalFilters:
    """The filters of the journal; None does not narrow it."""

    actor_id: int | None
    municipality: Municipality | None
    entry_type: str | None

    @property
    def kinds(self) -> Collection[str]:
        return (self.entry_type,) if self.entry_type else ENTRY_MODELS

    @property
    def municipality_id(self) -> int | None:
        return self.municipality.id if self.municipality else None


def read_user_filters() -> UserFilters:
    """Read the filters of the list of users; unknown values narrow nothing."""
    role = request.args.get("rolle")
    return UserFilters(
        request.args.get("q", "").strip(),
        Role(role) if role in set(Role) else None,
        request.args.get("lukket") == "1",
    )


def read_journal_filters(municipalities: list[Municipality]) -> JournalFilters:
    """Read the filters of the journal; unknown values narrow nothing."""
    code, kind = request.args.get("kommune"), request.args.get("slags")
    actor_id = request.args.get("person", type=int)
    return JournalFilters(
        actor_id if actor_id is not None and 0 < actor_id < 2**31 else None,
        next((m for m in municipalities if m.code == code), None),
        kind if kind in ENTRY_MODELS else None,
    )
