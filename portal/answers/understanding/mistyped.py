"""What a word that nothing explained may have been meant to be."""

from collections.abc import Sequence

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.named_places import BEFORE_PLACES, PlaceHit
from portal.answers.understanding.place import Place, PlaceLevel

_SHORTEST = 4
_LONG = 8
"""From this length on a word may have two wrong letters."""


class SpellingGuesser:
    """Guesses places and words of the lexicon; rather nothing than a wrong municipality."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon

    def guess_place(
        self, words: Sequence[str], position: int, allow_single: bool
    ) -> PlaceHit | None:
        """The place that a word with a neighbour, or if allowed the word alone, was meant to be."""
        word = words[position]
        for start in (position, position - 1):
            pair = words[start : start + 2] if start >= 0 else ()
            if len(pair) == 2 and (place := self._nearest_place(" ".join(pair), 1)):
                return PlaceHit(place, start, start + 2, place.name)
        if not allow_single or len(word) < _SHORTEST or self._lexicon.is_compound(word):
            return None
        is_after_preposition = position > 0 and words[position - 1] in BEFORE_PLACES
        for farthest in range(1, _farthest(word) + 1):
            place = self._nearest_place(word, farthest)
            if place is not None:
                nearest_word, _ = self._lexicon.nearest_words(word, farthest)
                if farthest < nearest_word or (farthest == nearest_word and is_after_preposition):
                    return PlaceHit(place, position, position + 1, place.name)
                return None
        return None

    def guess_word(self, word: str) -> str | None:
        """The word of the lexicon that was meant; None also when it is nearer to a common word."""
        if len(word) < _SHORTEST + 1:
            return None
        _, near = self._lexicon.nearest_words(word, _farthest(word))
        near = tuple(choice for choice in near if len(choice) >= _SHORTEST)
        telling = [choice for choice in near if choice in self._lexicon.words]
        if not telling:
            telling = [choice for choice in near if choice in self._lexicon.vocabulary]
        return min(telling, key=lambda choice: choice[0] != word[0], default=None)

    def _nearest_place(self, key: str, farthest: int) -> Place | None:
        distance, places = self._gazetteer.nearest_names(key, farthest)
        if len(key) < 5:
            places = [place for place in places if self._is_own_municipality(place)]
        if distance > 1:
            places = [place for place in places if place.level >= PlaceLevel.POSTAL_TOWN]
        top = max((place.level for place in places), default=PlaceLevel.PARISH)
        places = [place for place in places if place.level == top]
        codes = {place.municipality.code for place in places}
        return places[0] if len(codes) == 1 else None

    def _is_own_municipality(self, place: Place) -> bool:
        is_inside = self._gazetteer.is_in_region(place.municipality.code)
        return is_inside and place.level == PlaceLevel.MUNICIPALITY


def _farthest(word: str) -> int:
    return 2 if len(word) >= _LONG else 1
