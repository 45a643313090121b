"""How a call went: one tap, counted once, corrected in place; two dead numbers mark the entry."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.history.verbs import edit_entry
from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.report import CallOutcome, Report
from portal.models.user import User
from portal.models.vocabulary import Fault, Outcome, Role
from portal.reports.calls import CORRECTABLE
from tests.factories import make_contact, make_municipality, make_organisation, make_user

IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def contact(database):
    with database():
        make_municipality("Randers").central_contact_id = (one := make_contact("Visitator")).id
    return one


def outcomes_in(database):
    with database() as session:
        return list(session.scalars(select(CallOutcome.outcome).order_by(CallOutcome.id)))


def open_reports(database):
    with database() as session:
        return [report for report in session.scalars(select(Report)) if report.is_open]


def tell(client, contact, outcome, **options):
    values = {"opkald": f"contact:{contact.id}:{outcome}", "next": "/?q=randers+visitator"}
    return client.send("/opkald", values, **options)


def let_time_pass(database):
    """Let all calls have been made longer ago than one can correct them."""
    with database() as session:
        for call in session.scalars(select(CallOutcome)):
            call.at -= CORRECTABLE * 2


def test_outcome_is_told_with_one_tap_in_the_answer(database, contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    answer = client.submit("/?q=visitator+randers", {"next": "/?q=visitator+randers"}, "Overtog")
    assert answer.headers["Location"] == "/?q=visitator+randers"
    assert "Tak. Noteret: Overtog (Visitator, Demo Æbelø)." in client.get("/").text
    assert outcomes_in(database) == [Outcome.TOOK_OVER]


def test_call_is_counted_for_the_municipality_and_the_person(database, contact, client_of):
    tell(client_of(Role.BRIDGE_BUILDER), contact, "took_over")
    with database() as session:
        call = session.scalars(select(CallOutcome)).one()
        assert call.municipality_id == make_municipality("Randers").id
        assert session.get_one(User, call.user_id).role == Role.BRIDGE_BUILDER


def test_htmx_gets_the_thanks_for_the_line_alone(contact, client_of):
    answer = tell(client_of(Role.BRIDGE_BUILDER), contact, "no_answer", headers=IN_PLACE)
    assert answer.status_code == 200
    assert f'id="gik-contact-{contact.id}"' in answer.text
    assert "Noteret: Intet svar" in answer.text
    assert "<html" not in answer.text


def test_pressed_twice_is_one_call(database, contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    for _ in range(2):
        tell(client, contact, "took_over")
    assert outcomes_in(database) == [Outcome.TOOK_OVER]


def test_two_taps_at_the_same_moment_are_one_call(app, database, contact, sign_in):
    with database():
        user = make_user(Role.BRIDGE_BUILDER)
    clients = [sign_in(user) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda client: tell(client, contact, "took_over"), clients))
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert outcomes_in(database) == [Outcome.TOOK_OVER]


def test_two_people_finding_the_number_dead_at_once_make_one_report(
    app, database, contact, client_of
):
    clients = [client_of(Role.BRIDGE_BUILDER) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda client: tell(client, contact, "dead_number"), clients))
    assert outcomes_in(database) == [Outcome.DEAD_NUMBER] * 3
    assert len(open_reports(database)) == 1


def test_last_word_counts_for_a_few_minutes(database, contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    tell(client, contact, "dead_number")
    tell(client, contact, "took_over")
    assert outcomes_in(database) == [Outcome.TOOK_OVER]
    let_time_pass(database)
    tell(client, contact, "no_answer")
    assert outcomes_in(database) == [Outcome.TOOK_OVER, Outcome.NO_ANSWER]


def test_others_calls_are_calls_of_their_own(database, contact, client_of):
    for role in (Role.BRIDGE_BUILDER, Role.READER, Role.ADMINISTRATOR):
        tell(client_of(role), contact, "took_over")
    assert len(outcomes_in(database)) == 3


def test_two_dead_numbers_in_a_row_mark_the_entry_at_once(database, contact, client_of):
    tell(client_of(Role.BRIDGE_BUILDER), contact, "dead_number")
    assert open_reports(database) == []
    second = client_of(Role.READER)
    tell(second, contact, "dead_number")
    (report,) = open_reports(database)
    assert (report.fault, report.reporter_id) == (Fault.WRONG_NUMBER, None)
    assert "Meldt fejl" in second.get("/?q=visitator+randers").text


def test_dead_number_pressed_twice_is_not_two_calls(database, contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    for _ in range(2):
        tell(client, contact, "dead_number")
    assert open_reports(database) == []


@pytest.mark.parametrize("between", ["took_over", "wrong_place", "asked_to_use_other"])
def test_somebody_answering_between_clears_the_number(database, contact, client_of, between):
    client = client_of(Role.BRIDGE_BUILDER)
    for outcome in ("dead_number", between, "dead_number"):
        tell(client, contact, outcome)
        let_time_pass(database)
    assert open_reports(database) == []


def test_call_without_answer_between_clears_nothing(database, contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    for outcome in ("dead_number", "no_answer", "dead_number"):
        tell(client, contact, outcome)
        let_time_pass(database)
    assert len(open_reports(database)) == 1


def test_third_dead_number_reports_nothing_new(database, contact, client_of):
    for _ in range(3):
        tell(client_of(Role.BRIDGE_BUILDER), contact, "dead_number")
    assert len(open_reports(database)) == 1


def test_mark_goes_when_the_second_dead_number_was_a_slip(database, contact, client_of):
    tell(client_of(Role.BRIDGE_BUILDER), contact, "dead_number")
    client = client_of(Role.BRIDGE_BUILDER)
    tell(client, contact, "dead_number")
    tell(client, contact, "took_over")
    assert open_reports(database) == []
    assert "Meldt fejl" not in client.get("/?q=visitator+randers").text


def test_calls_before_the_number_was_corrected_do_not_count(database, contact, client_of):
    tell(client_of(Role.BRIDGE_BUILDER), contact, "dead_number")
    let_time_pass(database)
    with database() as session:
        administrator = session.scalars(select(User)).first()
        administrator.role = Role.ADMINISTRATOR
        found = session.get_one(Contact, contact.id)
        edit_entry(administrator, found, lambda one: setattr(one, "note", "Nyt nummer"))
    tell(client_of(Role.BRIDGE_BUILDER), contact, "dead_number")
    assert open_reports(database) == []


def test_coordinator_cannot_polish_the_own_figures(database, contact, client_of):
    with database():
        randers = make_municipality("Randers")
    own = client_of(Role.COORDINATOR, randers)
    assert tell(own, contact, "took_over").status_code == 403
    assert 'class="no-calls"' in own.get("/?q=visitator+randers").text
    assert outcomes_in(database) == []


def test_coordinator_of_a_department_cannot_polish_its_figures(database, client_of):
    with database():
        unit = make_organisation("Rusmiddelcentret")
        contact = make_contact(organisation=unit)
    assert tell(client_of(Role.COORDINATOR, unit), contact, "took_over").status_code == 403


def test_coordinator_who_called_elsewhere_tells_how_it_went(database, contact, client_of):
    with database():
        viborg = make_municipality("Viborg")
    foreign = client_of(Role.COORDINATOR, viborg)
    assert "no-calls" not in foreign.get("/?q=visitator+randers").text
    assert tell(foreign, contact, "took_over").status_code == 302


@pytest.mark.parametrize(
    "value",
    ["", "contact:1", "contact:99:took_over", "contact:1:nonsense", "user_account:1:took_over"],
)
def test_what_no_button_says_is_not_found(database, contact, client_of, value):
    client = client_of(Role.BRIDGE_BUILDER)
    assert client.send("/opkald", {"opkald": value}).status_code == 404
    assert outcomes_in(database) == []


def test_archived_entry_takes_no_outcomes(database, contact, client_of):
    with database() as session:
        session.get_one(Contact, contact.id).archived_at = utc_now() - timedelta(hours=1)
    assert tell(client_of(Role.BRIDGE_BUILDER), contact, "took_over").status_code == 404


def test_call_from_another_site_is_refused(database, contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    values = {"csrf_token": "forged"}
    assert tell(client, contact, "took_over", headers={"Sec-Fetch-Site": "cross-site"}).status_code
    forged = client.post("/opkald", data=values | {"opkald": f"contact:{contact.id}:took_over"})
    assert forged.status_code == 400
    assert outcomes_in(database) == []


def test_answer_leads_nowhere_else_afterwards(contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    values = {"opkald": f"contact:{contact.id}:took_over", "next": "//evil.example"}
    assert client.send("/opkald", values).headers["Location"] == "/"


def test_call_told_while_the_database_is_away_is_kept_and_sent_again(
    app, database, contact, client_of
):
    client = client_of(Role.BRIDGE_BUILDER)
    app.extensions["outage"].begin()
    refused = tell(client, contact, "took_over")
    assert refused.status_code == 503
    assert "Databasen svarer ikke" in refused.text
    app.extensions["outage"].end()
    sent = client.fill_in(refused, button="Prøv at gemme igen")
    assert sent.headers["Location"] == "/?q=randers+visitator"
    assert outcomes_in(database) == [Outcome.TOOK_OVER]


def test_answer_is_shown_with_its_buttons_while_the_database_is_away(app, contact, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    app.extensions["outage"].begin()
    shown = client.get("/?q=randers+visitator")
    assert shown.status_code == 200
    assert f"contact:{contact.id}:took_over" in shown.text
    assert client.get("/").status_code == 200
