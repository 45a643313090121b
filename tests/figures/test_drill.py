"""The monthly drill: a fair draw that can be done again, one tap a number, and what follows."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import select

from portal.extensions import db
from portal.figures.accuracy import accuracy_of
from portal.figures.actions import draw_calls, draw_drill, tick_call
from portal.figures.draw import MOST_CALLS, Candidate, draw
from portal.figures.drills import list_candidates
from portal.figures.shares import Share
from portal.history.verbs import archive_entry
from portal.models.base import utc_now
from portal.models.report import Drill, DrillCall, Report
from portal.models.vocabulary import OfferKind, OfferStatus, Outcome, ReportState, Role
from tests.factories import (
    make_contact,
    make_drill_call,
    make_municipality,
    make_offer,
    make_organisation,
    make_user,
)
from tests.support.pages import text_of


def candidate(number, code="0730", is_acute=False):
    kind = "offer" if is_acute else "contact"
    return Candidate(kind, number, f"Nr. {number}", code, f"+45840{number:05}", is_acute)


def directory(places=19, contacts=30, acute=3):
    return [
        candidate(1000 * place + number, f"{place:04}", is_acute=number < acute)
        for place in range(places)
        for number in range(contacts + acute)
    ]


def test_same_seed_draws_the_same_in_whatever_order_the_directory_comes():
    there = directory()
    shuffled = there[:]
    Random(1).shuffle(shuffled)
    assert draw(there, 42) == draw(shuffled, 42)
    assert draw(there, 42) != draw(there, 43)


def test_each_municipality_is_drawn_alike_and_all_is_done_in_half_an_hour():
    drawn = draw(directory(), 42)
    assert set(Counter(one.municipality for one in drawn).values()) == {2}
    assert len(drawn) <= MOST_CALLS == 40


def test_acute_number_comes_first_then_a_contact():
    drawn = draw(directory(), 42)
    assert [one.is_acute for one in drawn] == [True, False] * 19


def test_municipality_without_contacts_gives_acute_numbers_instead():
    drawn = draw([*directory(), *[candidate(n, "9999", True) for n in range(3)]], 42)
    assert [one.is_acute for one in drawn if one.municipality == "9999"] == [True, True]


def test_every_number_of_a_municipality_is_as_likely_as_the_next():
    there = [candidate(number) for number in range(60)] + directory(places=19)
    drawn = Counter(
        one.subject_id
        for seed in range(600)
        for one in draw(there, seed)
        if one.municipality == "0730"
    )
    assert len(drawn) == 60  # none is never drawn
    assert max(drawn.values()) < 3 * min(drawn.values()) + 15


def test_entry_that_comes_elsewhere_moves_nothing():
    there = directory()
    before = {one for one in draw(there, 42) if one.municipality != "0003"}
    after = draw([*there, candidate(3999, "0003")], 42)
    assert before <= set(after)


def test_number_that_two_entries_share_is_drawn_once():
    twins = [Candidate("contact", number, "A", "0730", "+4584000101", False) for number in (1, 2)]
    assert len(draw(twins, 42)) == 1


def test_only_first_numbers_of_own_entries_in_use_are_drawn(database, app):
    with database():
        unit = make_organisation()
        make_contact(organisation=unit, phones=["+4584000301", "+4584000302"])
        make_contact(organisation=unit, phones=[])
        make_contact(organisation=unit, phones=["+4584000303"], archived_at=utc_now())
        make_offer(organisation=unit, phones=["+4584000304"])
        make_offer(organisation=unit, phones=["+4584000305"], status=OfferStatus.PAUSED)
        make_offer(organisation=unit, phones=["+4584000306"], kind=OfferKind.OTHER)
    with app.app_context():
        assert {one.number for one in list_candidates()} == {"+4584000301", "+4584000304"}


def test_drill_is_drawn_once_a_month_and_its_seed_draws_it_again(database, app):
    with database():
        for name in ("Randers", "Viborg"):
            unit = make_organisation(municipality=make_municipality(name))
            for number in range(30):
                make_contact(organisation=unit, phones=[f"+4584{unit.id:02}{number:04}"])
    with database():
        caller = make_user(Role.BRIDGE_BUILDER)
        first, second = draw_drill(caller, "2026-11"), draw_drill(caller, "2026-11")
        assert first is second
        drawn = [(call.subject_type, call.subject_id) for call in first.calls]
        again = [(call.subject_type, call.subject_id) for call in draw_calls(first.seed)]
        db.session.expunge_all()
    assert drawn == again
    assert len(drawn) == MOST_CALLS


def test_nobody_answering_counts_neither_for_nor_against():
    outcomes = [Outcome.TOOK_OVER] * 3 + [Outcome.NO_ANSWER, Outcome.DEAD_NUMBER, None]
    calls = [DrillCall(outcome=outcome) for outcome in outcomes]
    assert accuracy_of(calls) == Share(3, 4, is_sample=True)


def arranged(database):
    """Make a drill of one number; return the number's id."""
    with database():
        return make_drill_call(make_contact()).id


