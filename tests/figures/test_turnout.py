"""Who comes to network meetings: counted by role, and silent where a meeting could be known."""

from datetime import timedelta

import pytest

from portal.extensions import db
from portal.figures.periods import Period
from portal.figures.shares import Share, wilson
from portal.figures.turnout import turnout_table
from portal.models.meeting import MeetingTurnout
from portal.models.meeting_vocabulary import MeetingRole
from portal.models.vocabulary import Role
from portal.web.dates import local_today
from tests.support.pages import text_of

TODAY = local_today()
LAST_YEAR = TODAY - timedelta(days=400)


def add(role, meetings, invited, came, day=TODAY) -> None:
    counts = {"meetings": meetings, "invited": invited, "came": came}
    db.session.add(MeetingTurnout(month=f"{day:%Y-%m}", role=role, **counts))


@pytest.fixture
def rows(app, database):
    with database():
        add(MeetingRole.OTHER, 5, 12, 9)
        add(MeetingRole.CENTRAL_ENTRANCE, 2, 2, 2)
        add(MeetingRole.CENTRAL_ENTRANCE, 4, 4, 3, TODAY.replace(day=1) - timedelta(days=1))
        add(MeetingRole.CITIZEN, 4, 4, 4)
        add(MeetingRole.PSYCHIATRY, 9, 9, 9, LAST_YEAR)
    with app.app_context():
        return {row[0]: row[1:] for row in turnout_table(Period(90, TODAY)).rows}


def test_share_of_a_role_has_its_counts_and_its_interval(rows):
    share, invited, came = rows["Anden funktion"]
    assert (share.value, share.interval) == (9 / 12, wilson(9, 12))
    assert (invited, came) == (12, 9)


def test_months_of_the_period_are_added_up(rows):
    assert rows["Kommunens indgang"] == [Share(5, 6, is_sample=True), 6, 5]


def test_of_fewer_than_five_meetings_nothing_is_said(rows):
    share, invited, came = rows["Borgeren"]
    assert (share.value, share.whole, invited, came) == (None, 0, None, None)


def test_meetings_before_the_period_are_left_out(rows):
    assert set(rows) == {"Kommunens indgang", "Anden funktion", "Borgeren"}


@pytest.mark.usefixtures("rows")
def test_page_and_file_say_the_same(client_of):
    reader = client_of(Role.READER)
    page, file = text_of(reader.page("/tal")), reader.get("/tal/fremmoede.csv").text
    assert "Hvem møder op til netværksmøder?" in page
    assert "for få møder" in page
    assert "Anden funktion;75,0;46,8;91,1;12;9" in file
    assert "Borgeren;;;;;" in file
