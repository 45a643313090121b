"""Each rule of the table that orders a section, by itself, and the words it says."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.history.writing import changing
from portal.hours.parse import parse_hours
from portal.models.base import utc_now
from portal.models.contact import Absence
from portal.models.vocabulary import Action, Capacity, Level, OfferKind, Participation, Sector
from tests import factories

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
MONDAY_UTC = MONDAY.astimezone(UTC)


@pytest.fixture
def placed(answer_to):
    """``placed("contacts")``: functions of a section's lines in order, and the reasons of each."""

    def look(code, text="randers alkohol", at=MONDAY):
        sections = [part for part in answer_to(text, at).sections if part.code == code]
        lines = [line for part in sections for line in part.lines]
        return [line.function for line in lines], {line.function: line.reasons for line in lines}

    return look


@pytest.fixture
def alcohol(app, database):
    with database():
        factories.make_municipality()
        return factories.make_domain("alkohol")


def test_the_kind_asked_for_stands_first_among_the_countrys_lines_too(database, placed, alcohol):
    with database():
        factories.make_offer("Kommunens telefon")
        for name, kind, hours in (
            ("Linjen", OfferKind.ACUTE_PHONE, "tir 8-9"),
            ("Lægevagten", OfferKind.DOCTOR_ON_CALL, "døgnet rundt"),
        ):
            factories.make_offer(
                name,
                kind,
                factories.make_organisation(name, sector=Sector.VOLUNTARY),
                phones=[f"+45840003{len(name)}"],
                hours=parse_hours(hours),
            )
    order, reasons = placed("wider", "akuttelefon randers")
    assert order == ["Linjen", "Lægevagten"]
    assert "du spurgte efter akuttelefon" in reasons["Linjen"]


def test_an_absent_contact_without_deputy_stands_last(database, placed, alcohol):
    absence = Absence(from_on=date(2026, 11, 20), to_on=date(2026, 12, 3))
    with database():
        factories.make_contact("Fraværende", domains=[alcohol], absences=[absence])
        factories.make_contact(
            "Til stede",
            domains=[alcohol],
            phones=["+4584000102"],
            hours=parse_hours("tir 8-9"),
            confirmed_at=None,
        )
    order, reasons = placed("contacts")
    assert order == ["Til stede", "Fraværende"]
    assert "fraværende til 3. dec." in reasons["Fraværende"]


def test_somebody_with_a_number_stands_before_somebody_without(database, placed, alcohol):
    with database():
        factories.make_contact("Uden nummer", domains=[alcohol], phones=[])
        factories.make_contact("Med nummer", domains=[alcohol], confirmed_at=None)
    order, reasons = placed("contacts")
    assert order == ["Med nummer", "Uden nummer"]
    assert "uden eget nummer: spørg hovednummeret" in reasons["Uden nummer"]


def test_who_covers_more_of_the_domains_stands_first(database, placed, alcohol):
    with database():
        two = [alcohol, factories.make_domain("demens")]
        three = [*two, factories.make_domain("ensomhed")]
        factories.make_contact("To", domains=two)
        factories.make_contact("Tre", domains=three, phones=["+4584000102"], confirmed_at=None)
    order, reasons = placed("shared", "dement og drikker og ensom i randers")
    assert order == ["Tre", "To"]
    assert any("dækker både" in reason for reason in reasons["To"])
    assert any(reason.startswith("dækker ") for reason in reasons["Tre"])


def test_who_is_open_stands_before_who_is_closed(database, placed, alcohol):
    with database():
        factories.make_contact("Eftermiddag", domains=[alcohol], hours=parse_hours("man-fre 13-15"))
        factories.make_contact(
            "Formiddag",
            domains=[alcohol],
            hours=parse_hours("man-fre 8-12"),
            phones=["+4584000102"],
        )
    order, reasons = placed("contacts")
    assert order == ["Formiddag", "Eftermiddag"]
    assert "åben til 12.00" in reasons["Formiddag"]
    afternoon, _ = placed("contacts", at=MONDAY.replace(hour=14))
    assert afternoon == ["Eftermiddag", "Formiddag"]


def test_the_own_municipality_stands_before_those_that_serve_it(database, placed, alcohol):
    with database():
        region = factories.make_organisation("Psykiatrien", sector=Sector.REGIONAL)
        randers = factories.make_municipality()
        factories.make_offer(
            "Regionens akutteam",
            organisation=region,
            municipalities=[randers],
            phones=["+4584000203"],
        )
        factories.make_offer("Kommunens akutteam", confirmed_at=None)
    order, reasons = placed("acute")
    assert order == ["Kommunens akutteam", "Regionens akutteam"]
    assert "dækker også Randers" in reasons["Regionens akutteam"]


