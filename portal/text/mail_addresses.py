"""Addresses that a mail server takes."""

from email.errors import MessageError
from email.headerregistry import Address


class UnusableAddressError(ValueError):
    """An address to which no mail can be sent."""


def usable_address(address: str) -> str:
    """Return an address as a server takes it, a domain such as "ørsted.dk" in its ASCII form.

    Raises UnusableAddressError for what is no address, and for letters beyond ASCII before the @.
    """
    name, at, domain = address.strip().rpartition("@")
    try:
        usable = f"{name}{at}{domain.encode('idna').decode()}"
        parsed = Address(addr_spec=usable)
    except (MessageError, ValueError, IndexError) as error:
        raise UnusableAddressError(f"{address!r} is no address") from error
    if not parsed.username or not parsed.domain or any(sign.isspace() for sign in usable):
        raise UnusableAddressError(f"{address!r} is no address")
    return usable
