"""What the pages say of loaded entries."""

from sqlalchemy import select

from portal.app import Portal
from portal.extensions import db
from portal.imports.demo import PASSWORD
from portal.models.contact import Contact
from portal.models.offer import Offer
from tests.support.client import PageClient


def signed_in(portal: Portal) -> PageClient:
    client = portal.test_client()
    assert isinstance(client, PageClient)
    client.submit("/log-ind", {"email": "laeser@demo.invalid", "password": PASSWORD})
    return client


def test_a_published_offer_shows_its_source_and_that_nobody_has_confirmed_it(
    filled: Portal,
) -> None:
    with filled.app_context():
        offer = db.session.scalars(select(Offer).where(Offer.name.startswith("Livslinien"))).one()
        address, source = f"/tilbud/{offer.id}", str(offer.source_url)
    page = signed_in(filled).get(address).text
    assert source in page
    assert "2015-10-26" in page
    assert "Ikke bekræftet" in page
    assert "Demo" not in page


def test_a_demo_contact_is_marked_as_demo(filled: Portal) -> None:
    with filled.app_context():
        contact = db.session.scalars(select(Contact).where(Contact.is_demo).limit(1)).one()
        address, function = f"/kontaktpersoner/{contact.id}", contact.function
    page = signed_in(filled).get(address).text
    assert function in page
    assert "Demo" in page
