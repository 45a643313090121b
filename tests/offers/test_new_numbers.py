"""A new acute number is live at once, and marked until somebody else has confirmed it."""

from datetime import timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import select

from portal.extensions import db
from portal.history.bulk import change_entries
from portal.history.numbers import awaits_confirmation_by
from portal.history.undo import undo_change
from portal.history.verbs import confirm_entry, edit_entry
from portal.models.base import utc_now
from portal.models.journal import JournalRow
from portal.models.offer import Offer
from portal.models.vocabulary import Action, OfferKind, Role
from tests.factories import (
    Audience,
    attached,
    make_municipality,
    make_offer,
    make_organisation,
    make_phones,
    make_user,
)

OLD, NEW, NEWER = "+4584000202", "+4584000303", "+4584000404"
EVENING = "2026-11-22 21:00:00"  # 22.00 in Denmark
NIGHT = "2026-11-22 23:30:00"  # 0.30 the next day in Denmark
MARK = "siden 22. nov., ikke bekræftet af en anden"


@pytest.fixture
def randers(database):
    with database():
        return make_municipality("Randers")


@pytest.fixture
def offer(database, randers):
    with database(), freeze_time("2026-11-01"):
        return make_offer("Akuttelefonen", organisation=make_organisation("Social", randers))


@pytest.fixture
def anna(database, randers):
    with database():
        return make_user(Role.COORDINATOR, municipalities=[randers], name="Anna")


@pytest.fixture
def bo(database, randers):
    with database():
        return make_user(Role.COORDINATOR, municipalities=[randers], name="Bo")


def give(database, who, offer, *numbers, at=EVENING):
    with database(), freeze_time(at):
        here = attached(offer)

        def fill(entry):
            entry.phones = make_phones(numbers, Audience.PUBLIC)

        edit_entry(attached(who), here, fill)


def confirm(database, who, offer, at):
    with database(), freeze_time(at):
        confirm_entry(attached(who), attached(offer))


def undo_last(database, who, offer, at=EVENING):
    with database() as session, freeze_time(at):
        query = select(JournalRow).where(JournalRow.entry_id == offer.id, is_offer())
        row = session.scalars(query.order_by(JournalRow.sequence.desc())).first()
        undo_change(attached(who), row)


def is_offer():
    return JournalRow.entry_type == "offer"


def mark_of(database, offer):
    with database():
        found = db.session.get_one(Offer, offer.id)
        db.session.refresh(found)
        return found.numbers_changed_at and (
            f"{found.numbers_changed_at:%Y-%m-%d %H:%M:%S}",
            found.numbers_changed_by_id,
        )


def test_new_number_of_an_acute_offer_is_marked(database, offer, anna):
    assert mark_of(database, offer) is None
    give(database, anna, offer, NEW)
    assert mark_of(database, offer) == (EVENING, anna.id)


def test_second_person_s_confirmation_takes_the_mark_away(database, offer, anna, bo):
    give(database, anna, offer, NEW)
    confirm(database, bo, offer, EVENING)
    assert mark_of(database, offer) is None


def test_own_confirmation_counts_the_next_day_in_denmark(database, offer, anna):
    give(database, anna, offer, NEW)
    confirm(database, anna, offer, EVENING)
    assert mark_of(database, offer) == (EVENING, anna.id)
    confirm(database, anna, offer, NIGHT)
    assert mark_of(database, offer) is None


def test_changing_it_again_begins_anew_for_who_changed_it_last(database, offer, anna, bo):
    give(database, anna, offer, NEW)
    give(database, bo, offer, NEWER, at="2026-11-22 21:30:00")
    assert mark_of(database, offer) == ("2026-11-22 21:30:00", bo.id)
    confirm(database, bo, offer, "2026-11-22 21:31:00")
    assert mark_of(database, offer) is not None


def test_going_back_to_the_known_number_takes_the_mark_away(database, offer, anna):
    give(database, anna, offer, NEW)
    undo_last(database, anna, offer)
    assert mark_of(database, offer) is None
    give(database, anna, offer, NEW)
    give(database, anna, offer, OLD)
    assert mark_of(database, offer) is None


def test_undoing_one_of_two_changes_brings_the_first_one_s_mark_back(database, offer, anna, bo):
    give(database, anna, offer, NEW)
    give(database, bo, offer, NEWER, at="2026-11-22 21:30:00")
    undo_last(database, bo, offer, at="2026-11-22 21:40:00")
    assert mark_of(database, offer) == (EVENING, anna.id)


