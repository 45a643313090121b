"""A portal with one of everything, and a visitor of every kind signed in to it.

Made once on SQLite and copied for every test; who may do what does not depend on the database.
"""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portal.accounts.sessions import token_hash
from portal.app import Portal
from portal.extensions import db
from portal.history.queries import list_rows_of
from portal.models.base import utc_now
from portal.models.meeting_vocabulary import MeetingState
from portal.models.municipality import Municipality
from portal.models.user import Invitation, User
from portal.models.vocabulary import Role
from portal.models.words import LexiconTerm, UnknownWord
from portal.network_meetings.links import give_link, link_token
from portal.snapshot.publish import publish
from tests import factories
from tests.access import table
from tests.support import databases, meetings
from tests.support.client import PageClient
from tests.support.standing import StandingPortal

TOKEN = "an-invitation-that-is-still-open"
PLACE = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


@dataclass(frozen=True)
class Furnished:
    """A folder with a database, the subjects' keys by the names routes use, visitors' cookies."""

    folder: Path
    keys: dict[str, Any]
    cookies: dict[str, str]


@dataclass(frozen=True)
class House:
    """A fresh copy of it all, for one test."""

    app: Portal
    database: Path
    keys: dict[str, Any]
    visitors: dict[str, PageClient]

    def address(self, rule: str) -> str:
        """Return the address of a subject under a rule such as ``/tilbud/<int:offer_id>/ret``."""
        section = rule.split("/")[1]
        keys = self.keys | {"key": self.keys[table.NOUNS.get(section, "slug")]}
        query = table.QUERIES.get(rule, "").format(**keys)
        return PLACE.sub(lambda place: str(keys[place[1]]), rule) + query

    def fingerprint(self) -> str:
        """Return a hash of all that the database holds."""
        connection = sqlite3.connect(self.database)
        try:
            dump = "\n".join(connection.iterdump())
        finally:
            connection.close()
        return hashlib.sha256(dump.encode()).hexdigest()


def furnish() -> dict[str, Any]:
    """Make one of everything in Randers; return the keys by the names they have in routes."""
    randers, alcohol = factories.make_municipality("Randers"), factories.make_domain("alkohol")
    unit = factories.make_organisation(municipality=randers)
    contact = factories.make_contact(organisation=unit)
    user = factories.make_user(Role.READER, name="Demo Tunø")
    tomorrow = utc_now() + timedelta(days=1)
    shipped = LexiconTerm(term_type="domain", code="alkohol", phrase="druk", weight=5)
    db.session.add_all([shipped, UnknownWord(word_hash="f00d", word="grumserivet")])
    db.session.add(Invitation(user=user, token_hash=token_hash(TOKEN), expires_at=tomorrow))
    batch = factories.make_batch(randers, user)
    return {
        "batch_id": batch.id,
        "contact_id": contact.id,
        "offer_id": factories.make_offer(organisation=unit).id,
        "route_id": factories.make_route(randers, alcohol).id,
        "organisation_id": factories.make_organisation("Frivilligcentret", randers).id,
        "slug": randers.slug,
        "domain_id": alcohol.id,
        "user_id": user.id,
        "term_id": factories.make_own_term().id,
        "term_key": shipped.key,
        "word_hash": "f00d",
        "token": TOKEN,
        "report_id": factories.make_report(contact).id,
        "sequence": list_rows_of(contact)[0].sequence,
        "filename": "images/favicon.svg",
        "figure": "opkald",
        "call_id": factories.make_drill_call(contact).id,
        **make_meeting(randers, user),
    }


def make_meeting(randers: Municipality, organiser: User) -> dict[str, Any]:
    """Make a network meeting whose one participant has a link; return their keys."""
    participant = meetings.make_participant()
    time = meetings.make_meeting_time()
    meeting = meetings.make_meeting(
        organiser, randers, [participant], [time], state=MeetingState.POLLING
    )
    meeting.follow_up_on = meeting.delete_on  # there is a file of it to fetch
    give_link(participant, utc_now() + timedelta(days=30))
    assert participant.link_key is not None
    db.session.flush()
    return {
        "meeting_id": meeting.id,
        "participant_id": participant.id,
        "link": link_token(participant.link_key),
    }


def make_visitors() -> dict[str, User]:
    """Make a user of every kind that the table names."""
    randers, viborg = factories.make_municipality("Randers"), factories.make_municipality("Viborg")
    factories.make_organisation(municipality=viborg)
    return {
        table.READER: factories.make_user(Role.READER),
        table.BRIDGE_BUILDER: factories.make_user(Role.BRIDGE_BUILDER),
        table.OWN: factories.make_user(Role.COORDINATOR, municipalities=[randers]),
        table.FOREIGN: factories.make_user(Role.COORDINATOR, municipalities=[viborg]),
        table.ADMINISTRATOR: factories.make_user(Role.ADMINISTRATOR),
    }


def sign_in(app: Portal, user: User) -> str:
    """Sign a user in by the real form; return the session's cookie."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    fields = {"email": user.email, "password": factories.PASSWORD}
    assert client.submit("/log-ind", fields).status_code == 302
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return cookie.value


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    folder = tmp_path_factory.mktemp("furnished")
    app = databases.make_app(databases.copy_sqlite(sqlite_template, folder), folder)
    with databases.opened(app):
        keys, users = furnish(), make_visitors()
    cookies = {visitor: sign_in(app, user) for visitor, user in users.items()}
    with app.app_context():
        publish()
    databases.dispose(app)
    return Furnished(folder, keys, cookies)


@pytest.fixture
def house(
    furnished: Furnished, on_sqlite: StandingPortal, sqlite_folder: Path, tmp_path: Path
) -> Iterator[House]:
    databases.copy_sqlite(furnished.folder / "portal.sqlite", sqlite_folder)
    shutil.copy(furnished.folder / "snapshot.sqlite", tmp_path)
    with on_sqlite.for_a_test(tmp_path) as app:
        visitors = {}
        for visitor in table.EVERYONE:
            client = app.test_client()
            assert isinstance(client, PageClient)
            if visitor in furnished.cookies:
                client.set_cookie(app.config["SESSION_COOKIE_NAME"], furnished.cookies[visitor])
            visitors[visitor] = client
        yield House(app, sqlite_folder / "portal.sqlite", furnished.keys, visitors)
