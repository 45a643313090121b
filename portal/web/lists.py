"""What the lists of every noun share: their filters and their pages."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select

from portal.extensions import db
from portal.models.domain import Domain
from portal.models.municipality import Municipality

PER_PAGE = 50
FARTHEST = 1_000_000  # a page that no list has, and no database finds too large a number
FILTER_KEYS = ("kommune", "omraade", "slags", "q", "arkiv")


@dataclass(frozen=True)
class Filters:
    """What a list was narrowed to, as it stands in its address."""

    municipality: Municipality | None
    domain: Domain | None
    text: str
    is_archived: bool

    @property
    def address(self) -> str:
        """The list's own address with these filters, without the page."""
        return own_address(*FILTER_KEYS)


def read_filters(municipalities: list[Municipality], domains: list[Domain]) -> Filters:
    """Read a list's filters from the address; unknown values narrow nothing."""
    code, domain_code = request.args.get("kommune"), request.args.get("omraade")
    return Filters(
        next((m for m in municipalities if m.code == code), None),
        next((d for d in domains if d.code == domain_code), None),
        request.args.get("q", "").strip(),
        request.args.get("arkiv") == "1",
    )


def paginate(query: Select[Any]) -> Pagination:
    """Return the page of a list that the address asks for; a page too far is the last one."""
    wanted = min(max(request.args.get("side", 1, type=int), 1), FARTHEST)
    page = db.paginate(query, page=wanted, per_page=PER_PAGE, error_out=False)
    if not page.items and page.pages:
        page = db.paginate(query, page=page.pages, per_page=PER_PAGE, error_out=False)
    return page


def own_address(*keys: str) -> str:
    """Return the address of this list with these filters, without the page."""
    chosen = {key: request.args[key] for key in keys if request.args.get(key)}
    return f"{request.path}?{urlencode(chosen)}"
