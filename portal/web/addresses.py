"""Where an entry lives: the sections of the address space, by the name of the entry's table."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from portal.models.base import Entry
from portal.models.municipality import Municipality

SECTIONS: dict[str, str] = {
    "contact": "kontaktpersoner",
    "offer": "tilbud",
    "handover_route": "overleveringsveje",
    "organisation": "organisationer",
    "municipality": "kommuner",
    "domain": "administration/omraader",
    "own_term": "administration/ord",
    "user_account": "administration/brugere",
}


def entry_url(entry: Entry, verb: str = "") -> str:
    """Return an entry's address, or that of something done to it: ``entry_url(contact, "ret")``."""
    own = entry.slug if isinstance(entry, Municipality) else str(entry.id)
    address = f"/{SECTIONS[entry.__tablename__]}/{own}"
    return f"{address}/{verb}" if verb else address


class NumberConverter(IntegerConverter):
    """A number in an address, no larger than databases keep; a larger one is answered 404."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **({"max": 2**31 - 1} | options))


def limit_numbers(app: Flask) -> None:
    """Let addresses hold no numbers that no database can look up."""
    app.url_map.converters["int"] = NumberConverter
