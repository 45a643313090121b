"""Pages that anybody may read without signing in."""

from datetime import UTC, datetime

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from portal.access.marks import always_open, public
from portal.public.acute import list_public_offers
from portal.retention.periods import ALL_KEPT
from portal.snapshot.current import current_snapshot

blueprint = Blueprint("public", __name__)


@blueprint.get("/akut")
@always_open
@public
def acute() -> ResponseReturnValue:
    snapshot = current_snapshot()
    now = datetime.now(UTC)
    municipality = snapshot.municipalities.get(request.args.get("kommune", ""))
    domain = request.args.get("omraade", "")
    domain = domain if domain in snapshot.domains else ""
    return render_template(
        "public/acute.html",
        municipalities=snapshot.municipalities.values(),
        domains=snapshot.domains,
        municipality=municipality,
        domain=domain,
        offers=list_public_offers(
            snapshot, municipality.code if municipality else None, domain or None, now
        ),
        now=now,
    )


@blueprint.get("/om")
@always_open
@public
def about() -> ResponseReturnValue:
    return render_template("public/about.html", contact=current_app.config["CONTACT_EMAIL"])


@blueprint.get("/tilgaengelighed")
@always_open
@public
def accessibility() -> ResponseReturnValue:
    return render_template("public/accessibility.html", contact=current_app.config["CONTACT_EMAIL"])


@blueprint.get("/privatliv")
@always_open
@public
def privacy() -> ResponseReturnValue:
    kept = [(one.what, one.words, one.why) for one in ALL_KEPT]
    contact = current_app.config["CONTACT_EMAIL"]
    return render_template("public/privacy.html", contact=contact, kept=kept)
