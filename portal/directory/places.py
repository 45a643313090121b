"""Where somebody has work to do: municipalities, organisations, and what belongs to neither."""

from datetime import datetime

from portal.access.permissions import may
from portal.directory.queries import list_with_entrances
from portal.directory.tasks import Tasks, find_tasks, find_unit_tasks
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.organisations.queries import lies_within, list_organisations
from portal.reports.queries import list_open_reports

ELSEWHERE = "Uden for kommunerne"


def list_tasks(user: User, now: datetime) -> list[Tasks]:
    """Return the work of each place that a user looks after.

    Administrators look after all municipalities, and after what belongs to none.
    """
    reports = list_open_reports()
    areas = [one for one in list_with_entrances() if may(user, "edit_municipality", one)]
    return [
        *(find_tasks(area, user, now, reports) for area in areas),
        *(
            find_unit_tasks(title, units, user, now, reports, place)
            for title, units, place in list_units(user)
        ),
    ]


def list_units(user: User) -> list[tuple[str, list[Organisation], Organisation | None]]:
    """Return the organisations a user looks after, each with the departments below it."""
    units = list_organisations()
    if user.role == Role.ADMINISTRATOR:
        return [(ELSEWHERE, [unit for unit in units if is_elsewhere(unit)], None)]
    return [
        (own.full_name, [unit for unit in units if lies_within(unit, own)], own)
        for own in user.organisations
        if not own.is_archived
    ]


def is_elsewhere(unit: Organisation) -> bool:
    """Say whether neither an organisation nor one above it belongs to a municipality."""
    above: Organisation | None = unit
    while above is not None:
        if above.municipality_id is not None:
            return False
        above = above.parent
    return True
