"""The XML parts of an XLSX workbook, read once from front to back with nothing kept but text.

One pass gives what no library gives together: merged cells, formulas without a result, and an end
when there is too much. Documents with a DTD are refused: no workbook has one, bombs do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from portal.imports.lists.sheets import LONGEST_CELL, NotAListError
from portal.imports.lists.text_file import clean

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str, str], None]

UNREADABLE = "Regnearket kan ikke læses. Åbn det i Excel, gem det igen, og prøv så med den nye fil."
# Built-in number formats that show a date or a time: ECMA-376 part 1, 18.8.30.
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
ESCAPED_BREAK = re.compile(r"_x000[AD]_\n?")
LONGEST_FORMAT = 255  # characters, in Excel too
QUOTED_OR_COLOUR = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')


@dataclass(frozen=True)
class Styles:
    """Which styles, by their number, show a date; and from which year days are counted."""

    dates: frozenset[int]
    has_1904_dates: bool


def parse(part: bytes, start: Start, end: End) -> None:
    """Read a part: ``start`` gets each element's name and attributes, ``end`` its name and text.

    Names are without their namespace. Raises NotAListError for what is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[str] = []

    def started(name: str, attributes: Attributes) -> None:
        texts.clear()
        start(name.rpartition(" ")[2], attributes)

    def ended(name: str) -> None:
        end(name.rpartition(" ")[2], "".join(texts))
        texts.clear()

    def refuse(*_: object) -> None:
        raise NotAListError(UNREADABLE)

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise error if isinstance(error, NotAListError) else NotAListError(UNREADABLE) from error


def ignore(*_: object) -> None:
    """Do nothing at a start or an end."""


def read_names(part: bytes) -> tuple[list[tuple[str, str]], bool]:
    """Return each visible sheet's link and name, and whether days are counted from 1904."""
    names: list[tuple[str, str]] = []
    flags: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            link = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            names.append((link, attributes.get("name", "")))
        elif name == "workbookPr":
            flags.append(attributes.get("date1904", "0"))

    parse(part, start, ignore)
    return names, bool(flags) and flags[0] in {"1", "true"}


def read_targets(part: bytes) -> dict[str, str]:
    """Return the targets of a part's links by their ids; none where there is no such part."""
    targets: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    if part:
        parse(part, start, ignore)
    return targets


def plain(text: str) -> str:
    """Return a text of a workbook as it was typed, without blanks round it."""
    return clean(ESCAPED_BREAK.sub("\n", text))


def read_shared_texts(part: bytes) -> list[str]:
    """Return the texts that cells refer to by number, plain, without how they are pronounced."""
    texts: list[str] = []
    pieces: list[str] = []
    aside: list[str] = []

    def start(name: str, _attributes: Attributes) -> None:
        if name == "rPh":
            aside.append(name)

    def end(name: str, text: str) -> None:
        if name == "t" and not aside:
            pieces.append(text)
        elif name == "rPh":
            aside.pop()
        elif name == "si":
            # Cut, for thousands of cells may name it; one more than allowed, so that each says so.
            texts.append(plain("".join(pieces))[: LONGEST_CELL + 1])
            pieces.clear()

    if part:
        parse(part, start, end)
    return texts


def read_styles(part: bytes) -> frozenset[int]:
    """Return the numbers of the styles that show a date or a time."""
    own_dates: set[int] = set()
    formats: list[int] = []
    inside: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            code = attributes.get("formatCode", "")
            is_read = len(code) <= LONGEST_FORMAT
            if is_read and DATE_LETTERS.search(QUOTED_OR_COLOUR.sub("", code)):
                own_dates.add(int(attributes.get("numFmtId", "0")))
        elif name == "cellXfs":
            inside.append(name)
        elif name == "xf" and inside:
            formats.append(int(attributes.get("numFmtId", "0")))

    def end(name: str, _text: str) -> None:
        if name == "cellXfs":
            inside.clear()

    if part:
        parse(part, start, end)
    return frozenset(
        n for n, format_id in enumerate(formats) if format_id in BUILT_IN_DATES | own_dates
    )
