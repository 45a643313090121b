"""Many entries written at once have the history they would have had one by one."""

from portal.extensions import db
from portal.history.bulk import add_entries, change_entries
from portal.history.chain import ChainRow, find_breaks, record_checksum
from portal.history.queries import find_directory_version, list_rows_of
from portal.history.records import record_of
from portal.history.writing import changing, hashed_fields
from portal.models.contact import Contact
from portal.models.journal import JournalRow
from portal.models.phone import Phone
from portal.models.vocabulary import Action, Role
from tests import factories


def new_contacts(count: int = 3) -> list[Contact]:
    unit = factories.make_organisation()
    return [
        Contact(function=f"Vagt {n}", organisation=unit, phones=[Phone(number="+4584000101")])
        for n in range(count)
    ]


def test_each_entry_has_one_row_a_sound_chain_and_the_checksum_of_its_record(session):
    actor = factories.make_user(Role.ADMINISTRATOR)
    contacts = new_contacts()
    before = find_directory_version()
    sequences = add_entries(actor, contacts)
    session.commit()
    session.expire_all()
    assert sequences == [before + 1, before + 2, before + 3]
    for contact in contacts:
        [row] = list_rows_of(contact)
        assert (row.action, row.actor_id, row.before) == (Action.CREATED, actor.id, None)
        assert row.after == record_of(contact)
        assert contact.checksum == record_checksum(record_of(contact))
    rows = session.query(JournalRow).order_by(JournalRow.sequence)
    chain = [ChainRow(r.sequence, r.previous_hash, r.hash, hashed_fields(r)) for r in rows]
    assert find_breaks(chain) == []


def test_changes_are_written_as_one_by_one_and_only_where_there_are_any(session):
    actor = factories.make_user(Role.ADMINISTRATOR)
    one, two, same = new_contacts()
    add_entries(None, [one, two, same])
    session.commit()
    with changing(actor, one, Action.EDITED):
        one.note = "Ring først."
    notes = [(two, lambda: setattr(two, "note", "Ring først.")), (same, lambda: None)]
    assert len(change_entries(actor, notes, Action.EDITED)) == 1
    session.commit()
    session.expire_all()
    single, many = list_rows_of(one)[0], list_rows_of(two)[0]
    own = {"function", "edited_at"}
    assert {k: v for k, v in single.after.items() if k not in own} == {
        k: v for k, v in many.after.items() if k not in own
    }
    assert many.after == record_of(two)
    assert two.checksum == record_checksum(record_of(two))
    assert len(list_rows_of(same)) == 1


def test_links_that_are_set_as_entries_stand_in_the_journal_by_their_ids(session):
    [contact] = new_contacts(1)
    add_entries(None, [contact])
    unit = factories.make_organisation("Ny enhed")
    change_entries(None, [(contact, lambda: setattr(contact, "organisation", unit))], Action.EDITED)
    assert list_rows_of(contact)[0].after["organisation_id"] == unit.id


def test_the_snapshot_is_told_that_the_directory_changed(session):
    session.commit()
    add_entries(None, new_contacts(1))
    assert db.session.info["directory_changed"]
