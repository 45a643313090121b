"""With the data that the portal ships, loaded by the real commands: never an empty answer."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.answers.asking import Choices, ask
from portal.answers.ladder import answer
from portal.config import REFERENCE
from portal.models.base import utc_now
from portal.snapshot.current import current_snapshot
from tests.support import databases

NEEDED = 0.95


@pytest.fixture(scope="module", params=["reference", "reference and demo"])
def shipped(request, sqlite_template: Path, tmp_path_factory) -> Iterator[object]:
    """A portal with the shipped data; loaded once, only read afterwards."""
    folder = tmp_path_factory.mktemp("shipped")
    app = databases.make_app(databases.copy_sqlite(sqlite_template, folder), folder)
    for command in ("load-reference", "load-demo")[: 1 + ("demo" in request.param)]:
        result = app.test_cli_runner().invoke(args=[command])
        assert result.exit_code == 0, result.output
    with app.app_context():
        yield current_snapshot()
    databases.dispose(app)


def look_up(snapshot, text="", **chosen):
    asked = ask(text, Choices(at=utc_now(), **chosen), snapshot)
    return answer(asked.question, asked.at, snapshot)


def test_every_municipality_and_domain_ends_in_a_number_to_call(shipped):
    combinations = [
        (municipality, domain)
        for municipality in ["", *shipped.municipalities]
        for domain in ["", *shipped.domains]
    ]
    assert len(combinations) == 20 * 19
    empty = [
        (municipality, domain)
        for municipality, domain in combinations
        if not any(
            line.phone
            for line in look_up(
                shipped, municipality=municipality, domains=(domain,) if domain else ()
            ).lines
        )
    ]
    assert empty == []


def test_every_line_says_how_old_it_is_and_no_number_stands_twice_in_a_row(shipped):
    for municipality in shipped.municipalities:
        lines = look_up(shipped, municipality=municipality).lines
        assert all(line.age_text and line.function for line in lines)
        assert [line.position for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize("text", ["", "xyzzy", "8305 akut", "thisted alkohol", "hvor er kaffen"])
def test_whatever_is_asked_something_can_be_called(shipped, text):
    assert any(line.phone for line in look_up(shipped, text).lines)


def test_the_example_questions_are_answered_right(shipped):
    wrong = [row for row in example_rows() if not is_right(shipped, *row)]
    assert len(wrong) <= (1 - NEEDED) * len(example_rows()), wrong


def example_rows():
    with (REFERENCE / "example_queries.tsv").open(encoding="utf-8") as file:
        rows = [line for line in file if not line.startswith("#")]
    return [tuple(row) for row in csv.reader(rows, delimiter="\t") if row]


def is_right(snapshot, text, municipality, domains, kind):
    found = look_up(snapshot, text)
    understood = found.question
    return (
        understood.municipality == municipality
        and (domains == "-" or not set(domains.split("|")).isdisjoint(understood.domains))
        and (kind == "-" or found.lines[0].kind in kind.split("|"))
    )
