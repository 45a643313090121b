"""A coordinator of Randers at work."""

import pytest

from portal.models.vocabulary import Role
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
def coordinator(client_of, randers, office):
    return client_of(Role.COORDINATOR, randers)
