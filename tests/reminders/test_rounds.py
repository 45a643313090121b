"""Who is reminded, in which order, and of what; nobody twice of the same."""

import pytest
from sqlalchemy import select

from portal.history.verbs import confirm_entry
from portal.models.contact import Contact
from portal.models.mail import Reminder
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import Level, OfferKind, Role, Sector
from portal.reminders.actions import send_reminders
from portal.reminders.queries import count_reminders_in_vain
from tests.factories import (
    attached,
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
    make_user,
)
from tests.reminders.conftest import (
    NOW,
    days_ago,
    list_mails,
    make_coordinator,
    make_stale_contact,
    recipients,
    remind,
    text_of,
)


def appoint(database, municipality: Municipality, **people: User | Contact) -> None:
    with database():
        here = attached(municipality)
        for role, person in people.items():
            setattr(here, f"{role}_id", person.id)


def test_coordinator_gets_one_mail_with_all_that_is_due(database, randers, anna):
    with database():
        unit = make_organisation("Social", randers, confirmed_at=NOW)
        make_offer("Akutteamet", OfferKind.ACUTE_TEAM, unit, confirmed_at=days_ago(31))
        make_offer("Caféen", OfferKind.VOLUNTARY, unit, confirmed_at=None)
        make_contact("Visitator", None, unit, confirmed_at=days_ago(91))
        make_contact("Frisk", None, unit, confirmed_at=days_ago(89))
        make_route(randers, confirmed_at=days_ago(181))
    outcome = remind(database)
    (mail,) = list_mails(database)
    text = text_of(mail)
    assert (outcome.reminded, outcome.unheard) == (4, {})
    assert mail["To"] == "anna@example.dk"
    assert mail["Subject"] == "4 oplysninger skal bekræftes"
    lines = [line.split(" (")[0] for line in text.splitlines() if line.startswith("- ")]
    expected = ["Akutteamet", "Caféen", "Visitator", "Randers: Alle andre områder"]
    assert lines == [f"- {title}" for title in expected]
    assert "Caféen (aldrig bekræftet)" in text
    assert "Randers Kommune\n---------------" in text
    assert "http://localhost/min-kommune" in text
    assert "Frisk" not in text


def test_second_round_on_the_same_day_mails_nobody(database, randers, anna):
    with database():
        make_stale_contact("Visitator", randers)
    remind(database)
    again = remind(database, after_days=0.2)
    assert (again.reminded, again.letters) == (0, {})
    assert len(list_mails(database)) == 1


def test_appointed_coordinator_is_reminded_alone(database, randers, anna):
    with database():
        make_coordinator("bo@example.dk", randers)
        make_stale_contact("Visitator", randers)
    appoint(database, randers, coordinator=anna)
    remind(database)
    assert recipients(database) == ["anna@example.dk"]


def test_without_an_appointed_one_all_coordinators_are_reminded(database, randers, anna):
    with database():
        make_coordinator("bo@example.dk", randers)
        make_stale_contact("Visitator", randers)
    remind(database)
    assert recipients(database) == ["anna@example.dk", "bo@example.dk"]


def test_deputy_is_reminded_after_14_days_then_the_leader_then_the_entry_is_marked(
    database, randers, anna
):
    with database():
        bo = make_coordinator("bo@example.dk", randers)
        leader = make_contact(
            "Socialchef", "Carla", make_organisation("Social", randers), level=Level.LEADER,
            email="carla@example.dk", confirmed_at=NOW,
        )  # fmt: skip
        visitator = make_stale_contact("Visitator", randers, days=200)
    appoint(database, randers, coordinator=anna, deputy_coordinator=bo, central_contact=leader)
    for day in range(0, 43):
        remind(database, after_days=day)
    assert recipients(database) == ["anna@example.dk", "bo@example.dk", "carla@example.dk"]
    to_leader = text_of(list_mails(database)[2])
    assert "Hej Carla" in to_leader
    assert "Bed koordinatoren" in to_leader
    with database():
        assert count_reminders_in_vain([attached(visitator)]) == {attached(visitator): 3}


def test_deputy_is_not_reminded_of_what_was_confirmed_meanwhile(database, randers, anna):
    with database():
        bo = make_coordinator("bo@example.dk", randers)
        visitator = make_stale_contact("Visitator", randers)
    appoint(database, randers, coordinator=anna, deputy_coordinator=bo)
    remind(database)
    with database():
        confirm_entry(attached(anna), attached(visitator))
    assert remind(database, after_days=15).letters == {}


