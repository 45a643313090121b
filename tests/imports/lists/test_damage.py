"""However a file is damaged, it is read or refused in words; nothing else ever happens."""

import io
import random
import zipfile

import pytest

from portal.imports.lists.guessing import guess_sheet
from portal.imports.lists.reading import read_list
from portal.imports.lists.rows import read_rows
from portal.imports.lists.sheets import NotAListError
from tests.imports.lists.files import ANNA, BENT, HEADINGS, some_words, xlsx, zipped

BOOK = xlsx([["Titel"], HEADINGS, ANNA, BENT], merged=["A1:G1", "A3:A4"])
SIGNS = "aæ1;,\t\n\"'=+-@ .:/()€\0\r\ufeff"
ENCODINGS = ("utf-8", "utf-16", "utf-8-sig")


def noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(400))


def signs(chance: random.Random) -> bytes:
    text = "".join(chance.choices(SIGNS, k=chance.randrange(300)))
    return text.encode(chance.choice(ENCODINGS))


def flipped(chance: random.Random) -> bytes:
    """Return the workbook with some of its bytes changed."""
    data = bytearray(BOOK)
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def torn(chance: random.Random) -> bytes:
    """Return the workbook with signs of one of its parts changed or gone."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = chance.choice([name for name in parts if name.startswith(("xl/", "_rels"))])
    part = bytearray(parts[name])
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(part))
        if chance.random() < 0.5:
            part[at] = chance.choice(b'<>/"0123456789ABr=& ')
        else:
            del part[at : at + chance.randrange(1, 20)]
    return zipped(parts | {name: bytes(part)})


@pytest.mark.parametrize("damage", [noise, signs, flipped, torn])
def test_damaged_file_is_read_or_refused_in_words(damage):
    chance, words = random.Random(2026), some_words()
    refusals: list[str] = []
    for _ in range(150):
        try:
            sheets = read_list(damage(chance))
            guesses = [guess_sheet(sheet, words) for sheet in sheets]
            read_rows(sheets, guesses, words, lambda _: None)
        except NotAListError as error:
            refusals.append(str(error))
    assert 0 < len(refusals) < 150
    assert [sentence for sentence in refusals if not sentence.endswith(".")] == []
