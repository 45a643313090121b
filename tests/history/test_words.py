"""Changes told in words: every field has a name, and values read as people say them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal.history.field_names import field_name
from portal.history.records import BOOKKEEPING, part_record, record_of, recorded_columns
from portal.history.words import UNTOLD, Change, changes_in_words, tellers
from portal.hours.parse import parse_hours
from portal.models.base import Entry
from portal.models.contact import Absence
from portal.models.handover_route import RouteStep
from portal.models.registry import ENTRY_MODELS
from portal.models.vocabulary import Channel, ContinueWhen, Level, OfferStatus, Role
from tests.factories import (
    make_contact,
    make_domain,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
    make_user,
)

Database = Callable[[], AbstractContextManager[Session]]
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def told(entry: Entry, change: Callable[[], None]) -> list[Change]:
    before = record_of(entry)
    change()
    return changes_in_words(before, record_of(entry), entry.__tablename__)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("entry_type", ENTRY_MODELS)
def test_every_recorded_field_has_a_name_of_its_own(entry_type: str) -> None:
    model = ENTRY_MODELS[entry_type]
    left_out = BOOKKEEPING | model.unrecorded | UNTOLD
    fields = [name for name, _ in recorded_columns(model, left_out)]
    fields += [*model.linked, *model.parts]
    names = [field_name(entry_type, field) for field in fields]
    assert sorted(set(names)) == sorted(names)
    assert [field for field, _ in tellers(model)] == fields


@pytest.mark.usefixtures("session")
class TestWords:
    def test_texts_numbers_and_choices(self) -> None:
        contact = make_contact("Rusmiddelkoordinator")

        def change() -> None:
            contact.function = "Rusmiddelleder"
            contact.level = Level.LEADER
            contact.is_in_steering_group = True
            contact.name = None

        assert told(contact, change) == [
            ("Funktion", "Rusmiddelkoordinator", "Rusmiddelleder"),
            ("Navn", "Demo Æbelø", ""),
            ("Niveau", "Medarbejder", "Leder"),
            ("Er med i styregruppen", "Nej", "Ja"),
        ]

    def test_phones_absences_and_hours(self) -> None:
        contact = make_contact(phones=["+4584000101"])

        def change() -> None:
            contact.phones[0].number = "+4584000199"
            contact.absences = [
                Absence(from_on=date(2026, 12, 24), to_on=date(2027, 1, 2), note="Ferie")
            ]
            contact.hours = parse_hours("man-tor 8-15")

        assert told(contact, change) == [
            ("Telefontid", "", "man-tor 8.00-15.00; helligdage lukket"),
            (
                "Telefonnumre",
                "84 00 01 01 (Funktionens nummer, kun fagfolk)",
                "84 00 01 99 (Funktionens nummer, kun fagfolk)",
            ),
            ("Fravær", "", "24. december 2026 – 2. januar 2027: Ferie"),
        ]

    def test_links_by_their_titles(self) -> None:
        user = make_user(Role.COORDINATOR, municipalities=[make_municipality("Randers")])
        samsoe = make_municipality("Samsø")
        organisation = make_organisation("Landsindsatsen")
        contact = make_contact(organisation=organisation)
        alcohol = make_domain("alkohol")

        assert told(user, lambda: user.municipalities.append(samsoe)) == [
            ("Kommuner", "Randers Kommune", "Randers Kommune, Samsø Kommune")
        ]
        assert told(contact, lambda: contact.domains.append(alcohol)) == [
            ("Problemområder", "", alcohol.name)
        ]

    def test_a_link_to_something_that_is_gone(self) -> None:
        route = make_route()
        record = record_of(route)
        changes = changes_in_words(record, record | {"domain_id": 47110815}, "handover_route")
        assert changes == [("Problemområde", "", "nr. 47110815 (findes ikke længere)")]

    def test_the_steps_of_a_route(self) -> None:
        contact = make_contact("Vagthavende", None)
        route = make_route(steps=[contact])

        def change() -> None:
            step = RouteStep(
                position=1,
                free_function="egen læge",
                channel=Channel.MEETING,
                instruction="Tag med derhen.",
                continue_when=ContinueWhen.AFTER_MINUTES,
                continue_after_minutes=20,
            )
            route.steps.append(step)
            route.answer_within = "P1D"
            route.bring = ["Samtykke", "Medicinliste"]

        assert told(route, change) == [
            ("Hav klar", "", "Samtykke\nMedicinliste"),
            ("Svar", "", "inden 1 hverdag"),
            (
                "Trin",
                "1. Vagthavende – Telefon. Videre: Når der ikke bliver svaret",
                "1. Vagthavende – Telefon. Videre: Når der ikke bliver svaret\n"
                "2. egen læge – Møde: Tag med derhen. Videre: Efter 20 minutter",
            ),
        ]

    def test_answers_that_nobody_has_given_yet(self) -> None:
        offer = make_offer()

        def change() -> None:
            offer.sends_staff_out = False
            offer.status, offer.status_on = OfferStatus.PAUSED, date(2026, 11, 3)

        assert told(offer, change) == [
            ("Status", "I drift", "Holder pause"),
            ("Status siden", "", "3. november 2026"),
            ("Kan sende personale ud", "", "Nej"),
        ]

    def test_a_new_entry_is_told_by_what_was_filled_in(self) -> None:
        domain = make_domain("alkohol")
        changes = changes_in_words(None, record_of(domain), "domain")
        assert ("Navn", "", domain.name) in changes
        assert all(change.before == "" and change.after for change in changes)

    def test_an_edit_that_changed_only_its_own_time_is_nothing(self) -> None:
        record = record_of(make_domain())
        later = record | {"edited_at": "2026-11-03T12:00:00+00:00"}
        assert changes_in_words(record, later, "domain") == []

    def test_a_record_older_than_a_field_can_be_told(self) -> None:
        contact = make_contact()
        record = record_of(contact)
        old = {name: value for name, value in record.items() if name != "level"}
        assert changes_in_words(old, record, "contact") == [("Niveau", "", "Medarbejder")]
        assert part_record(contact.phones[0])["number"] == "+4584000101"
