"""Find what looks like a CPR number, the Danish personal identification number.

Outside rules: "Personnummeret i CPR" (cpr.dk) for the century table, modulus 11 and the day + 60
of replacement numbers. Numbers without modulus 11 are valid too (issued since 2007), so the check
digit can only make a finding surer, never dismiss one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.privacy.folding import fold_text

MESSAGE_REFUSE = (
    "Der står noget, der ligner et CPR-nummer. Portalen må ikke gemme oplysninger om borgere. "
    "Slet nummeret."
)
MESSAGE_ASK = (
    "Der står noget, der kan være et CPR-nummer. Portalen må ikke gemme oplysninger om borgere. "
    "Slet nummeret. Hvis det er noget andet, fx et journalnummer: sæt kryds i "
    "»Det er ikke et CPR-nummer«, og gem igen."
)


class Verdict(StrEnum):
    """What a form does with a finding."""

    refuse = "refuse"  # the text is not saved
    ask = "ask"  # it is saved when the writer says that it is another number


@dataclass(frozen=True, slots=True)
class Finding:
    """Where in the text the number stands, `text[start:end]`; never the digits themselves."""

    verdict: Verdict
    start: int
    end: int


def find_cpr(text: str) -> Finding | None:
    """The worst finding in `text`: the first to refuse, else the first to ask about, else None."""
    first = None
    for finding in _list_findings(text):
        if finding.verdict is Verdict.refuse:
            return finding
        first = first or finding
    return first


def mask(text: str) -> str:
    """`text` for a log: every finding, sure or not, replaced by "[fjernet]".

    Looks again at what is left: a number may pass only because digits follow that are now gone.
    """
    parts = []
    position = 0
    for finding in _list_findings(text):
        parts += [text[position : finding.start], "[fjernet]"]
        position = finding.end
    masked = "".join([*parts, text[position:]])
    return mask(masked) if parts else masked


# Scanned from the left, so that a phone number in pairs takes its digits first: "86 10 11 12 8000
# Aarhus" holds no "10 11 12 8000". Five pairs in a row are no phone number. After the day, four
# digits together ("11 0280 33 31") are month and year: no phone number begins with a month.
_NUMBER = re.compile(
    r"""(?<![0-9])
    (?: (?P<phone> (?:(?:\+|00)45\s?)?
            [2-9][0-9] (?P<s>\s{1,2}|[./-]) [0-9]{2} (?P=s) [0-9]{2} (?P=s) [0-9]{2}
            (?![0-9]) (?! (?P=s) [0-9]{2} (?! [\s./-]{0,2}[0-9] ) ) )
      | (?P<day>[0-9]{2}) (?P<gap>\s{0,2}[./-]?\s{0,2})
        (?P<month>[0-9]{2})
        (?: (?P=gap) | (?<=/[0-9]{2})\s?-\s? | (?<=[0-9]\s[0-9]{2})(?P<together>) )
        (?P<century>19|20)? (?P<year>[0-9]{2})
        (?P<joint>\s{0,3}[-./_:·•*]{0,3}\s{0,3}) (?P<bracket>[(\[]\s?)?
        (?P<tail> [0-9]{4} (?![0-9]) | (?<=\s) [0-9]{2}\s[0-9]{2} (?!\s?[0-9]) )
        (?(bracket)\s?[)\]])
      | (?P<single> [0-9] (?P<t>\s{1,2}|[./_-]) [0-9] (?: (?P=t)[0-9] ){8}
            (?![0-9]) (?! (?P=t)[0-9] (?![0-9]) ) )
    )""",
    re.VERBOSE,
)

_NO_LETTER_BEFORE = r"(?<![^\W\d_])"
_PERSON_WORD = re.compile(
    rf"""cpr | {_NO_LETTER_BEFORE} (?: person[-\s]?(?:nr|num) | f(?:ø|oe|o)dt | f(?:ø|oe|o)dsels
    | (?:borger|patient|klient) (?:en|ens|s|nr)? (?![^\W\d_]|\.dk) )""",
    re.VERBOSE,
)
_OTHER_NUMBER_WORD = re.compile(
    rf"""{_NO_LETTER_BEFORE}
    (?: (?: tlf | telefon | mobil(?:telefon)? | mob | ean | gln | cvr )
        (?: [-.\s]{{0,2}} (?:nr|nummer|nummeret|lokationsnummer) )?
      | (?: p[-.\s]{{1,2}} | (?:produktionsenheds|sags?|journal|j) [-.\s]{{0,2}} )
        (?:nr|nummer|nummeret) )
    [\W_]{{0,4}} $""",
    re.VERBOSE,
)
_DIALLING_PREFIX = re.compile(r"\+ (?: [1-9][0-9]{0,2} [\s()./-]{0,2} )? $", re.VERBOSE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SHORTLY_BEFORE = 30  # characters
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def _list_findings(text: str) -> Iterator[Finding]:
    folded, origins = fold_text(text)
    for number in _NUMBER.finditer(folded):
        if number["phone"] or not _is_birth_number(number):
            continue
        start = number.start()
        verdict = _judge(number, folded[max(0, start - _SHORTLY_BEFORE) : start])
        if verdict:
            yield Finding(verdict, origins[start], origins[number.end() - 1] + 1)


def _judge(number: re.Match[str], before: str) -> Verdict | None:
    """Weigh a number that begins with a real date by how it is written and what stands before."""
    digits = _ten_digits(number)
    is_parted = "-" in (number["joint"] or "")
    is_in_pairs = " " in (number["tail"] or "") and number["gap"] and number["together"] is None
    ends_in_year = _YEAR.fullmatch(digits[6:]) is not None
    has_check_digit = _has_check_digit(digits)
    names_person = _PERSON_WORD.search(before) is not None
    if digits[0] != "0" and _DIALLING_PREFIX.search(before):
        return None
    if _OTHER_NUMBER_WORD.search(before):
        return Verdict.ask if is_parted and has_check_digit else None
    if is_in_pairs:  # also "70 10 12 40 24 timer", so both signs are needed
        return Verdict.refuse if names_person and has_check_digit else None
    if names_person:
        return Verdict.refuse
    if number["century"] and (ends_in_year or not (number["gap"] or is_parted)):
        return None  # "24.12.1980-1985"; "21102010 8000 Aarhus"
    if has_check_digit or (is_parted and not ends_in_year):
        return Verdict.refuse
    return Verdict.ask


def _is_birth_number(number: re.Match[str]) -> bool:
    """Whether the first six digits are a date in the century that the seventh tells."""
    digits = _ten_digits(number)
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century = _century_of_birth(int(digits[6]), year)
    if number["century"] and int(number["century"]) * 100 != century:
        return False
    try:
        date(century + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _century_of_birth(seventh_digit: int, year: int) -> int:
    if seventh_digit <= 3:
        return 1900
    if seventh_digit in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _ten_digits(number: re.Match[str]) -> str:
    """The digits of a number alone, without the century of a year with four of them."""
    written = number["single"] or "".join(number.group("day", "month", "year", "tail"))
    return "".join(filter(str.isdigit, written))


def _has_check_digit(digits: str) -> bool:
    """Modulus 11: the weighted sum of the ten digits divides by eleven."""
    return (
        sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0
    )
