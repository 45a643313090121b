"""A question as it was understood."""

from dataclasses import dataclass
from typing import Literal

from portal.answers.understanding.moments import Moment
from portal.answers.understanding.place import MunicipalityShare, Place

Role = Literal["municipality", "domain", "kind", "urgent", "moment"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the question that gave something; the page shows them as a removable chip."""

    role: Role
    code: str
    """A municipality, domain or kind code; empty for urgency and moments."""
    words: str
    """The words as typed."""
    start: int
    end: int
    """Where they stand in the text, `end` exclusive."""
    read_as: str | None = None
    """The word that a mistyped one was taken for."""
    is_weighed: bool = False
    """True where no term of the lexicon but the second opinion decided by these words."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood of a text; empty parts were not."""

    text: str
    municipality: str | None = None
    """The four-digit code, also of a municipality outside the region."""
    place: Place | None = None
    """The named place or postcode that gave the municipality."""
    alternatives: tuple[MunicipalityShare, ...] = ()
    """Other municipalities that may be meant: shown beside the first, to choose from."""
    outside_region: bool = False
    domains: tuple[str, ...] = ()
    """Domain codes, the best supported first."""
    kinds: tuple[str, ...] = ()
    """Kinds of help that were asked for by name, the best supported first."""
    urgent: bool = False
    """True when the words tell of danger to life: show 1-1-2 before anything else."""
    rest: str = ""
    """The words that nothing explained, as typed, for the search in the directory's text."""
    moment: Moment | None = None
    """When it is about, if the words say so."""
    evidence: tuple[Evidence, ...] = ()
    """Which words gave what, in the order of the text."""
