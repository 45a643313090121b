"""Files and functions stay small enough to read at once, and say what they hold."""

import ast

from tests.architecture.sources import (
    ROOT,
    functions,
    line_count,
    modules,
    shown,
    templates,
    tree_of,
)

FILE_LINES = 400
FUNCTION_LINES = 50
TEMPLATE_LINES = 150
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"}
TOP_LEVEL = {
    "portal", "templates", "static", "instance", "tests",
    "wsgi.py", "requirements.txt", "requirements-dev.txt", "README.md",
    "Makefile", "pyproject.toml", "package.json", "package-lock.json", "node_modules",
}  # fmt: skip


def test_no_file_is_longer_than_400_lines():
    long = {
        shown(p): line_count(p) for p in modules("portal", "tests") if line_count(p) > FILE_LINES
    }
    assert long == {}


def test_no_function_is_longer_than_50_lines():
    long = {
        f"{shown(path)}: {function.name}": lines
        for path in modules("portal", "tests")
        for function in functions(tree_of(path))
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_no_template_is_longer_than_150_lines():
    long = {shown(p): line_count(p) for p in templates() if line_count(p) > TEMPLATE_LINES}
    assert long == {}


def test_no_file_has_a_name_that_says_nothing():
    paths = [*modules("portal", "tests"), *templates()]
    assert [shown(path) for path in paths if VAGUE & {path.stem, path.parent.name}] == []


def test_packages_are_described_by_a_docstring_and_hold_nothing_else():
    packages = [path for path in modules("portal", "tests") if path.name == "__init__.py"]
    wrong = []
    for path in packages:
        tree = tree_of(path)
        if len(tree.body) != 1 or not ast.get_docstring(tree):
            wrong.append(shown(path))
    assert wrong == []


def test_every_package_of_the_portal_says_what_it_is():
    folders = {path.parent for path in modules("portal") if path.parent.name != "migrations"}
    missing = [shown(f) for f in sorted(folders) if not (f / "__init__.py").exists()]
    assert missing == []


def test_every_module_starts_with_a_docstring():
    missing = [shown(p) for p in modules("portal") if not ast.get_docstring(tree_of(p))]
    assert missing == []


def test_top_level_holds_only_what_has_its_place_there():
    strangers = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")} - TOP_LEVEL
    assert strangers == set()
