"""The application: settings, extensions, the gate, the blueprints; one commit per request."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from flask import Blueprint, Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.access.gate import close_gate
from portal.accounts import views as accounts
from portal.administration import views as administration
from portal.answers import views as answers
from portal.api import health
from portal.api import views as api
from portal.config import FIXED, INSTANCE, ROOT, from_environment
from portal.contacts import views as contacts
from portal.coverage import views as coverage
from portal.directory import views as directory
from portal.exports import views as exports
from portal.extensions import bind_extensions, db
from portal.figures import views as figures
from portal.handover_routes import views as handover_routes
from portal.imports.lists import views as imports
from portal.lexicon import views as lexicon
from portal.lifecycle import views as lifecycle
from portal.models.freshness import set_clocks
from portal.municipalities import views as municipalities
from portal.network_meetings import views as network_meetings
from portal.network_meetings.calling import views as meeting_calling
from portal.network_meetings.ending import views as meeting_ending
from portal.network_meetings.planning import views as meeting_planning
from portal.network_meetings.polling import organiser_views as meeting_polls
from portal.network_meetings.polling import views as meeting_links
from portal.offers import views as offers
from portal.organisations import views as organisations
from portal.public import views as public
from portal.reports import views as reports
from portal.web.addresses import limit_numbers
from portal.web.availability import guard_pages
from portal.web.compression import compress_answers
from portal.web.errors import handle_errors
from portal.web.navigation import prepare_templates
from portal.web.security import KEYS, secure_answers
from portal.web.static_files import send_file_or_gzip
from portal.web.submissions import claim_form, remember_answer
from portal.web.templates import PlainEnvironment

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts.blueprint,
    administration.blueprint,
    answers.blueprint,
    api.blueprint,
    contacts.blueprint,
    coverage.blueprint,
    directory.blueprint,
    exports.blueprint,
    health.blueprint,
    figures.blueprint,
    handover_routes.blueprint,
    imports.blueprint,
    lexicon.blueprint,
    lifecycle.blueprint,
    meeting_calling.blueprint,
    meeting_ending.blueprint,
    meeting_links.blueprint,
    meeting_planning.blueprint,
    meeting_polls.blueprint,
    municipalities.blueprint,
    network_meetings.blueprint,
    offers.blueprint,
    organisations.blueprint,
    public.blueprint,
    reports.blueprint,
)

ExcInfo = tuple[type[BaseException], BaseException, TracebackType]


class Portal(Flask):
    """Flask with one transaction per request: committed if the view succeeded, else undone."""

    jinja_environment = PlainEnvironment

    def dispatch_request(self) -> ResponseReturnValue:
        earlier = claim_form()
        if earlier is not None:
            return earlier
        response = self.make_response(super().dispatch_request())
        self.finish_transaction(response)
        return response

    def finish_transaction(self, response: Response) -> None:
        """Commit what a view changed; a view that answered an error changed nothing."""
        if response.status_code >= 400:
            db.session.rollback()
            return
        remember_answer(response)
        if db.session.registry.has():  # most lookups need no session
            db.session.commit()

    def log_exception(self, exc_info: ExcInfo | tuple[None, None, None]) -> None:
        """Log a fault with where it happened; of an address that is somebody's key, its rule."""
        where = request.url_rule if request.path.startswith(KEYS) else request.path
        self.logger.error("Exception on %s [%s]", where, request.method, exc_info=exc_info)

    def send_static_file(self, filename: str) -> Response:
        return send_file_or_gzip(str(self.static_folder), filename)


def create_app(settings: Mapping[str, Any] | None = None) -> Portal:
    """Return the portal, ready to serve; tests give ``settings`` instead of the environment."""
    app = Portal(
        "portal",
        root_path=str(ROOT / "portal"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(INSTANCE),
    )
    app.config.from_mapping(FIXED)
    app.config.from_mapping(from_environment() if settings is None else settings)
    if app.config.get("TRUSTED_PROXIES"):
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    set_clocks(app.config["FRESHNESS"])
    bind_extensions(app)
    limit_numbers(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    guard_pages(app)
    close_gate(app)
    secure_answers(app)
    compress_answers(app)
    handle_errors(app)
    prepare_templates(app)
    return app
