"""Loading the demo: invented users, people, offers and routes in all 19 municipalities."""

from datetime import date

from sqlalchemy import func, select

from portal.accounts.passwords import hash_password
from portal.extensions import db
from portal.history.writing import changing
from portal.hours.clock import COPENHAGEN
from portal.imports.demo_entries import (
    load_contacts,
    load_offers,
    load_organisations,
    load_routes,
)
from portal.imports.demo_figures import load_figures
from portal.imports.demo_meetings import load_meetings
from portal.imports.demo_reports import load_calls, load_reports
from portal.imports.demo_source import DemoRefusedError, DemoSource, demo_key, demo_rows
from portal.imports.loading import Loaded, Loading, Values
from portal.imports.municipalities import organisation_key
from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Action, Participation, Role

PASSWORD = "en-indgang-demo"  # noqa: S105 - the password that the contract makes known


def load_demo() -> Loaded:
    """Load the demo users and entries; the caller commits.

    Safe to run again: it adds what is missing and leaves what anybody has changed. Raises
    DemoRefusedError on a database with real users, or without reference data.
    """
    refuse_real_users()
    loading = Loading(is_demo=True)
    source = DemoSource(
        loading=loading,
        today=first_day(),
        municipalities={one.slug: one for one in db.session.scalars(select(Municipality))},
        domains={one.code: one for one in db.session.scalars(select(Domain))},
        coordinators=coordinators(),
    )
    if not source.municipalities:
        raise DemoRefusedError("There are no municipalities yet. Run load-reference first.")
    load_users(source)
    load_organisations(source)
    load_contacts(source)
    load_offers(source)
    load_routes(source)
    set_participation(source)
    load_reports(source)
    load_calls(source)
    load_figures(source)
    load_meetings(source)
    return loading.result()


def coordinators() -> dict[str, str]:
    """Return the coordinators' names by municipality; the region's stands under ""."""
    return {
        row["municipality"]: row["name"]
        for row in demo_rows("users")
        if row["role"] == Role.COORDINATOR
    }


def refuse_real_users() -> None:
    if db.session.scalar(select(User.id).where(User.is_demo.is_(False)).limit(1)) is not None:
        raise DemoRefusedError("This database has real users. The demo is not loaded beside them.")


def first_day() -> date:
    """Return the day on which the demo was loaded first; today when it was not."""
    first_at = db.session.scalar(select(func.min(Contact.created_at)).where(Contact.is_demo))
    return (first_at or utc_now()).astimezone(COPENHAGEN).date()


def load_users(source: DemoSource) -> None:
    """Load the users of the contract, all with the same password."""
    password_hash = None
    for row in demo_rows("users"):
        key = demo_key(row["email"])
        values: Values = {
            "email": row["email"],
            "name": row["name"],
            "role": Role(row["role"]),
            "municipalities": named_municipalities(source, row["municipality"]),
            "organisations": named_organisations(source, row["organisation"]),
        }
        user = source.loading.load(User, key, values)
        if user.password_hash is None:  # new, or removed before
            restore_user(user)
            password_hash = password_hash or hash_password(PASSWORD)
            user.password_hash = password_hash


def restore_user(user: User) -> None:
    if user.is_archived:
        with changing(None, user, Action.RESTORED):
            user.archived_at = None


def named_municipalities(source: DemoSource, slug: str) -> list[Municipality]:
    return [source.municipalities[slug]] if slug else []


def named_organisations(source: DemoSource, provider: str) -> list[Organisation]:
    return [source.named(Organisation, organisation_key(provider))] if provider else []


def set_participation(source: DemoSource) -> None:
    """Say who takes part, and give each municipality that does its central entrance."""
    for row in demo_rows("municipalities"):
        central = row["central"]
        values = {
            "participation": Participation(row["participation"]),
            "participation_note": row["note"],
            "participation_since_on": source.day(-int(row["since"])),
            "central_contact_id": (
                source.named(Contact, demo_key(central)).id if central else None
            ),
        }
        source.loading.change(source.municipalities[row["municipality"]], values)