def test_a_stale_entry_sinks_and_says_so(database, placed, alcohol):
    with database():
        factories.make_contact(
            "Forældet",
            domains=[alcohol],
            level=Level.LEADER,
            confirmed_at=MONDAY - timedelta(days=244),
        )
        factories.make_contact("Frisk", domains=[alcohol], phones=["+4584000102"])
    order, reasons = placed("contacts")
    assert order == ["Frisk", "Forældet"]
    assert "sidst bekræftet for 8 måneder siden" in reasons["Forældet"]


@pytest.mark.parametrize(
    ("kind", "days"), [(OfferKind.ACUTE_PHONE, 30), (OfferKind.VOLUNTARY, 365)]
)
def test_the_clocks_of_offers_run_by_risk(database, answer_to, alcohol, kind, days):
    with database():
        factories.make_offer(
            "På dagen", kind, domains=[alcohol], confirmed_at=MONDAY_UTC - timedelta(days=days)
        )
        factories.make_offer(
            "Dagen efter",
            kind,
            domains=[alcohol],
            phones=["+4584000203"],
            confirmed_at=MONDAY_UTC - timedelta(days=days, hours=1),
        )
    stale = {line.function: line.is_stale for line in answer_to("randers alkohol").lines}
    assert (stale["På dagen"], stale["Dagen efter"]) == (False, True)


def test_the_central_entrance_stands_before_its_equals(database, placed, alcohol):
    with database():
        randers = factories.make_municipality()
        factories.make_contact("Medarbejder", domains=[alcohol], hours=parse_hours("man 14-15"))
        leader = factories.make_contact(
            "Leder", domains=[alcohol], phones=["+4584000102"], hours=parse_hours("tir 8-12")
        )
        with changing(None, randers, Action.EDITED):
            randers.central_contact_id = leader.id
    order, reasons = placed("contacts")
    assert order == ["Leder", "Medarbejder"]
    assert "central indgang" in reasons["Leder"]


def test_an_offer_with_room_stands_before_a_full_one_for_a_day(database, placed, alcohol):
    with database():
        factories.make_offer("Fuldt", capacity=Capacity.FULL, capacity_at=MONDAY)
        factories.make_offer(
            "Ledigt", capacity=Capacity.FREE, capacity_at=MONDAY, phones=["+4584000203"]
        )
    order, reasons = placed("acute")
    assert order == ["Ledigt", "Fuldt"]
    assert "ledige pladser" in reasons["Ledigt"]
    assert "fuldt" in reasons["Fuldt"]
    _, later = placed("acute", at=MONDAY + timedelta(days=2))
    assert "ledige pladser" not in later["Ledigt"]


def test_of_two_closed_ones_the_one_that_opens_next_stands_first(database, placed, alcohol):
    with database():
        factories.make_contact("Aften", domains=[alcohol], hours=parse_hours("tir 8-12"))
        factories.make_contact(
            "Dag", domains=[alcohol], hours=parse_hours("man 14-15"), phones=["+4584000102"]
        )
    assert placed("contacts")[0] == ["Dag", "Aften"]


def test_who_can_come_stands_before_an_equal_who_cannot(database, placed, alcohol):
    with database():
        factories.make_offer("Bliver hjemme")
        factories.make_offer("Rykker ud", sends_staff_out=True, phones=["+4584000203"])
    order, reasons = placed("acute")
    assert order == ["Rykker ud", "Bliver hjemme"]
    assert "kan rykke ud" in reasons["Rykker ud"]


def test_an_entry_nobody_confirmed_tells_its_source_and_year(database, placed, alcohol):
    with database():
        factories.make_contact(
            "Gammel", domains=[alcohol], confirmed_at=None, source_date="2018-10-24"
        )
    _, reasons = placed("contacts")
    assert "ikke bekræftet; fra offentlig side 2018" in reasons["Gammel"]


def test_lines_for_the_whole_region_and_country_say_so(database, placed, alcohol):
    with database():
        for name, sector in (("Regionens", Sector.REGIONAL), ("Landets", Sector.VOLUNTARY)):
            organisation = factories.make_organisation(name, sector=sector)
            number = f"+458400020{len(name)}"
            factories.make_offer(
                name, organisation=organisation, domains=[alcohol], phones=[number]
            )
    _, reasons = placed("wider")
    assert "dækker hele regionen" in reasons["Regionens"]
    assert "dækker hele landet" in reasons["Landets"]


def test_the_switchboard_says_why_it_stands_there(database, placed, alcohol):
    with database():
        factories.make_municipality("Odder", participation=Participation.FALLBACK)
    _, reasons = placed("switchboard", "odder alkohol")
    assert "hovednummeret stiller om" in reasons["Hovednummer"]


def test_confirmed_today_is_said_with_a_word(database, answer_to, alcohol):
    with database():
        factories.make_contact("Frisk", domains=[alcohol], confirmed_at=utc_now())
    ages = [line.age_text for line in answer_to("randers alkohol", utc_now()).lines]
    assert "bekræftet i dag" in ages
