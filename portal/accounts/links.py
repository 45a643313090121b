"""Links that are handed to people outside the portal's own pages."""

from flask import current_app, has_request_context, request

LOCAL_ADDRESS = "http://127.0.0.1:8000"


def whole_address(path: str) -> str:
    """Return an address of the portal as it stands in a mail or is copied from a page.

    It begins as the setting PORTAL_URL says. Where that is not set, with the address in use now;
    outside a request, with that of a portal on this machine.
    """
    here = request.host_url if has_request_context() else LOCAL_ADDRESS
    address = str(current_app.config["PORTAL_URL"] or here)
    return f"{address.rstrip('/')}{path}"


def invitation_link(token: str) -> str:
    """Return the whole address at which an invited user chooses a password.

    Without PORTAL_URL nobody else can have chosen how it begins: an administrator copies the link
    from the page in use.
    """
    return whole_address(f"/invitation/{token}")
