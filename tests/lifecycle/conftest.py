"""Coordinators of two municipalities, and the address of an entry."""

import pytest

from portal.models.vocabulary import Role
from portal.web.addresses import entry_url
from tests.factories import make_municipality, make_organisation


@pytest.fixture
def randers(database):
    with database():
        return make_municipality("Randers")


@pytest.fixture
def viborg(database):
    with database():
        return make_municipality("Viborg")


@pytest.fixture
def office(database, randers):
    with database():
        return make_organisation("Rusmiddelcentret", randers)


@pytest.fixture
def coordinator(client_of, randers, office):
    return client_of(Role.COORDINATOR, randers)


@pytest.fixture
def foreigner(client_of, viborg):
    return client_of(Role.COORDINATOR, viborg)


@pytest.fixture
def address():
    """``address(entry, "ret")`` is where something is done to an entry."""
    return entry_url
