"""Places and words: what the understanding of a question is made of."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select

from portal.config import REFERENCE
from portal.extensions import db
from portal.imports.reading import read_rows, split_list
from portal.models.base import Base
from portal.models.vocabulary import PlaceKind
from portal.models.words import LexiconTerm, Place

PLACE_COLUMNS = ("kind", "name", "postcode", "municipality_code", "share", "is_primary")
TERM_COLUMNS = ("term_type", "code", "phrase", "weight")

Values = tuple[Any, ...]


def load_places() -> bool:
    """Make the table of places what the files say; say whether it was something else."""
    rows = [*postcodes(), *towns(), *parishes(), *municipality_names()]
    return replace_rows(Place, PLACE_COLUMNS, rows)


def load_lexicon() -> bool:
    """Make the lexicon what the files say; say whether it was something else."""
    files = sorted((REFERENCE / "lexicon").glob("*.tsv"))
    return replace_rows(LexiconTerm, TERM_COLUMNS, [row for f in files for row in terms(f)])


def replace_rows(table: type[Base], columns: tuple[str, ...], rows: Iterable[Values]) -> bool:
    """Make a table hold exactly these rows, in this order; say whether it held others."""
    wanted = list(dict.fromkeys(rows))
    held = [getattr(table, name) for name in columns]
    known = db.session.execute(select(*held).order_by(table.__table__.c.id))
    if [tuple(row) for row in known] == wanted:
        return False
    db.session.execute(delete(table))
    db.session.execute(insert(table), [dict(zip(columns, r, strict=True)) for r in wanted])
    return True


def postcodes() -> Iterator[Values]:
    """Yield postcode by postcode; a range such as "1500-1799" is a row for each of its codes."""
    for row in read_rows(REFERENCE / "places.csv"):
        first, _, last = row["postcode"].partition("-")
        share, is_primary = float(row["area_share"] or 1), row["is_primary"] == "1"
        for number in range(int(first), int(last or first) + 1):
            code = row["municipality_code"]
            yield PlaceKind.POSTCODE, row["town"], f"{number:04}", code, share, is_primary


def towns() -> Iterator[Values]:
    for row in read_rows(REFERENCE / "towns.csv"):
        yield PlaceKind.TOWN, row["town"], None, row["municipality_code"], 1.0, True
    for row in read_rows(REFERENCE / "place_variants.csv"):
        share, is_primary = float(row["share"]), row["is_primary"] == "1"
        yield PlaceKind.TOWN, row["name"], None, row["municipality_code"], share, is_primary


def parishes() -> Iterator[Values]:
    for row in read_rows(REFERENCE / "parishes.csv"):
        share = float(row["area_share"] or 1)
        yield PlaceKind.PARISH, row["parish"], None, row["municipality_code"], share, True


def municipality_names() -> Iterator[Values]:
    for row in read_rows(REFERENCE / "municipalities_dk.csv"):
        yield PlaceKind.MUNICIPALITY, row["name"], None, row["code"], 1.0, True
    for row in read_rows(REFERENCE / "municipalities.csv"):
        for variant in split_list(row["variants"], ";"):
            yield PlaceKind.MUNICIPALITY, variant, None, row["code"], 1.0, True


def terms(path: Path) -> Iterator[Values]:
    """Yield a lexicon file's terms; its weights are 1 (a hint) to 5 (names it)."""
    for row in read_rows(path):
        yield row["type"], row["code"], row["phrase"], int(row["weight"])
