"""Lists as coordinators have them, made for tests."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from portal.imports.lists.words import ListWords, make_words
from portal.models.domain import Domain
from portal.models.municipality import Municipality

HEADINGS = ["Afdeling", "Stilling", "Medarbejder", "Tlf.", "Mail", "Træffetid", "Område"]
ANNA = ["Alkoholteamet", "Rusmiddelkoordinator", "Anna Vind", "86 12 34 56", "anna@sted.dk",
        "man-fre 8-15", "alkohol, stoffer og demens"]  # fmt: skip
BENT = ["Alkoholteamet", "Sygeplejerske", "Bent Hede", "86 12 34 57", "bent@sted.dk", "", "Demens"]


def xlsx(
    rows: Iterable[Sequence[Any]] = (),
    merged: Sequence[str] = (),
    more: Mapping[str, Iterable[Sequence[Any]]] | None = None,
) -> bytes:
    """Return a workbook with a sheet of rows, and more sheets by their names."""
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv_text(rows: Iterable[Sequence[str]], separator: str = ";") -> str:
    return "\r\n".join(separator.join(row) for row in rows) + "\r\n"


def csv_file(*rows: Sequence[str]) -> bytes:
    return csv_text(rows).encode()


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return kept.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        members = {member: file.read(member) for member in file.namelist()}
    return zipped(members | {name: content})


def some_words() -> ListWords:
    """Return the words of a few domains and municipalities, without a database."""
    names = {"alkohol": "Alkohol", "stoffer": "Stoffer", "demens": "Demens",
             "aeldre": "Ældre og pleje", "medicin": "Medicin og piller"}  # fmt: skip
    domains = [Domain(id=n, code=c, name=name) for n, (c, name) in enumerate(names.items(), 1)]
    places = [
        Municipality(id=1, code="0730", name="Randers", variants=[]),
        Municipality(id=2, code="0791", name="Viborg", variants=[]),
    ]
    return make_words(domains, places, [("misbrug", "alkohol"), ("misbrug", "stoffer")])
