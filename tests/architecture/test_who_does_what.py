"""Views do not query, nobody but the house commits, templates hold no script and no style."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import (
    PORTAL,
    TEMPLATES,
    called_methods,
    imported_names,
    modules,
    shown,
    strings,
    templates,
    tree_of,
)

MAY_COMMIT = {PORTAL / "app.py", PORTAL / "migrations" / "env.py"}
VIEWS = [path for path in modules("portal") if path.name == "views.py"]
QUERIES = {"sqlalchemy.select", "sqlalchemy.text", "portal.extensions.db"}
RENDERED = re.compile(r"[a-z_]+(?:/[a-z_]+)+\.html")
INCLUDED = re.compile(r"""{%-?\s*(?:include|from|import|extends)\s+"([^"]+)\"""")
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style": re.compile(r"<style|\sstyle=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>{]*\son[a-z]+=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def test_only_the_application_and_its_commands_commit():
    guilty = [
        shown(path)
        for path in modules("portal")
        if "commit" in called_methods(tree_of(path))
        and path not in MAY_COMMIT
        and PORTAL / "commands" not in path.parents
    ]
    assert guilty == []


@pytest.mark.parametrize("path", VIEWS, ids=shown)
def test_view_neither_queries_nor_holds_the_session(path: Path):
    assert imported_names(tree_of(path)) & QUERIES == set()


def test_queries_never_write():
    writes = {"add", "add_all", "changing", "adding", "delete", "flush", "commit"}
    guilty = {
        shown(path): found
        for path in modules("portal")
        if path.name == "queries.py" and (found := called_methods(tree_of(path)) & writes)
    }
    # set.add() is no write to the database; name what grows a list instead.
    assert guilty == {}


@pytest.mark.parametrize("kind", INLINE)
def test_no_template_holds_inline(kind: str):
    pattern = INLINE[kind]
    guilty = [shown(p) for p in templates() if pattern.search(p.read_text(encoding="utf-8"))]
    assert guilty == []


def test_every_template_named_in_the_code_is_there_and_every_one_there_is_used():
    rendered = {s for p in modules("portal") for s in strings(tree_of(p)) if RENDERED.fullmatch(s)}
    included = {
        name for p in templates() for name in INCLUDED.findall(p.read_text(encoding="utf-8"))
    }
    present = {path.relative_to(TEMPLATES).as_posix() for path in templates()}
    components = {name for name in present if name.startswith("components/")}
    assert (rendered | included) - present == set()
    assert present - components - rendered - included == set()


def test_template_is_rendered_by_the_package_whose_folder_it_lies_in():
    strangers = [
        f"{shown(path)} renders {name}"
        for path in modules("portal")
        for name in strings(tree_of(path))
        if RENDERED.fullmatch(name)
        and name.split("/")[0] not in {*path.relative_to(PORTAL).parts, "errors", "components"}
    ]
    assert strangers == []


def test_only_what_starts_with_an_underscore_is_a_piece_of_a_page():
    pages = [p for p in templates() if p.parent not in {TEMPLATES, TEMPLATES / "components"}]
    wrong = [
        shown(path)
        for path in pages
        if path.name.startswith("_") == ("{% extends" in path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
