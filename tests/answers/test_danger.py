"""Thoughts of suicide without words of danger: who can be reached now stands first all the same."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.answers.notices import DANGER_NOTICE
from portal.hours.parse import parse_hours
from portal.models.vocabulary import OfferKind, Role, Sector
from tests import factories

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
NIGHT = MONDAY.replace(hour=23)


@pytest.fixture
def directory(app, database):
    """Randers with a route that is open in the daytime; Livslinien for the whole country."""
    with database():
        suicide = factories.make_domain("selvmord")
        factories.make_domain("alkohol")
        adviser = factories.make_contact("Kriserådgiver", hours=parse_hours("man-fre 8-15"))
        factories.make_route(domain=suicide, steps=[adviser])
        factories.make_offer("Akutteamet", OfferKind.ACUTE_TEAM, hours=parse_hours("døgnet rundt"))
        for name, sector in (("Regionens", Sector.REGIONAL), ("Livslinien", Sector.VOLUNTARY)):
            factories.make_offer(
                name,
                organisation=factories.make_organisation(name, sector=sector),
                phones=[f"+45840003{len(name):02}"],
                domains=[suicide],
                hours=parse_hours("alle dage 11-5 næste dag"),
            )


def sections(found):
    return [(part.code, [line.function for line in part.lines]) for part in found.sections]


def test_at_night_the_open_lines_stand_before_the_closed_route(directory, answer_to):
    assert sections(answer_to("selvmordstanker randers", NIGHT))[:2] == [
        ("acute", ["Livslinien", "Regionens", "Akutteamet"]),
        ("route", ["Kriserådgiver"]),
    ]


def test_while_the_route_is_open_it_stands_first(directory, answer_to):
    noon = MONDAY.replace(hour=12)
    assert sections(answer_to("selvmordstanker randers", noon))[:2] == [
        ("route", ["Kriserådgiver"]),
        ("acute", ["Livslinien", "Regionens", "Akutteamet"]),
    ]


def test_a_line_of_the_country_that_is_closed_stands_with_the_country(directory, answer_to):
    found = sections(answer_to("selvmordstanker randers", MONDAY.replace(hour=7)))
    assert ("wider", ["Livslinien", "Regionens"]) in found


def test_it_is_said_when_to_ring_112(directory, answer_to):
    assert answer_to("selvmordstanker randers", NIGHT).notices[0] == DANGER_NOTICE
    assert DANGER_NOTICE not in answer_to("randers alkohol", NIGHT).notices


def test_words_of_danger_say_it_as_the_first_line_instead(directory, answer_to):
    found = answer_to("selvmord bevidstløs i randers", NIGHT)
    assert [code for code, _ in sections(found)][:3] == ["emergency", "acute", "route"]
    assert "Livslinien" in dict(sections(found))["acute"]
    assert DANGER_NOTICE not in found.notices


def test_outside_the_region_the_countrys_line_stands_first(directory, answer_to):
    assert sections(answer_to("selvmordstanker i thisted", NIGHT)) == [("acute", ["Livslinien"])]


def test_without_a_municipality_too(directory, answer_to):
    code, lines = sections(answer_to("selvmordstanker", NIGHT))[0]
    assert (code, lines) == ("acute", ["Livslinien", "Regionens"])


def test_number_in_the_notice_can_be_tapped(directory, client_of):
    page = client_of(Role.READER).get("/?q=selvmordstanker randers").text
    assert 'Er der fare for liv lige nu, så ring <a href="tel:112">1-1-2</a>.' in page
