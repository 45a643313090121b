"""No text field of any form takes a citizen's CPR number."""

import pytest

from portal.models.journal import JournalRow
from tests.support.page_forms import read_forms
from tests.support.pages import parse_page

CPR = "010190-1234"
MAYBE = "3112991234"
FORMS = {
    "/kontaktpersoner/ny": ("absences:add", {"function": "Visitator", "name": "Rask Æbelø"}),
    "/tilbud/ny": (None, {"name": "Nattelefonen", "target_group": "Voksne", "note": "Vagten"}),
    "/organisationer/ny": (None, {"name": "Alkoholteamet", "address": "Torvet 1"}),
    "/kommuner/randers/ret": (None, {"consent_note": "Spørg først", "legal_note": "Serviceloven"}),
    "/overleveringsveje/ny": (None, {"legal_note": "Serviceloven", "note": "Ring først"}),
}


def text_fields_of(page):
    """The names of all fields of a page's form that one types into."""
    form = read_forms(parse_page(page.text), "/")[0]
    return [
        name
        for name, [control, *_] in form.controls.items()
        if control.tag == "textarea"
        or (control.tag == "input" and control.get("type", "text") in {"text", "email", "search"})
    ]


def journal_length(database):
    with database() as session:
        return session.query(JournalRow).count()


@pytest.mark.parametrize("address", FORMS)
def test_cpr_number_is_refused_in_every_text_field_and_all_else_is_kept(
    coordinator, database, address
):
    row_button, typed = FORMS[address]
    page = coordinator.get(address)
    if row_button:
        page = coordinator.fill_in(page, {}, row_button)
    before = journal_length(database)
    fields = text_fields_of(page)
    assert len(fields) >= 6
    for field in fields:
        others = {name: value for name, value in typed.items() if name != field}
        answer = coordinator.fill_in(page, others | {field: f"Borger {CPR}"})
        assert answer.status_code == 422, field
        assert "<title>Fejl: " in answer.text, field
        assert "ligner et CPR-nummer" in answer.text, field
        assert f'id="{field}-error"' in answer.text, field
        assert [value for value in others.values() if value not in answer.text] == [], field
    assert journal_length(database) == before


def test_number_that_may_be_a_cpr_number_is_asked_about_and_then_saved(coordinator):
    values = {"function": "Visitator", "note": f"Journal {MAYBE}"}
    asked = coordinator.submit("/kontaktpersoner/ny", values)
    assert asked.status_code == 422
    assert "kan være et CPR-nummer" in asked.text
    assert coordinator.fill_in(asked, {"is_no_cpr": True}).status_code == 302


def test_ticking_the_box_does_not_let_a_sure_cpr_number_through(coordinator):
    values = {"function": "Visitator", "note": f"Borger {CPR}", "is_no_cpr": "y"}
    assert coordinator.send("/kontaktpersoner/ny", values).status_code == 422
