"""After a change a reader keeps what it knows of all whom the change does not concern."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import select

from portal.answers.ladder import find
from portal.answers.situation import Moment, Situation, find_moment
from portal.answers.understanding.question import Question
from portal.history.writing import changing
from portal.models.contact import Absence, Contact
from portal.models.municipality import Municipality
from portal.models.vocabulary import Action, OfferKind, Sector
from portal.snapshot.current import current_snapshot
from portal.snapshot.publish import snapshot_path
from portal.snapshot.reader import Snapshot
from tests import factories
from tests.snapshot.edits import Editor

DECEMBER = datetime(2026, 12, 10, 9, 5, tzinfo=UTC)  # some are absent then
EDITS = 30
CODES = ("0730", "0791")
SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def list_questions(snapshot):
    """Yield questions about everything: places, problems, several at once, words and none."""
    places = [*snapshot.municipalities, None, "0101"]
    domains = [(), *((code,) for code in snapshot.domains), tuple(snapshot.domains)[:2]]
    rests = ("", "østergade", "ældreteam 3", "findes ikke")
    for code, asked, rest in product(places, domains, rests):
        outside = code == "0101"
        yield Question("", municipality=code, outside_region=outside, domains=asked, rest=rest)


@SQLITE
@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_answers_are_those_of_a_reader_that_knows_nothing(app, database, seed):
    editor = Editor(seed)
    with database():
        editor.begin()
    for _ in range(EDITS):
        with database():
            done = editor.edit()
        with app.app_context():
            snapshot, fresh = current_snapshot(), Snapshot(snapshot_path())
            known, new = (
                find_moment(snapshot, DECEMBER),
                Moment(fresh, find_moment(fresh, DECEMBER).at),
            )
            for question in list_questions(fresh):
                assert find(Situation(question, known)) == find(Situation(question, new)), done
            assert snapshot.turns == fresh.turns
            assert snapshot.words == fresh.words
            fresh.close()


@pytest.fixture
def known(app, database):
    """What is found about Randers and Viborg, each with a contact, before a change."""
    with database():
        for name, number in (("Randers", "+4584000101"), ("Viborg", "+4584000102")):
            unit = factories.make_organisation(f"Social {name}", factories.make_municipality(name))
            factories.make_contact(f"Rådgiver i {name}", organisation=unit, phones=[number])
    return lambda: find_each(app)


def find_each(app):
    with app.app_context():
        moment = find_moment(current_snapshot(), DECEMBER)
        return [find(Situation(Question("", municipality=code), moment)) for code in CODES]


def contact_in(session, name):
    return session.scalars(select(Contact).where(Contact.function == f"Rådgiver i {name}")).one()


def rename(session):
    """Edit the contact in Viborg, and nothing else."""
    contact = contact_in(session, "Viborg")
    with changing(None, contact, Action.EDITED):
        contact.name = "Demo Ærø"


def shown(found):
    sections, _ = found
    return [line.name for section in sections for line in section.lines]


def assert_randers_learns_of_viborg(known, database):
    known()
    with database() as session:
        rename(session)
    randers, _ = known()
    assert "Demo Ærø" in shown(randers)


@SQLITE
def test_a_change_leaves_the_answers_about_other_municipalities(known, database):
    before = known()
    with database() as session:
        rename(session)
    randers, viborg = known()
    assert randers is before[0]
    assert viborg != before[1]
    assert "Demo Ærø" in shown(viborg)


@SQLITE
def test_whom_somebody_of_another_municipality_stands_in_for_is_concerned(known, database):
    with database() as session:
        contact = contact_in(session, "Randers")
        with changing(None, contact, Action.EDITED):
            contact.deputy = contact_in(session, "Viborg")
            contact.absences = [Absence(from_on=date(2026, 12, 1), to_on=date(2026, 12, 31))]
    assert_randers_learns_of_viborg(known, database)


@SQLITE
def test_whose_route_leads_to_another_municipality_is_concerned(known, database):
    with database() as session:
        randers = session.scalars(select(Municipality).where(Municipality.code == CODES[0])).one()
        factories.make_route(randers, None, [contact_in(session, "Viborg")])
    assert_randers_learns_of_viborg(known, database)


@SQLITE
def test_whose_central_entrance_is_of_another_municipality_is_concerned(known, database):
    with database() as session:
        randers = session.scalars(select(Municipality).where(Municipality.code == CODES[0])).one()
        with changing(None, randers, Action.EDITED):
            randers.central_contact = contact_in(session, "Viborg")
    assert_randers_learns_of_viborg(known, database)


@SQLITE
def test_what_is_reported_to_be_wrong_is_concerned(known, database):
    before = known()
    with database() as session:
        factories.make_report(contact_in(session, "Viborg"))
    randers, viborg = known()
    assert randers is before[0]
    assert any(line.fault_text for section in viborg[0] for line in section.lines)


@SQLITE
def test_what_is_there_for_everybody_concerns_every_answer(known, database):
    before = known()
    with database():
        region = factories.make_organisation("Regionen", sector=Sector.REGIONAL)
        factories.make_offer("Lægevagten", OfferKind.DOCTOR_ON_CALL, organisation=region)
    for now, then in zip(known(), before, strict=True):
        assert now != then
