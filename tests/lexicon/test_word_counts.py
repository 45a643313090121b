"""Words that nothing explains are counted, and may be read once several people asked with them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.answers.understanding.question import Question
from portal.answers.unexplained import list_countable
from portal.app import Portal
from portal.extensions import db
from portal.models.vocabulary import Role
from portal.models.words import UnknownWord, WordSighting
from portal.word_counts.queries import list_counted_words
from portal.word_counts.tally import MOST, Tally, note_words, write_down
from tests.factories import make_contact
from tests.support.client import PageClient
from tests.support.databases import statements_of

Database = Callable[[], AbstractContextManager[Session]]
Clients = Callable[..., PageClient]
WORD = "grumserivet"


def ask(app: Portal, client: PageClient, text: str, **options: object) -> None:
    """Ask a question, and let the minute pass after which words are written down."""
    answer = client.get("/", query_string={"q": text}, follow_redirects=True, **options)
    assert answer.status_code == 200
    write_down(app)


def counted(database: Database) -> dict[str, int]:
    with database():
        return {found.word: found.times for found in list_counted_words()}


@pytest.fixture
def three_times(app: Portal, client_of: Clients) -> None:
    """A word that three people have asked with."""
    for _ in range(3):
        ask(app, client_of(Role.BRIDGE_BUILDER), f"randers {WORD}")


@pytest.mark.usefixtures("three_times")
def test_a_word_that_three_people_asked_with_may_be_read(database: Database) -> None:
    assert counted(database) == {WORD: 3}


def test_until_then_nothing_that_can_be_read_is_kept(
    app: Portal, database: Database, client_of: Clients
) -> None:
    for _ in range(2):
        ask(app, client_of(Role.BRIDGE_BUILDER), f"randers {WORD} skramlevorn")
    with database() as session:
        assert session.scalar(select(func.count()).select_from(WordSighting)) == 4
        for table in ("word_sighting", "unknown_word"):
            rows = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            assert WORD not in str(rows)
            assert "skramlevorn" not in str(rows)


def test_a_word_that_one_person_asks_with_every_day_stays_hidden(
    app: Portal, database: Database, client_of: Clients
) -> None:
    client = client_of(Role.BRIDGE_BUILDER)
    for day in range(1, 6):
        with app.test_request_context(), freeze_time(f"2026-11-{day:02} 10:00"):
            note_words({WORD: WORD}, "user 7")
        write_down(app)
    assert counted(database) == {}
    ask(app, client, WORD)
    assert counted(database) == {WORD: 6}


def test_a_person_counts_once_a_day(app: Portal, database: Database, client_of: Clients) -> None:
    first, second = client_of(Role.BRIDGE_BUILDER), client_of(Role.READER)
    for client in (first, first, first, second, second):
        ask(app, client, WORD)
    assert counted(database) == {}


def test_spellings_of_a_word_are_one_word(
    app: Portal, database: Database, client_of: Clients
) -> None:
    for spelling in ("slåbrokseri", "slaabrokseri", "slåbrokseri"):
        ask(app, client_of(Role.BRIDGE_BUILDER), spelling)
    assert counted(database) == {"slåbrokseri": 3}


def test_nothing_is_written_while_a_question_is_answered(app: Portal, client_of: Clients) -> None:
    client = client_of(Role.BRIDGE_BUILDER)
    with statements_of(app) as statements:
        client.get("/", query_string={"q": f"randers {WORD}"})
    reading = ("SELECT", "BEGIN", "PRAGMA")
    assert [one for one in statements if not one.lstrip().upper().startswith(reading)] == []


def test_machines_questions_count_too(app: Portal, database: Database, client_of: Clients) -> None:
    for _ in range(3):
        client_of(Role.BRIDGE_BUILDER).get("/api/v1/answer", query_string={"q": WORD})
    write_down(app)
    assert counted(database) == {WORD: 3}


def test_half_words_of_somebody_who_is_typing_are_not_counted(
    app: Portal, database: Database, client_of: Clients
) -> None:
    for _ in range(3):
        ask(app, client_of(Role.BRIDGE_BUILDER), WORD, headers={"HX-Request": "true"})
    assert counted(database) == {}


@pytest.mark.parametrize(
    "text",
    [
        "randers Grumserivet",  # a capital
        "Grumserivet drikker",
        "fru grumserivet",
        "borgeren hedder grumserivet",
        "grumsensen",  # like a surname
        "grumsevej",
        "grumserivet 14",  # like an address
        "grumserivet 010190-1234",
        "gr4mserivet",
        "gs",
        "g" * 31,
        "jens-grumserivet@example.dk".upper(),
    ],
)
def test_what_may_name_a_person_or_an_address_is_left_out(text: str) -> None:
    assert WORD not in list_countable(Question(text=text, rest=text), frozenset())
    assert not any("gr" in word for word in list_countable(Question(text, rest=text), frozenset()))


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_numbers_of_citizens_and_words_of_the_directory_are_left_out(
    app: Portal, database: Database, client_of: Clients
) -> None:
    with database():
        make_contact("Grumserivet")
    for _ in range(3):
        ask(app, client_of(Role.BRIDGE_BUILDER), f"{WORD} 010190-1233 skramlevorn")
    assert counted(database) == {"skramlevorn": 3}


@pytest.mark.usefixtures("three_times")
def test_words_are_forgotten_after_a_year(app: Portal, database: Database) -> None:
    with database() as session:
        for sighting in session.scalars(select(WordSighting)):
            sighting.seen_on = date.today() - timedelta(days=366)
    with app.test_request_context():
        note_words({"skramlevorn": "skramlevorn"}, "user 7")
    write_down(app)
    with database() as session:
        assert session.scalars(select(UnknownWord)).all() == []
        assert session.scalar(select(func.count()).select_from(WordSighting)) == 1


def test_words_are_lost_but_nothing_else_while_the_database_is_away(
    app: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    with app.test_request_context():
        note_words({WORD: WORD}, "user 7")
    with app.app_context():
        table = WordSighting.__table__
        with db.engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table} RENAME TO away"))
        try:
            write_down(app)
        finally:
            with db.engine.begin() as connection:
                connection.execute(text(f"ALTER TABLE away RENAME TO {table}"))
    assert "1 words were not counted" in caplog.text
    assert WORD not in caplog.text


def test_a_flood_of_words_does_not_fill_the_memory() -> None:
    tally = Tally()
    for number in range(MOST + 100):
        tally.note(f"ord{number}", f"ord{number}", "user 7", date(2026, 11, 22))
    assert len(tally.take()) == MOST
    assert tally.take() == {}


def test_words_are_written_down_by_themselves_a_while_later(
    app: Portal, database: Database
) -> None:
    app.config["WRITE_WORDS_AFTER"] = 0.05
    for person in ("user 1", "user 2", "user 3"):
        with app.test_request_context():
            note_words({WORD: WORD}, person)
    timer = app.extensions["word_tally"].timer
    timer.join(timeout=10)
    assert counted(database) == {WORD: 3}
