"""What place a word that nothing explained may have been meant to be.

Rather none than a wrong municipality: a name that is no municipality of the region, or that is as
near as an ordinary word, needs a sign that a place is meant.
"""

from collections.abc import Iterator, Sequence

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.mistyped import farthest_from, has_only_keywords
from portal.answers.understanding.named_places import PlaceHit
from portal.answers.understanding.place import Place, PlaceLevel
from portal.answers.understanding.place_signs import BEFORE_PLACES, MUNICIPALITY_WORDS
from portal.text.folding import fold
from portal.text.tokens import Token

_SHORTEST = 4
_SHORTEST_VILLAGE = 7
_SHORTEST_SIGNED = 5


class PlaceGuesser:
    """Guesses the places of one question; `words` are those of its tokens, or better ones."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        words: Sequence[str],
        tokens: Sequence[Token],
        ends: frozenset[int],
    ) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._words = words
        self._tokens = tokens
        self._ends = ends

    def guess_place(self, position: int, allow_single: bool) -> PlaceHit | None:
        """The place that a word with a neighbour, or if allowed the word alone, was meant to be."""
        for start in (position, position - 1):
            pair = self._words[start : start + 2] if start >= 0 else ()
            if len(pair) == 2 and (place := self._nearest_place(" ".join(pair), 1, False)):
                return PlaceHit(place, start, start + 2, place.name)
        typed = self._tokens[position].raw.casefold()
        if not allow_single or len(typed) < _SHORTEST:
            return None
        is_signed = self._is_signed(position)
        for key, distance in _tries(self._words[position], typed):
            place = self._nearest_place(key, distance, is_signed)
            if place and self._is_doubtful(place, position):
                is_signed = False
                place = self._nearest_place(key, distance, is_signed)
            if place is not None:
                is_meant = self._is_nearer_than_words(place, position, distance, is_signed)
                return PlaceHit(place, position, position + 1, place.name) if is_meant else None
        return None

    def _is_signed(self, position: int) -> bool:
        """True after "i" or "fra", at the end, before "kommune", and for a word by itself."""
        before = self._words[position - 1] if position else ""
        is_after = before in BEFORE_PLACES or self._is_added(position)
        return is_after or self._is_clearly_signed(position)

    def _is_added(self, position: int) -> bool:
        """True for the last word, when the sentence could end before it."""
        before = self._words[position - 1] if position else ""
        return position == len(self._words) - 1 and before not in self._lexicon.common.function

    def _is_doubtful(self, place: Place, position: int) -> bool:
        """True for a name that is a word too, unless it is a municipality's or clearly a place."""
        is_town = place.is_ambiguous and place.level < PlaceLevel.MUNICIPALITY
        return is_town and not (self._is_added(position) or self._is_clearly_signed(position))

    def _is_clearly_signed(self, position: int) -> bool:
        """True for a word that no ordinary word would stand as: alone, capitalised after "i"."""
        before = self._words[position - 1] if position else ""
        after = self._words[position + 1] if position + 1 < len(self._words) else ""
        begins = position == 0 or position - 1 in self._ends
        ends = position + 1 == len(self._words) or position in self._ends
        is_name = before in BEFORE_PLACES and self._tokens[position].is_capitalised
        return is_name or after in MUNICIPALITY_WORDS or (begins and ends)

    def _is_nearer_than_words(
        self, place: Place, position: int, distance: int, is_signed: bool
    ) -> bool:
        """True when no word is nearer, and none as near without a sign that a place is meant."""
        word = self._words[position]
        is_own = self._is_own_municipality(place)
        if place.level < PlaceLevel.MUNICIPALITY and self._lexicon.is_compound(word):
            return False
        nearest_word, _ = self._lexicon.nearest_words(word, distance)
        if distance != nearest_word:
            return distance < nearest_word
        if is_own and is_signed:
            return True
        is_at_an_end = position == 0 or self._is_added(position)
        is_likely = is_at_an_end and has_only_keywords(self._words, self._lexicon)
        return (is_likely and self._is_town_of_region(place)) or self._is_clearly_signed(position)

    def _nearest_place(self, key: str, farthest: int, is_signed: bool) -> Place | None:
        """The place with the nearest name, when it is clear which."""
        distance, places = self._gazetteer.nearest_names(key, farthest)
        own = [place for place in places if self._is_own_municipality(place)]
        if len(key) <= _SHORTEST:
            signed = [p for p in places if is_signed and self._may_be_short(p)]
            own = own or signed
            return own[0] if len(own) == 1 else None
        rivals = [
            place
            for place in places
            if self._may_be_guessed(place, distance, is_signed) or self._is_inside(place)
        ]
        best = max(map(self._importance, rivals), default=0)
        rivals = [place for place in rivals if self._importance(place) > best - 2]
        if own and all(fold(p.name)[0] != key[0] for p in rivals if p not in own):
            rivals = own
        codes = {place.municipality.code for place in rivals}
        guesses = [p for p in rivals if self._may_be_guessed(p, distance, is_signed)]
        return guesses[0] if guesses and len(codes) == 1 else None

    def _importance(self, place: Place) -> int:
        """Outside the region a place weighs less; a rival two levels lower does not count."""
        return place.level if self._is_inside(place) else place.level - 1

    def _may_be_guessed(self, place: Place, distance: int, is_signed: bool) -> bool:
        """Municipalities always; of other places only unmistakable ones inside the region."""
        if place.level == PlaceLevel.MUNICIPALITY:
            return True
        if is_signed and distance == 1 and len(place.name) >= _SHORTEST_SIGNED:
            return self._is_inside(place) or place.level == PlaceLevel.POSTAL_TOWN
        is_a_word = place.is_ambiguous or fold(place.name) in self._lexicon.common.words
        if is_a_word or not self._is_inside(place):
            return False
        if place.level == PlaceLevel.PARISH:
            return distance == 1 and len(place.name) >= _SHORTEST_VILLAGE
        return distance == 1 or place.level == PlaceLevel.POSTAL_TOWN

    def _may_be_short(self, place: Place) -> bool:
        return place.level == PlaceLevel.MUNICIPALITY or self._is_town_of_region(place)

    def _is_town_of_region(self, place: Place) -> bool:
        return place.level >= PlaceLevel.TOWN and self._is_inside(place)

    def _is_own_municipality(self, place: Place) -> bool:
        return place.level == PlaceLevel.MUNICIPALITY and self._is_inside(place)

    def _is_inside(self, place: Place) -> bool:
        return self._gazetteer.is_in_region(place.municipality.code)


def _tries(folded: str, typed: str) -> Iterator[tuple[str, int]]:
    """The spellings to look for, the fewest wrong letters first."""
    for distance in range(1, farthest_from(folded) + 1):
        yield folded, distance
        if typed != folded and typed.isascii():
            yield typed, distance
