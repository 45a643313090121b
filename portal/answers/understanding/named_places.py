"""The places that a question names.

A name that is an ordinary word too (Mørke, Ry, Tarm) counts only right after i, fra, ved, til,
beside a postcode, before "kommune", or when nothing else gave a place and it does not stand as the
ordinary word does.
"""

from collections.abc import Sequence
from typing import NamedTuple

from portal.answers.understanding.amounts import is_amount
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.person_names import is_surname
from portal.answers.understanding.place import Place, PlaceLevel
from portal.answers.understanding.place_names import SUFFIXES
from portal.answers.understanding.place_signs import (
    BEFORE_PLACES,
    CLOSING,
    ISLANDS,
    MUNICIPALITY_WORDS,
    NEAR,
    PEOPLE,
    STAYING,
)
from portal.text.tokens import Token

_HOSPITALS = frozenset({"Skejby", "Gødstrup"})
_HOSPITAL_WORDS = frozenset(
    {"hospital", "hospitalet", "regionshospitalet", "sygehus", "sygehuset", "auh", "psyk"}
)
_SHORT = 3
_WIDEST_PHRASE = 4


class PlaceHit(NamedTuple):
    """A place and the tokens that name it, `end` exclusive."""

    place: Place
    start: int
    end: int
    read_as: str | None = None
    """The name that a mistyped word was taken for."""
    may_be_surname: bool = False
    """True for the municipality in "Per Lemvig"."""


def is_hospital(hit: PlaceHit, words: Sequence[str]) -> bool:
    """True for the place of a hospital: who is sent home from one seldom lives where it lies."""
    before = words[max(0, hit.start - 2) : hit.start]
    return hit.place.name in _HOSPITALS or any(word in _HOSPITAL_WORDS for word in before)


