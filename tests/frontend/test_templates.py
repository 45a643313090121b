"""Rules that every template follows."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
NOT_HTML = re.compile(r"{#.*?#}|{%.*?%}", re.DOTALL)
# Each of these is stopped by default-src 'self', so it would fail in silence.
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a data or javascript address": re.compile(r"[\"'](data|javascript):", re.IGNORECASE),
    "another site's file": re.compile(r"\b(src|srcset)\s*=\s*[\"']?(https?:)?//", re.IGNORECASE),
}
LONGEST = 150


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def test_there_are_templates() -> None:
    assert TEMPLATES / "layout.html" in PAGES


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_template_works_under_the_content_security_policy(path: Path) -> None:
    markup = NOT_HTML.sub("", path.read_text())
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(markup)] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_template_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_form_that_posts_carries_the_token(path: Path) -> None:
    markup = NOT_HTML.sub("", path.read_text())
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", markup, re.DOTALL):
        assert re.search(r"csrf_token|hidden_tag|form_start", form), form[:200]
