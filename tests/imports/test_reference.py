"""Loading the reference data."""

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.config import REFERENCE
from portal.history.queries import find_directory_version
from portal.history.verbs import archive_entry, confirm_entry
from portal.history.writing import changing
from portal.imports.reading import read_rows
from portal.imports.reference import load_reference
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import Action, Audience, Callers, OfferKind, PlaceKind, Role, Sector
from portal.models.words import LexiconTerm, Place
from portal.text.phones import parse_phone
from tests.factories import make_user


def offer_named(session: Session, beginning: str) -> Offer:
    return session.scalars(
        select(Offer).where(Offer.name.startswith(beginning), Offer.is_demo.is_(False))
    ).one()


def test_everything_is_loaded(directory: Session) -> None:
    places = dict(directory.execute(select(Place.kind, func.count()).group_by(Place.kind)).all())
    assert directory.scalar(select(func.count(Municipality.id))) == 19
    assert directory.scalar(select(func.count(Domain.id))) == 18
    assert directory.scalar(select(func.count(Offer.id)).where(Offer.is_demo.is_(False))) == 144
    assert len(directory.scalars(select(LexiconTerm.id)).all()) > 1000
    assert places[PlaceKind.PARISH] > 2000
    assert places[PlaceKind.TOWN] > 435
    assert places[PlaceKind.POSTCODE] > 1162
    assert places[PlaceKind.MUNICIPALITY] > 98


def test_a_second_load_changes_nothing(demo: Session) -> None:
    version = find_directory_version()
    versions = dict(demo.execute(select(Offer.id, Offer.version_id)).all())
    first_place = demo.scalar(select(func.min(Place.id)))
    loaded = load_reference()
    assert (loaded.added, loaded.changed) == (0, 0)
    assert find_directory_version() == version
    assert dict(demo.execute(select(Offer.id, Offer.version_id)).all()) == versions
    assert demo.scalar(select(func.min(Place.id))) == first_place


def test_what_the_system_loaded_follows_the_file(demo: Session) -> None:
    offer = offer_named(demo, "Livslinien")
    offer.target_group, offer.phones = "Noget ældre", []
    demo.flush()
    assert load_reference().changed == 1
    assert offer.target_group == "Mennesker med selvmordstanker og deres pårørende"
    assert [phone.number for phone in offer.phones] == ["+4570201201"]


def test_what_a_person_edited_is_never_overwritten(demo: Session) -> None:
    coordinator = make_user(Role.ADMINISTRATOR)
    offer = offer_named(demo, "Livslinien")
    with changing(coordinator, offer, Action.EDITED):
        offer.name = "Livslinien, døgnåben"
    assert load_reference().changed == 0
    assert offer.name == "Livslinien, døgnåben"


def test_what_a_person_archived_stays_archived(demo: Session) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    offer = offer_named(demo, "Den Blå Seng")
    archive_entry(administrator, offer)
    offer.target_group = "Noget ældre"
    demo.flush()
    assert load_reference().added == 0
    assert offer.is_archived
    assert offer.target_group == "Noget ældre"


def test_what_a_person_confirmed_is_never_overwritten(demo: Session) -> None:
    administrator = make_user(Role.ADMINISTRATOR, name="Bodil Havrelykke")
    municipality = demo.scalars(select(Municipality).where(Municipality.slug == "herning")).one()
    confirm_entry(administrator, municipality)
    load_reference()
    assert municipality.confirmed_by_name == "Bodil Havrelykke"


def test_published_offers_are_unconfirmed_and_name_their_source(directory: Session) -> None:
    offers = directory.scalars(select(Offer).where(Offer.is_demo.is_(False))).all()
    dates = Counter(row["source_date"] for row in read_rows(REFERENCE / "public_offers.csv"))
    assert all(offer.confirmed_at is None for offer in offers)
    assert all(str(offer.source_url).startswith("http") for offer in offers)
    assert Counter(offer.source_date or "" for offer in offers) == dates


