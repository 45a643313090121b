"""An edit is one row of the journal, one version of the directory and one of the entry."""

from portal.history.queries import find_directory_version, list_rows_of
from portal.history.records import record_of
from portal.history.writing import changing
from portal.models.vocabulary import Action
from tests import factories


def test_an_edit_moves_the_directory_and_the_entry_by_one_version(session):
    contact = factories.make_contact()
    session.commit()
    versions = (find_directory_version(), contact.version_id)
    with changing(None, contact, Action.EDITED):
        contact.note = "Ring før middag."
    session.commit()
    assert (find_directory_version(), contact.version_id) == (versions[0] + 1, versions[1] + 1)


def test_what_the_journal_keeps_is_the_entry_as_the_database_has_it(session):
    deputy, contact = factories.make_contact("Vikar"), factories.make_contact("Visitator")
    session.commit()
    with changing(None, contact, Action.EDITED):
        contact.deputy = deputy
        contact.phones = factories.make_phones(["+4584000107"], contact.phones[0].audience)
    session.commit()
    session.expire_all()
    row = list_rows_of(contact)[0]
    assert row.after == record_of(contact)
    assert row.after["deputy_id"] == deputy.id


def test_nothing_is_written_where_nothing_changed(session):
    contact = factories.make_contact()
    session.commit()
    version = find_directory_version()
    with changing(None, contact, Action.EDITED):
        contact.note = str(contact.note)
    assert find_directory_version() == version
