"""Commands that bring a list into the directory, and that take the directory out as files."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from portal.exports.call_sheet import make_call_sheets, make_public_sheets
from portal.exports.entries import list_entries_of
from portal.exports.lists import make_csv, make_public_csv, make_public_workbook, make_workbook
from portal.exports.marks import internal_mark
from portal.exports.public_offers import list_public_rows
from portal.extensions import db
from portal.imports.lists.guessing import guess_sheet
from portal.imports.lists.known import read_known
from portal.imports.lists.planning import Plan, Planner, Verdict, faults_of
from portal.imports.lists.reading import read_list
from portal.imports.lists.rows import ListRow, read_rows
from portal.imports.lists.sheets import NotAListError
from portal.imports.lists.words import ListWords, read_words
from portal.imports.lists.writing import PlanWriter
from portal.models.municipality import Municipality
from portal.municipalities.queries import find_municipality, list_municipalities
from portal.snapshot.current import current_snapshot
from portal.web.dates import local_today

FORMATS = ("xlsx", "csv", "pdf")
"""What can be written; other programs get theirs from the API, as JSON."""


@click.command("import-entries")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", "code", help="A four-digit code; else each row must name its own.")
@click.option("--apply", "is_applied", is_flag=True, help="Write it; else nothing is changed.")
@with_appcontext
def import_entries_command(file: Path, code: str | None, is_applied: bool) -> None:
    """Show what a list of contacts or offers would change, and every fault with row and column."""
    try:
        sheets, words = read_list(file.read_bytes()), read_words()
    except NotAListError as error:
        raise click.ClickException(str(error)) from error
    guesses = [guess_sheet(sheet, words) for sheet in sheets]
    rows = read_rows(sheets, guesses, words, lambda _: None)
    faults = False
    for municipality, own in rows_by_municipality(rows, words, code):
        known = read_known(municipality)
        plan = Planner(known, words, allows_demo=False).plan(own)
        tell(municipality, plan)
        faults = faults or bool(plan.of(Verdict.FAULTY))
        if is_applied:
            PlanWriter(None, known).write(plan)
    if is_applied and faults:
        db.session.rollback()
        raise click.ClickException("Nothing was written: correct the faults first.")
    db.session.commit()
    click.echo("Written." if is_applied else "A dry run: nothing was written. Add --apply.")


def rows_by_municipality(
    rows: list[ListRow], words: ListWords, code: str | None
) -> list[tuple[Municipality, list[ListRow]]]:
    """Return the rows of each municipality: of the one named, or of those that the rows name."""
    if code is not None:
        municipality = find_municipality(code)
        if municipality is None:
            raise click.ClickException(f"No municipality {code}. Has load-reference been run?")
        return [(municipality, rows)]
    of: dict[int, list[ListRow]] = {}
    lost = []
    for row in rows:
        found = words.find_municipality(row.values.get("municipality", ""))
        if found is None:
            lost.append(row.place)
        else:
            of.setdefault(found, []).append(row)
    if lost:
        raise click.ClickException(f"{lost[0]}: no municipality known. Name one: --municipality.")
    return [(one, of[one.id]) for one in list_municipalities() if one.id in of]


def tell(municipality: Municipality, plan: Plan) -> None:
    """Print what a plan does, in Danish like the pages."""
    counts = {verdict: len(plan.of(verdict)) for verdict in Verdict}
    click.echo(
        f"{municipality.full_name}: {counts[Verdict.CREATED]} oprettes, "
        f"{counts[Verdict.CHANGED]} ændres, {counts[Verdict.UNCHANGED]} er der allerede, "
        f"{counts[Verdict.FAULTY]} med fejl."
    )
    for unit in plan.units:
        click.echo(f"  Ny enhed: {unit.name}")
    for one in plan.of(Verdict.CHANGED):
        for change in one.changes:
            click.echo(f"  {one.title}: {change.label}: {change.before!r} -> {change.after!r}")
    for fault in faults_of(plan.rows):
        click.echo(f"  {fault}")


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("dest", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--audience", default="public", show_default=True, type=click.Choice(["public", "internal"])
)
@with_appcontext
def export_command(form: str, dest: Path, audience: str) -> None:
    """Write the directory as a file; a public one holds no person and nothing internal."""
    content = internal_export(form) if audience == "internal" else public_export(form)
    dest.write_bytes(content)
    click.echo(f"{dest}: {len(content)} bytes, {audience}.")


def internal_export(form: str) -> bytes:
    """Return all municipalities' own entries."""
    entries, today = [list_entries_of(one) for one in list_municipalities()], local_today()
    if form == "pdf":
        return make_call_sheets(entries, today)
    if form == "csv":
        return make_csv(entries)
    return make_workbook(entries, internal_mark("Alle kommuner", today))


def public_export(form: str) -> bytes:
    """Return the acute offers that citizens may call, as they stand on /akut."""
    rows = list_public_rows(current_snapshot(), datetime.now(UTC))
    if form == "pdf":
        return make_public_sheets(rows, local_today())
    return make_public_csv(rows) if form == "csv" else make_public_workbook(rows)


def register(app: Flask) -> None:
    """Give an application these commands."""
    app.cli.add_command(import_entries_command)
    app.cli.add_command(export_command)
