"""What is reported to be wrong sinks, says so, and leads nobody, until it is dealt with."""

import pytest

from portal.history.writing import changing
from portal.models.report import Report
from portal.models.vocabulary import Action, OfferKind, ReportState
from tests import factories

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def contacts(app, database):
    """Two contacts for alcohol, the first of whom stands first: the central entrance."""
    with database():
        alcohol, unit = factories.make_domain("alkohol"), factories.make_organisation()
        first = factories.make_contact("Socialchef", None, unit, ["+4584000301"], [alcohol])
        second = factories.make_contact("Behandler", None, unit, ["+4584000302"], [alcohol])
        factories.make_municipality("Randers").central_contact = first
    return [first, second]


def lines_of(answer, code="contacts"):
    return [line for part in answer.sections if part.code == code for line in part.lines]


def test_reported_contact_stands_after_a_sound_one_and_says_since_when(
    database, answer_to, contacts
):
    with database():
        report = factories.make_report(contacts[0])
    sound, reported = lines_of(answer_to("randers alkohol"))
    assert (sound.function, reported.function) == ("Behandler", "Socialchef")
    assert reported.fault_text.startswith(f"meldt fejl {report.created_at.day}. ")
    assert reported.fault_text in reported.reasons
    assert sound.fault_text == ""


@pytest.mark.parametrize("state", [ReportState.SOLVED, ReportState.REJECTED])
def test_contact_rises_again_when_its_report_is_closed(database, answer_to, contacts, state):
    with database():
        report = factories.make_report(contacts[0])
    with database() as session:
        found = session.get_one(Report, report.id)
        with changing(None, found, Action.EDITED):
            found.state = state
    first, second = lines_of(answer_to("randers alkohol"))
    assert (first.function, second.function) == ("Socialchef", "Behandler")
    assert first.fault_text == ""


def test_steps_of_a_route_keep_their_order_and_another_line_leads(database, answer_to, contacts):
    with database():
        factories.make_route(domain=factories.make_domain("alkohol"), steps=contacts)
        factories.make_report(contacts[0])
    answer = answer_to("randers alkohol")
    steps = lines_of(answer, "route")
    assert [line.function for line in steps] == ["Socialchef", "Behandler"]
    assert steps[0].fault_text
    assert answer.lead.function == "Behandler"


def test_reported_line_still_leads_where_there_is_no_other(database, answer_to):
    with database():
        offer = factories.make_offer("Akuttelefonen", OfferKind.ACUTE_PHONE)
        factories.make_municipality("Randers").switchboard = None
        factories.make_report(offer)
    assert answer_to("randers").lead.function == "Akuttelefonen"
