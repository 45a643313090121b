"""The words that lists use for problem domains and municipalities, as the portal knows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from sqlalchemy import select

from portal.extensions import db
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.words import LexiconTerm
from portal.text.folding import fold

LIKE = 85
SHORTEST_MISTYPED = 5
SURE = 3  # weight of a term in the lexicon that tells of its domain by itself


@dataclass(frozen=True)
class ListWords:
    """Ids of domains and of municipalities by the folded words for them.

    ``names`` are the domains' own names by id; ``others`` are all the municipalities' of the
    country that the portal does not have.
    """

    domains: dict[str, tuple[int, ...]]
    municipalities: dict[str, int]
    names: dict[int, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)

    def find_domains(self, text: str) -> tuple[int, ...]:
        """Return the ids of the domains that a word or name stands for; none for an unknown one."""
        folded = fold(text).strip(" .:()")
        if folded in self.domains:
            return self.domains[folded]
        if len(folded) < SHORTEST_MISTYPED:
            return ()
        alike = process.extractOne(folded, list(self.domains), scorer=fuzz.ratio, score_cutoff=LIKE)
        return self.domains[alike[0]] if alike else ()

    def find_municipality(self, text: str) -> int | None:
        """Return the id of a municipality by name, "… Kommune" or code."""
        return self.municipalities.get(fold_place(text))


def fold_place(text: str) -> str:
    """Return a municipality's name as it is compared: without "Kommune"; a code has four digits."""
    folded = fold(text).strip()
    if folded.isdecimal():
        return folded.zfill(4)
    return folded.removesuffix("kommune").strip(" -,") or folded


def read_words() -> ListWords:
    """Return the words as the database has them now."""
    domains = list(db.session.scalars(select(Domain).where(Domain.archived_at.is_(None))))
    municipalities = list(db.session.scalars(select(Municipality)))
    query = select(LexiconTerm.phrase, LexiconTerm.code).where(
        LexiconTerm.term_type == "domain", LexiconTerm.weight >= SURE
    )
    return make_words(
        domains, municipalities, [(t.phrase, t.code) for t in db.session.execute(query)]
    )


def make_words(
    domains: Iterable[Domain],
    municipalities: Iterable[Municipality],
    terms: Iterable[tuple[str, str]] = (),
) -> ListWords:
    """Return the words for domains and municipalities; own names come before the lexicon's."""
    domains, municipalities = list(domains), list(municipalities)
    known: dict[str, tuple[int, ...]] = {}
    for domain in domains:
        parts = [domain.name, domain.code.replace("_", " "), *domain.name.split(" og ")]
        for name in parts:
            known.setdefault(fold(name), (domain.id,))
    own = set(known)
    ids = {domain.code: domain.id for domain in domains}
    for phrase, code in terms:
        folded = fold(phrase)
        if code in ids and "/" not in phrase and folded not in own:
            known[folded] = tuple(dict.fromkeys((*known.get(folded, ()), ids[code])))
    places = {
        fold_place(name): one.id
        for one in municipalities
        for name in (*one.variants, one.code, one.name)
    }
    return ListWords(
        known,
        places,
        {domain.id: domain.name for domain in domains},
        {one.id: one.full_name for one in municipalities},
    )
