"""The factories write what the portal itself would write, on both databases."""

from portal.models.journal import DirectoryState, JournalRow
from portal.models.vocabulary import Role
from tests import factories


def test_each_entry_made_has_a_row_of_history_and_a_checksum(session):
    route = factories.make_route(
        domain=factories.make_domain("alkohol"),
        steps=[factories.make_contact(), factories.make_offer(), "egen læge"],
    )
    factories.make_user(Role.COORDINATOR, municipalities=[route.municipality])
    rows = session.query(JournalRow).order_by(JournalRow.sequence).all()
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert session.get(DirectoryState, 1).version == len(rows)
    assert len(route.checksum) == 64
    assert [step.position for step in route.steps] == [0, 1, 2]


def test_what_was_arranged_stays_readable_and_usable_later(database):
    with database():
        randers = factories.make_municipality("Randers")
        viborg = factories.make_municipality("Viborg")
        unit = factories.make_organisation(municipality=viborg)
    assert (randers.code, viborg.name) == ("0730", "Viborg")
    with database():
        contact = factories.make_contact(organisation=unit)
        assert factories.make_municipality("Viborg").id == viborg.id
    assert contact.organisation.name == unit.name
