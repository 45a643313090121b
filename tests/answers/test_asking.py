"""What was typed and chosen becomes a question; choices go before the text."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from werkzeug.datastructures import MultiDict

from portal.answers.asking import CPR_NOTICE, LENGTH_NOTICE, MOMENT_NOTICE, read_asked
from portal.answers.chips import alternative_chips, list_chips, municipality_menu
from portal.answers.moments import parse_moment
from portal.snapshot.current import current_snapshot
from tests import factories

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def asked(app, database):
    """``asked(q="…", kommune="…")``: the question that the page reads from its address."""
    with database():
        for name in ("Randers", "Viborg"):
            factories.make_municipality(name)
        for code in ("alkohol", "demens"):
            factories.make_domain(code)

    def read(*pairs, **args):
        with app.test_request_context():
            return read_asked(MultiDict([*pairs, *args.items()]), current_snapshot())

    return read


@pytest.fixture
def chips(app, asked):
    def show(*pairs, **args):
        with app.test_request_context():
            return dict(list_chips(asked(*pairs, **args), current_snapshot()))

    return show


sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@sqlite
def test_the_text_gives_municipality_and_domain(asked):
    question = asked(q="randers alkohol").question
    assert (question.municipality, question.domains) == ("0730", ("alkohol",))


@sqlite
def test_choices_go_before_the_text(asked):
    question = asked(("omraade", "demens"), q="randers alkohol", kommune="0791").question
    assert (question.municipality, question.domains) == ("0791", ("demens",))


@sqlite
def test_a_choice_that_does_not_exist_is_left_out(asked):
    question = asked(("omraade", "findes-ikke"), q="randers alkohol", kommune="9999").question
    assert (question.municipality, question.domains) == ("0730", ("alkohol",))


@sqlite
def test_a_moment_is_danish_wall_clock(asked):
    assert asked(tidspunkt="2026-11-23T21:00").at == datetime(2026, 11, 23, 21, tzinfo=COPENHAGEN)


@sqlite
@pytest.mark.parametrize("text", ["i morgen", "2026-13-01T10:00", "9999-01-01T00:00", "x" * 5000])
def test_a_moment_that_cannot_be_read_becomes_now_and_is_said(asked, text):
    found = asked(q="randers", tidspunkt=text)
    assert found.choices.at is None
    assert found.notices == (MOMENT_NOTICE,)


@sqlite
def test_a_cpr_number_is_cut_out_of_the_question(asked):
    found = asked(q="randers alkohol borger 070761-4285 drikker")
    assert "070761" not in found.text
    assert found.held_cpr
    assert not asked(q="randers alkohol").held_cpr
    assert asked(q="randers", fjernet="cpr").notices == (CPR_NOTICE,)
    assert found.question.municipality == "0730"


@sqlite
def test_a_very_long_question_is_cut_and_says_so(asked):
    found = asked(q="randers " * 1000)
    assert len(found.text) <= 300
    assert found.notices == (LENGTH_NOTICE,)


@sqlite
def test_a_moment_chosen_before_holds_until_the_text_tells_another(asked):
    christmas = "2026-12-24T20:00"
    assert asked(q="dement randers", husket=christmas).at.isoformat()[:16] == christmas
    assert asked(q="dement randers kl 9", husket=christmas).at.hour == 9
    assert asked(q="dement kl 9", tidspunkt=christmas).at.isoformat()[:16] == christmas
    assert asked(q="dement randers", husket="sludder").is_now


@sqlite
def test_nothing_typed_and_nothing_chosen_is_no_question(asked):
    assert asked(q="   ").is_empty
    assert not asked(kommune="0730").is_empty


@sqlite
def test_taking_a_chip_away_takes_its_words_away(chips):
    shown = chips(q="dement og drikker i randers")
    assert shown["Randers"].startswith("/?q=dement+og+drikker")
    assert "randers" not in shown["Randers"]


@sqlite
def test_taking_one_of_two_domains_away_chooses_the_other(chips):
    assert "omraade=alkohol" in chips(q="dement og drikker i randers")["Demens"]


@sqlite
def test_taking_a_chosen_municipality_away_keeps_the_rest(chips):
    url = chips(("omraade", "demens"), q="alkohol", kommune="0791")["Viborg"]
    assert "kommune" not in url
    assert "omraade=demens" in url


@sqlite
def test_a_place_is_shown_with_the_municipality_it_lies_in(chips):
    assert "Viborg (Bjerringbro)" in chips(q="demens bjerringbro")


@sqlite
def test_now_cannot_be_taken_away_but_a_moment_can(chips):
    now = [url for word, url in chips(q="randers").items() if word.startswith("nu, ")]
    assert now == [None]
    chosen = chips(q="randers", tidspunkt="2026-11-23T21:00")
    assert chosen["mandag 23. november 2026 kl. 21.00"] == "/?q=randers"


@sqlite
def test_the_menu_adds_the_municipality_to_the_question(app, asked):
    found = asked(q="alkohol")
    with app.test_request_context():
        menu = dict(municipality_menu(found, current_snapshot()))
    assert menu["Randers"] == "/?q=alkohol+Randers"


@sqlite
def test_a_place_in_two_municipalities_offers_the_other(app, asked):
    found = asked(q="alkohol Ørum")
    with app.test_request_context():
        others = alternative_chips(found)
    assert others
    assert all("kommune=" in (chip.url or "") for chip in others)


@pytest.mark.parametrize(
    "text",
    ["2026-11-23T21:00:00+01:00", "2026-11-23T21:00:00 01:00", "2026-11-23T20:00:00Z"],
)
def test_a_moment_with_an_offset_keeps_its_instant(text):
    assert parse_moment(text) == datetime(2026, 11, 23, 21, tzinfo=COPENHAGEN)


@sqlite
def test_words_of_time_set_the_moment_and_can_be_taken_away(asked, chips):
    found = asked(q="randers alkohol kl 21")
    assert (found.at.hour, found.at.minute, found.is_now) == (21, 0, False)
    said = next(word for word in chips(q="randers alkohol kl 21") if "21.00" in word)
    assert chips(q="randers alkohol kl 21")[said] == "/?q=randers+alkohol"


@sqlite
def test_moment_that_was_chosen_goes_before_words_of_time(asked):
    found = asked(q="randers alkohol kl 21", tidspunkt="2026-11-23T08:30")
    assert (found.at.hour, found.at.minute) == (8, 30)


@sqlite
def test_words_of_time_are_not_searched_for(asked):
    assert asked(q="randers alkohol i morgen tidlig").question.rest == ""
