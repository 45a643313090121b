"""Who comes to network meetings, by role; the meetings themselves are deleted."""

from portal.figures.periods import Period
from portal.figures.queries import list_turnout
from portal.figures.shares import Share
from portal.figures.tables import Cell, Table
from portal.models.meeting_vocabulary import MeetingRole
from portal.web.labels import label

LEAST_MEETINGS = 5
"""Of fewer meetings nothing is said of a role: whoever was there would know which they were."""
TOO_FEW = "for få møder"


def turnout_table(period: Period) -> Table:
    """Return how often each role came, of the held meetings in the period's whole months."""
    turnout = {one.role: one for one in list_turnout(period.first_on)}
    rows: list[list[Cell]] = []
    for role in MeetingRole:
        one = turnout.get(role)
        if one is None:
            continue
        if one.meetings < LEAST_MEETINGS:
            rows.append([label(role), Share(0, 0), None, None])
        else:
            share = Share(one.came, one.invited, is_sample=True)
            rows.append([label(role), share, one.invited, one.came])
    return Table(
        "fremmoede",
        "Hvem møder op til netværksmøder?",
        ["Funktion", "Mødte op", "Inviteret", "Kom"],
        rows,
        "Af de møder, der blev holdt, i hele måneder og hele regionen. Intervallet er 95 % "
        f"(Wilson). Under {LEAST_MEETINGS} møder vises intet, så ingen kan se, hvilket møde det "
        "var. Møderne selv bliver slettet.",
        TOO_FEW,
    )
