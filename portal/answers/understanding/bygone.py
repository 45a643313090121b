"""Which days of a question are past: "voldtaget i nat" has been, "skal sove i nat" is to come.

"i nat", "i weekenden" and "fredag" may be either. The word nearest to the day in its clause decides
(before the day first, then after it), one of :data:`_PARTICIPLES` or :data:`_TOLD` for the past,
one of :data:`_AHEAD` for what is to come. Where the clause has none of them, words of
:data:`_TOLD` anywhere in the question tell of the past.
"""

from collections.abc import Iterable, Sequence

from portal.answers.understanding.clauses import Clauses
from portal.text.folding import fold
from portal.text.tokens import Token

_TOLD = frozenset(
    {"blev", "var", "kom", "gik", "fik", "tog", "sov", "slog", "skreg", "drak", "faldt", "stak"}
    | {"ringet", "faldet", "sovet", "drukket", "kommet", "indlagt", "slaet", "hort", "blevet"}
    | {"vaeret", "truet", "smadret", "forsvundet", "fundet"}
)
# Beside a day these tell when it was; elsewhere in a question they may be why something is needed
# later ("smidt ud, herberg i nat"). Left out are what looks alike: states ("lukket i nat",
# "aflyst i weekenden") and other words ("i løbet af weekenden").
_BESIDE_A_DAY = """
overfaldet voldtaget krænket antastet misbrugt mishandlet forfulgt chikaneret afpresset banket
tæsket tævet pryglet sparket skubbet kradset bidt kvalt skåret stukket skudt revet røvet
bestjålet stjålet snydt svindlet franarret hacket væltet snublet gledet skredet besvimet
kollapset brækket kastet blødt brændt druknet forgiftet bedøvet taget spist røget sniffet fixet
drukket tisset grædt råbt skreget vågnet ligget siddet stået boet gået kørt hentet sendt
hjemsendt smidt sat udsat udvist bortvist efterladt forladt flygtet rejst flyttet fyret
anholdt løsladt anmeldt udskrevet genindlagt overflyttet opereret født tilkaldt opsøgt mistet
tabt glemt set haft sket begyndt startet opstået forværret oplevet prøvet forsøgt mødt sagt
gjort skrevet ødelagt oversvømmet skar bed skete kørte sendte døde hørte råbte ramte tabte
"""
_PARTICIPLES = frozenset(map(fold, _BESIDE_A_DAY.split()))
_AHEAD = frozenset(
    {"skal", "kan", "vil", "ma", "bliver", "blive", "mangler", "soger", "onsker", "hvor", "hvem"}
    | {"finde", "brug", "behov", "plads", "ingen", "uden", "sted", "steder"}
)
_BEFORE_WHAT_COMES = frozenset({"blive", "bliver", "skal", "vaere", "have"})
"""Shortly before a participle: "bliver udskrevet", "skal have skiftet"."""
_SHORTLY = 3
_PAST_ENDING = "ede"
_NOT_PAST = frozenset(
    {"allerede", "bede", "brede", "glaede", "hede", "klaede", "lede", "rede", "smede", "svede"}
    | {"tilstede", "traede", "vrede"}
)


class Telling:
    """Tells of one question which of its days are past."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._clauses = Clauses(text, tokens)
        self._words = [token.folded for token in tokens]
        self._is_told = any(map(_is_told, self._words))

    def is_past(self, start: int, end: int) -> bool:
        """True when the day at those tokens (`end` is exclusive) has been."""
        first, last = self._clauses.around(start, end)
        near = [*range(start - 1, first - 1, -1), *range(end, last)]
        return self._nearest(near, first, self._is_told)

    def _nearest(self, near: Iterable[int], first: int, otherwise: bool) -> bool:
        for at in near:
            word = self._words[at]
            if word in _AHEAD:
                return False
            if _is_told(word) or word in _PARTICIPLES:
                before = self._words[max(first, at - _SHORTLY) : at]
                return _BEFORE_WHAT_COMES.isdisjoint(before)
        return otherwise


def _is_told(word: str) -> bool:
    return word in _TOLD or (word.endswith(_PAST_ENDING) and word not in _NOT_PAST)
