"""What the list of terms is narrowed to, and which page of it is shown."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from portal.lexicon.queries import Term, words_of
from portal.text.folding import fold
from portal.web.lists import FARTHEST, PER_PAGE

KEYS = ("q", "betydning", "kilde", "arkiv")
OWN, SHIPPED = "egne", "medfulgte"


@dataclass(frozen=True)
class TermFilters:
    """The filters of the list of terms; empty ones do not narrow it."""

    text: str
    meaning: str
    source: str
    is_archived: bool

    @property
    def address(self) -> str:
        """The list's address with these filters, without the page."""
        chosen = {key: request.args[key] for key in KEYS if request.args.get(key)}
        return f"{request.path}?{urlencode(chosen)}"

    def keep(self, terms: list[Term]) -> list[Term]:
        """Return the terms that pass the filters."""
        text = fold(self.text)
        return [
            term
            for term in terms
            if (not text or text in " ".join(words_of(term.phrase)))
            and (not self.meaning or term.meaning == self.meaning)
            and (not self.source or (term.own_id is not None) == (self.source == OWN))
        ]


@dataclass(frozen=True)
class TermPage:
    """A page of terms; pages count from 1."""

    items: list[Term]
    page: int
    pages: int
    total: int


def read_filters() -> TermFilters:
    """Read the filters from the address; an unknown source narrows nothing."""
    source = request.args.get("kilde", "")
    return TermFilters(
        " ".join(request.args.get("q", "").split()),
        request.args.get("betydning", ""),
        source if source in {OWN, SHIPPED} else "",
        request.args.get("arkiv") == "1",
    )


def page_of(terms: list[Term]) -> TermPage:
    """Return the page that the address asks for; a page too far is the last one."""
    pages = max(1, -(-len(terms) // PER_PAGE))
    wanted = min(max(request.args.get("side", 1, type=int), 1), FARTHEST, pages)
    first = (wanted - 1) * PER_PAGE
    return TermPage(terms[first : first + PER_PAGE], wanted, pages, len(terms))
