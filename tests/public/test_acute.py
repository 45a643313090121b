"""What a citizen in need is shown, and what nobody but professionals may see."""

import pytest

from portal.hours.parse import parse_hours
from portal.models.phone import Phone
from portal.models.vocabulary import Audience, Callers, OfferKind, OfferStatus, PhoneKind, Sector
from tests.factories import (
    make_contact,
    make_domain,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
)

ALWAYS = parse_hours("døgnet rundt")
PLANTED = "PLANTET-INTERN-TEKST"


def number(value: str, audience: Audience) -> Phone:
    return Phone(number=value, kind=PhoneKind.FUNCTION, audience=audience)


def test_citizen_sees_an_acute_line_without_signing_in(database, client):
    with database():
        make_offer("Nattelefonen", phones=["+4584000301"], hours=ALWAYS)
    page = client.get("/akut?kommune=0730").text
    assert "Nattelefonen" in page
    assert 'href="tel:+4584000301"' in page


def test_nothing_internal_stands_on_the_page(database, client):
    with database():
        office = make_organisation("Randers Kommune")
        make_offer(
            "Kvindehuset",
            OfferKind.CRISIS_CENTRE,
            office,
            phones=[
                number("+4584000401", Audience.PROFESSIONAL),
                number("+4584000402", Audience.PUBLIC),
            ],
            hours=ALWAYS,
            note=f"note {PLANTED}",
            referral=f"referral {PLANTED}",
            exclusions=f"exclusions {PLANTED}",
            email=f"{PLANTED}@demo.invalid",
            address=f"Skjulevej 1 {PLANTED}",
            is_address_hidden=True,
            confirmed_by_name=f"Jens {PLANTED}",
        )
        contact = make_contact(
            f"Leder {PLANTED}",
            f"Grete {PLANTED}",
            office,
            phones=["+4584000403"],
            note=PLANTED,
            secure_mail=f"{PLANTED}@sikker.invalid",
        )
        make_route(steps=[contact], note=PLANTED, legal_note=PLANTED, acknowledgement=PLANTED)
    for address in ("/akut", "/akut?kommune=0730", "/akut?kommune=0730&omraade=vold"):
        page = client.get(address).text
        assert PLANTED not in page
        assert "84000401" not in page.replace(" ", "")
        assert "84000403" not in page.replace(" ", "")
    assert "Kvindehuset" in client.get("/akut?kommune=0730").text


@pytest.mark.parametrize("callers", [Callers.PROFESSIONAL, Callers.UNKNOWN])
def test_offer_that_citizens_may_not_call_is_not_shown(database, client, callers):
    with database():
        make_offer("Bagvagten", callers=callers, hours=ALWAYS)
    assert "Bagvagten" not in client.get("/akut?kommune=0730").text


def test_offer_with_a_professional_number_only_is_not_shown(database, client):
    with database():
        make_offer("Bagvagten", phones=[number("+4584000501", Audience.PROFESSIONAL)])
    assert "Bagvagten" not in client.get("/akut?kommune=0730").text


@pytest.mark.parametrize("status", [OfferStatus.PLANNED, OfferStatus.PAUSED, OfferStatus.CLOSED])
def test_offer_that_is_not_in_operation_is_not_shown(database, client, status):
    with database():
        make_offer("Kommer snart", status=status)
    assert "Kommer snart" not in client.get("/akut?kommune=0730").text


def test_open_now_comes_before_closed(database, client):
    with database():
        office = make_organisation()
        make_offer("A lukket", organisation=office, hours=parse_hours("1. januar 2020 10-11"))
        make_offer("B åben", organisation=office, phones=["+4584000304"], hours=ALWAYS)
    page = client.get("/akut?kommune=0730").text
    assert page.index("B åben") < page.index("A lukket")


def test_own_municipality_comes_before_the_whole_country(database, client):
    with database():
        nation = make_organisation("Livslinien", sector=Sector.PRIVATE)
        make_offer("A hele landet", organisation=nation, hours=ALWAYS)
        make_offer("B Randers", phones=["+4584000303"], hours=ALWAYS)
    page = client.get("/akut?kommune=0730").text
    assert page.index("B Randers") < page.index("A hele landet")


def test_other_municipality_s_offers_are_not_shown(database, client):
    with database():
        make_municipality("Viborg")
        make_offer("Randers' linje", hours=ALWAYS)
    assert "Randers&#39; linje" not in client.get("/akut?kommune=0791").text


def test_need_narrows_the_list(database, client):
    with database():
        make_offer("Alkohollinjen", domains=[make_domain("alkohol")], hours=ALWAYS)
        make_offer("Demenslinjen", domains=[make_domain("demens")], hours=ALWAYS)
    page = client.get("/akut?kommune=0730&omraade=alkohol").text
    assert "Alkohollinjen" in page
    assert "Demenslinjen" not in page


def test_offer_for_everything_is_shown_for_every_need(database, client):
    with database():
        make_domain("alkohol")
        make_offer("Socialvagten", OfferKind.SOCIAL_DUTY, hours=ALWAYS)
    assert "Socialvagten" in client.get("/akut?kommune=0730&omraade=alkohol").text


def test_empty_page_still_says_whom_to_call(client):
    page = client.get("/akut").text
    assert 'href="tel:112"' in page
    assert "lægevagten" in page


def test_unknown_municipality_and_need_narrow_nothing(database, client):
    with database():
        nation = make_organisation("Livslinien", sector=Sector.PRIVATE)
        make_offer("Rådgivningen", organisation=nation, hours=ALWAYS)
    assert "Rådgivningen" in client.get("/akut?kommune=xx&omraade=yy").text


def test_unconfirmed_offer_says_where_it_is_from(database, client):
    with database():
        make_offer("Varmestuen", confirmed_at=None, source_date="2018", hours=ALWAYS)
    assert (
        "Ikke bekræftet endnu. Fra en offentlig side, 2018" in client.get("/akut?kommune=0730").text
    )


def test_number_stands_there_once_in_its_best_place(database, client):
    with database():
        office = make_organisation()
        make_offer("A lukket", organisation=office, hours=parse_hours("1. januar 2020 10-11"))
        make_offer("B imellem", organisation=office, phones=["+4584000999"], hours=ALWAYS)
        make_offer("C åben", organisation=office, hours=ALWAYS)
    page = client.get("/akut?kommune=0730").text
    assert page.count('href="tel:+4584000202"') == 1
    assert "C åben" in page
    assert "A lukket" not in page


def test_demo_offer_is_marked(database, client):
    with database():
        make_offer("Demolinjen", is_demo=True, hours=ALWAYS)
    assert "badge-demo" in client.get("/akut?kommune=0730").text
