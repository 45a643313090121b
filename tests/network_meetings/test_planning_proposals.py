"""Who is proposed for the table, and the reference a meeting gets."""

import re
from datetime import date, timedelta

import pytest

from portal.models.contact import Absence
from portal.models.meeting_vocabulary import MeetingPurpose, MeetingRole
from portal.models.vocabulary import OfferKind, Preference, Sector
from portal.network_meetings.planning import references
from portal.network_meetings.planning.proposals import propose_purpose, propose_seats
from portal.network_meetings.planning.references import ANIMALS, COLOURS, make_reference
from tests import factories
from tests.support.meetings import make_meeting

TODAY = date(2026, 11, 23)


@pytest.fixture
def randers(session):
    return factories.make_municipality("Randers")


@pytest.fixture
def alkohol(session):
    return factories.make_domain("alkohol")


def propose(randers, *domains):
    return propose_seats(randers, domains, TODAY)


def seats_in(seats, role):
    return [seat for seat in seats if seat.role == role]


def away(first, last, note=""):
    return Absence(from_on=first, to_on=last, note=note)


def test_a_reference_is_a_colour_an_animal_and_a_number(session):
    assert re.fullmatch(r"[A-ZÆØÅ]+-[A-ZÆØÅ]+-[1-9][0-9]", make_reference())


def test_there_are_many_thousand_references_each_short_enough_for_a_subject():
    assert len(set(COLOURS)) * len(set(ANIMALS)) * 90 > 50_000
    assert max(len(f"{colour}-{animal}-99") for colour in COLOURS for animal in ANIMALS) <= 32


def test_a_reference_in_use_is_drawn_again(session, monkeypatch):
    make_meeting(reference="BLÅ-ELG-27")
    drawn = iter(["BLÅ-ELG-27", "BLÅ-ELG-27", "GRØN-ODDER-31"])
    monkeypatch.setattr(references, "draw_reference", lambda: next(drawn))
    assert make_reference() == "GRØN-ODDER-31"


def test_entrance_citizen_and_domain_contact_must_come_others_may(randers, alkohol):
    randers.central_contact = factories.make_contact("Socialchef", "Demo Samsø")
    factories.make_contact(domains=[alkohol], email="rus@randers.invalid")
    seats = propose(randers, alkohol)
    required = [seat.role for seat in seats if seat.is_required]
    assert required == [
        MeetingRole.CITIZEN,
        MeetingRole.CENTRAL_ENTRANCE,
        MeetingRole.DOMAIN_CONTACT,
    ]
    optional = {seat.role for seat in seats if not seat.is_required}
    assert {MeetingRole.SUPPORT_PERSON, MeetingRole.GENERAL_PRACTITIONER} <= optional
    assert seats_in(seats, MeetingRole.DOMAIN_CONTACT)[0].email == "rus@randers.invalid"


def test_the_same_contact_in_two_roles_sits_once_in_the_more_important_one(randers, alkohol):
    central = factories.make_contact("Socialchef", domains=[alkohol])
    randers.central_contact = central
    factories.make_route(
        randers, alkohol, steps=[central], preference=Preference.STAFF_NEAR_CITIZEN
    )
    held = [seat for seat in propose(randers, alkohol) if seat.contact is central]
    assert [seat.role for seat in held] == [MeetingRole.CENTRAL_ENTRANCE]


def test_only_the_first_contact_of_a_domain_must_come_and_the_route_says_who(randers, alkohol):
    factories.make_contact("Afdelingsleder", domains=[alkohol])
    chosen = factories.make_contact("Visitator", domains=[alkohol])
    factories.make_route(randers, alkohol, steps=[chosen])
    held = seats_in(propose(randers, alkohol), MeetingRole.DOMAIN_CONTACT)
    assert [(seat.function, seat.is_required) for seat in held] == [
        ("Visitator", True),
        ("Afdelingsleder", False),
    ]
    assert [seat.is_ticked for seat in held] == [True, False]


def test_staff_near_the_citizen_comes_from_routes_that_lead_there(randers, alkohol):
    nurse = factories.make_contact("Hjemmesygeplejen", None)
    factories.make_route(
        randers,
        alkohol,
        steps=[nurse, "Egen læge", "bostøtten"],
        preference=Preference.STAFF_NEAR_CITIZEN,
    )
    held = seats_in(propose(randers, alkohol), MeetingRole.STAFF_NEAR_CITIZEN)
    assert [seat.function for seat in held] == ["Hjemmesygeplejen", "bostøtten"]
    doctors = seats_in(propose(randers, alkohol), MeetingRole.GENERAL_PRACTITIONER)
    assert [(seat.function, seat.email) for seat in doctors] == [("Egen læge", "")]


