"""How questions end is counted; the questions are not kept, and an answer never waits for it."""

import pytest
from sqlalchemy import select, text

from portal.answers.endings import end_of
from portal.answers.ladder import answer
from portal.answers.understanding.question import Question
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.figures import QuestionCount
from portal.models.vocabulary import AnswerEnd, OfferKind, Participation, Role, Sector
from portal.question_counts import tally as tallies
from portal.question_counts.tally import Tally, local_day, note_ending, tally_of, write_down
from portal.question_counts.writing import Ending
from portal.snapshot.current import current_snapshot
from tests.factories import (
    make_contact,
    make_domain,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
)
from tests.support.databases import statements_of

SOME = Ending(local_day(), "0730", "alkohol", AnswerEnd.ROUTE)


@pytest.fixture
def ended_in(app):
    """``ended_in(domains=(…))``: how a question about Randers ends."""

    def ask(**asked):
        with app.app_context():
            question = Question(text="", **({"municipality": "0730"} | asked))
            return end_of(answer(question, utc_now(), current_snapshot()))

    return ask


def counted(database):
    """Return what the database holds, as (municipality, domain, end): count."""
    with database():
        rows = db.session.scalars(select(QuestionCount))
        return {(r.municipality_code, r.domain_code, r.ended_in): r.count for r in rows}


def test_answer_that_leads_with_a_route_ends_there(database, ended_in):
    with database():
        make_route(make_municipality("Randers"), make_domain("alkohol"))
    assert ended_in(domains=("alkohol",)) is AnswerEnd.ROUTE


def test_answer_without_a_route_ends_in_a_contact(database, ended_in):
    with database():
        make_contact(domains=[make_domain("alkohol")])
    assert ended_in(domains=("alkohol",)) is AnswerEnd.CONTACT


def test_answer_without_either_ends_in_the_switchboard(database, ended_in):
    with database():
        make_municipality("Randers")
    assert ended_in() is AnswerEnd.SWITCHBOARD


def test_municipality_that_does_not_take_part_ends_in_its_switchboard(database, ended_in):
    with database():
        make_municipality("Randers", participation=Participation.DECLINED)
        make_contact(domains=[make_domain("alkohol")])
    assert ended_in(domains=("alkohol",)) is AnswerEnd.SWITCHBOARD


def test_what_was_asked_for_by_kind_ends_in_what_it_is(database, ended_in):
    with database():
        make_offer(kind=OfferKind.SHELTER, organisation=make_organisation())
    assert ended_in(kinds=("herberg",)) is AnswerEnd.OFFER


def test_place_outside_the_region_ends_in_a_national_line(database, ended_in):
    with database():
        make_offer(organisation=make_organisation("Livslinien", sector=Sector.VOLUNTARY))
    assert ended_in(municipality="0461", outside_region=True) is AnswerEnd.NATIONAL


def test_asking_twice_is_counted_twice_by_municipality_and_domain(app, database, client_of):
    with database():
        make_route(make_municipality("Randers"), make_domain("alkohol"))
    client = client_of(Role.READER)
    client.get("/?kommune=0730&omraade=alkohol")
    client.get("/api/v1/answer?municipality=0730&domain=alkohol")
    write_down(app)
    assert counted(database) == {("0730", "alkohol", AnswerEnd.ROUTE): 2}


def test_what_two_processes_wrote_is_added_up(app, database):
    for _ in range(2):
        with app.app_context():
            note_ending("0730", "alkohol", AnswerEnd.ROUTE)
        write_down(app)
    assert counted(database) == {("0730", "alkohol", AnswerEnd.ROUTE): 2}


def test_front_page_and_half_typed_questions_are_not_counted(app, database, client_of):
    with database():
        make_municipality("Randers")
    client = client_of(Role.READER)
    client.get("/")
    client.get("/?q=randers", headers={"HX-Request": "true"})
    write_down(app)
    assert counted(database) == {}


def test_nothing_is_written_while_a_question_is_answered(app, database, client_of):
    with database():
        make_municipality("Randers")
    client = client_of(Role.READER)
    client.get("/?kommune=0730")
    with statements_of(app) as statements:
        client.get("/?kommune=0730")
    assert [statement for statement in statements if "question_count" in statement] == []


def test_counts_wait_while_the_database_is_away(app, database):
    with app.app_context():
        note_ending("0730", "alkohol", AnswerEnd.ROUTE)
        with db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE question_count RENAME TO away"))
        try:
            write_down(app)
        finally:
            with db.engine.begin() as connection:
                connection.execute(text("ALTER TABLE away RENAME TO question_count"))
    assert counted(database) == {}
    write_down(app)
    assert counted(database) == {("0730", "alkohol", AnswerEnd.ROUTE): 1}


def test_a_flood_of_endings_does_not_fill_the_memory():
    tally = Tally()
    for number in range(tallies.MOST + 10):
        tally.note(SOME._replace(domain_code=str(number)))
    tally.note(SOME._replace(domain_code="1"))
    assert len(tally.counts) == tallies.MOST
    assert tally.counts[SOME._replace(domain_code="1")] == 2


def test_counts_are_written_down_by_themselves_a_while_later(app, database):
    app.config["WRITE_WORDS_AFTER"] = 0.05
    with app.app_context():
        note_ending("", "", AnswerEnd.NATIONAL)
        timer = tally_of(app).timer
    assert timer is not None
    timer.join(5)
    assert counted(database) == {("", "", AnswerEnd.NATIONAL): 1}
