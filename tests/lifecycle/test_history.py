"""What changed, by whom, before and after; taking a change back."""

import pytest

from portal.models.contact import Contact
from portal.models.journal import JournalRow
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.vocabulary import Action, Role
from tests.factories import make_contact, make_offer, make_organisation


@pytest.fixture
def contact(database, office):
    with database():
        return make_contact("Visitator", organisation=office, phones=["+4586123456"])


@pytest.fixture
def edited(coordinator, contact):
    """A contact whose note and absences a coordinator has written."""
    url = f"/kontaktpersoner/{contact.id}/ret"
    page = coordinator.submit(url, {}, "absences:add")
    page = coordinator.fill_in(page, {}, "absences:add")
    values = {
        "note": "Ring efter kl. 10",
        "absences-0-from_on": "24-12-2026",
        "absences-0-to_on": "26-12-2026",
        "absences-1-from_on": "1-12-2026",
        "absences-1-to_on": "2-12-2026",
    }
    assert coordinator.fill_in(page, values).status_code == 302
    return contact


def newest(database, entry):
    with database() as session:
        rows = session.query(JournalRow).filter_by(
            entry_type=entry.__tablename__, entry_id=entry.id
        )
        return rows.order_by(JournalRow.sequence.desc()).first()


def undo(client, database, entry):
    url = f"/historik/{newest(database, entry).sequence}/fortryd"
    return client.send(url, follow_redirects=True)


def test_history_shows_who_changed_what_before_and_after(coordinator, edited, address):
    page = coordinator.get(address(edited, "historik")).text
    assert "rettet af Demo Samsø" in page
    assert "Ring efter kl. 10" in page
    assert "(tomt)" in page
    assert "1. december 2026" in page


def test_everybody_signed_in_may_read_the_history_but_not_undo(
    client_of, database, edited, address
):
    reader = client_of(Role.READER)
    page = reader.get(address(edited, "historik")).text
    assert "Ring efter kl. 10" in page
    assert "Fortryd denne ændring" not in page
    sequence = newest(database, edited).sequence
    assert reader.send(f"/historik/{sequence}/fortryd").status_code == 403


def test_undo_brings_everything_back_and_is_itself_told(coordinator, database, edited, address):
    page = coordinator.get(address(edited, "historik"))
    after = coordinator.fill_in(page, button=button_of(page), follow_redirects=True)
    assert "Ændringen er fortrudt." in after.text
    with database() as session:
        found = session.get_one(Contact, edited.id)
        assert (found.note, found.absences) == ("", [])
        assert [phone.number for phone in found.phones] == ["+4586123456"]
    assert newest(database, edited).action == Action.UNDONE
    assert "fortrudt af Demo Samsø" in coordinator.get(address(edited, "historik")).text


def button_of(page):
    """The text of the undo button, which ends in the time for screen readers."""
    start = page.text.index("Fortryd denne ændring")
    rest = page.text[start:].partition("</button>")[0]
    return " ".join(rest.replace('<span class="sr-only">', " ").replace("</span>", " ").split())


def test_undoing_an_undo_brings_the_change_back(coordinator, database, edited):
    undo(coordinator, database, edited)
    undo(coordinator, database, edited)
    with database() as session:
        assert session.get_one(Contact, edited.id).note == "Ring efter kl. 10"


def test_undo_is_refused_when_the_entry_was_changed_since(coordinator, database, edited, address):
    old = newest(database, edited).sequence
    coordinator.submit(address(edited, "ret"), {"note": "Noget helt andet"})
    answer = coordinator.send(f"/historik/{old}/fortryd", follow_redirects=True)
    assert "er ændret siden" in answer.text
    with database() as session:
        assert session.get_one(Contact, edited.id).note == "Noget helt andet"


def test_undoing_a_creation_asks_like_any_archiving(coordinator, database, office):
    answer = undo(coordinator, database, office)
    assert answer.request.path == f"/organisationer/{office.id}/arkiver"
    with database() as session:
        assert not session.get_one(Organisation, office.id).is_archived


def test_undoing_a_restoring_asks_like_any_archiving(coordinator, database, contact, address):
    coordinator.submit(address(contact, "arkiver"))
    coordinator.send(address(contact, "gendan"))
    assert undo(coordinator, database, contact).request.path == address(contact, "arkiver")


def test_archiving_can_be_undone_but_not_below_an_archived_organisation(
    coordinator, database, office, contact, address
):
    coordinator.submit(address(contact, "arkiver"))
    coordinator.submit(address(office, "arkiver"))
    assert "Gendan den først" in undo(coordinator, database, contact).text
    undo(coordinator, database, office)
    undo(coordinator, database, contact)
    with database() as session:
        assert not session.get_one(Contact, contact.id).is_archived


def test_undo_does_not_hand_an_entry_to_a_municipality_one_does_not_look_after(
    client_of, coordinator, database, contact, viborg, address
):
    with database():
        theirs = make_organisation("Viborg Kommune", viborg)
    administrator = client_of(Role.ADMINISTRATOR)
    administrator.submit(address(contact, "ret"), {"organisation_id": str(theirs.id)})
    sequence = newest(database, contact).sequence
    assert coordinator.send(f"/historik/{sequence}/fortryd").status_code == 403
    viborgs = client_of(Role.COORDINATOR, viborg)
    assert viborgs.send(f"/historik/{sequence}/fortryd").status_code == 403
    with database() as session:
        assert session.get_one(Contact, contact.id).organisation_id == theirs.id


def test_undo_does_not_put_an_organisation_below_itself(
    client_of, database, office, randers, address
):
    administrator = client_of(Role.ADMINISTRATOR)
    with database():
        below = make_organisation("Alkoholteam", randers, parent=office)
    administrator.submit(address(below, "ret"), {"parent_id": ""})
    administrator.submit(address(office, "ret"), {"parent_id": str(below.id)})
    answer = undo(administrator, database, below)
    assert "under sig selv" in answer.text
    with database() as session:
        assert session.get_one(Organisation, below.id).parent is None


def test_undo_does_not_leave_a_participating_municipality_without_entrance(
    coordinator, database, contact, randers, address
):
    values = {"central_contact_id": str(contact.id), "switchboard": "89151515"}
    assert coordinator.submit(address(randers, "ret"), values).status_code == 302
    assert "uden central indgang" in undo(coordinator, database, randers).text
    with database() as session:
        assert session.get_one(Municipality, randers.id).central_contact_id == contact.id


def test_change_to_a_user_cannot_be_undone_from_the_directory(client_of, database):
    administrator = client_of(Role.ADMINISTRATOR)
    with database() as session:
        row = session.query(JournalRow).filter_by(entry_type="user_account").first()
    assert administrator.send(f"/historik/{row.sequence}/fortryd").status_code == 404


def test_confirming_is_told_and_changes_nothing_else(coordinator, database, office, address):
    with database():
        offer = make_offer(organisation=office, confirmed_at=None, confirmed_by_name=None)
    answer = coordinator.send(address(offer, "bekraeft"), follow_redirects=True)
    assert "Bekræftet i dag" in answer.text
    row = newest(database, offer)
    assert row.action == Action.CONFIRMED
    changed = {name for name in row.after if row.after[name] != row.before[name]}
    assert changed == {"confirmed_at", "confirmed_by_name"}


def test_confirming_never_leads_to_another_site(coordinator, database, office, address):
    with database():
        offer = make_offer(organisation=office)
    for target in ("https://evil.example", "//evil.example", "/\\evil.example"):
        answer = coordinator.send(address(offer, "bekraeft"), {"next": target})
        assert answer.headers["Location"] == "/"
