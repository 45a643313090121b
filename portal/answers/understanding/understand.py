"""From the text of a question to what it asks about."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from portal.answers.understanding.consulting import Added, Consultation
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.question import Evidence, Question, Role
from portal.answers.understanding.reading import Explained, Reading
from portal.answers.understanding.weighing import choose_municipality, narrow_domains, rank_codes

_ROLES: dict[str, Role] = {"domain": "domain", "kind": "kind", "urgent": "urgent"}
_NO_WORDS: frozenset[str] = frozenset()


def understand(
    text: str,
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    directory_words: frozenset[str] = _NO_WORDS,
    now: datetime | None = None,
) -> Question:
    """What the text asks about: exact places, then phrases, words, compounds, mistyped words.

    `directory_words` are folded words that the directory uses: never taken for mistyped, and kept
    in `rest` with the other words that nothing explains. `now` is aware; without it words for times
    set no moment.
    """
    reading = Reading(text, gazetteer, lexicon, directory_words, now)
    reading.read()
    chosen = choose_municipality(reading.hits, reading.words, reading.ends, gazetteer.is_in_region)
    explained = narrow_domains(reading.explained)
    domains, added = _find_domains(reading, explained, lexicon)
    return Question(
        text=text,
        municipality=chosen.code if chosen else None,
        place=chosen.place if chosen else None,
        alternatives=chosen.alternatives if chosen else (),
        outside_region=chosen is not None and not gazetteer.is_in_region(chosen.code),
        domains=domains,
        kinds=rank_codes(explained, "kind"),
        urgent=bool(rank_codes(explained, "urgent")),
        rest=reading.rest(),
        moment=reading.moment,
        evidence=_evidence(reading, explained, added, text),
    )


def _find_domains(
    reading: Reading, explained: Sequence[Explained], lexicon: Lexicon
) -> tuple[tuple[str, ...], list[Added]]:
    """The domains, those of the lexicon first, and which of them the second opinion added."""
    told = rank_codes(explained, "domain")
    if lexicon.opinion is None:
        return told, []
    consultation = Consultation(lexicon.opinion, reading, explained, lexicon.common.function)
    told = consultation.likely(told)
    added = list(consultation.additions(told))
    return (*told, *(domain.code for domain in added)), added


def _evidence(
    reading: Reading, explained: Sequence[Explained], added: Sequence[Added], text: str
) -> tuple[Evidence, ...]:
    """Which words gave what, in the order of the text."""
    evidence = [
        *_place_evidence(reading, text),
        *_word_evidence(reading, explained, text),
        *_opinion_evidence(reading, added, text),
        *_moment_evidence(reading, text),
    ]
    return tuple(sorted(evidence, key=lambda item: (item.start, item.role, item.code)))


def _place_evidence(reading: Reading, text: str) -> Iterator[Evidence]:
    for hit in reading.hits:
        start, end = reading.tokens[hit.start].start, reading.tokens[hit.end - 1].end
        code = hit.place.municipality.code
        yield Evidence("municipality", code, text[start:end], start, end, hit.read_as)


def _moment_evidence(reading: Reading, text: str) -> Iterator[Evidence]:
    for start, end in reading.moment.spans if reading.moment else ():
        yield Evidence("moment", "", text[start:end], start, end)


def _opinion_evidence(reading: Reading, added: Sequence[Added], text: str) -> Iterator[Evidence]:
    """The words that decided, each by itself."""
    for domain in added:
        for at in domain.positions:
            start, end = reading.tokens[at].start, reading.tokens[at].end
            read_as = reading.read_as.get(at)
            yield Evidence("domain", domain.code, text[start:end], start, end, read_as, True)


def _word_evidence(
    reading: Reading, explained: Sequence[Explained], text: str
) -> Iterator[Evidence]:
    for part in explained:
        start = reading.tokens[part.positions[0]].start
        end = reading.tokens[part.positions[-1]].end
        corrected = [reading.read_as[at] for at in part.positions if at in reading.read_as]
        for sense in part.senses:
            if sense.term_type in _ROLES:
                role = _ROLES[sense.term_type]
                read_as = " ".join(corrected) or None
                yield Evidence(role, sense.code, text[start:end], start, end, read_as)
