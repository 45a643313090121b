"""Words that stand for each other in phrases: "passer sin mor", "passede min kone"."""

import re
from functools import lru_cache

from portal.text.folding import fold
from portal.text.stems import stem

_ALIKE = {
    "relative": """
        mor moren moderen far faren faderen forældre forældrene mand manden kone konen hustru
        hustruen ægtefælle ægtefællen samlever samleveren samleverske kæreste kæresten søn sønnen
        datter datteren bror broren broderen søster søsteren søskende svigermor svigerfar
        svigersøn svigerdatter onkel tante moster faster barnebarn barnebarnet papfar stedfar
        knægten brødre søstre brødrene kærester mødre fædre mutter fatter mama
        stedmor papmor niece nevø kusine fætter svigerinde svoger storebror lillebror storesøster
        lillesøster døtre sønner svigerforældre konens mandens
    """,
    "ex": """
        eks eksen ex exen ekskone ekskonen eksmand eksmanden exmand ekskæreste ekskæresten exkæreste
        barnefar barnefaren
    """,
    "grandparent": """
        mormor farmor morfar farfar bedstemor bedstefar bedste bedsteforældre oldemor oldefar
    """,
    "owner": "min mit mine din dit dine sin sit sine hans hendes deres vores vor",
    "subject": "jeg han hun vi de man a æ",
    "object": "ham hende",
    "number": """
        to tre fire fem seks syv otte ni ti elleve tolv femten tyve tredje fjerde femte sjette
        syvende ottende niende tiende tyvende 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
    """,
}
# Verbs whose forms have different stems; not "bad", "så" or "dør", which are other words too.
_STRONG_VERBS = """
    ikke ik ikk it itte
    mere mer
    have har ha haft havde
    drikke drikker drak drukket
    sove sover sov sovet
    slå slår slog slået
    ligge ligger lå ligget
    lægge lægger lagde lagt
    sidde sidder sad siddet
    stå står stod stået
    gå går gik gået
    komme kommer kom kommet
    tage tager tog taget ta tar
    give giver gav givet gi
    få får fik fået
    blive bliver blev blevet
    skære skærer skar skåret
    skrige skriger skreg skreget
    græde græder græd grædt
    bide bider bed bidt
    rive river rev revet
    flyde flyder flød flydt
    fryse fryser frøs frosset
    stjæle stjæler stjal stjålet
    bryde bryder brød brudt
    skyde skyder skød skudt
    springe springer sprang sprunget
    hænge hænger hang hængt
    finde finder fandt fundet
    binde binder bandt bundet
    tvinge tvinger tvang tvunget
    sige siger sagde sagt sir sier
    spørge spørger spurgte spurgt
    gøre gør gjorde gjort
    se ser set
    høre hører hørte hørt
    føle føler følte følt
    hjælpe hjælper hjalp hjulpet
    holde holder holdt
    løbe løber løb løbet
    flyve flyver fløj fløjet
    vide ved vidste vidst
    kunne kan kunnet ka
    ville vil villet
    måtte må måttet
    skulle skal skullet ska sku
    sætte sætter satte sat
    vælge vælger valgte valgt
    smide smider smed smidt
    glide glider gled gledet
    stige stiger steg steget
    skrive skriver skrev skrevet
    bære bærer bar båret
    trække trækker trak trukket
    stikke stikker stak stukket
    synke synker sank sunket
    synge synger sang sunget
    snyde snyder snød snydt
    lyve lyver løj løjet
    ryge ryger røg røget
    bede beder bedt
    lade lader lod ladet
    dø døde
    tabe taber tabte tabt
    miste mister mistede mistet
    glemme glemmer glemte glemt
    huske husker huskede husket
    smøre smører smurte smurt
    kneppe knepper
    spytte spytter spyttede
    tro tror troede troet
    bo bor boede boet
    leve lever levede levet
    vågne vågner vågnede vågnet
    tænke tænker tænkte tænkt
    savne savner savnede savnet
    banke banker bankede banket
    true truer truede truet
    falde falder faldt faldet
    køre kører kørte kørt
    ringe ringer ringede ringet
    spise spiser spiste spist
    sælge sælger solgte solgt
    betale betaler betalte betalt
    skylde skylder skyldte skyldt
    låne låner lånte lånt
    skifte skifter skiftede skiftet
    ryste ryster rystede rystet
    kaste kaster kastede kastet
    passe passer passede passet
    fyre fyret fyrer fyring
    tisse tisser tissede tisset
"""


def _classes() -> dict[str, str]:
    classes = {fold(word): f"<{name}>" for name, words in _ALIKE.items() for word in words.split()}
    for line in _STRONG_VERBS.split("\n"):
        forms = [fold(form) for form in line.split()]
        for form in forms:
            classes.setdefault(form, f"<{forms[0]}>")
    return classes


_CLASS_OF = _classes()

_ALSO = {"<grandparent>": "<relative>"}
"""A grandparent is a relative too; a phrase about a grandmother is about no other relative."""

# The stemmer makes "bil" of "billig" and "lej" of "lejlighed".
_WITH_LIG = re.compile("(.+lig(?:hed)?)(?:e|t|s|en|er|erne|ens|ere|st)?")


@lru_cache(maxsize=65_536)
def phrase_key(word: str) -> str:
    """What a folded word counts as inside a phrase: a kind of person, a number, or its stem."""
    if word in _CLASS_OF:
        return _CLASS_OF[word]
    ends_with_lig = _WITH_LIG.fullmatch(word)
    return ends_with_lig[1] if ends_with_lig else stem(word)


def asked_keys(key: str) -> tuple[str, ...]:
    """The keys that a word of a question fits: its own, and that of the wider kind of person."""
    return (key, _ALSO[key]) if key in _ALSO else (key,)