def test_confirming_takes_the_mark_away_and_the_next_time_begins_with_the_coordinator(
    database, randers, anna
):
    with database():
        bo = make_coordinator("bo@example.dk", randers)
        visitator = make_stale_contact("Visitator", randers)
    appoint(database, randers, coordinator=anna, deputy_coordinator=bo)
    for day in (0, 14, 28):
        remind(database, after_days=day)
    with database():
        assert count_reminders_in_vain([attached(visitator)])
        confirm_entry(attached(anna), attached(visitator))
        assert count_reminders_in_vain([attached(visitator)]) == {}
    remind(database, after_days=91)
    assert recipients(database) == ["anna@example.dk", "bo@example.dk", "anna@example.dk"]


def test_where_there_is_no_leader_the_entry_is_marked_after_two_reminders(database, randers, anna):
    with database():
        visitator = make_stale_contact("Visitator", randers)
    outcomes = [remind(database, after_days=day) for day in (0, 13, 14, 27, 28, 29)]
    assert [outcome.reminded for outcome in outcomes] == [1, 0, 1, 0, 0, 0]
    assert [outcome.in_vain for outcome in outcomes] == [0, 0, 0, 0, 1, 0]
    with database():
        assert count_reminders_in_vain([attached(visitator)]) == {attached(visitator): 2}


def test_what_was_told_before_stands_below_what_is_new(database, randers, anna):
    with database():
        make_stale_contact("Visitator", randers)
    remind(database)
    with database():
        make_stale_contact("Sygeplejerske", randers)
    remind(database, after_days=1)
    new, waiting = text_of(list_mails(database)[1]).split("Har ventet længere:")
    assert "Sygeplejerske" in new
    assert "Visitator" not in new
    assert "Visitator" in waiting


def test_who_looks_after_two_municipalities_gets_one_mail(database, randers):
    with database():
        viborg = make_municipality("Viborg", confirmed_at=NOW)
        make_coordinator("anna@example.dk", randers, viborg)
        make_stale_contact("Visitator", randers)
        make_stale_contact("Sygeplejerske", viborg)
    remind(database)
    (mail,) = list_mails(database)
    assert "Randers Kommune" in text_of(mail)
    assert "Viborg Kommune" in text_of(mail)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.BRIDGE_BUILDER])
def test_who_may_not_confirm_is_not_mailed_although_appointed(database, randers, anna, role):
    with database():
        left = make_user(role, email="gaaet@example.dk", municipalities=[randers])
        if role == Role.COORDINATOR:
            left.archived_at = NOW
        make_stale_contact("Visitator", randers)
    appoint(database, randers, coordinator=left, deputy_coordinator=left)
    for day in (0, 14):
        remind(database, after_days=day)
    assert recipients(database) == ["anna@example.dk", "anna@example.dk"]


@pytest.mark.parametrize("fault", ["employee", "archived", "without e-mail"])
def test_leader_is_one_in_use_with_an_e_mail(database, randers, anna, fault):
    with database():
        leader = make_contact(
            "Socialchef",
            organisation=make_organisation("Social", randers),
            level=Level.EMPLOYEE if fault == "employee" else Level.LEADER,
            email=None if fault == "without e-mail" else "carla@example.dk",
            confirmed_at=NOW,
            archived_at=NOW if fault == "archived" else None,
        )
        make_stale_contact("Visitator", randers)
    appoint(database, randers, central_contact=leader)
    for day in (0, 14, 28):
        remind(database, after_days=day)
    assert "carla@example.dk" not in recipients(database)


def test_municipality_without_anybody_is_counted_and_tried_again(database, randers):
    with database():
        make_stale_contact("Visitator", randers)
    assert remind(database).unheard == {"Randers Kommune": 1}
    with database() as session:
        assert session.scalars(select(Reminder)).all() == []
        make_coordinator("anna@example.dk", randers)
    assert remind(database, after_days=1).reminded == 1


def test_region_s_own_coordinators_are_reminded_of_its_departments(database):
    with database():
        region = make_organisation("Regionen", sector=Sector.REGIONAL)
        ward = make_organisation("Psykiatrien", sector=Sector.REGIONAL, parent=region)
        make_user(Role.COORDINATOR, email="rie@example.dk", organisations=[region])
        make_contact("Vagthavende", None, ward, confirmed_at=days_ago(100))
    remind(database)
    (mail,) = list_mails(database)
    assert mail["To"] == "rie@example.dk"
    assert "Regionen\n--------" in text_of(mail)


def test_archived_entries_are_nobody_s_business(database, randers, anna):
    with database():
        make_stale_contact("Visitator", randers).archived_at = NOW
    assert remind(database).letters == {}


def test_mails_and_what_was_told_are_kept_together_or_not_at_all(database, randers, anna):
    with database():
        make_stale_contact("Visitator", randers)
    with database() as session:
        assert send_reminders(NOW).reminded == 1
        session.rollback()
    assert list_mails(database) == []
    assert remind(database).reminded == 1
