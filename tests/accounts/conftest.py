"""Who the tests of accounts are about."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from portal.models.user import User
from portal.models.vocabulary import Role
from tests.factories import make_user

Database = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def user(database: Database) -> User:
    with database():
        return make_user(Role.READER)


@pytest.fixture
def administrator(database: Database) -> User:
    with database():
        return make_user(Role.ADMINISTRATOR)