def reports(database):
    with database():
        return [(one.is_archived, one.state) for one in db.session.scalars(select(Report))]


def test_bridge_builder_ticks_with_one_tap_and_corrects_it(database, client_of):
    call_id = arranged(database)
    client = client_of(Role.BRIDGE_BUILDER)
    for told in ("no_answer", "took_over"):
        assert client.send(f"/tal/stikproeve/{call_id}", {"udfald": told}).status_code == 302
    with database() as session:
        assert session.get(DrillCall, call_id).outcome is Outcome.TOOK_OVER
    assert "1 af 1 ringet op" in text_of(client.page("/tal/stikproeve"))
    client.send(f"/tal/stikproeve/{call_id}", {"udfald": ""})
    with database() as session:
        call = session.get(DrillCall, call_id)
        assert (call.outcome, call.called_at, call.called_by_id) == (None, None, None)


def test_unknown_outcome_is_refused(database, client_of):
    address = f"/tal/stikproeve/{arranged(database)}"
    assert client_of(Role.BRIDGE_BUILDER).send(address, {"udfald": "sang"}).status_code == 400


@pytest.mark.parametrize("outcome", [Outcome.DEAD_NUMBER, Outcome.WRONG_PLACE])
def test_dead_number_is_reported_once_and_taken_back_when_corrected(database, client_of, outcome):
    address = f"/tal/stikproeve/{arranged(database)}"
    client = client_of(Role.BRIDGE_BUILDER)
    client.send(address, {"udfald": outcome.value})
    client.send(address, {"udfald": outcome.value})
    assert reports(database) == [(False, ReportState.NEW)]
    client.send(address, {"udfald": "took_over"})
    assert reports(database) == [(True, ReportState.NEW)]


def test_number_that_was_archived_meanwhile_is_shown_so_and_not_reported(database, client_of):
    with database():
        contact = make_contact()
        call_id = make_drill_call(contact).id
        archive_entry(make_user(Role.ADMINISTRATOR), contact)
    client = client_of(Role.BRIDGE_BUILDER)
    assert "Arkiveret siden" in text_of(client.page("/tal/stikproeve"))
    client.send(f"/tal/stikproeve/{call_id}", {"udfald": "dead_number"})
    assert reports(database) == []


def test_number_that_was_corrected_meanwhile_is_shown_so(database, client_of):
    with database():
        contact = make_contact()
        make_drill_call(contact).number = "+4584999999"
    page = client_of(Role.READER).page("/tal/stikproeve")
    assert "Nummeret er rettet siden" in text_of(page)


def test_earlier_months_are_closed(database, client_of):
    with database():
        contact = make_contact()
        old = make_drill_call(contact, month="2026-10").id
        make_drill_call(contact, month="2026-11")
    address = f"/tal/stikproeve/{old}"
    assert client_of(Role.BRIDGE_BUILDER).send(address, {"udfald": "no_answer"}).status_code == 404


@pytest.mark.parametrize("role", [Role.READER, Role.COORDINATOR])
def test_others_read_and_do_not_tick(database, client_of, role):
    call_id = arranged(database)
    with database():
        viborg = make_municipality("Viborg")
    client = client_of(role, viborg) if role is Role.COORDINATOR else client_of(role)
    page = client.page("/tal/stikproeve")
    assert not [n for n in page.iter("button") if n.get("name") == "udfald"]
    assert client.send(f"/tal/stikproeve/{call_id}", {"udfald": "no_answer"}).status_code == 403
    assert client.send("/tal/stikproeve").status_code == 403


def test_tick_without_permission_is_refused_by_the_action_itself(database):
    call_id = arranged(database)
    with database() as session:
        reader = make_user(Role.READER)
        with pytest.raises(Exception, match="403"):
            tick_call(reader, session.get(DrillCall, call_id), Outcome.NO_ANSWER)


def test_drawing_by_the_button_draws_this_month(database, client_of):
    with database():
        make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    assert client.send("/tal/stikproeve").status_code == 302
    assert client.send("/tal/stikproeve").status_code == 302
    with database():
        (drill,) = db.session.scalars(select(Drill))
        assert len(drill.calls) == 1
    assert str(drill.seed) in text_of(client.page("/tal/stikproeve"))
