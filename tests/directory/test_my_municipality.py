"""A coordinator's work: what is missing, what must be confirmed."""

from datetime import timedelta

from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.vocabulary import OfferKind, Participation, Role, Sector
from tests.factories import (
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
    make_user,
)


def coordinator_of(database, sign_in, *names):
    with database():
        municipalities = [make_municipality(name) for name in names]
        user = make_user(Role.COORDINATOR, municipalities=municipalities)
    return sign_in(user)


def test_coordinator_sees_what_is_missing(database, sign_in):
    client = coordinator_of(database, sign_in, "Randers")
    page = client.get("/min-kommune").text
    assert "Central indgang" in page
    assert "Overleveringsvej for alle områder" in page


def test_municipality_that_does_not_take_part_lacks_no_entrance(database, sign_in):
    with database():
        make_municipality("Samsø", participation=Participation.DECLINED)
    page = coordinator_of(database, sign_in, "Samsø").get("/min-kommune").text
    assert "Vælg en person" not in page


def test_contact_without_a_number_is_missing_one(database, sign_in):
    with database():
        make_contact("Boligkonsulent", phones=[])
    page = coordinator_of(database, sign_in, "Randers").get("/min-kommune").text
    assert "Telefonnummer: Boligkonsulent" in page


def test_stale_acute_number_stands_before_stale_contact(database, sign_in):
    old = utc_now() - timedelta(days=400)
    with database():
        office = make_organisation()
        make_contact("Visitator", organisation=office, confirmed_at=old)
        make_offer("Akuttelefonen", OfferKind.ACUTE_PHONE, office, confirmed_at=old)
    page = coordinator_of(database, sign_in, "Randers").get("/min-kommune").text
    assert 0 < page.index("Akuttelefonen") < page.index("Visitator")


def test_fresh_entries_need_no_confirmation(database, sign_in):
    with database():
        make_contact("Visitator")
    assert "Visitator" not in coordinator_of(database, sign_in, "Randers").get("/min-kommune").text


def test_confirming_takes_one_button_and_comes_back_to_the_list(database, sign_in):
    with database():
        contact = make_contact("Visitator", confirmed_at=utc_now() - timedelta(days=400))
    client = coordinator_of(database, sign_in, "Randers")
    data = {"next": "/min-kommune"}
    answer = client.send(f"/kontaktpersoner/{contact.id}/bekraeft", data)
    assert answer.headers["Location"] == "/min-kommune"
    assert "Det stemmer Visitator" not in client.get("/min-kommune").text
    with database() as session:
        assert session.get_one(Contact, contact.id).confirmed_by_name == "Demo Samsø"


def test_everything_in_order_is_said(database, sign_in):
    with database():
        contact = make_contact("Socialchef")
        randers = make_municipality("Randers")
        randers.central_contact = contact
        randers.confirmed_at = utc_now()
        make_route(randers, steps=[contact])
    assert "Alt er udfyldt" in coordinator_of(database, sign_in, "Randers").get("/min-kommune").text


def test_coordinator_of_two_municipalities_sees_both(database, sign_in):
    page = coordinator_of(database, sign_in, "Randers", "Viborg").get("/min-kommune").text
    assert "Mine kommuner" in page
    assert "Viborg Kommune" in page


def test_coordinator_of_an_organisation_sees_it(database, sign_in):
    with database():
        psychiatry = make_organisation("Psykiatrien", sector=Sector.REGIONAL)
        user = make_user(Role.COORDINATOR, organisations=[psychiatry])
    assert "Psykiatrien" in sign_in(user).get("/min-kommune").text
