"""Randers, with a contact who can be its central entrance."""

import pytest

from portal.models.vocabulary import Participation, Role
from tests.factories import make_contact, make_municipality, make_organisation


@pytest.fixture
def randers(database):
    with database():
        values = {"participation": Participation.FALLBACK, "switchboard": "+4589151515"}
        return make_municipality("Randers", **values)


@pytest.fixture
def chief(database, randers):
    with database():
        return make_contact("Socialchef", organisation=make_organisation("Social", randers))


@pytest.fixture
def coordinator(client_of, randers):
    return client_of(Role.COORDINATOR, randers)
