"""What the text of one cell means: numbers, hours, domains, dates, yes or no.

Each reader raises CellError with a Danish sentence that says what to write instead.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from portal.hours.errors import HoursNotUnderstood
from portal.hours.parse import parse_hours
from portal.imports.lists.phone_cells import phones_in, quoted
from portal.imports.lists.words import ListWords
from portal.models.vocabulary import Callers, Capacity, Level, OfferKind, OfferStatus
from portal.text.folding import fold
from portal.web.fields import DanishDateField
from portal.web.labels import LABELS
from portal.web.validators import read_email, read_web_address

MOST_PHONES = 6
OLDEST = 120

BETWEEN_DOMAINS = re.compile(r"[;|\n]")
BETWEEN_WORDS = re.compile(r"\s*[,/&+]\s*|\s+(?:og|samt|eller)\s+", re.IGNORECASE)
MAIL_IN_BRACKETS = re.compile(r".*<([^<>\s]+@[^<>\s]+)>")

YES = frozenset({"ja", "j", "x", "1", "sand", "true", "yes"})
NO = frozenset({"nej", "n", "0", "falsk", "false", "no"})


class CellError(ValueError):
    """A cell's text cannot be used; the message says in Danish what to write instead."""


def read_phones(text: str, _words: ListWords) -> list[tuple[str, bool]]:
    found = phones_in(text)
    if found.faults:
        raise CellError(" ".join(found.faults))
    if len(found.numbers) > MOST_PHONES:
        raise CellError(f"Skriv højst {MOST_PHONES} numre.")
    return found.numbers


def split_domains(text: str, words: ListWords) -> tuple[tuple[int, ...], list[str]]:
    """Return the ids of a cell's domains, and the pieces that are none: names first, then words."""
    ids: dict[int, None] = {}
    unknown: list[str] = []
    for part in filter(None, (piece.strip() for piece in BETWEEN_DOMAINS.split(text))):
        whole = words.find_domains(part)
        pieces = [part] if whole else [one for one in BETWEEN_WORDS.split(part) if one.strip(" .")]
        for piece in pieces:
            found = whole or words.find_domains(piece)
            ids.update(dict.fromkeys(found))
            if not found:
                unknown.append(piece.strip())
    return tuple(ids), unknown


def read_domains(text: str, words: ListWords) -> tuple[int, ...]:
    ids, unknown = split_domains(text, words)
    if unknown:
        names = ", ".join(map(quoted, unknown[:3]))
        some = ", ".join(list(words.names.values())[:3])
        raise CellError(f"Kender ikke {names} som problemområde. Skriv fx {some}.")
    return ids


def read_municipalities(text: str, words: ListWords) -> tuple[int, ...]:
    """Return the ids of the municipalities a cell names; none for "alle"."""
    if fold(text).strip() in {"alle", "hele regionen"}:
        return ()
    pieces = [one for one in re.split(r"[,;/\n]|\s+og\s+", text) if one.strip()]
    found = {piece: words.find_municipality(piece) for piece in pieces}
    unknown = [piece.strip() for piece, place in found.items() if place is None]
    if unknown:
        raise CellError(f"Kender ikke kommunen {quoted(unknown[0])}.")
    return tuple(dict.fromkeys(place for place in found.values() if place is not None))


def read_hours(text: str, _words: ListWords) -> Any:
    try:
        return parse_hours(text)
    except HoursNotUnderstood as error:
        raise CellError(str(error)) from error


def read_mail(text: str, _words: ListWords) -> str:
    bracketed = MAIL_IN_BRACKETS.fullmatch(text)
    plain = bracketed[1] if bracketed else text.removeprefix("mailto:").strip()
    if plain.count("@") > 1:
        raise CellError("Skriv kun én e-mail.")
    try:
        return read_email(plain)
    except ValueError as error:
        raise CellError(str(error)) from error


def read_web(text: str, _words: ListWords) -> str:
    try:
        return within(read_web_address(text), 300)
    except CellError:
        raise
    except ValueError as error:
        raise CellError(str(error)) from error


