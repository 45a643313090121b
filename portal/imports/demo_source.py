"""What the demo entries are made from: their data files, and the day they are counted from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.config import REFERENCE
from portal.hours.clock import COPENHAGEN
from portal.imports.loading import AnyEntry, Loading, Values
from portal.imports.municipalities import organisation_key
from portal.imports.reading import Row, read_rows, split_list
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.vocabulary import Audience, PhoneKind
from portal.text.phones import parse_phone

DEMO = REFERENCE / "demo"
BY_PROVIDER = "@"  # stands before a provider of the reference data, in place of a demo unit
MORNING = time(9, 30)


class DemoRefusedError(RuntimeError):
    """The demo must not be loaded or removed here; the message says why."""


def demo_rows(name: str) -> Iterator[Row]:
    """Yield the rows of one of the demo's data files."""
    return read_rows(DEMO / f"{name}.tsv")


def demo_key(key: str) -> str:
    """Return the reference key of a demo entry."""
    return f"demo:{key}"


@dataclass(frozen=True)
class DemoSource:
    """A run of the demo loader, with what the entries refer to.

    ``today`` is the day of the first load. Absences and confirmations are counted from it, so that
    a second load finds everything as it is. ``coordinators`` are names by municipality's slug; the
    region's stands under "".
    """

    loading: Loading
    today: date
    municipalities: dict[str, Municipality]
    domains: dict[str, Domain]
    coordinators: dict[str, str]

    def named(self, model: type[AnyEntry], key: str) -> AnyEntry:
        """Return the entry that was loaded under a reference key; KeyError when none was."""
        entry = self.loading.find(model, key)
        if entry is None:
            raise KeyError(key)
        return entry

    def organisation(self, row: Row) -> Organisation:
        """Return the unit that a row names; without one the municipality as a whole."""
        unit = row["unit"]
        if unit.startswith(BY_PROVIDER):
            provider = unit.removeprefix(BY_PROVIDER)
            return self.named(Organisation, organisation_key(provider))
        if unit:
            return self.named(Organisation, demo_key(unit))
        return self.root(row["municipality"])

    def root(self, slug: str) -> Organisation:
        """Return the organisation that is a municipality as a whole."""
        return self.named(Organisation, organisation_key(self.municipalities[slug].full_name))

    def listed_domains(self, cell: str) -> list[Domain]:
        return [self.domains[code] for code in split_list(cell)]

    def confirmation(self, row: Row) -> Values:
        """Return who confirmed an entry when; ``confirmed`` is days before the load, or empty."""
        if not row["confirmed"]:
            return {"confirmed_at": None, "confirmed_by_name": None}
        day = self.day(-int(row["confirmed"]))
        at = datetime.combine(day, MORNING, COPENHAGEN)
        return {"confirmed_at": at, "confirmed_by_name": self.coordinators[row["municipality"]]}

    def day(self, days: int | str) -> date:
        """Return the day that is some days after the load, or before it."""
        return self.today + timedelta(days=int(days))


def demo_phones(cell: str) -> list[Phone]:
    """Return the numbers of a cell such as "84 21 22 00 direct|84 21 59 59 public".

    The last word is the number's kind, or for whom it is.
    """
    return [
        demo_phone(position, *part.rsplit(" ", 1)) for position, part in enumerate(split_list(cell))
    ]


def demo_phone(position: int, number: str, word: str) -> Phone:
    is_public = word == Audience.PUBLIC
    is_kind = word in set(PhoneKind)
    return Phone(
        position=position,
        number=parse_phone(number),
        kind=PhoneKind(word) if is_kind else PhoneKind.FUNCTION,
        audience=Audience.PUBLIC if is_public else Audience.PROFESSIONAL,
    )
