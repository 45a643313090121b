"""A municipality with a few people, and a coordinator who brings lists for it."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal.extensions import db
from portal.imports.lists.guessing import guess_sheet
from portal.imports.lists.known import read_known
from portal.imports.lists.planning import Plan, Planner
from portal.imports.lists.reading import read_list
from portal.imports.lists.rows import read_rows
from portal.imports.lists.words import read_words
from portal.imports.lists.writing import PlanWriter
from portal.models.imports import ImportBatch
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.vocabulary import Role
from tests import factories
from tests.support.client import PageClient
from tests.support.pages import parse_page, text_of


@dataclass(frozen=True)
class Place:
    """Randers with its own organisation and one unit below it."""

    municipality: Municipality
    root: Organisation
    unit: Organisation


def furnish() -> Place:
    randers = factories.make_municipality("Randers")
    factories.make_municipality("Viborg")
    for code in ("alkohol", "stoffer", "demens"):
        factories.make_domain(code)
    root = factories.make_organisation("Randers Kommune", randers)
    unit = factories.make_organisation("Alkoholteamet", randers, parent=root)
    return Place(randers, root, unit)


@pytest.fixture
def place(session) -> Place:
    """For tests of what a list would do, in an open session."""
    return furnish()


@pytest.fixture
def plan_of(place) -> Callable[[bytes], Plan]:
    """``plan_of(data)`` returns what a file would do."""

    def make(data: bytes) -> Plan:
        words, sheets = read_words(), read_list(data)
        guesses = [guess_sheet(sheet, words) for sheet in sheets]
        rows = read_rows(sheets, guesses, words, lambda _: None)
        return Planner(read_known(place.municipality), words, allows_demo=True).plan(rows)

    return make


@pytest.fixture
def write(place) -> Callable[[Plan], list[int]]:
    """``write(plan)`` carries a plan out for the system itself."""

    def carry_out(plan: Plan) -> list[int]:
        written = PlanWriter(None, read_known(place.municipality)).write(plan)
        db.session.flush()
        return written

    return carry_out


@dataclass(frozen=True)
class Bringer:
    """Somebody who brings lists through the pages."""

    client: PageClient
    municipality_id: int

    def send(self, data: bytes, name: str = "liste.csv") -> TestResponse:
        fields = {
            "csrf_token": self.client.csrf_token(),
            "municipality_id": str(self.municipality_id),
            "file": FileStorage(io.BytesIO(data), name),
        }
        boundary, body = encode_multipart(fields)
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post("/min-kommune/indlaes", data=body, content_type=kind)

    def bring(self, data: bytes, name: str = "liste.csv") -> str:
        """Send a file, take the columns as guessed; return the address of what it would do."""
        sent = self.send(data, name)
        assert sent.status_code == 302, self.words(sent)
        chosen = self.client.submit(sent.headers["Location"])
        assert chosen.status_code == 302, self.words(chosen)
        return str(chosen.headers["Location"])

    def apply(self, data: bytes) -> str:
        """Bring a list and apply what is without faults; return its address."""
        address = self.bring(data)
        assert self.client.submit(address).status_code == 302
        return address

    def page(self, address: str) -> str:
        """Return what a page says."""
        return self.words(self.client.get(address))

    @staticmethod
    def words(answer: TestResponse) -> str:
        return text_of(next(parse_page(answer.text).iter("main")))


@pytest.fixture
def furnished(database) -> Place:
    """For tests through the pages."""
    with database():
        return furnish()


@pytest.fixture
def randers(furnished, client_of) -> Bringer:
    """The coordinator of Randers."""
    client = client_of(Role.COORDINATOR, furnished.municipality)
    return Bringer(client, furnished.municipality.id)


@pytest.fixture
def batch_of(database) -> Callable[[str], ImportBatch]:
    """``batch_of(address)`` returns the batch that an address is about, as it is now."""

    def find(address: str) -> ImportBatch:
        with database() as session:
            return session.get_one(ImportBatch, int(address.rstrip("/").split("/")[3]))

    return find