class PlaceFinder:
    """Finds places in one question after another; holds no question."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon

    def find_certain(self, tokens: Sequence[Token]) -> list[PlaceHit]:
        """Postcodes, unambiguous names, and ambiguous ones with a sign that a place is meant."""
        words = [token.folded for token in tokens]
        hits: list[PlaceHit] = []
        position = 0
        while position < len(tokens):
            hit = self._hit_at(tokens, words, position)
            if hit is None or self._is_rather_a_phrase(tokens, words, hit):
                position += 1
                continue
            position = hit.end
            if hits and (together := _as_one(hits[-1], hit)):
                hits[-1] = together
            else:
                hits.append(hit)
        return hits

    def find_bare(self, tokens: Sequence[Token], explained: set[int]) -> PlaceHit | None:
        """An ambiguous name that stands alone; ask only when nothing else gave a place.

        A municipality counts unless a word before it shows the ordinary word ("en skive"); a town
        of the region when it is the first or last word or is capitalised inside the question; a
        village only when its name is no common word. Behind a function word a name counts where a
        sentence could end before it.
        """
        for position, token in enumerate(tokens):
            place = self._gazetteer.find_name(token.folded)
            if place is None or position in explained or self._is_other_word(token, place):
                continue
            if is_surname(tokens, position) and place.level < PlaceLevel.MUNICIPALITY:
                continue
            is_added = self._is_added(tokens, position, place)
            if is_added or self._may_stand_alone(tokens, position, place):
                return PlaceHit(place, position, position + 1)
        return None

    def _is_rather_a_phrase(
        self, tokens: Sequence[Token], words: Sequence[str], hit: PlaceHit
    ) -> bool:
        """True for a word that a phrase of the lexicon needs: "kræft i tarm", "til tørring".

        Not where it is written as a name behind a word for places: "foran huset i Brande".
        """
        if not hit.place.is_ambiguous:
            return False
        is_named = tokens[hit.start].is_capitalised and words[hit.start - 1] in BEFORE_PLACES
        return not (hit.start and is_named) and self._is_in_phrase(words, hit)

    def _is_in_phrase(self, words: Sequence[str], hit: PlaceHit) -> bool:
        near = words[max(0, hit.start - _WIDEST_PHRASE) : hit.end + _WIDEST_PHRASE]
        at = min(hit.start, _WIDEST_PHRASE)
        return self._lexicon.has_phrase_with(near, at)

    def _hit_at(
        self, tokens: Sequence[Token], words: Sequence[str], position: int
    ) -> PlaceHit | None:
        if tokens[position].is_number:
            postcode = self._gazetteer.find_postcode(words[position])
            if postcode is None or is_amount(tokens, position):
                return None
            if self._is_far_number(tokens, position, postcode):
                return None
            return PlaceHit(postcode, position, position + 1)
        may_be_surname = is_surname(tokens, position)
        if may_be_surname and not self._is_municipality(words[position]):
            return None
        found = self._gazetteer.find_longest(words, position) or self._genitive(words[position])
        if found is None:
            home = self._home_of(words[position])
            return PlaceHit(home, position, position + 1) if home else None
        place, count = found
        if count == 1 and not self._is_certain(tokens, position, place):
            return None
        end = _end_of_name(words, position + count)
        is_bare = words[end - 1] not in MUNICIPALITY_WORDS
        return PlaceHit(place, position, end, may_be_surname=may_be_surname and is_bare)

    def _genitive(self, word: str) -> tuple[Place, int] | None:
        """ "Viborgs" is Viborg; ambiguous names are not guessed from a genitive."""
        if len(word) < 5 or not word.endswith("s"):
            return None
        place = self._gazetteer.find_name(word[:-1])
        return None if place is None or place.is_ambiguous else (place, 1)

    def _home_of(self, word: str) -> Place | None:
        """ "skivebo" tells of Skive; of a village the ending tells too little."""
        people = PEOPLE.fullmatch(word)
        place = self._gazetteer.find_name(people[1]) if people else None
        if place is None or place.level < PlaceLevel.POSTAL_TOWN:
            return None
        return place if self._gazetteer.is_in_region(place.municipality.code) else None

    def _is_far_number(self, tokens: Sequence[Token], position: int, postcode: Place) -> bool:
        """True for a number inside a question that is a postcode far away, without its town."""
        if self._gazetteer.is_in_region(postcode.municipality.code):
            return False
        after = tokens[position + 1].folded if position + 1 < len(tokens) else ""
        is_at_an_end = position in (0, len(tokens) - 1)
        return not is_at_an_end and self._gazetteer.find_name(after) is None

    def _is_certain(self, tokens: Sequence[Token], position: int, place: Place) -> bool:
        token = tokens[position]
        if _is_short_for(token, place):
            return False
        before = tokens[position - 1].folded if position else ""
        is_named = token.is_capitalised or before in BEFORE_PLACES
        if self._is_far_village(place) and not (
            is_named or self._is_last_keyword(tokens, position)
        ):
            return False
        is_ordinary = self._is_ordinary(token)
        if not (place.is_ambiguous or is_ordinary):
            return True
        if self._is_other_word(token, place):
            return False
        if self._stands_apart(tokens, position, place):
            return True
        after = tokens[position + 1].folded if position + 1 < len(tokens) else ""
        if self._is_one_of_two(tokens, position, place):
            return True
        if after in MUNICIPALITY_WORDS or self._is_postcode(before) or self._is_postcode(after):
            return True
        if before == "fra" and place.level == PlaceLevel.PARISH:
            return False  # "fra Rom": a village with the name of something known elsewhere
        follows = before in BEFORE_PLACES or (before == "pa" and token.folded in ISLANDS)
        follows = follows or (before == "af" and tokens[position - 2].folded in NEAR)
        if is_ordinary and _is_lower_case_word(tokens, position, place):
            return False
        if is_ordinary and not self._gazetteer.is_in_region(place.municipality.code):
            return follows and token.is_capitalised
        return follows

    def _may_stand_alone(self, tokens: Sequence[Token], position: int, place: Place) -> bool:
        token = tokens[position]
        common = self._lexicon.common
        before = tokens[position - 1].folded if position else ""
        if token.folded in self._lexicon.words or before in common.determiners:
            return False
        is_common = token.folded in common.words
        is_at_an_end = position in (0, len(tokens) - 1)
        if not self._gazetteer.is_in_region(place.municipality.code):
            if place.level == PlaceLevel.POSTAL_TOWN and not is_common:
                is_last = position == len(tokens) - 1
                return is_last and (position == 0 or _is_parted(tokens, position))
            is_only_keywords = is_at_an_end and all(t.folded not in common.function for t in tokens)
            return place.level == PlaceLevel.MUNICIPALITY and (is_only_keywords or not is_common)
        if place.level == PlaceLevel.MUNICIPALITY:
            return True
        if is_common and position == 0 and any(t.folded in common.function for t in tokens):
            return False  # "Beder om hjælp": a sentence begins with the ordinary word
        return (
            (place.level >= PlaceLevel.TOWN or not is_common)
            and (before not in common.function or _is_parted(tokens, position))
            and (is_at_an_end or token.is_capitalised)
        )

    def _is_added(self, tokens: Sequence[Token], position: int, place: Place) -> bool:
        """True for "puster ikke Ry": a name with a capital, behind what may end a sentence."""
        ends = position == len(tokens) - 1 or _is_parted(tokens, position + 1)
        if not (position and ends and tokens[position].is_capitalised):
            return False
        before = tokens[position - 1]
        common = self._lexicon.common
        is_for_more = before.folded in (common.function | common.determiners) - CLOSING
        if before.is_capitalised or before.is_number or is_for_more:
            return False
        is_inside = self._gazetteer.is_in_region(place.municipality.code)
        is_common = tokens[position].folded in common.words
        least = PlaceLevel.TOWN if is_inside else PlaceLevel.POSTAL_TOWN
        return place.level >= least and not is_common

    def _stands_apart(self, tokens: Sequence[Token], position: int, place: Place) -> bool:
        """True for ", odder" at an end, where no phrase goes on, and for "mor Odder" inside."""
        if place.level < PlaceLevel.TOWN or not self._gazetteer.is_in_region(
            place.municipality.code
        ):
            return False
        is_last = position == len(tokens) - 1 and _is_parted(tokens, position)
        is_first = position == 0 and len(tokens) > 1 and _is_parted(tokens, 1)
        if is_last or is_first:
            return True
        before = tokens[position - 1].folded if position else ""
        is_name = position > 0 and tokens[position].is_capitalised
        is_municipality = place.level == PlaceLevel.MUNICIPALITY
        return is_name and is_municipality and before not in self._lexicon.common.determiners

    def _is_one_of_two(self, tokens: Sequence[Token], position: int, place: Place) -> bool:
        """True for both in "skive eller odder", and for a town beside one that is no other word."""
        sides = (tokens[max(0, position - 2) : position], tokens[position + 1 : position + 3][::-1])
        return any(
            len(side) == 2 and side[1].folded == "eller" and self._may_be_beside(side[0], place)
            for side in sides
        )

    def _may_be_beside(self, token: Token, place: Place) -> bool:
        other = self._gazetteer.find_name(token.folded)
        if other is None or self._is_ordinary(token) or _is_short_for(token, other):
            return False
        least = min(place.level, other.level)
        return least >= (PlaceLevel.MUNICIPALITY if other.is_ambiguous else PlaceLevel.TOWN)

    def _is_last_keyword(self, tokens: Sequence[Token], position: int) -> bool:
        """True at the end of "demens agger", which is no sentence."""
        function = self._lexicon.common.function
        return position == len(tokens) - 1 and function.isdisjoint(t.folded for t in tokens)

    def _is_far_village(self, place: Place) -> bool:
        is_far = not self._gazetteer.is_in_region(place.municipality.code)
        return is_far and place.level < PlaceLevel.POSTAL_TOWN

    def _is_ordinary(self, token: Token) -> bool:
        """True for a common word as it is spelled, and for a word of the lexicon."""
        typed = token.raw.casefold()
        return typed in self._lexicon.common.spellings or token.folded in self._lexicon.words

    def _is_other_word(self, token: Token, place: Place) -> bool:
        """True for a word that is only folded like the place: "koge" is not Køge."""
        typed = token.raw.casefold()
        is_place = place.name.casefold().startswith(typed)
        return not is_place and typed in self._lexicon.common.spellings

    def _is_municipality(self, word: str) -> bool:
        place = self._gazetteer.find_name(word)
        return place is not None and place.level == PlaceLevel.MUNICIPALITY

    def _is_postcode(self, word: str) -> bool:
        return self._gazetteer.find_postcode(word) is not None


def _as_one(first: PlaceHit, second: PlaceHit) -> PlaceHit | None:
    """A postcode beside the name of its town is one place."""
    postcode, name = sorted((first, second), key=lambda hit: -hit.place.level)
    is_pair = (
        postcode.place.level == PlaceLevel.POSTCODE != name.place.level
        and postcode.place.municipality.code == name.place.municipality.code
        and first.end == second.start
    )
    return PlaceHit(postcode.place, first.start, second.end) if is_pair else None


def _end_of_name(words: Sequence[str], end: int) -> int:
    """Past "C", "NV" or "St" and "kommune" behind a name."""
    if end < len(words) and words[end] in SUFFIXES:
        end += 1
    if end < len(words) and words[end] in MUNICIPALITY_WORDS:
        end += 1
    return end


def _is_short_for(token: Token, place: Place) -> bool:
    """True for "ro", which is not the village Rø."""
    typed = token.raw.casefold()
    return len(typed) <= _SHORT and not place.name.casefold().startswith(typed)


def _is_lower_case_word(tokens: Sequence[Token], position: int, place: Place) -> bool:
    """True for "ligger i mørke", and for a village's name inside a question in small letters.

    At the end of a question a village may be typed so too: "kørt til løsning".
    """
    if tokens[position].is_capitalised or place.level == PlaceLevel.MUNICIPALITY:
        return False
    is_stay = any(t.folded in STAYING for t in tokens[max(0, position - 3) : position - 1])
    return is_stay or (place.level == PlaceLevel.PARISH and position < len(tokens) - 1)


def _is_parted(tokens: Sequence[Token], position: int) -> bool:
    """True when more than a space parts the word from the one before it: "igen, Bording"."""
    return position > 0 and tokens[position].start - tokens[position - 1].end > 1
