"""What counts as an address."""

from types import SimpleNamespace

import pytest
from wtforms.validators import StopValidation, ValidationError

from portal.web.validators import email_address, web_address


@pytest.mark.parametrize(
    "address", ["anna@randers.dk", "anna.b+c@sub.sted.dk", "sikker@randers.invalid"]
)
def test_email_address_is_taken(address):
    field = SimpleNamespace(data=address)
    email_address(None, field)
    assert field.data == address


@pytest.mark.parametrize(
    "address", ["anna", "anna@", "@randers.dk", "an na@randers.dk", "anna@.invalid", "a@b@c.dk"]
)
def test_what_is_no_email_address_is_refused(address):
    with pytest.raises(ValidationError, match=r"navn@sted\.dk"):
        email_address(None, SimpleNamespace(data=address))


def test_empty_address_is_left_empty():
    with pytest.raises(StopValidation):
        email_address(None, SimpleNamespace(data=""))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://a.dk", "a b"]
)
def test_only_web_pages_are_linked_to(address):
    with pytest.raises(ValidationError):
        web_address(None, SimpleNamespace(data=address))