def test_published_numbers_are_valid_and_public_where_citizens_may_call(directory: Session) -> None:
    offers = directory.scalars(select(Offer).where(Offer.is_demo.is_(False))).all()
    with_number = [offer for offer in offers if offer.phones]
    published = [row for row in read_rows(REFERENCE / "public_offers.csv") if row["phone"]]
    assert len(with_number) == len(published) > 30
    for offer in with_number:
        internal = offer.callers == Callers.PROFESSIONAL
        wanted = Audience.PROFESSIONAL if internal else Audience.PUBLIC
        assert {phone.audience for phone in offer.phones} == {wanted}
        assert all(parse_phone(phone.number) == phone.number for phone in offer.phones)


def test_hours_that_cannot_be_read_keep_their_words(directory: Session) -> None:
    unread = offer_named(directory, "Den Sociale Døgnvagt")
    assert unread.hours.is_empty
    assert unread.hours_note == "efter kl. 16 på hverdage, weekender, helligdage og lukkedage"
    read = offer_named(directory, "Visitation Sundhed og Omsorg")
    assert not read.hours.is_empty
    assert read.hours_note == ""


def test_no_published_crisis_centre_shows_its_address(directory: Session) -> None:
    centres = directory.scalars(select(Offer).where(Offer.kind == OfferKind.CRISIS_CENTRE)).all()
    assert centres
    assert all(centre.is_address_hidden for centre in centres)


def test_an_answer_nobody_gave_is_not_no(directory: Session) -> None:
    assert offer_named(directory, "Akuttelefonen").sends_staff_out is None
    assert offer_named(directory, "Udrykningsteamet").sends_staff_out is True


@pytest.mark.parametrize(
    ("beginning", "served"),
    [
        ("Akuttelefonen", ["Syddjurs"]),
        ("Livslinien", []),
        ("Lægevagten i Region", []),
        ("Psykiatrisk Akutteam Horsens", ["Hedensted", "Horsens", "Odder", "Skanderborg"]),
        ("Psykiatrisk Klinik 2", ["Favrskov", "Norddjurs", "Randers", "Syddjurs"]),
        ("Demensfællesskabet", ["Favrskov", "Odder", "Syddjurs", "Aarhus"]),
    ],
)
def test_an_offer_serves_those_that_its_source_names(
    directory: Session, beginning: str, served: list[str]
) -> None:
    assert [one.name for one in offer_named(directory, beginning).municipalities] == served


def test_only_municipal_organisations_belong_to_a_municipality(directory: Session) -> None:
    query = select(Organisation).where(Organisation.is_demo.is_(False))
    for organisation in directory.scalars(query):
        is_municipal = organisation.sector == Sector.MUNICIPAL
        assert (organisation.municipality is not None) == is_municipal, organisation.name


def test_every_municipality_is_an_organisation_with_its_offers(directory: Session) -> None:
    roots = select(Organisation.name).where(Organisation.sector == Sector.MUNICIPAL)
    names = set(directory.scalars(roots))
    for municipality in directory.scalars(select(Municipality)):
        assert municipality.full_name in names


def test_the_regions_psychiatry_stands_under_the_region(directory: Session) -> None:
    provider = offer_named(directory, "Psykiatrisk Akutteam Horsens").organisation
    assert provider.full_name == "Regionspsykiatrien Horsens, Psykiatrien, Region Midtjylland"


def test_a_municipality_counts_as_confirmed_only_when_all_of_it_was_checked(
    directory: Session,
) -> None:
    confirmed = {
        row["slug"]
        for row in read_rows(REFERENCE / "municipalities.csv")
        if row["phone_status"] == row["email_status"] == "checked"
    }
    found = select(Municipality.slug).where(Municipality.confirmed_at.is_not(None))
    assert set(directory.scalars(found)) == confirmed
    assert "herning" not in confirmed
