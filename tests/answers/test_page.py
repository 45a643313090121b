"""The front page: one field, an answer with numbers to tap, and nothing for strangers."""

import pytest
from freezegun import freeze_time

from portal.hours.parse import parse_hours
from portal.models.vocabulary import Participation, Role
from tests import factories
from tests.support.databases import statements_of
from tests.support.pages import text_of

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

MONDAY = "tidspunkt=2026-11-23T10:00"


@pytest.fixture
def directory(app, database):
    with database():
        randers = factories.make_municipality()
        factories.make_municipality("Odder", participation=Participation.DECLINED)
        alcohol = factories.make_domain("alkohol")
        contact = factories.make_contact(
            domains=[alcohol], hours=parse_hours("man-fre 8-15"), is_demo=True
        )
        factories.make_route(
            randers,
            alcohol,
            steps=[contact, "egen læge"],
            bring=["mundtligt samtykke"],
            answer_within="P1D",
            typical_wait_days=14,
            is_advice_welcome=True,
            acknowledgement="Koordinatoren ringer tilbage",
        )


@pytest.fixture
def reader(client_of, directory):
    return client_of(Role.READER)


def links(page, start):
    return [a.get("href") for a in page.iter("a") if (a.get("href") or "").startswith(start)]


def test_a_visitor_is_asked_to_sign_in(client, directory):
    answer = client.get("/?q=randers+alkohol")
    assert answer.status_code == 302
    assert answer.location.startswith("/log-ind?next=")


def test_one_field_and_one_enter_give_a_number_to_tap(reader):
    answer = reader.submit(
        "/", {"q": "randers alkohol"}, button="Find ud af, hvem du skal ringe til"
    )
    assert answer.status_code == 200
    assert 'href="tel:+4584000101"' in answer.text


def test_the_answer_shows_who_why_and_how_old(reader):
    text = text_of(reader.page(f"/?q=randers+alkohol&{MONDAY}"))
    for shown in (
        "Ring først",
        "Rusmiddelkoordinator",
        "Demo Æbelø · Socialforvaltningen",
        "84 00 01 01",
        "åben til 15.00",
        "Foretrukken vej for alkohol",
        "bekræftet",
        "Hav klar",
        "mundtligt samtykke",
        "inden 1 hverdag",
        "14 dage",
        "velkommen",
        "Koordinatoren ringer tilbage",
        "Hovednummer",
    ):
        assert shown in text


def test_a_card_does_not_say_again_what_the_title_above_it_says(reader, database):
    with database():
        alcohol = factories.make_domain("alkohol")
        dementia = factories.make_domain("demens")
        one = factories.make_contact("Demenskonsulent", domains=[dementia], phones=["101"])
        both = factories.make_contact("Tovejs", domains=[alcohol, dementia], phones=["102"])
        factories.make_route(domain=dementia, steps=[one, both])
        factories.make_contact("Uden for vejen", domains=[dementia], phones=["103"])
    page = reader.page(f"/?q=randers+alkohol+demens&{MONDAY}")
    said = {
        text_of(card.find(".//h3")): text_of(card).lower()
        for card in page.iter("li")
        if card.find(".//h3") is not None
    }
    assert "dækker demens" not in said["Demenskonsulent"]
    assert "dækker både alkohol og demens" in said["Tovejs"]
    assert "dækker demens" in said["Uden for vejen"]


def test_a_closed_line_is_not_told_to_be_called_now(reader):
    text = text_of(reader.page("/?q=randers+alkohol&tidspunkt=2026-11-23T21:00"))
    assert "Ring nu" not in text
    assert "lukket, åbner dagen efter 8.00" in text


def test_an_answer_for_another_moment_says_which_and_leads_back_to_now(reader):
    chosen = reader.page("/?q=randers+alkohol&tidspunkt=2026-11-24T10:00")
    assert "Svaret gælder tirsdag 24. november 2026 kl. 10.00." in text_of(chosen)
    assert "/?q=randers+alkohol" in links(chosen, "/?q=")
    said = reader.page("/?q=randers+alkohol+juleaften")
    assert "Svaret gælder torsdag 24. december" in text_of(said)
    assert "/?q=randers+alkohol" in links(said, "/?q=")
    assert "Svaret gælder" not in text_of(reader.page("/?q=randers+alkohol"))


def test_danger_to_life_stands_above_the_choice_of_a_municipality(reader, database):
    with database():
        factories.make_own_term("puster ikke", "urgent:112")
    text = text_of(reader.page("/?q=han+puster+ikke"))
    assert text.index("Ring 1-1-2 ved") < text.index("Kommuner Odder")
    assert "Kommuner Odder" in text_of(reader.page("/?q=alkohol"))


def test_an_invented_entry_is_marked(reader):
    assert "Demo" in text_of(reader.page("/?q=randers+alkohol"))


def test_the_empty_page_offers_examples_and_all_municipalities(reader):
    page = reader.page("/")
    assert "/?q=randers+alkohol" in links(page, "/?q=")
    assert "/?q=Odder" in links(page, "/?q=")


def test_without_a_municipality_the_page_asks_for_one(reader):
    page = reader.page("/?q=alkohol")
    assert "Vælg kommune" in text_of(page)
    assert "/?q=alkohol+Randers" in links(page, "/?q=")


def test_a_municipality_outside_the_scheme_is_said_to_be(reader):
    page = reader.page("/?q=odder")
    assert "Odder Kommune deltager ikke i ordningen." in text_of(page)
    assert "tel:+4584001000" in links(page, "tel:")


def test_the_menus_answer_without_a_text(reader):
    answer = reader.submit("/", {"kommune": "0730", "omraade": ["alkohol"]}, button="Vis svaret")
    assert "84 00 01 01" in answer.text


def test_what_was_typed_is_shown_as_text_only(reader):
    answer = reader.get("/?q=<script>alert(1)</script>+randers")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("randers+alkohol+070761-4285", "/?q=randers+alkohol&"), ("070761-4285", "/?")],
)
def test_a_cpr_number_is_neither_shown_nor_kept_in_an_address(reader, asked, led_to):
    answer = reader.get(f"/?q={asked}")
    assert answer.location == f"{led_to}fjernet=cpr"
    shown = reader.get(answer.location)
    assert "070761" not in answer.text + shown.text
    assert "CPR-nummer" in shown.text


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_ask(client_of, directory, role):
    assert client_of(role).get("/?q=randers+alkohol").status_code == 200


def test_too_many_questions_in_a_minute_are_refused(app, reader):
    app.config["RATELIMIT_ANSWERS"] = "3 per minute"
    answers = [reader.get("/?q=randers").status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]


def test_lookups_ask_the_database_once_a_second_and_for_the_user_only(app, reader):
    reader.get("/")
    with statements_of(app) as statements, freeze_time() as clock:
        for _ in range(2):
            clock.tick(1)
            reader.get("/?q=randers+alkohol")
            reader.get("/api/v1/answer?q=randers+alkohol")
    asked = [statement for statement in statements if statement != "BEGIN"]
    assert len(asked) == 2
    assert all("FROM user_account" in one for one in asked)
