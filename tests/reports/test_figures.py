"""How long it takes from a report to its answer."""

from datetime import timedelta

from portal.models.base import utc_now
from portal.models.vocabulary import ReportState
from portal.reports.queries import measure_handling
from tests.factories import make_contact, make_municipality, make_organisation, make_report

DAY = timedelta(days=1)


def closed_after(contact, *days):
    told_at = utc_now() - 30 * DAY
    for count in days:
        make_report(
            contact,
            state=ReportState.SOLVED,
            created_at=told_at,
            closed_at=told_at + count * DAY,
        )


def test_median_and_slowest_tenth_are_of_the_closed_ones(session):
    contact = make_contact()
    closed_after(contact, *range(1, 12))
    make_report(contact)
    found = measure_handling()
    assert (found.closed, found.open_now) == (11, 1)
    assert found.median == 6 * DAY
    assert found.slowest_tenth == 10 * DAY


def test_nothing_closed_gives_no_figure(session):
    found = measure_handling()
    assert (found.closed, found.median, found.slowest_tenth, found.open_now) == (0, None, None, 0)


def test_one_closed_is_its_own_median(session):
    closed_after(make_contact(), 3)
    assert measure_handling().slowest_tenth == measure_handling().median == 3 * DAY


def test_other_municipalities_do_not_count(session):
    closed_after(make_contact(), 1)
    viborg = make_municipality("Viborg")
    closed_after(make_contact(organisation=make_organisation("Viborg Kommune", viborg)), 9)
    assert measure_handling(viborg.id).median == 9 * DAY


def test_only_what_was_closed_since_counts(session):
    closed_after(make_contact(), 1, 20)
    assert measure_handling(since=utc_now() - 15 * DAY).closed == 1


def test_withdrawn_reports_do_not_count(session):
    make_report(make_contact(), archived_at=utc_now())
    assert measure_handling().open_now == 0
