"""Links that are handed to people outside the portal's own pages."""

import os

from flask import current_app, has_request_context, request
from flask_login import current_user

LOCAL_ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"


def whole_address(path: str) -> str:
    """Return an address of the portal as it stands in a mail or is copied from a page.

    It begins as the setting PORTAL_URL says. Where that is not set, with the address that somebody
    signed in uses now, else with that of a portal on this machine: who has nothing but a personal
    link chooses the Host header, and must not choose where a mail's links lead.
    """
    is_trusted = has_request_context() and current_user.is_authenticated
    here = request.host_url if is_trusted else LOCAL_ADDRESS
    address = str(current_app.config["PORTAL_URL"] or here)
    return f"{address.rstrip('/')}{path}"


def invitation_link(token: str) -> str:
    """Return the whole address at which an invited user chooses a password.

    Without PORTAL_URL an administrator copies the link from the page in use.
    """
    return whole_address(f"/invitation/{token}")
