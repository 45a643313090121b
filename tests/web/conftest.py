"""A coordinator of Randers and the addresses of all forms that entries are written in."""

import pytest

from portal.models.vocabulary import Role
from tests.factories import make_contact, make_municipality, make_organisation


@pytest.fixture
def randers(database):
    with database():
        return make_municipality("Randers", switchboard="+4589151515")


@pytest.fixture
def office(database, randers):
    with database():
        return make_organisation("Rusmiddelcentret", randers)


@pytest.fixture
def contact(database, office):
    with database():
        return make_contact("Visitator", organisation=office, phones=["+4586123456"])


@pytest.fixture
def coordinator(client_of, randers, office):
    return client_of(Role.COORDINATOR, randers)