def test_psychiatry_is_asked_for_its_own_domains_only(randers, alkohol):
    psykisk = factories.make_domain("psykisk_sygdom")
    region = factories.make_organisation("Regionspsykiatrien Randers", None, Sector.REGIONAL)
    factories.make_contact("Visitationen", None, region)
    known = factories.make_contact("Koordinator", None, region, domains=[psykisk])
    assert seats_in(propose(randers, alkohol), MeetingRole.PSYCHIATRY) == []
    held = seats_in(propose(randers, alkohol, psykisk), MeetingRole.PSYCHIATRY)
    assert [seat.contact for seat in held] == [known]


def test_without_a_known_holder_the_seat_is_there_to_be_filled(randers):
    psykisk = factories.make_domain("psykisk_sygdom")
    seats = propose(randers, psykisk)
    entrance = seats_in(seats, MeetingRole.CENTRAL_ENTRANCE)[0]
    assert (entrance.contact, entrance.organisation) == (None, "Randers Kommune")
    assert "ingen central indgang" in entrance.remark
    contact = seats_in(seats, MeetingRole.DOMAIN_CONTACT)[0]
    assert contact.function == "Fagperson for psykisk sygdom"
    assert "ingen kontaktperson" in contact.remark
    assert seats_in(seats, MeetingRole.PSYCHIATRY)[0].function == "Psykiatrien"


def test_voluntary_centre_of_the_municipality_is_found_by_its_name(randers, alkohol):
    viborg = factories.make_municipality("Viborg")
    sector = Sector.VOLUNTARY
    for place in (viborg, randers):
        centre = factories.make_organisation(
            f"Frivilligcenter {place.name}", None, sector, serves=[place]
        )
        factories.make_offer("Rådgivning", OfferKind.VOLUNTARY, centre, municipalities=[place])
    held = seats_in(propose(randers, alkohol), MeetingRole.VOLUNTARY_CENTRE)
    assert [seat.organisation for seat in held] == ["Frivilligcenter Randers"]


def test_the_deputy_stands_in_for_who_is_away_today(randers, alkohol):
    deputy = factories.make_contact("Visitator", "Bo Lund")
    absence = away(TODAY, TODAY + timedelta(days=11), "ferie")
    factories.make_contact(
        "Koordinator", "Anne Holm", domains=[alkohol], deputy=deputy, absences=[absence]
    )
    seat = seats_in(propose(randers, alkohol), MeetingRole.DOMAIN_CONTACT)[0]
    assert (seat.name, seat.stands_in_for) == ("Bo Lund", "Koordinator, Anne Holm")
    assert seat.remark == "Anne Holm er på ferie til 4. dec. Bo Lund er stedfortræder."


def test_the_deputy_stands_in_for_who_leaves_tomorrow_for_weeks(randers, alkohol):
    deputy = factories.make_contact("Visitator", "Bo Lund")
    absence = away(TODAY + timedelta(days=1), TODAY + timedelta(days=30))
    factories.make_contact("Koordinator", domains=[alkohol], deputy=deputy, absences=[absence])
    seat = seats_in(propose(randers, alkohol), MeetingRole.DOMAIN_CONTACT)[0]
    assert seat.contact is deputy


def test_two_who_stand_in_for_each_other_and_are_both_away_keep_the_seat(randers, alkohol):
    days = (TODAY, TODAY + timedelta(days=2))
    other = factories.make_contact("Visitator", "Bo Lund", absences=[away(*days)])
    holder = factories.make_contact(
        "Koordinator", "Anne Holm", domains=[alkohol], deputy=other, absences=[away(*days)]
    )
    other.deputy = holder
    seat = seats_in(propose(randers, alkohol), MeetingRole.DOMAIN_CONTACT)[0]
    assert (seat.contact, seat.stands_in_for) == (holder, "")
    assert "ingen stedfortræder er kendt" in seat.remark


def test_a_secure_mail_is_used_only_where_there_is_no_other(randers, alkohol):
    factories.make_contact("A", domains=[alkohol], email="a@x.invalid", secure_mail="s@x.invalid")
    factories.make_contact("B", domains=[alkohol], secure_mail="s@x.invalid")
    held = seats_in(propose(randers, alkohol), MeetingRole.DOMAIN_CONTACT)
    assert [(seat.email, seat.remark) for seat in held] == [
        ("a@x.invalid", ""),
        ("s@x.invalid", "Kun en sikker mail er kendt."),
    ]


def test_who_is_archived_or_no_longer_valid_is_not_proposed(randers, alkohol):
    yesterday = TODAY - timedelta(days=1)
    factories.make_contact("Gammel", domains=[alkohol], valid_to_on=yesterday)
    held = seats_in(propose(randers, alkohol), MeetingRole.DOMAIN_CONTACT)
    assert [seat.contact for seat in held] == [None]


def test_the_purpose_follows_from_the_domain(session):
    often = factories.make_domain("hyppige_opkald")
    assert propose_purpose([often]) == MeetingPurpose.FREQUENT_CALLS
    assert propose_purpose([]) == MeetingPurpose.SHARED_PLAN
