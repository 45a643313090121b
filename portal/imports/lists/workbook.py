"""Reading XLSX workbooks: what is in the archive is checked before any of it is unpacked.

An XLSX file is a zip archive of XML parts: ECMA-376 part 1, SpreadsheetML.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass

from portal.imports.lists.sheet_reader import read_sheet
from portal.imports.lists.sheets import NotAListError, Sheet
from portal.imports.lists.workbook_xml import (
    Styles,
    read_names,
    read_shared_texts,
    read_styles,
    read_targets,
)

MOST_MEMBERS = 60
MOST_UNPACKED = 20_000_000
HIGHEST_RATIO = 120
MOST_SHEETS = 10

# What zipfile and the readers of the parts raise when bytes are not what they should be.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, LookupError, EOFError, OSError,
    RuntimeError, OverflowError,
)  # fmt: skip

TOO_LARGE = (
    "Regnearket fylder for meget, når det pakkes ud. Gem kun de ark og rækker, der skal med."
)
DAMAGED = "Regnearket er beskadiget. Åbn det i Excel, gem det igen, og prøv så med den nye fil."
NO_WORKBOOK = (
    "Filen er et zip-arkiv og ikke et regneark. Send selve listen som Excel (.xlsx) eller CSV."
)


@dataclass
class Archive:
    """A workbook's archive; every byte that is unpacked from it is counted."""

    file: zipfile.ZipFile
    unpacked: int = 0

    def part(self, name: str) -> bytes:
        """Return a part, unpacked; empty where there is none. Raises NotAListError."""
        if name not in self.file.NameToInfo:
            return b""
        with self.file.open(name) as packed:
            part = packed.read(MOST_UNPACKED - self.unpacked + 1)
        self.unpacked += len(part)
        if self.unpacked > MOST_UNPACKED:
            raise NotAListError(TOO_LARGE)
        return part


def read_workbook(data: bytes) -> list[Sheet]:
    """Return the visible sheets of an XLSX workbook. Raises NotAListError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            check_archive(file, len(data))
            return read_sheets(Archive(file))
    except NotAListError:
        raise
    except DAMAGE as error:
        raise NotAListError(DAMAGED) from error


def check_archive(file: zipfile.ZipFile, size: int) -> None:
    """Refuse archives that are no workbook, or that would unpack into far too much."""
    members = file.infolist()
    unpacked = sum(member.file_size for member in members)
    too_much = unpacked > MOST_UNPACKED or unpacked > HIGHEST_RATIO * max(1, size)
    if len(members) > MOST_MEMBERS or too_much:
        raise NotAListError(TOO_LARGE)
    if "[Content_Types].xml" not in file.NameToInfo:
        raise NotAListError(NO_WORKBOOK)
    if any(member.flag_bits & 0x1 for member in members):
        raise NotAListError("Regnearket er låst med en adgangskode. Gem det uden, og prøv igen.")


def read_sheets(archive: Archive) -> list[Sheet]:
    """Return the visible sheets that hold anything, in their order."""
    book = find_workbook(archive)
    folder = posixpath.dirname(book)
    names, has_1904_dates = read_names(archive.part(book))
    targets = read_targets(archive.part(f"{folder}/_rels/{posixpath.basename(book)}.rels"))
    parts = {name: part_name(folder, targets.get(link, "")) for link, name in names}
    texts = read_shared_texts(archive.part(find_part(folder, targets, "sharedStrings.xml")))
    dates = read_styles(archive.part(find_part(folder, targets, "styles.xml")))
    styles = Styles(dates, has_1904_dates)
    if len(parts) > MOST_SHEETS:
        raise NotAListError(
            f"Regnearket har mere end {MOST_SHEETS} ark. Gem kun dem, der skal med."
        )
    sheets = [
        Sheet(name, read_sheet(archive.part(part), texts, styles)) for name, part in parts.items()
    ]
    return [sheet for sheet in sheets if sheet.rows]


def find_workbook(archive: Archive) -> str:
    """Return the name of the part that lists the sheets."""
    targets = read_targets(archive.part("_rels/.rels"))
    for target in targets.values():
        if target.endswith("workbook.xml"):
            return target.lstrip("/")
    raise NotAListError(NO_WORKBOOK)


def find_part(folder: str, targets: dict[str, str], ending: str) -> str:
    """Return the name of the workbook's part that ends so; no part's name when there is none."""
    found = next((target for target in targets.values() if target.endswith(ending)), ending)
    return part_name(folder, found)


def part_name(folder: str, target: str) -> str:
    """Return a part's name in the archive for a link from the workbook."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
