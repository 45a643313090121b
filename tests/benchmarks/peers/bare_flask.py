"""The limit: Flask and Jinja alone, the portal's own cards rendered from lines in memory.

The page has the portal's bytes: what surrounds the cards is a string that costs nothing.
"""

import re
from pathlib import Path

from flask import Flask, request
from markupsafe import Markup

from portal.answers.asking import Choices, ask
from portal.answers.ladder import answer
from portal.snapshot.reader import Snapshot
from tests.benchmarks import questions
from tests.benchmarks.portals import addresses, asker, make_portal, sign_in

CARD = re.compile(r'<li class="ladder-step.*?</li>', re.DOTALL)
PAGE = """
{%- from "answers/_line.html" import answer_line with context -%}
{{ before }}{% for line in lines %}{{ answer_line(line, line is sameas lead) }}{% endfor %}
{{- after }}"""


def make_bare(folder: str) -> Flask:
    """Return an application that answers the questions of ``questions.pages`` and nothing else."""
    portal = make_portal(folder)
    get = asker(portal, sign_in(portal, 1)[0])
    snapshot = Snapshot(Path(folder) / "snapshot.sqlite")
    pages = {}
    for text, _, _ in questions.pages():
        asked = ask(text, Choices(), snapshot)
        found = answer(asked.question, asked.at, snapshot)
        before, after = shell_of(get(addresses([text])[0]).decode())
        pages[text] = {"lines": found.lines, "lead": found.lead, "before": before, "after": after}

    bare = Flask(
        __name__,
        template_folder=portal.template_folder,
        static_folder=portal.static_folder,
        static_url_path="/static",
    )
    bare.jinja_env.trim_blocks = bare.jinja_env.lstrip_blocks = True
    bare.jinja_env.filters.update(portal.jinja_env.filters)
    for name, value in portal.jinja_env.globals.items():
        bare.jinja_env.globals.setdefault(name, value)
    template = bare.jinja_env.from_string(PAGE)

    @bare.get("/")
    def show() -> str:
        return template.render(pages[request.args.get("q", "Viborg alkohol")])

    return bare


def shell_of(page: str) -> tuple[Markup, Markup]:
    """Return what stands before the first card and after it, all cards taken out."""
    first = CARD.search(page)
    if first is None:
        raise RuntimeError("the answer page has no cards")
    return Markup(page[: first.start()]), Markup(CARD.sub("", page[first.start() :]))  # noqa: S704
