"""The gate before every view: what is not opened by a mark stays shut."""

from flask import Flask, abort, current_app, request, url_for
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.access.marks import Access, always_open, public
from portal.access.permissions import may
from portal.extensions import SAFE_METHODS


def check_access() -> Response | None:
    """Let the request through, or answer 403, or send an anonymous visitor to the sign-in page."""
    if request.endpoint is None:
        return None  # 404 and 405 are the routing's to answer
    view = current_app.view_functions[request.endpoint]
    access: Access | None = getattr(view, "access", None)
    if access is None:
        abort(403)
    if access.is_public:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    find_subject = access.find_subject
    subject = find_subject(**(request.view_args or {})) if find_subject else None
    if not may(current_user, str(access.permission), subject):
        abort(403)
    return None


def ask_to_sign_in() -> Response:
    """Send a visitor to the sign-in page and back afterwards; never inside an htmx fragment."""
    if request.path.startswith("/api/"):
        abort(401)
    is_page = request.method in SAFE_METHODS
    target = url_for("accounts.sign_in", next=request.full_path.rstrip("?") if is_page else None)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target)


def close_gate(app: Flask) -> None:
    """Put the gate before every view of an application; static files are open."""
    always_open(public(app.view_functions["static"]))
    app.before_request(check_access)
    app.jinja_env.globals["may"] = lambda permission, subject=None: may(
        current_user, permission, subject
    )
