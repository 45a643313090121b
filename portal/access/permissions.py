"""The table of permissions: each name with the predicate that decides it.

Views, menus, templates and actions all ask :func:`may`; nothing else decides.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import Forbidden

from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Role

Predicate = Callable[[User, Any], bool]


def is_anybody(_user: User, _subject: object) -> bool:
    return True


def is_administrator(user: User, _subject: object) -> bool:
    return user.role == Role.ADMINISTRATOR


def is_bridge_builder(user: User, _subject: object) -> bool:
    return user.role in {Role.BRIDGE_BUILDER, Role.ADMINISTRATOR}


def maintains_something(user: User, _subject: object) -> bool:
    """Administrators, and coordinators who have been given something to look after."""
    if user.role == Role.ADMINISTRATOR:
        return True
    return user.role == Role.COORDINATOR and bool(user.municipalities or user.organisations)


def maintains(user: User, subject: Any) -> bool:
    """Say whether the subject belongs to what a user looks after.

    The subject is a municipality, an organisation, or an entry with an ``owner`` of these kinds;
    what has no such owner (a user, a domain) is for administrators only.
    A municipality's coordinators look after its organisations; an organisation's coordinators
    after its departments.
    """
    if user.role == Role.ADMINISTRATOR:
        return True
    if user.role != Role.COORDINATOR or subject is None:
        return False
    is_owner = isinstance(subject, Municipality | Organisation)
    owner = subject if is_owner else getattr(subject, "owner", None)
    if isinstance(owner, Municipality):
        return owner in user.municipalities
    return isinstance(owner, Organisation) and owns_organisation(user, owner)


def owns_organisation(user: User, organisation: Organisation) -> bool:
    """Say whether a coordinator looks after an organisation or one above it."""
    above: Organisation | None = organisation
    while above is not None:
        if above in user.organisations or above.municipality in user.municipalities:
            return True
        above = above.parent
    return False


def is_no_judge_of_own(user: User, subject: object) -> bool:
    """Coordinators do not tell how calls to their own entries went: it makes their figures."""
    return user.role != Role.COORDINATOR or not maintains(user, subject)


PERMISSIONS: dict[str, Predicate] = {
    "read_directory": is_anybody,
    "change_own_profile": is_anybody,
    "read_history": is_anybody,
    "maintain_directory": maintains_something,
    "create_entry": maintains,
    "edit_entry": maintains,
    "edit_municipality": maintains,
    "report_fault": is_anybody,
    "plan_meetings": is_bridge_builder,
    "run_drill": is_bridge_builder,
    "tell_outcome": is_no_judge_of_own,
    "administer_users": is_administrator,
    "administer_domains": is_administrator,
    "administer_lexicon": is_administrator,
    "read_journal": is_administrator,
}


def may(user: User, permission: str, subject: object = None) -> bool:
    """Say whether a user may do something, to a subject where the permission is about one.

    Raises KeyError for a permission that is not in the table: a typo must not decide anything.
    """
    predicate = PERMISSIONS[permission]
    return user.is_authenticated and user.is_active and predicate(user, subject)


def require(actor: User, permission: str, subject: object = None) -> None:
    """Raise Forbidden (403) unless the actor may; the last line of defence inside actions."""
    if not may(actor, permission, subject):
        raise Forbidden
