"""An entry's record in the snapshot holds what other tables say of it too."""

from datetime import date

from portal.hours.parse import parse_hours
from portal.models.base import utc_now
from portal.models.contact import Absence
from portal.models.vocabulary import Audience, OfferKind
from portal.snapshot.current import current_snapshot
from portal.snapshot.records import Away, Number
from tests import factories


def published(entry):
    record = current_snapshot().find_entry(f"{entry.__tablename__}:{entry.id}")
    assert record is not None
    return record


def test_a_contact_keeps_its_numbers_domains_and_absences_in_order(app, database):
    with database():
        late = factories.make_domain("alkohol", position=2)
        early = factories.make_domain("demens", position=1)
        gone = factories.make_domain("vold", archived_at=utc_now())
        days = [(date(2026, 12, 1), date(2026, 12, 9)), (date(2026, 11, 1), date(2026, 11, 9))]
        contact = factories.make_contact(
            phones=["+4584000102", "+4584000101"],
            domains=[late, gone, early],
            absences=[Absence(from_on=first, to_on=last) for first, last in days],
        )
    with app.app_context():
        record = published(contact)
    professional = Audience.PROFESSIONAL.value
    assert record.phones == (
        Number("+4584000102", professional),
        Number("+4584000101", professional),
    )
    assert record.domains == ("demens", "alkohol")
    assert record.absences == tuple(Away(*span) for span in reversed(days))


def test_an_offer_serves_what_its_organisation_serves_unless_it_says_otherwise(app, database):
    with database():
        randers, viborg = factories.make_municipality(), factories.make_municipality("Viborg")
        organisation = factories.make_organisation("Krisehjælpen", serves=[randers, viborg])
        silent = factories.make_offer("For dem, organisationen dækker", organisation=organisation)
        own = factories.make_offer("For én", organisation=organisation, municipalities=[viborg])
    with app.app_context():
        assert set(published(silent).serves) == {"0730", "0791"}
        assert published(own).serves == ("0791",)


def test_hours_and_choices_read_back_as_they_were_saved(app, database):
    with database():
        offer = factories.make_offer(kind=OfferKind.SHELTER, hours=parse_hours("man-fre 9-14"))
    with app.app_context():
        record = published(offer)
    assert record.kind == OfferKind.SHELTER.value
    assert record.hours == parse_hours("man-fre 9-14")
    assert record.hours.text == "man-fre 9-14"