def test_undoing_back_to_a_number_that_was_replaced_and_confirmed_marks_it(
    database, offer, anna, bo
):
    give(database, anna, offer, NEW)
    confirm(database, bo, offer, EVENING)
    give(database, anna, offer, OLD, at="2026-11-22 21:30:00")
    assert mark_of(database, offer) == ("2026-11-22 21:30:00", anna.id)


@pytest.mark.parametrize("numbers", [(), (OLD,), (OLD, OLD)])
def test_numbers_that_were_there_before_are_no_news(database, offer, anna, numbers):
    give(database, anna, offer, *numbers)
    assert mark_of(database, offer) is None


def test_second_number_beside_the_known_one_is_marked(database, offer, anna):
    give(database, anna, offer, OLD, NEW)
    assert mark_of(database, offer) == (EVENING, anna.id)


def test_offer_that_is_not_acute_is_never_marked(database, randers, anna):
    with database():
        cafe = make_offer("Caféen", OfferKind.VOLUNTARY, make_organisation("Social", randers))
    give(database, anna, cafe, NEW)
    assert mark_of(database, cafe) is None


def test_mark_belongs_to_no_record_and_an_edit_is_one_version(database, offer, anna):
    give(database, anna, offer, NEW)
    with database():
        here = attached(offer)
        assert here.version_id == offer.version_id + 1
        (newest, *_) = db.session.scalars(
            select(JournalRow).where(is_offer()).order_by(JournalRow.sequence.desc())
        )
        assert "numbers_changed_at" not in newest.after


def test_everybody_but_who_changed_it_today_is_asked_to_confirm(database, offer, anna, bo):
    give(database, anna, offer, NEW)
    with database(), freeze_time(EVENING):
        here, now = attached(offer), utc_now()
        assert awaits_confirmation_by(attached(bo), here, now)
        assert not awaits_confirmation_by(attached(anna), here, now)
        assert awaits_confirmation_by(attached(anna), here, now + timedelta(hours=3))


def test_mark_is_said_in_words_where_the_number_stands(app, database, offer, anna, bo, client_of):
    give(database, anna, offer, NEW)
    reader = client_of(Role.READER)
    assert f"Nyt nummer {MARK}" in reader.get(f"/tilbud/{offer.id}").text
    answer = reader.get("/?q=randers+akuttelefon").text
    assert "84 00 03 03" in answer
    assert f"nyt nummer {MARK}" in answer
    told = reader.get("/api/v1/answer?q=randers+akuttelefon").json
    [line] = [step for step in told["steps"] if step["phone"] == NEW]
    assert f"nyt nummer {MARK}" in line["reasons"]
    confirm(database, bo, offer, NIGHT)
    assert MARK not in reader.get(f"/tilbud/{offer.id}").text
    assert MARK not in reader.get("/?q=randers+akuttelefon").text


def test_who_changes_or_confirms_too_early_is_told_what_is_missing(database, offer, sign_in, anna):
    client = sign_in(anna)
    saved = client.submit(
        f"/tilbud/{offer.id}/ret", {"phones-0-number": "89 15 15 15"}, follow_redirects=True
    )
    assert "Bed en kollega om at bekræfte det" in saved.text
    confirmed = client.send(f"/tilbud/{offer.id}/bekraeft", follow_redirects=True)
    assert "Bed en kollega om at bekræfte det" in confirmed.text
    assert "ikke bekræftet af en anden" in confirmed.text


def test_new_number_stands_on_top_of_what_a_colleague_is_to_confirm(
    database, offer, randers, sign_in, anna, bo
):
    with database():
        unit = make_organisation("Social", randers)
        make_offer("Glemt team", OfferKind.ACUTE_TEAM, unit, confirmed_at=None)
    client = sign_in(anna)
    client.submit(f"/tilbud/{offer.id}/ret", {"phones-0-number": "89 15 15 15"})
    assert "Akuttelefonen" not in listed(client.get("/min-kommune").text)
    text = listed(sign_in(bo).get("/min-kommune").text)
    assert text.index("Akuttelefonen") < text.index("Glemt team")


def listed(page):
    return page.partition("Skal bekræftes")[2]


def test_number_that_comes_with_a_list_of_many_is_marked_likewise(database, offer, anna, bo):
    with database():
        here = attached(offer)

        def fill():
            here.phones = make_phones([NEW], Audience.PUBLIC)

        change_entries(attached(anna), [(here, fill)], Action.EDITED)
    (_, by_id) = mark_of(database, offer)
    assert by_id == anna.id
    confirm(database, bo, offer, utc_now())
    assert mark_of(database, offer) is None
