"""What a word that nothing explained may have been meant to be."""

from collections.abc import Sequence

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.named_places import BEFORE_PLACES, PlaceHit
from portal.answers.understanding.place import Place, PlaceLevel
from portal.text.folding import fold

_SHORTEST = 4
_SHORTEST_VILLAGE = 7
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
        for start in (position, position - 1):
            pair = words[start : start + 2] if start >= 0 else ()
            if len(pair) == 2 and (place := self._nearest_place(" ".join(pair), 1)):
                return PlaceHit(place, start, start + 2, place.name)
        if not allow_single or len(words[position]) < _SHORTEST:
            return None
        for farthest in range(1, _farthest(words[position]) + 1):
            place = self._nearest_place(words[position], farthest)
            if place is not None:
                is_meant = self._is_nearer_than_words(place, words, position, farthest)
                return PlaceHit(place, position, position + 1, place.name) if is_meant else None
        return None

    def guess_word(self, word: str) -> str | None:
        """The word of the lexicon that was meant; None when only ordinary words are as near.

        A word made of known ones is no mistake ("sovested" is not meant to be "værested").
        Of four letters only a word is guessed that lost one, and when nothing else is as near.
        """
        if len(word) < _SHORTEST or self._lexicon.is_compound(word):
            return None
        _, near = self._lexicon.nearest_words(word, _farthest(word))
        if len(word) == _SHORTEST and (len(near) > 1 or any(len(w) == _SHORTEST for w in near)):
            return None
        telling = [choice for choice in near if choice in self._lexicon.words]
        if not telling:
            telling = [choice for choice in near if choice in self._lexicon.vocabulary]
        return min(telling, key=lambda choice: choice[0] != word[0], default=None)

    def _is_nearer_than_words(
        self, place: Place, words: Sequence[str], position: int, distance: int
    ) -> bool:
        """True when no word is nearer, and none as near without a sign that a place is meant."""
        word = words[position]
        if place.level < PlaceLevel.MUNICIPALITY and self._lexicon.is_compound(word):
            return False
        nearest_word, _ = self._lexicon.nearest_words(word, distance)
        if distance != nearest_word:
            return distance < nearest_word
        is_at_an_end = position in (0, len(words) - 1)
        is_after_preposition = position > 0 and words[position - 1] in BEFORE_PLACES
        return is_after_preposition or (is_at_an_end and self._is_own_municipality(place))

    def _nearest_place(self, key: str, farthest: int) -> Place | None:
        """The place with the nearest name, when it is clear which."""
        distance, places = self._gazetteer.nearest_names(key, farthest)
        own = [place for place in places if self._is_own_municipality(place)]
        if len(key) <= _SHORTEST:
            return own[0] if len(own) == 1 else None
        rivals = [p for p in places if self._may_be_guessed(p, distance) or self._is_inside(p)]
        best = max(map(self._importance, rivals), default=0)
        rivals = [place for place in rivals if self._importance(place) > best - 2]
        if own and all(fold(p.name)[0] != key[0] for p in rivals if p not in own):
            rivals = own
        codes = {place.municipality.code for place in rivals}
        guesses = [place for place in rivals if self._may_be_guessed(place, distance)]
        return guesses[0] if guesses and len(codes) == 1 else None

    def _importance(self, place: Place) -> int:
        """Outside the region a place weighs less; a rival two levels lower does not count."""
        return place.level if self._is_inside(place) else place.level - 1

    def _may_be_guessed(self, place: Place, distance: int) -> bool:
        """Municipalities always; of other places only unmistakable ones inside the region."""
        if place.level == PlaceLevel.MUNICIPALITY:
            return True
        is_a_word = place.is_ambiguous or fold(place.name) in self._lexicon.common.words
        if is_a_word or not self._is_inside(place):
            return False
        if place.level == PlaceLevel.PARISH:
            return distance == 1 and len(place.name) >= _SHORTEST_VILLAGE
        return distance == 1 or place.level == PlaceLevel.POSTAL_TOWN

    def _is_own_municipality(self, place: Place) -> bool:
        return place.level == PlaceLevel.MUNICIPALITY and self._is_inside(place)

    def _is_inside(self, place: Place) -> bool:
        return self._gazetteer.is_in_region(place.municipality.code)


def _farthest(word: str) -> int:
    return 2 if len(word) >= _LONG else 1
