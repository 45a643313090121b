"""Which sections an answer has, in which order, and that nobody stands in it twice."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.history.writing import changing
from portal.hours.parse import parse_hours
from portal.models.base import utc_now
from portal.models.contact import Absence
from portal.models.handover_route import RouteStep
from portal.models.vocabulary import (
    Action,
    Channel,
    ContinueWhen,
    OfferKind,
    OfferStatus,
    Participation,
    Sector,
)
from tests import factories

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
EVENING = MONDAY.replace(hour=21)
AWAY = {"from_on": date(2026, 11, 20), "to_on": date(2026, 12, 3)}


@pytest.fixture
def alcohol(app, database):
    with database():
        factories.make_municipality()
        return factories.make_domain("alkohol")


def codes(found):
    return [part.code for part in found.sections]


def functions(found, code=None):
    return [
        line.function for part in found.sections if code in (None, part.code) for line in part.lines
    ]


def reasons(found, function):
    return next(line.reasons for line in found.lines if line.function == function)


def test_the_sections_stand_in_their_order(database, answer_to, alcohol):
    with database():
        factories.make_route(domain=alcohol, steps=["egen læge"])
        factories.make_offer("Akuttelefonen")
        factories.make_contact(domains=[alcohol])
        factories.make_offer(
            "Cafeen", OfferKind.VOLUNTARY, domains=[alcohol], phones=["+4584000301"]
        )
        national = factories.make_organisation("Alkolinjen", sector=Sector.VOLUNTARY)
        factories.make_offer(
            "Alkolinjen", organisation=national, domains=[alcohol], phones=["+4584000302"]
        )
    found = answer_to("randers alkohol")
    assert codes(found) == ["route", "acute", "contacts", "offers", "switchboard", "wider"]
    assert [line.position for line in found.lines] == [1, 2, 3, 4, 5, 6]


def test_the_steps_of_a_route_keep_the_municipalitys_order(database, answer_to, alcohol):
    with database():
        closed = factories.make_contact("Lukket", hours=parse_hours("tir 8-9"), confirmed_at=None)
        opened = factories.make_contact("Åben", hours=parse_hours("døgnet rundt"), phones=["112"])
        factories.make_route(domain=alcohol, steps=[closed, opened, "egen læge"])
    found = answer_to("randers alkohol")
    assert functions(found, "route") == ["Lukket", "Åben", "Egen læge"]
    assert found.lead is not None
    assert found.lead.function == "Åben"
    assert reasons(found, "Lukket")[0] == "foretrukken vej for alkohol"
    assert reasons(found, "Åben")[0] == "trin 2 i kommunens egen rækkefølge"


def test_the_domains_route_goes_before_the_one_for_all_others(database, answer_to, alcohol):
    with database():
        factories.make_domain("demens")
        factories.make_route(steps=["borgerservice"])
        own = factories.make_route(domain=alcohol, steps=["egen læge"])
    assert [route.id for route in answer_to("randers alkohol").routes] == [own.id]
    assert functions(answer_to("randers demens"), "route") == ["Borgerservice"]
    assert functions(answer_to("randers"), "route") == ["Borgerservice"]


@pytest.mark.parametrize(
    "validity", [{"valid_to_on": date(2026, 11, 22)}, {"valid_from_on": date(2026, 11, 24)}]
)
def test_a_route_outside_its_dates_is_not_used(database, answer_to, alcohol, validity):
    with database():
        factories.make_route(steps=["borgerservice"])
        factories.make_route(domain=alcohol, steps=["egen læge"], **validity)
    assert functions(answer_to("randers alkohol"), "route") == ["Borgerservice"]


def test_steps_to_what_may_not_be_shown_are_left_out(database, answer_to, alcohol):
    with database():
        steps = [
            factories.make_contact("Arkiveret", archived_at=utc_now()),
            factories.make_contact("Ikke begyndt", valid_from_on=date(2027, 1, 1)),
            factories.make_contact("Holdt op", valid_to_on=date(2026, 1, 1)),
            factories.make_offer("Nedlagt", status=OfferStatus.CLOSED),
            factories.make_offer("Planlagt", status=OfferStatus.PLANNED),
        ]
        factories.make_route(domain=alcohol, steps=[*steps, "egen læge"])
    found = answer_to("randers alkohol")
    assert functions(found, "route") == ["Egen læge"]
    assert not {"Arkiveret", "Ikke begyndt", "Holdt op", "Nedlagt", "Planlagt"} & {
        *functions(found)
    }


def test_a_deputy_takes_the_place_of_an_absent_contact(database, answer_to, alcohol):
    with database():
        deputy = factories.make_contact("Vikar", name="Demo Als", phones=["+4584000102"])
        absent = factories.make_contact(deputy=deputy, absences=[Absence(**AWAY)])
        factories.make_route(domain=alcohol, steps=[absent])
    found = answer_to("randers alkohol")
    assert functions(found, "route") == ["Vikar"]
    assert "stedfortræder for Demo Æbelø, der er fraværende til 3. dec." in reasons(found, "Vikar")
    back = answer_to("randers alkohol", datetime(2026, 12, 4, 10, tzinfo=MONDAY.tzinfo))
    assert functions(back, "route") == ["Rusmiddelkoordinator"]


def test_an_absent_deputys_deputy_stands_in(database, answer_to, alcohol):
    with database():
        last = factories.make_contact("Nummer tre", phones=["+4584000103"])
        second = factories.make_contact("To", deputy=last, absences=[Absence(**AWAY)])
        absent = factories.make_contact("En", deputy=second, absences=[Absence(**AWAY)])
        factories.make_route(domain=alcohol, steps=[absent])
    assert functions(answer_to("randers alkohol"), "route") == ["Nummer tre"]


def test_deputies_in_a_ring_leave_the_absent_contact_in_place(database, answer_to, alcohol):
    with database():
        one = factories.make_contact("En", absences=[Absence(**AWAY)])
        other = factories.make_contact("To", deputy=one, absences=[Absence(**AWAY)])
        with changing(None, one, Action.EDITED):
            one.deputy_id = other.id
        factories.make_route(domain=alcohol, steps=[one])
    found = answer_to("randers alkohol")
    assert functions(found, "route") == ["En"]
    assert not found.lines[0].status.is_open


def test_an_absent_contact_is_closed_until_the_first_hours_afterwards(database, answer_to, alcohol):
    with database():
        contact = factories.make_contact(
            hours=parse_hours("man-fre 8-15"), absences=[Absence(**AWAY)]
        )
        factories.make_route(domain=alcohol, steps=[contact])
    line = answer_to("randers alkohol").lines[0]
    assert line.status.opens_at == datetime(2026, 12, 4, 8, tzinfo=MONDAY.tzinfo)


def test_acute_offers_stand_in_their_section_only_while_they_may_be_open(
    database, answer_to, alcohol
):
    with database():
        factories.make_offer("Om dagen", domains=[alcohol], hours=parse_hours("man-fre 8-15"))
        factories.make_offer("Ukendt", domains=[alcohol], phones=["+4584000203"])
    assert functions(answer_to("randers alkohol"), "acute") == ["Om dagen", "Ukendt"]
    evening = answer_to("randers alkohol", EVENING)
    assert functions(evening, "acute") == ["Ukendt"]
    assert functions(evening, "offers") == ["Om dagen"]
    assert "lukket, åbner i morgen 8.00" in [line.status_text for line in evening.lines]


def test_a_crisis_centre_stands_only_where_its_domain_is_asked_about(database, answer_to, alcohol):
    with database():
        violence = factories.make_domain("vold")
        factories.make_offer("Krisecentret", OfferKind.CRISIS_CENTRE, domains=[violence])
    assert "Krisecentret" not in functions(answer_to("randers alkohol"))
    assert "Krisecentret" in functions(answer_to("vold i randers"))


def test_the_same_contact_stands_once_with_all_reasons(database, answer_to, alcohol):
    with database():
        randers = factories.make_municipality()
        contact = factories.make_contact(domains=[alcohol])
        with changing(None, randers, Action.EDITED):
            randers.central_contact_id = contact.id
        factories.make_route(domain=alcohol, steps=[contact])
    found = answer_to("randers alkohol")
    assert functions(found).count("Rusmiddelkoordinator") == 1
    assert {"foretrukken vej for alkohol", "central indgang"} <= set(found.lines[0].reasons)


def test_the_same_number_stands_once_and_names_the_other(database, answer_to, alcohol):
    with database():
        factories.make_offer("Akuttelefonen", sends_staff_out=True)
        factories.make_offer("En seng for natten", OfferKind.ACUTE_STAY, domains=[alcohol])
    found = answer_to("randers")
    assert [line.phone for line in found.lines].count("+4584000202") == 1
    assert any("samme nummer" in reason for line in found.lines for reason in line.reasons)


def test_a_step_by_another_channel_to_the_same_contact_stays(database, answer_to, alcohol):
    with database():
        contact = factories.make_contact(secure_mail="sikker@example.invalid")
        mail = RouteStep(contact_id=contact.id, channel=Channel.SECURE_MAIL, instruction="Kun sag")
        factories.make_route(domain=alcohol, steps=[contact, mail])
    first, second = answer_to("randers alkohol").sections[0].lines
    assert (first.channel_text, second.channel_text) == ("", "Sikker mail")
    assert second.instruction == "Kun sag"


def test_who_the_citizen_is_followed_to_is_called_first(database, answer_to, alcohol):
    with database():
        shelter = factories.make_offer(
            "Herberget", hours=parse_hours("døgnet rundt"), phones=["112"]
        )
        opened = factories.make_contact("Åben", hours=parse_hours("døgnet rundt"))
        follow = RouteStep(offer_id=shelter.id, channel=Channel.FOLLOW_CITIZEN)
        mail = RouteStep(contact_id=opened.id, channel=Channel.SECURE_MAIL)
        factories.make_route(domain=alcohol, steps=[mail, follow, opened])
    found = answer_to("randers alkohol")
    assert functions(found, "route") == ["Åben", "Herberget", "Åben"]
    assert found.lead.function == "Herberget"


def test_a_step_says_when_to_go_on_but_the_last_does_not(database, answer_to, alcohol):
    with database():
        contact = factories.make_contact()
        step = RouteStep(
            contact_id=contact.id,
            continue_when=ContinueWhen.AFTER_MINUTES,
            continue_after_minutes=5,
        )
        factories.make_route(domain=alcohol, steps=[step, "egen læge"])
    first, last = answer_to("randers alkohol").sections[0].lines
    assert first.next_text == "Intet svar efter 5 minutter: gå videre."
    assert last.next_text == ""


def test_a_step_to_a_unit_is_called_through_the_switchboard(database, answer_to, alcohol):
    with database():
        factories.make_route(domain=alcohol, steps=[factories.make_organisation("Rusmiddelcenter")])
    line = answer_to("randers alkohol").lines[0]
    assert (line.function, line.phone) == ("Rusmiddelcenter", "+4584001000")
    assert "gennem hovednummeret" in line.reasons
    assert not any("samme nummer" in reason for reason in line.reasons), "said already"


def test_a_kind_asked_for_stands_first(database, answer_to, alcohol):
    with database():
        factories.make_route(steps=["egen læge"])
        factories.make_offer("Akuttelefonen")
        factories.make_contact()
    assert answer_to("akuttelefon randers").lines[0].kind == "akuttelefon"
    assert answer_to("kontaktperson randers").lines[0].kind == "kontaktperson"
    assert answer_to("omstilling randers").lines[0].kind == "hovednummer"


def test_a_kind_the_municipality_lacks_is_said(database, answer_to, alcohol):
    found = answer_to("akuttelefon randers")
    assert "Der er ikke registreret akuttelefon i Randers Kommune." in found.notices
    assert functions(found) == ["Hovednummer"]


def test_a_kind_with_a_domain_goes_before_the_route_only_with_a_number_of_the_municipality(
    database, answer_to, alcohol
):
    with database():
        dementia = factories.make_domain("demens")
        factories.make_route(domain=dementia, steps=["demensklinik"])
        factories.make_offer("Uden nummer", OfferKind.DEMENTIA, domains=[dementia], phones=[])
        national = factories.make_organisation("Landets", sector=Sector.VOLUNTARY)
        factories.make_offer("Demenslinjen", OfferKind.DEMENTIA, national, domains=[dementia])
    found = answer_to("demenskoordinator randers")
    assert found.question.kinds == ("demens",)
    assert codes(found)[0] == "route"
    assert functions(found, "wider") == ["Demenslinjen"]


def test_several_domains_show_shared_contacts_and_a_route_for_each(database, answer_to, alcohol):
    with database():
        dementia = factories.make_domain("demens")
        factories.make_contact("Begge", domains=[alcohol, dementia])
        factories.make_route(domain=alcohol, steps=["egen læge"])
        factories.make_route(domain=dementia, steps=["demensklinik"])
    found = answer_to("dement og drikker i randers")
    assert codes(found)[:3] == ["shared", "route", "route"]
    assert {route.domain for route in found.routes} == {"alkohol", "demens"}


@pytest.mark.parametrize(
    ("participation", "said"),
    [
        (Participation.DECLINED, "Odder Kommune deltager ikke i ordningen."),
        (Participation.FALLBACK, "Odder Kommune har ikke sagt, hvordan den vil kontaktes."),
    ],
)
def test_without_participation_the_switchboard_comes_first(
    database, answer_to, alcohol, participation, said
):
    with database():
        odder = factories.make_municipality("Odder", participation=participation)
        team = factories.make_organisation("Akutteamet", odder)
        factories.make_offer("Akutteamet", OfferKind.ACUTE_TEAM, team)
        factories.make_route(odder, alcohol, steps=["egen læge"])
    found = answer_to("odder alkohol")
    assert codes(found) == ["switchboard", "acute"]
    assert said in found.notices[0]


def test_without_a_municipality_there_are_still_lines_to_call(database, answer_to, alcohol):
    with database():
        national = factories.make_organisation("Alkolinjen", sector=Sector.VOLUNTARY)
        factories.make_offer("Alkolinjen", organisation=national, domains=[alcohol])
    found = answer_to("drikker hver dag")
    assert functions(found) == ["Alkolinjen"]
    assert "Vælg kommunen" in found.notices[0]


def test_outside_the_region_only_the_countrys_lines_are_shown(database, answer_to, alcohol):
    with database():
        for name, sector in (("Landets linje", Sector.VOLUNTARY), ("Regionens", Sector.REGIONAL)):
            unit = factories.make_organisation(name, sector=sector)
            factories.make_offer(
                name, organisation=unit, domains=[alcohol], phones=[f"+45840003{len(name)}"]
            )
    found = answer_to("alkohol i thisted")
    assert functions(found) == ["Landets linje"]
    assert found.question.outside_region
    assert found.notices[0].startswith("Thisted Kommune ligger uden for Region Midtjylland")


@pytest.mark.parametrize(
    ("place", "name"),
    [("København", "Københavns Kommune"), ("Bornholm", "Bornholms Regionskommune")],
)
def test_municipalities_with_names_of_their_own_are_called_by_them(answer_to, alcohol, place, name):
    assert answer_to(f"alkohol i {place}").notices[0].startswith(f"{name} ligger uden for")


def test_a_kind_that_is_there_for_the_whole_region_is_not_said_to_be_missing(
    database, answer_to, alcohol
):
    with database():
        region = factories.make_organisation("Regionen", sector=Sector.REGIONAL)
        factories.make_offer("Lægevagten", OfferKind.DOCTOR_ON_CALL, region)
    found = answer_to("lægevagt randers")
    assert found.question.kinds == (OfferKind.DOCTOR_ON_CALL.value,)
    assert not found.notices
    assert "Lægevagten" in functions(found)


def test_danger_to_life_puts_112_and_the_acute_offers_first(database, answer_to, alcohol):
    with database():
        factories.make_route(steps=["egen læge"])
        factories.make_offer("Akuttelefonen")
    found = answer_to("bevidstløs og trækker ikke vejret i randers")
    assert found.question.urgent
    assert found.lines[0].phone == "112"
    assert codes(found)[:3] == ["emergency", "acute", "route"]
