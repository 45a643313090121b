"""All that people do to a directory, at random, through the pen that writes the history."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select

from portal.accounts.actions import change_password, create_token
from portal.extensions import db
from portal.history.writing import changing
from portal.models.base import Entry, utc_now
from portal.models.contact import Absence, Contact
from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.registry import ENTRY_MODELS
from portal.models.user import User
from portal.models.vocabulary import Action, Audience, Level, OfferStatus, Role
from portal.models.words import LexiconTerm, OwnTerm
from tests import factories

NAMES = ("Rådgivning", "Ældreteam", "Akut hjælp", "Bostøtte", "Misbrug og psykiatri", "Østergade")
MUNICIPALITIES = ("Randers", "Viborg", "Aarhus")
DOMAINS = ("alkohol", "demens", "vold")


class Editor:
    """Somebody who does anything; the same seed does the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.numbers = iter(range(10_000))

    def begin(self) -> None:
        """Make the directory that is edited."""
        for name in MUNICIPALITIES:
            municipality = factories.make_municipality(name)
            unit = factories.make_organisation(f"Forvaltningen i {name}", municipality)
            factories.make_organisation("Afdelingen", municipality, parent=unit)
        for code in DOMAINS:
            factories.make_domain(code)
        for make in (
            self.make_department,
            self.make_contact,
            self.make_offer,
            self.make_route,
            self.make_user,
        ) * 3:
            make()

    def edit(self) -> str:
        """Do one thing; return what."""
        edits: list[Callable[[], object]] = [
            self.make_contact, self.make_offer, self.make_department, self.make_route,
            self.make_user, self.make_term, self.make_report, self.ship_term, self.give_keys,
            self.archive_or_restore, self.archive_or_restore, self.confirm,
            self.edit_contact, self.edit_contact, self.edit_contact, self.edit_offer,
            self.edit_organisation, self.edit_municipality, self.edit_municipality,
            self.edit_municipality, self.edit_domain, self.edit_domain, self.edit_route,
            self.edit_user, self.edit_term,
        ]  # fmt: skip
        chosen = self.chance.choice(edits)
        chosen()
        return chosen.__name__

    def one(self, model: type[Entry]):
        """Return one of a table's entries."""
        return self.chance.choice(db.session.scalars(select(model).order_by(model.id)).all())

    def some(self, model: type[Entry]):
        entries = db.session.scalars(select(model).order_by(model.id)).all()
        return self.chance.sample(entries, self.chance.randrange(len(entries) + 1))

    def earlier(self, entry: Entry):
        """Return one that was made before another, so that there is no circle, or None."""
        model = type(entry)
        return db.session.scalar(
            select(model).where(model.id < entry.id).order_by(model.id.desc()).limit(1)
        )

    def text(self) -> str:
        return f"{self.chance.choice(NAMES)} {next(self.numbers)}"

    def change(self, entry: Entry, **values: object) -> None:
        """Give an entry one of these values."""
        name = self.chance.choice(sorted(values))
        with changing(None, entry, Action.EDITED):
            setattr(entry, name, values[name])

    def make_contact(self) -> None:
        unit, domains = self.one(Organisation), self.some(Domain)
        factories.make_contact(self.text(), organisation=unit, domains=domains)

    def make_offer(self) -> None:
        unit, places = self.one(Organisation), self.some(Municipality)
        factories.make_offer(self.text(), organisation=unit, municipalities=places)

    def make_department(self) -> None:
        above, serves = self.one(Organisation), self.some(Municipality)
        factories.make_organisation(
            self.text(), self.one(Municipality), parent=above, serves=serves
        )

    def make_route(self) -> None:
        steps = [self.one(Contact), self.one(Offer), "egen læge"]
        factories.make_route(self.one(Municipality), self.one(Domain), steps)

    def make_user(self) -> None:
        looks_after = {"municipalities": self.some(Municipality)}
        factories.make_user(Role.COORDINATOR, organisations=self.some(Organisation), **looks_after)

    def make_term(self) -> None:
        factories.make_own_term(self.text())

    def make_report(self) -> None:
        factories.make_report(self.one(Contact))

    def ship_term(self) -> None:
        db.session.add(LexiconTerm(term_type="domain", code="alkohol", phrase=self.text()))
        self.confirm()

    def give_keys(self) -> None:
        create_token(self.one(User), days=7)
        change_password(self.one(User), f"en lang adgangskode {next(self.numbers)}")

    def archive_or_restore(self) -> None:
        models = set(ENTRY_MODELS.values()) - {Municipality}
        entry = self.one(self.chance.choice([m for m in ENTRY_MODELS.values() if self.has(m)]))
        if type(entry) in models:
            self.change(entry, archived_at=None if entry.is_archived else utc_now())

    def has(self, model: type[Entry]) -> bool:
        return db.session.scalar(select(model.id).limit(1)) is not None

    def confirm(self) -> None:
        entry = self.one(self.chance.choice([Contact, Offer, Organisation, Municipality]))
        self.change(entry, confirmed_at=utc_now() - timedelta(days=self.chance.randrange(900)))

    def edit_contact(self) -> None:
        first = date(2026, 12, self.chance.randrange(1, 20))
        numbers = [Phone(number="+4584000303", audience=Audience.PROFESSIONAL)]
        contact = self.one(Contact)
        self.change(
            contact,
            function=self.text(), name=self.text(), organisation=self.one(Organisation),
            domains=self.some(Domain), phones=self.chance.choice(([], numbers)),
            absences=[Absence(from_on=first, to_on=first + timedelta(days=3))],
            deputy=self.earlier(contact), level=self.chance.choice(list(Level)),
        )  # fmt: skip

    def edit_offer(self) -> None:
        self.change(
            self.one(Offer),
            name=self.text(), organisation=self.one(Organisation), domains=self.some(Domain),
            municipalities=self.some(Municipality), status=self.chance.choice(list(OfferStatus)),
            note=self.text(),
        )  # fmt: skip

    def edit_organisation(self) -> None:
        unit = self.one(Organisation)
        self.change(
            unit,
            name=self.text(), parent=self.earlier(unit), municipality=self.one(Municipality),
            serves=self.some(Municipality),
        )  # fmt: skip

    def edit_municipality(self) -> None:
        central = self.chance.choice([None, self.one(Contact)])
        self.change(
            self.one(Municipality),
            central_contact=central, switchboard="+4584000999", name=self.text(),
            code=f"7{next(self.numbers):03}",
        )  # fmt: skip

    def edit_domain(self) -> None:
        position = self.chance.randrange(50)
        code = f"kode_{next(self.numbers)}"
        self.change(self.one(Domain), name=self.text(), position=position, code=code)

    def edit_route(self) -> None:
        route = self.one(HandoverRoute)
        self.change(route, note=self.text(), domain=self.one(Domain), bring=[self.text()])

    def edit_user(self) -> None:
        self.change(self.one(User), name=self.text(), municipalities=self.some(Municipality))

    def edit_term(self) -> None:
        if self.has(OwnTerm):
            self.change(self.one(OwnTerm), phrase=self.text(), weight=self.chance.randrange(1, 6))
