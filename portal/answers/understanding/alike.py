"""Words that stand for each other in phrases: "passer sin mor", "passer min kone"."""

from portal.text.folding import fold
from portal.text.stems import stem

_ALIKE = {
    "relative": """
        mor moren moderen far faren faderen forældre forældrene mand manden kone konen hustru
        hustruen ægtefælle ægtefællen samlever samleveren samleverske kæreste kæresten søn sønnen
        datter datteren bror broren broderen søster søsteren søskende mormor farmor morfar farfar
        bedstemor bedstefar bedsteforældre svigermor svigerfar svigersøn svigerdatter onkel tante
        moster faster barnebarn barnebarnet ekskone eksmand eks eksen papfar stedfar knægten
    """,
    "owner": "min mit mine din dit dine sin sit sine hans hendes deres vores vor",
    "subject": "jeg han hun vi de man",
    "object": "ham hende",
    "number": """
        to tre fire fem seks syv otte ni ti elleve tolv femten tyve tredje fjerde femte sjette
        syvende ottende niende tiende tyvende 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
    """,
}
_CLASS_OF = {fold(word): f"<{name}>" for name, words in _ALIKE.items() for word in words.split()}


def phrase_key(word: str) -> str:
    """What a folded word counts as inside a phrase: a kind of person, a number, or its stem."""
    return _CLASS_OF.get(word) or stem(word)