def read_date(text: str, _words: ListWords) -> date:
    for known in (*DanishDateField.formats, "%d-%m-%y", "%d.%m.%y"):
        try:
            return datetime.strptime(text, known).date()
        except ValueError:
            continue
    raise CellError("Skriv datoen som dag-måned-år, fx 24-12-2026.")


def read_age(text: str, _words: ListWords) -> int:
    digits = text.removesuffix(" år").removesuffix("+").strip()
    if digits.isascii() and digits.isdecimal() and len(digits) < 4 and int(digits) <= OLDEST:
        return int(digits)
    raise CellError(f"Skriv et helt tal fra 0 til {OLDEST}.")


def read_yes_or_no(text: str, _words: ListWords) -> bool:
    folded = fold(text).strip(" .")
    if folded not in YES | NO:
        raise CellError("Skriv Ja eller Nej.")
    return folded in YES


def read_level(text: str, words: ListWords) -> Level:
    folded = fold(text)
    if folded in YES | NO:
        return Level.LEADER if read_yes_or_no(text, words) else Level.EMPLOYEE
    if "led" in folded or "chef" in folded:
        return Level.LEADER
    if "medarbejd" in folded or "ansat" in folded:
        return Level.EMPLOYEE
    raise CellError("Skriv Leder eller Medarbejder.")


def read_callers(text: str, _words: ListWords) -> Callers:
    folded = fold(text)
    citizens, staff = "borger" in folded, "fag" in folded or "personale" in folded
    if (citizens and staff) or folded.startswith("alle"):
        return Callers.BOTH
    if citizens:
        return Callers.CITIZEN
    if staff:
        return Callers.PROFESSIONAL
    raise CellError("Skriv Borgere, Kun fagfolk eller Både borgere og fagfolk.")


def choice(vocabulary: type[StrEnum]) -> Callable[[str, ListWords], StrEnum]:
    """Return the reader of a cell that holds a word of a vocabulary."""
    known = {fold(label): value for value, label in LABELS[vocabulary].items()}
    known |= {fold(value.value): value for value in vocabulary}

    def read(text: str, _words: ListWords) -> StrEnum:
        folded = fold(text).strip(" .")
        found = known.get(folded) or known.get(folded.removesuffix("er"))
        if found is None:
            raise CellError(f"Skriv en af: {', '.join(LABELS[vocabulary].values())}.")
        return found

    return read


def words_of(longest: int) -> Callable[[str, ListWords], str]:
    """Return the reader of a cell that holds words."""
    return lambda text, _words: within(text, longest)


def within(text: str, longest: int) -> str:
    if len(text) > longest:
        raise CellError(f"Skriv højst {longest} tegn.")
    return text


def single_line(longest: int) -> Callable[[str, ListWords], str]:
    """Return the reader of a cell that holds words on one line."""
    return lambda text, _words: within(" ".join(text.split()), longest)


READERS: dict[str, Callable[[str, ListWords], Any]] = {
    "function": single_line(160),
    "name": single_line(160),
    "first_name": single_line(60),
    "last_name": single_line(60),
    "organisation": single_line(500),
    "municipality": single_line(80),
    "id": single_line(12),
    "kind": choice(OfferKind),
    "level": read_level,
    "phone": read_phones,
    "direct": read_phones,
    "mobile": read_phones,
    "public_phone": read_phones,
    "email": read_mail,
    "secure_mail": read_mail,
    "web": read_web,
    "address": single_line(200),
    "is_address_hidden": read_yes_or_no,
    "hours": read_hours,
    "hours_note": single_line(200),
    "domains": read_domains,
    "municipalities": read_municipalities,
    "target_group": words_of(2000),
    "age_from": read_age,
    "age_to": read_age,
    "callers": read_callers,
    "status": choice(OfferStatus),
    "status_on": read_date,
    "has_self_referral": read_yes_or_no,
    "is_anonymous": read_yes_or_no,
    "is_free_of_charge": read_yes_or_no,
    "sends_staff_out": read_yes_or_no,
    "has_overnight_stay": read_yes_or_no,
    "capacity": choice(Capacity),
    "referral": words_of(2000),
    "exclusions": words_of(2000),
    "is_in_steering_group": read_yes_or_no,
    "valid_from_on": read_date,
    "valid_to_on": read_date,
    "note": words_of(2000),
}
