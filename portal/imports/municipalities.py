"""The 19 municipalities, each with its root organisation, the region, and the domains."""

from datetime import UTC, datetime

from portal.config import REFERENCE
from portal.imports.loading import Loading, Values
from portal.imports.reading import Row, read_rows, split_list
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.vocabulary import Sector
from portal.text.folding import slugify

# The day on which somebody found the numbers that are marked "checked" on a public page.
CHECKED_AT = datetime(2026, 11, 22, tzinfo=UTC)
CHECKED_BY = "en offentlig side"
CHECKED_COLUMNS = ("phone_status", "email_status")

REGION = "Region Midtjylland"


def load_municipalities(loading: Loading) -> dict[str, Municipality]:
    """Load the municipalities and their root organisations; return them by code."""
    loaded = {}
    for row in read_rows(REFERENCE / "municipalities.csv"):
        code = row["code"]
        municipality = loading.load(Municipality, f"municipality:{code}", municipality_values(row))
        root = root_values(municipality)
        loading.load(Organisation, organisation_key(municipality.full_name), root)
        loaded[code] = municipality
    return loaded


def municipality_values(row: Row) -> Values:
    """Return what is known of a municipality; unconfirmed unless all of it was checked."""
    is_checked = all(row[column] == "checked" for column in CHECKED_COLUMNS)
    return {
        "code": row["code"],
        "slug": row["slug"],
        "name": row["name"],
        "variants": split_list(row["variants"], ";"),
        "switchboard": row["phone"] or None,
        "email": row["email"] or None,
        "web": f"https://{row['web']}" if row["web"] else None,
        "source_url": f"https://{row['web']}" if is_checked else None,
        "source_date": CHECKED_AT.date().isoformat() if is_checked else None,
        "confirmed_at": CHECKED_AT if is_checked else None,
        "confirmed_by_name": CHECKED_BY if is_checked else None,
    }


def organisation_key(name: str) -> str:
    """Return the reference key of an organisation by the name that the data files call it."""
    return f"organisation:{slugify(name)}"


def root_values(municipality: Municipality) -> Values:
    """Return the organisation that is a municipality as a whole."""
    return {
        "name": municipality.full_name,
        "sector": Sector.MUNICIPAL,
        "municipality": municipality,
        "web": municipality.web,
    }


def load_region(loading: Loading) -> Organisation:
    """Load the region as an organisation."""
    values = {"name": REGION, "sector": Sector.REGIONAL, "web": "https://www.rm.dk"}
    return loading.load(Organisation, organisation_key(REGION), values)


def load_domains(loading: Loading) -> dict[str, Domain]:
    """Load the problem domains, in the order of the menus; return them by code."""
    loaded = {}
    for position, row in enumerate(read_rows(REFERENCE / "domains.csv")):
        values = {
            "code": row["code"],
            "name": row["name_da"],
            "group_name": row["group_da"],
            "description": row["describes_da"],
            "position": position,
        }
        loaded[row["code"]] = loading.load(Domain, f"domain:{row['code']}", values)
    return loaded
