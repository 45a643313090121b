"""The declarative base and the columns that every table people edit has."""

import enum
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey, MetaData, String, event
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from portal.hours.model import Hours
from portal.text.folding import sort_key

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def utc_now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in both databases (SQLite keeps no offset)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class HoursType(TypeDecorator[Hours]):
    """Opening hours as they were understood when they were saved, as JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Hours | None, dialect: Dialect) -> Any:
        return (value or Hours.unknown()).to_json()

    def process_result_value(self, value: Any, dialect: Dialect) -> Hours:
        return Hours.from_json(value) if value else Hours.unknown()


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        Hours: HoursType(),
        list[str]: JSON(),
        dict[str, Any]: JSON(),
        enum.StrEnum: Enum(
            enum.StrEnum,
            native_enum=False,
            length=32,
            values_callable=lambda choices: [choice.value for choice in choices],
        ),
    }


class Entry(Base):
    """What people edit: versioned, confirmed, archived instead of deleted, with a history.

    ``linked`` and ``parts`` name the relationships that belong to the entry's record: links to
    other entries (kept by id), and rows that exist only as a part of it (kept whole, in order).
    ``unrecorded`` names columns that neither the history nor the checksum may hold.
    """

    __abstract__ = True

    linked: ClassVar[tuple[str, ...]] = ()
    parts: ClassVar[tuple[str, ...]] = ()
    unrecorded: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    archived_at: Mapped[datetime | None]
    checksum: Mapped[str] = mapped_column(String(64), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)

    # Who vouched for it, and where it came from before anybody did.
    confirmed_at: Mapped[datetime | None]
    confirmed_by_name: Mapped[str | None]
    reference_key: Mapped[str | None] = mapped_column(unique=True)
    source_url: Mapped[str | None]
    source_date: Mapped[str | None] = mapped_column(String(10))
    edited_at: Mapped[datetime | None]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version_id}

    @property
    def title(self) -> str:
        """What the entry is called in lists, headings and the journal."""
        return f"{self.__tablename__} {self.id}"

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


@event.listens_for(Entry, "before_insert", propagate=True)
@event.listens_for(Entry, "before_update", propagate=True)
def keep_sort_key(_mapper: object, _connection: object, entry: Any) -> None:
    """Keep the key by which both databases sort a title the Danish way, as far as its column goes.

    Æ, ø and å take two letters there, so a long title has a key that is twice as long.
    """
    if hasattr(entry, "sort_key"):
        entry.sort_key = sort_key(entry.title)[: type(entry).sort_key.type.length]


def parent_id(table: str) -> Mapped[int]:
    """Return the column by which a part belongs to its entry and goes with it."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True)
