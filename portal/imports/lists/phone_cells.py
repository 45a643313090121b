"""The phone numbers of one cell, as people write them and as spreadsheets store them."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from portal.text.phones import InvalidPhone, parse_phone

NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "ingen", "ikke oplyst"})
PUBLIC_MARK = "(offentlig)"
QUOTED_LENGTH = 40

BETWEEN_PHONES = re.compile(r"[/;|\n]|,(?!0*$)|\s(?:og|eller|samt|el\.)\s", re.IGNORECASE)
ASIDE = re.compile(r"\([^()\d+]*\)")
EXCEL_NUMBER = re.compile(r"\d{8}[.,]0+|\d[.,]\d+E\+?0?\d{1,2}", re.IGNORECASE)


@dataclass
class CellPhones:
    """The numbers of a cell, each with whether the cell says it is public; and what was none."""

    numbers: list[tuple[str, bool]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@lru_cache(maxsize=4096)
def phones_in(text: str) -> CellPhones:
    """Return the numbers of a cell such as "8915 1515 / 2040 2040"; what Excel made of them too."""
    found = CellPhones()
    for piece in BETWEEN_PHONES.split(without_excel(text.strip())):
        is_public = PUBLIC_MARK in piece.lower()
        plain = ASIDE.sub("", piece).strip(" .:")
        if plain.lower() in NOTHING:
            continue
        for number in cut_in_two(plain):
            try:
                parsed = parse_phone(number)
            except InvalidPhone:
                found.faults.append(f"{quoted(plain)} er ikke et telefonnummer. Skriv 8 cifre.")
            else:
                if all(parsed != other for other, _ in found.numbers):
                    found.numbers.append((parsed, is_public))
    return found


def without_excel(text: str) -> str:
    """Return the digits of a number that a spreadsheet wrote as "89151515,0" or "8,9151515E+07"."""
    if EXCEL_NUMBER.fullmatch(text):
        return str(int(float(text.replace(",", "."))))
    return text


def cut_in_two(text: str) -> tuple[str, ...]:
    """Return two numbers that stand side by side with only a blank between them."""
    digits = "".join(filter(str.isdigit, text))
    if len(digits) == 16 and not text.startswith(("+", "00")):
        return digits[:8], digits[8:]
    return (text,)


def quoted(text: str) -> str:
    """Return a piece of a cell for a sentence, cut when it is long."""
    return f"»{text if len(text) <= QUOTED_LENGTH else text[:QUOTED_LENGTH] + '…'}«"
