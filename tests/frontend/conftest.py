"""The templates' own environment, strict: a name that is not there is an error."""

from collections.abc import Callable

import html5lib
import pytest
from flask import Flask, render_template_string
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined

from portal.frontend import ROOT, STATIC, build
from portal.text.phones import format_phone
from portal.web.navigation import asset_url

TEMPLATES = ROOT / "templates"
Render = Callable[..., str]


@pytest.fixture(scope="session")
def app() -> Flask:
    build()
    app = Flask("gallery", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.config.update(SECRET_KEY="for tests", WTF_CSRF_ENABLED=False)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset_url=asset_url, csrf_token=generate_csrf)
    app.jinja_env.filters["phone"] = format_phone
    return app


@pytest.fixture
def render(app: Flask) -> Render:
    """Render a piece of template; whatever comes out must be valid HTML."""

    def render_valid(source: str, **context: object) -> str:
        with app.test_request_context():
            markup = render_template_string(source, **context)
        parser = html5lib.HTMLParser(strict=True)
        if "<!doctype html>" in markup:
            parser.parse(markup.strip())
        else:
            parser.parseFragment(markup)
        return markup

    return render_valid
