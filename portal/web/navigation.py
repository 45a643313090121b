"""The links at the top of every page, and what templates may call."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user

from portal.access.permissions import may
from portal.hours.format import week_rows
from portal.hours.model import Hours
from portal.hours.phrases import describe_status
from portal.hours.status import open_status
from portal.models.base import utc_now
from portal.text.phones import format_phone
from portal.web import dates
from portal.web.addresses import entry_url
from portal.web.labels import ANSWER_WITHIN, ENTRY_NAMES, label


@dataclass(frozen=True)
class Link:
    """One link of the navigation."""

    label: str
    url: str
    is_current: bool


# Label, endpoint, permission (None: everyone, signed in or not).
LINKS: tuple[tuple[str, str, str | None], ...] = (
    ("Spørg", "answers.ask", "read_directory"),
    ("Kommuner", "directory.municipalities", "read_directory"),
    ("Min kommune", "directory.my_municipality", "maintain_directory"),
    ("Netværksmøder", "network_meetings.overview", "plan_meetings"),
    ("Kontaktpersoner", "contacts.list_page", "read_directory"),
    ("Tilbud", "offers.list_page", "read_directory"),
    ("Overleveringsveje", "handover_routes.list_page", "read_directory"),
    ("Organisationer", "organisations.list_page", "read_directory"),
    ("Dækning", "coverage.overview", "read_directory"),
    ("Tal", "figures.overview", "read_directory"),
    ("Administration", "administration.users", "administer_users"),
)
PUBLIC_LINKS: tuple[tuple[str, str, str | None], ...] = (
    ("Akut hjælp", "public.acute", None),
    ("Om Én indgang", "public.about", None),
)


def list_links() -> list[Link]:
    """Return the links that the person looking may follow."""
    user, views = current_user._get_current_object(), current_app.view_functions
    links = LINKS if user.is_authenticated else PUBLIC_LINKS
    return [
        Link(text, plain_address(endpoint), request.endpoint == endpoint)
        for text, endpoint, permission in links
        if endpoint in views
        if permission is None or may(user, permission)
    ]


def plain_address(endpoint: str) -> str:
    """Return the address of a page without arguments; ``url_for`` takes ten times as long."""
    return next(current_app.url_map.iter_rules(endpoint)).rule


def asset_url(name: str) -> str:
    """Return the address of a static file, with its version so that caches may keep it for good.

    A file is read once; while the portal is being developed, each time.
    """
    urls: dict[str, str] = current_app.extensions.setdefault("asset_urls", {})
    if name not in urls or current_app.debug:
        content = Path(f"{current_app.static_folder}/{name}").read_bytes()
        version = hashlib.sha256(content).hexdigest()[:8]
        urls[name] = f"{current_app.static_url_path}/{name}?v={version}"
    return urls[name]


def open_words(hours: Hours) -> str:
    """Return in words whether these hours are open now, and until or from when."""
    now = utc_now()
    return describe_status(open_status(hours, now), now)


def is_htmx() -> bool:
    """Say whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def template_context() -> dict[str, Any]:
    """Return what every template knows beside its own data."""
    return {"navigation": list_links(), "is_demo": current_app.config["DEMO"]}


def prepare_templates(app: Flask) -> None:
    """Give templates the portal's filters and globals."""
    app.context_processor(template_context)
    app.jinja_env.globals.update(
        asset_url=asset_url,
        entry_names=ENTRY_NAMES,
        entry_url=entry_url,
        is_htmx=is_htmx,
        today=dates.local_today,
    )
    app.jinja_env.filters.update(
        age=lambda at: dates.format_age(at, dates.local_today()),
        answer_within=lambda code: ANSWER_WITHIN.get(code, code),
        danish_date=dates.format_date,
        danish_instant=dates.format_instant,
        short_date=lambda at: dates.format_short_date(at, dates.local_today()),
        partial_date=dates.format_partial_date,
        label=label,
        open_words=open_words,
        phone=format_phone,
        status_words=describe_status,
        week=week_rows,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
