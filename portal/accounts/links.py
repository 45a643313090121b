"""Links that are handed to people outside the portal's own pages."""

from flask import current_app, has_request_context, request

LOCAL_ADDRESS = "http://127.0.0.1:8000"


def invitation_link(token: str) -> str:
    """Return the whole address at which an invited user chooses a password.

    It begins as the setting PORTAL_URL says. Where that is not set, with the address in use now: an
    administrator copies the link from the page, so nobody else can have chosen it.
    """
    here = request.host_url if has_request_context() else LOCAL_ADDRESS
    address = str(current_app.config["PORTAL_URL"] or here)
    return f"{address.rstrip('/')}/invitation/{token}"
