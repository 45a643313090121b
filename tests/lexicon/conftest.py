"""What tests of the lexicon share."""

from collections.abc import Callable

import pytest

from portal.app import Portal
from portal.extensions import db
from portal.models.vocabulary import Role
from portal.models.words import LexiconTerm
from tests.support import databases
from tests.support.client import PageClient

SHIPPED = (
    ("domain", "alkohol", "alkohol", 5),
    ("domain", "alkohol", "misbrug", 5),
    ("domain", "demens", "dement", 5),
    ("kind", "herberg", "herberg", 5),
    ("urgent", "112", "bevidstløs", 5),
)


@pytest.fixture
def shipped(app: Portal) -> None:
    """A lexicon of five shipped terms."""
    with databases.opened(app):
        for term_type, code, phrase, weight in SHIPPED:
            term = LexiconTerm(term_type=term_type, code=code, phrase=phrase, weight=weight)
            db.session.add(term)


@pytest.fixture
def admin(client_of: Callable[..., PageClient]) -> PageClient:
    return client_of(Role.ADMINISTRATOR)
