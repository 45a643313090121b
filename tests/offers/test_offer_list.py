"""The list of offers and who may see and change them."""

from itertools import chain

import pytest

from portal.models.vocabulary import OfferKind, Role, Sector
from tests.factories import make_domain, make_municipality, make_offer, make_organisation
from tests.support.pages import text_of


@pytest.fixture
def reader(client_of):
    return client_of(Role.READER)


def names(client, address):
    page = client.page(address)
    return [text_of(link) for cell in page.iter("th") for link in cell.iter("a")]


def test_list_is_narrowed_by_municipality_domain_kind_and_text(reader, database, office):
    with database():
        viborg, alcohol = make_municipality("Viborg"), make_domain("alkohol")
        theirs = make_organisation("Viborg Kommune", viborg)
        make_offer("Alkolinjen", OfferKind.ACUTE_PHONE, office, domains=[alcohol])
        make_offer("Værestedet", OfferKind.VOLUNTARY, office)
        make_offer("Viborgs akutteam", OfferKind.ACUTE_TEAM, theirs)
    assert names(reader, "/tilbud/") == ["Alkolinjen", "Viborgs akutteam", "Værestedet"]
    assert names(reader, "/tilbud/?kommune=0730") == ["Alkolinjen", "Værestedet"]
    assert names(reader, "/tilbud/?omraade=alkohol") == ["Alkolinjen"]
    assert names(reader, "/tilbud/?slags=frivilligt_tilbud") == ["Værestedet"]
    assert names(reader, "/tilbud/?q=værested") == ["Værestedet"]
    assert names(reader, "/tilbud/?q=viborg+kommune") == ["Viborgs akutteam"]


def test_municipality_has_the_offers_that_serve_it_too(reader, database, randers):
    with database():
        viborg = make_municipality("Viborg")
        cafe = make_organisation("Café Skovly", sector=Sector.VOLUNTARY)
        here = make_organisation("Ungdomslinjen", sector=Sector.VOLUNTARY, serves=[randers])
        make_offer("Åben aften", OfferKind.VOLUNTARY, cafe, municipalities=[randers])
        make_offer("Viborg-aften", OfferKind.VOLUNTARY, cafe, municipalities=[viborg])
        make_offer("Linjen", OfferKind.VOLUNTARY, here)
        make_offer("Linjen i Viborg", OfferKind.VOLUNTARY, here, municipalities=[viborg])
    assert names(reader, "/tilbud/?kommune=0730") == ["Linjen", "Åben aften"]


@pytest.mark.parametrize("query", ["kommune=9999", "omraade=ukendt", "slags=ukendt", "side=0"])
def test_unknown_filter_narrows_nothing(reader, database, office, query):
    with database():
        make_offer("Alkolinjen", organisation=office)
    assert names(reader, f"/tilbud/?{query}") == ["Alkolinjen"]


@pytest.mark.parametrize("query", ["q=%25", "q=%27", "side=99999999999999999999", "side=x"])
def test_strange_address_is_answered_with_a_list(reader, database, office, query):
    with database():
        make_offer("Alkolinjen", organisation=office)
    assert reader.get(f"/tilbud/?{query}").status_code == 200


def test_empty_list_says_so(reader):
    assert "Her er ingen tilbud, der passer" in reader.get("/tilbud/").text


def test_three_hundred_offers_come_in_pages_that_keep_the_filters(reader, database, office):
    with database():
        for number in range(300):
            make_offer(f"Tilbud {number:03}", OfferKind.OTHER, office, phones=[])
    pages = [names(reader, f"/tilbud/?kommune=0730&side={page}") for page in range(1, 7)]
    assert [len(page) for page in pages] == [50] * 6
    assert sorted(chain(*pages)) == [f"Tilbud {number:03}" for number in range(300)]
    assert "kommune=0730&amp;side=3" in reader.get("/tilbud/?kommune=0730&side=2").text
    assert names(reader, "/tilbud/?side=7") == pages[-1]


def test_unknown_offer_is_answered_404(reader, client_of):
    administrator = client_of(Role.ADMINISTRATOR)
    for unknown in (47110815, 10**30):
        assert reader.get(f"/tilbud/{unknown}").status_code == 404
        for verb in ("ret", "arkiver", "historik"):
            assert administrator.get(f"/tilbud/{unknown}/{verb}").status_code == 404


def test_coordinator_of_another_municipality_is_turned_away_from_every_verb(
    client_of, database, office
):
    with database():
        offer = make_offer(organisation=office)
        viborg = make_municipality("Viborg")
    foreigner = client_of(Role.COORDINATOR, viborg)
    assert foreigner.get(f"/tilbud/{offer.id}").status_code == 200
    assert foreigner.get(f"/tilbud/ny?organisation={office.id}").status_code == 403
    assert foreigner.send(f"/tilbud/ny?organisation={office.id}").status_code == 403
    for verb in ("ret", "arkiver"):
        assert foreigner.get(f"/tilbud/{offer.id}/{verb}").status_code == 403
    for verb in ("ret", "arkiver", "bekraeft", "gendan"):
        assert foreigner.send(f"/tilbud/{offer.id}/{verb}").status_code == 403


def test_page_of_an_offer_that_says_nothing_yet_says_that(reader, database, office):
    with database():
        bare = make_offer("Bar", OfferKind.OTHER, office, phones=[], confirmed_at=None)
    page = reader.get(f"/tilbud/{bare.id}").text
    assert "Mangler nummer" in page
    assert "Ikke oplyst: om man selv kan henvende sig, om det er anonymt" in page
    assert "Ikke bekræftet" in page
