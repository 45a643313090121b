"""A form that arrives twice at the same moment: a double click."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from portal.models.contact import Contact
from tests.support.at_once import send_twice_at_once

CREATE = "/kontaktpersoner/ny"


def functions(database):
    with database() as session:
        return list(session.scalars(select(Contact.function)))


def test_double_click_is_carried_out_once_and_answered_alike(coordinator, database):
    page = coordinator.get(CREATE)
    first, second = send_twice_at_once(
        coordinator, lambda twin: twin.fill_in(page, {"function": "Visitator"})
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert functions(database) == ["Visitator"]


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_who_waits_too_long_for_the_first_click_can_send_the_form_again(coordinator, database):
    page = coordinator.get(CREATE)
    with ThreadPoolExecutor(1) as pool, database() as session:
        session.execute(text("LOCK TABLE submission IN EXCLUSIVE MODE"))
        answer = pool.submit(coordinator.fill_in, page, {"function": "Visitator"}).result()
    assert answer.status_code == 503
    assert "Visitator" in answer.text
    assert coordinator.fill_in(answer).status_code == 302
    assert functions(database) == ["Visitator"]


def test_form_that_was_refused_or_only_shown_again_can_still_be_sent(coordinator, database):
    page = coordinator.get(CREATE)
    refused = coordinator.fill_in(page, {"function": ""})
    assert refused.status_code == 422
    shown = coordinator.fill_in(refused, {"function": "Visitator"}, "phones:add")
    assert shown.status_code == 200
    assert coordinator.fill_in(shown).status_code == 302
    assert functions(database) == ["Visitator"]
