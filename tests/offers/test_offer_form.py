"""Creating and editing offers."""

from datetime import timedelta

import pytest

from portal.models.offer import Offer
from portal.models.vocabulary import (
    Audience,
    Callers,
    Capacity,
    OfferKind,
    OfferStatus,
)
from portal.web.dates import local_today
from tests.factories import make_domain, make_municipality, make_offer

GOOD = {
    "name": "Nattelefonen",
    "kind": "akuttelefon",
    "phones-0-number": "86 12 34 56",
    "phones-0-audience": "public",
    "web": "www.randers.dk/nat",
    "address": "Torvet 1, Randers",
    "target_group": "Voksne med psykisk sygdom",
    "age_from": "18",
    "age_to": "65",
    "callers": "both",
    "has_self_referral": "yes",
    "sends_staff_out": "no",
    "capacity": "few",
    "referral": "Ring, eller mød op",
    "exclusions": "Ikke påvirkede",
    "note": "Spørg efter vagten",
}
CREATE = "/tilbud/ny"


def days_ahead(count):
    return (local_today() + timedelta(days=count)).strftime("%d-%m-%Y")


def only_offer(database):
    with database() as session:
        [offer] = session.query(Offer).all()
        return offer, list(offer.phones), list(offer.domains), list(offer.municipalities)


def test_coordinator_creates_an_offer_with_all_it_has(coordinator, database, randers):
    with database():
        alcohol, viborg = make_domain("alkohol"), make_municipality("Viborg")
    chosen = {"domains": [str(alcohol.id)], "municipalities": [str(randers.id), str(viborg.id)]}
    assert coordinator.submit(CREATE, GOOD | chosen).status_code == 302
    offer, phones, domains, municipalities = only_offer(database)
    assert (offer.kind, offer.status) == (OfferKind.ACUTE_PHONE, OfferStatus.OPEN)
    assert [(phone.number, phone.audience) for phone in phones] == [
        ("+4586123456", Audience.PUBLIC)
    ]
    assert (offer.age_from, offer.age_to, offer.callers) == (18, 65, Callers.BOTH)
    assert (offer.has_self_referral, offer.sends_staff_out, offer.is_anonymous) == (
        True,
        False,
        None,
    )
    assert offer.web == "https://www.randers.dk/nat"
    assert [domain.code for domain in domains] == ["alkohol"]
    assert [municipality.name for municipality in municipalities] == ["Randers", "Viborg"]
    assert offer.confirmed_by_name == "Demo Samsø"


