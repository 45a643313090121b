"""Who is counted in a week, and who is not."""

from datetime import date, timedelta

import pytest

from portal.coverage.reachable import count_without_hours, region_week, week_of
from portal.hours.parse import parse_hours
from portal.models.contact import Absence
from portal.models.vocabulary import OfferKind, Participation
from portal.snapshot.current import current_snapshot
from tests.factories import (
    make_contact,
    make_domain,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
)

MONDAY = date(2026, 11, 23)
OFFICE = parse_hours("man-fre 8-15")


@pytest.fixture
def at_ten(app):
    """``at_ten("alkohol")``: how many can be reached on each day of the week at 10."""

    def count(domain=""):
        with app.app_context():
            week = week_of(current_snapshot(), "0730", domain, MONDAY)
        return [counts[10] for counts in week.counts]

    return count


def test_contacts_and_acute_offers_count_each_once(database, at_ten):
    with database():
        alcohol = make_domain("alkohol")
        contact = make_contact(hours=OFFICE, domains=[alcohol])
        make_offer(hours=parse_hours("døgnet rundt"), domains=[alcohol])
        make_route(make_municipality("Randers"), alcohol, steps=[contact])
    assert at_ten("alkohol") == [2, 2, 2, 2, 2, 1, 1]


def test_other_domains_people_are_left_out_but_the_central_entrance_counts(database, at_ten):
    with database():
        make_domain("alkohol")
        drugs = make_domain("stoffer")
        make_contact(hours=OFFICE, domains=[drugs])
        central = make_contact("Socialchef", hours=OFFICE)
        make_municipality("Randers").central_contact_id = central.id
    assert at_ten("alkohol") == [1, 1, 1, 1, 1, 0, 0]
    assert at_ten() == [2, 2, 2, 2, 2, 0, 0]


def test_absent_contact_is_replaced_by_the_deputy_and_counted_once(database, at_ten):
    with database():
        deputy = make_contact("Stedfortræder", hours=OFFICE)
        away = [Absence(from_on=MONDAY, to_on=MONDAY + timedelta(days=1))]
        make_contact("Leder", hours=OFFICE, deputy=deputy, absences=away)
    assert at_ten()[:3] == [1, 1, 2]


def test_absent_contact_without_deputy_is_not_counted(database, at_ten):
    with database():
        make_contact(hours=OFFICE, absences=[Absence(from_on=MONDAY, to_on=MONDAY)])
    assert at_ten()[:2] == [0, 1]


def test_nobody_counts_without_a_number_or_known_hours(database, at_ten, app):
    with database():
        make_contact(hours=OFFICE, phones=[])
        make_contact()
        make_contact(hours=parse_hours("efter aftale"))
    assert at_ten() == [0] * 7
    with app.app_context():
        assert count_without_hours(current_snapshot(), "0730", "", MONDAY) == 2


def test_ordinary_offers_do_not_count(database, at_ten):
    with database():
        make_offer(hours=OFFICE, kind=OfferKind.VOLUNTARY)
    assert at_ten() == [0] * 7


def test_entrance_of_a_municipality_that_does_not_take_part_counts_as_a_contact(database, at_ten):
    with database():
        make_municipality("Randers", participation=Participation.DECLINED)
        make_contact(hours=OFFICE)
    assert at_ten()[0] == 1


def test_region_counts_each_municipality_once(database, app):
    with database():
        make_contact(hours=OFFICE)
        make_contact(hours=OFFICE)
        viborg = make_organisation(municipality=make_municipality("Viborg"))
        make_contact(organisation=viborg, hours=parse_hours("man 8-15"))
    with app.app_context():
        week = region_week(current_snapshot(), "", MONDAY)
    assert [counts[10] for counts in week.counts] == [2, 1, 1, 1, 1, 0, 0]
