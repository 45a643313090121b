"""A coordinator of Randers, and one of a regional organisation."""

import pytest

from portal.models.vocabulary import Role, Sector
from tests.factories import make_municipality, make_organisation


@pytest.fixture
def randers(database):
    with database():
        return make_municipality("Randers")


@pytest.fixture
def office(database, randers):
    with database():
        return make_organisation("Socialafdelingen", randers)


@pytest.fixture
def psychiatry(database):
    with database():
        return make_organisation("Psykiatrien", sector=Sector.REGIONAL)


@pytest.fixture
def coordinator(client_of, randers, office):
    return client_of(Role.COORDINATOR, randers)


@pytest.fixture
def psychiatrist(client_of, psychiatry):
    """The client of a coordinator who looks after an organisation, not a municipality."""
    return client_of(Role.COORDINATOR, psychiatry)
