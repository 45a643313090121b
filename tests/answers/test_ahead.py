"""What most people will ask is answered before they ask."""

import gc
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from portal.answers.ahead import Forethought, list_plain, think_ahead
from portal.answers.asking import Choices, ask
from portal.answers.ladder import answer, find
from portal.answers.situation import MOST_FOUND, Situation, find_moment, stretches_on
from portal.answers.understanding.question import Question
from portal.hours.parse import parse_hours
from portal.snapshot.current import current_snapshot
from tests import factories

RANDERS = "0730"
MONDAY = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
PATIENCE_SECONDS = 60
SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def directory(database):
    with database():
        randers, alcohol = factories.make_municipality("Randers"), factories.make_domain("alkohol")
        unit = factories.make_organisation(municipality=randers)
        factories.make_contact(organisation=unit, domains=[alcohol])


@SQLITE
def test_plain_questions_find_the_very_sections_that_were_made_ahead(app, directory):
    with app.app_context():
        snapshot = current_snapshot()
        moment = find_moment(snapshot, MONDAY)
        think_everything(moment)
        assert len(moment.found) == len([*list_plain(snapshot)])
        asked = ask("alkohol i randers", Choices(at=MONDAY), snapshot)
        found = answer(asked.question, asked.at, snapshot)
        assert any(found.sections is sections for sections, _ in moment.found.values())
        assert found.lines


@SQLITE
def test_every_municipality_is_thought_of_without_a_problem_and_with_each(app, directory):
    with app.app_context():
        snapshot = current_snapshot()
        plain = [*list_plain(snapshot)]
    assert len(plain) == len(snapshot.municipalities) * (1 + len(snapshot.domains)) == 2


@SQLITE
def test_thread_thinks_of_the_directory_as_it_is_now_and_ends_when_told(app, directory, database):
    thread = Forethought(app, look_seconds=0.05)
    thread.start()
    try:
        wait_for(thread, 2)
        with database():
            factories.make_domain("demens")
        wait_for(thread, 3)
    finally:
        thread.end()
    assert not thread.is_alive()


@SQLITE
def test_thread_collects_what_is_young_so_that_no_question_has_to(app, directory):
    thread = Forethought(app, look_seconds=0.01)
    collected = threading.Event()

    def note(_phase, about):
        if threading.current_thread() is thread and about["generation"] == 0:
            collected.set()

    gc.callbacks.append(note)
    gc.disable()  # by itself
    thread.start()
    try:
        assert collected.wait(PATIENCE_SECONDS)
    finally:
        gc.enable()
        thread.end()
        gc.callbacks.remove(note)


@SQLITE
def test_what_was_thought_of_ahead_stays_however_much_is_asked(app, directory):
    with app.app_context():
        snapshot = current_snapshot()
        moment = find_moment(snapshot, MONDAY)
        think_everything(moment)
        thought = [*list_plain(snapshot)]
        ahead = [*moment.found.values()]
        for number in range(MOST_FOUND + 10):
            find(Situation(Question("", rest=f"ord{number}"), moment))
        assert len(moment.found) == MOST_FOUND
        assert all(find(Situation(q, moment)) is f for q, f in zip(thought, ahead, strict=True))


@SQLITE
def test_when_everybody_opens_is_known_for_a_week(app, database):
    with database():
        unit = factories.make_organisation(municipality=factories.make_municipality("Randers"))
        factories.make_contact(organisation=unit, hours=parse_hours("man-fre 8.10-14.20"))
    with app.app_context():
        snapshot = current_snapshot()
        think_everything(find_moment(snapshot, MONDAY))
        known = stretches_on.cache_info().misses
        for days, is_known in ((7, True), (8, False)):
            at = MONDAY + timedelta(days=days)
            line, *_ = answer(Question("", municipality=RANDERS), at, snapshot).lines
            assert line.status_text == "åben til 14.20"
            assert (stretches_on.cache_info().misses == known) is is_known


def think_everything(moment):
    for _ in think_ahead(moment):
        pass


def wait_for(thread, count):
    """Wait until so many plain questions are answered for now."""
    until = time.monotonic() + PATIENCE_SECONDS
    while len(thread.find_now().found) < count:
        assert thread.is_alive()
        assert time.monotonic() < until, "nothing was thought of"
        time.sleep(0.02)
