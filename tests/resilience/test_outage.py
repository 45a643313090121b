"""A database that was silent for a moment is asked on by those who would wait longer."""

from portal.database.outage import Outage
from portal.web.availability import LOOKUP_SECONDS, TRIAL_SECONDS


def test_while_nothing_failed_everybody_may_ask():
    assert Outage().may_ask(LOOKUP_SECONDS)


def test_after_an_error_nobody_asks_for_a_while():
    outage = Outage()
    outage.begin()
    assert outage.is_on
    assert not outage.may_ask(LOOKUP_SECONDS)
    assert not outage.may_ask(60)


def test_that_a_lookup_waited_in_vain_stops_lookups_only():
    outage = Outage()
    outage.begin(LOOKUP_SECONDS)
    assert not outage.may_ask(LOOKUP_SECONDS)
    assert outage.may_ask(TRIAL_SECONDS)
    outage.begin(TRIAL_SECONDS)
    assert not outage.may_ask(TRIAL_SECONDS)


def test_a_lookup_that_waits_in_vain_does_not_make_an_error_a_silence():
    outage = Outage()
    outage.begin()
    outage.begin(LOOKUP_SECONDS)
    assert not outage.may_ask(TRIAL_SECONDS)


def test_when_the_time_is_over_one_asks_for_all():
    outage = Outage()
    outage.begin()
    outage.ask_again_at = 0.0
    assert outage.may_ask(LOOKUP_SECONDS)
    assert not outage.may_ask(LOOKUP_SECONDS)


def test_an_answer_ends_it_for_all():
    outage = Outage()
    outage.begin()
    outage.end()
    assert not outage.is_on
    assert outage.may_ask(LOOKUP_SECONDS)