def test_saved_offer_is_shown_with_what_was_typed(coordinator):
    page = coordinator.submit(CREATE, GOOD, follow_redirects=True).text
    for expected in (
        "Nattelefonen",
        "86 12 34 56",
        "18–65 år",
        "Voksne med psykisk sygdom",
        "Få pladser (",
        "Torvet 1, Randers",
        "Spørg efter vagten",
        'href="https://www.randers.dk/nat"',
    ):
        assert expected in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Skriv tilbuddets navn"),
        ({"kind": ""}, "Vælg, hvad det er for et tilbud"),
        ({"name": "x" * 161}, "Skriv højst 160 tegn"),
        ({"age_from": "40", "age_to": "18"}, "Den højeste alder må ikke være under den laveste"),
        ({"age_from": "atten"}, "Skriv et helt tal fra 0 til 120"),
        ({"age_to": "121"}, "Skriv et helt tal fra 0 til 120"),
        ({"age_from": "-1"}, "Skriv et helt tal fra 0 til 120"),
        ({"web": "javascript:alert(1)"}, "Skriv adressen som www.sted.dk"),
        ({"web": "javascript://x.dk/%0aalert(1)"}, "Skriv adressen som www.sted.dk"),
        ({"email": "nat(at)randers"}, "Skriv e-mailen som navn@sted.dk"),
        ({"phones-0-number": "8612"}, "Skriv et telefonnummer med 8 cifre"),
        ({"phones-0-number": "84000101"}, "Numre på 84 er kun til demo"),
        ({"status": "planned"}, "Skriv, hvornår tilbuddet åbner"),
        ({"status": "closed"}, "Skriv, hvornår tilbuddet blev nedlagt"),
        ({"status": "planned", "status_on": "1-1-2020"}, "Datoen er passeret"),
        ({"status": "closed", "status_on": days_ahead(5)}, "Datoen må ikke ligge i fremtiden"),
        ({"status": "open", "status_on": days_ahead(5)}, "Datoen må ikke ligge i fremtiden"),
        ({"status": "paused", "status_on": "31-02-2026"}, "Skriv datoen som dag-måned-år"),
        ({"hours": "når vi har lyst"}, "når vi har lyst"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence_and_nothing_else_is_lost(
    coordinator, database, typed, message
):
    answer = coordinator.submit(CREATE, GOOD | typed)
    assert answer.status_code == 422
    assert message in answer.text
    texts = ("name", "target_group", "referral", "exclusions", "note", "address")
    kept = [GOOD[name] for name in texts if name not in typed]
    assert [value for value in kept if value not in answer.text] == []
    assert '<option selected value="both">' in answer.text
    with database() as session:
        assert session.query(Offer).count() == 0


@pytest.mark.parametrize(
    ("status", "day"),
    [("planned", days_ahead(30)), ("closed", days_ahead(0)), ("paused", ""), ("open", "1-1-2020")],
)
def test_status_and_date_that_belong_together_are_saved(coordinator, database, status, day):
    values = GOOD | {"status": status, "status_on": day}
    assert coordinator.submit(CREATE, values).status_code == 302
    offer, *_ = only_offer(database)
    assert offer.status == status


def test_capacity_gets_its_time_when_it_changes_and_keeps_it_otherwise(coordinator, database):
    coordinator.submit(CREATE, GOOD)
    offer, *_ = only_offer(database)
    first = offer.capacity_at
    assert first is not None
    coordinator.submit(f"/tilbud/{offer.id}/ret", {"note": "Andet"})
    assert only_offer(database)[0].capacity_at == first
    coordinator.submit(f"/tilbud/{offer.id}/ret", {"capacity": "full"})
    assert only_offer(database)[0].capacity_at > first
    coordinator.submit(f"/tilbud/{offer.id}/ret", {"capacity": "unknown"})
    assert only_offer(database)[0].capacity_at is None
    assert only_offer(database)[0].capacity == Capacity.UNKNOWN


def test_answer_nobody_has_given_stays_unanswered_when_something_else_is_edited(
    coordinator, database, office
):
    with database():
        offer = make_offer(organisation=office, phones=["+4586123456"], is_anonymous=False)
    assert coordinator.submit(f"/tilbud/{offer.id}/ret", {"note": "Ny"}).status_code == 302
    saved, *_ = only_offer(database)
    assert (saved.is_free_of_charge, saved.is_anonymous) == (None, False)


def test_hours_are_shown_back_before_they_are_saved(coordinator, database):
    shown = coordinator.submit(CREATE, GOOD | {"hours": "døgnet rundt"})
    assert shown.status_code == 200
    assert "Sådan er åbningstiden forstået" in shown.text
    assert coordinator.fill_in(shown).status_code == 302
    assert only_offer(database)[0].hours.text == "døgnet rundt"


def test_hidden_address_says_so(coordinator):
    values = GOOD | {"is_address_hidden": True}
    page = coordinator.submit(CREATE, values, follow_redirects=True).text
    assert "skjult for offentligheden" in page


def test_script_in_every_text_is_shown_as_text(coordinator):
    evil = "<img src=x onerror=alert(1)>"
    texts = ("name", "address", "hours_note", "target_group", "referral", "exclusions", "note")
    saved = coordinator.submit(CREATE, GOOD | dict.fromkeys(texts, evil), follow_redirects=True)
    assert evil not in saved.text
    assert saved.text.count("&lt;img") >= len(texts)
    assert evil not in coordinator.get("/tilbud/").text
    assert evil not in coordinator.get(f"{saved.request.path}/historik").text
