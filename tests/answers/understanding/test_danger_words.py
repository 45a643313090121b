"""Danger to life now: which words tell of it, and which only look like it."""

from collections.abc import Callable

import pytest

from portal.answers.understanding.common_words import CommonWords
from portal.answers.understanding.lexicon import Lexicon, LexiconRow
from portal.answers.understanding.question import Question
from tests.answers.understanding.test_lexicon import codes

Ask = Callable[[str], Question]

NOW = """
har taget 20 panodiler
min mor har taget fyrre panodiler
taget 30 sovepiller og vil dø
har taget tyve af mine stesolid
for 3 timer siden taget 20 panodiler
tidligere i dag taget 20 panodiler
slugt en hel pakke piller
min søn har taget alle mine piller
har taget for meget insulin
drukket opvaskemiddel
barnet har spist rottegift
overdosis heroin
ingen kontakt til ham, kold og stiv, Horsens
ingen kontakt, ligger helt stille
falder ud og ind af bevidsthed
umulig at vække
ingen livstegn
ingen vejrtrækning
har ikke puls
siger at hun ikke kan få luft
hjertet går i stå
det brænder, kone har glemt komfuret Struer
brandlugt
fyldt med røg
huset står i flammer
kniv mod sig selv lige nu
kniv for halsen
går rundt med en machete
jagter hende med en kniv
truer med pistol
truer sin kone med en kniv
har skudt sig i hovedet
sprunget i havnen
springer ud foran toget
hun har hængt sig i skuret
skum om munden
får kramper
kramper og abstinenser
delirium
delir
hænger i mundvigen
snøvler pludselig
allergisk reaktion, hævet i halsen
hoster blod
slået hovedet og bløder
kæresten tæver hende lige nu
banker hende lige nu
lige nu slår han hende
hun vågner ikke
han truer med at slå hende ihjel
har truet med at dræbe sin familie
ekskæresten er på vej med en kniv
ekskæresten prøver at bryde døren ned
skudt i skulderen
har forsøgt selvmord i dag
selvmordsforsøg nu
forsøgt at drukne sig
taget rottegift
slugt et barberblad
kan ikke holdes vågen efter metadon
lammet i højre side, startede for en time siden
ligger i sneen, fuld mand
fuld mand sover udenfor i frostvejr
har ligget på gulvet siden i går
veer hvert 3. minut
overdosis for et år siden nu bevidstløs
barnet er ved at drukne i søen
kvæler hende
er bange, han slår mig ihjel
bange for at blive slået ihjel
overdosis for et år siden, nu bevidstløs
angst brystsmerter
brystsmerter tidligere blodprop
kendt fra tidligere bevidstløs
""".strip().splitlines()

NOT_NOW = """
mor på 90 falder om natten
gamle fru Jensen falder om aftenen
hun har hentet imovane for hele måneden
tidligere overdosis
har tidligere taget en overdosis
overdosis for et år siden
for tre uger siden bevidstløs
for tre uger siden var han bevidstløs
var bevidstløs sidste år
var bevidstløs sidste år og drikker
har haft overdosis tidligere
havde hjertestop i 2019
bange for at få et slagtilfælde
angst for hjertestop
ringet 30 gange om brystsmerter, intet galt
truede med kniv sidste år
tager 2 panodiler om dagen
tager 30 sovepiller om ugen
min mor har taget piller i 20 år
mor 84 tager piller
har ikke taget sine piller
tager livet af lysten
glemmer at slukke komfuret
ingen kontakt til sine børn
ingen kontakt til egen læge
kold lejlighed
krampe i benet
ikke kramper
banker på hos naboen
han slår mig
skærer sig i armen med en kniv
vågner og kan ikke huske hvor han er
hjertestop for 2 år siden, bange for at det sker igen
overdosis for to år siden, clean nu, ensom
hun har haft overdosis før, nu hjemløs
far døde af en overdosis, sønnen sørger
lejligheden brændt, intet sted at sove
kvæler i gæld
lammet i højre side siden ungdommen
jeg er selv ved at falde om, passer min mand
er ved at drukne i regninger
livstruende dyrt at bo her
badekarret er livsfarligt for ham
""".strip().splitlines()


@pytest.mark.parametrize("text", NOW)
def test_what_tells_of_danger_to_life_now_is_urgent(text: str, ask_shipped: Ask) -> None:
    assert ask_shipped(text).urgent


@pytest.mark.parametrize("text", NOT_NOW)
def test_what_is_long_ago_feared_or_daily_is_not_urgent(text: str, ask_shipped: Ask) -> None:
    assert not ask_shipped(text).urgent


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("taget 30 sovepiller og vil dø", "selvmord"),
        ("kniv mod sig selv, Viborg", "selvskade"),
        ("she wants to kill herself", "selvmord"),
        ("suicide", "selvmord"),
        ("homeless", "hjemloeshed"),
        ("ukrainsk kvinde på gaden", "hjemloeshed"),
        ("hun er ved at drukne i regninger", "oekonomi"),
        ("huset brændte ned i går", "hjemloeshed"),
        ("har hængt sig", "selvmord"),
        ("han har låst hende inde", "vold"),
    ],
)
def test_the_problem_beside_the_danger_and_in_english_is_found(
    text: str, domain: str, ask_shipped: Ask
) -> None:
    assert domain in ask_shipped(text).domains


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        ("arbejder fuld tid og passer syg mand om natten", "paaroerende", "alkohol"),
        ("konen er fuld hver dag og ungerne er alene hjemme", "alkohol", "ensomhed"),
        ("forældrene magter ham ikke længere, han er skæv hver dag", "paaroerende", "selvmord"),
        ("enke uden familie, ingen at snakke med", "ensomhed", "paaroerende"),
        ("he beats her every night", "vold", "ensomhed"),
        ("drikker for lidt vand, ældre dame", "aeldre", "alkohol"),
        ("tager for mange Rivotril, køber dem på gaden", "medicin", "hjemloeshed"),
        ("han truer med at slå hende ihjel", "vold", "selvmord"),
    ],
)
def test_a_word_of_a_problem_that_is_not_meant_adds_none(
    text: str, told: str, not_told: str, ask_shipped: Ask
) -> None:
    assert told in ask_shipped(text).domains
    assert not_told not in ask_shipped(text).domains


def test_danger_counts_inside_a_longer_phrase_that_tells_of_a_problem(common: CommonWords) -> None:
    rows = [
        LexiconRow("urgent", "112", "det brænder", 5),
        LexiconRow("domain", "demens", "brænder glemt komfuret", 5),
    ]

    assert codes(Lexicon(rows, common), "det brænder, har glemt komfuret") == ["demens", "112"]


def test_a_phrase_that_is_to_be_ignored_takes_the_danger_in_it(common: CommonWords) -> None:
    rows = [
        LexiconRow("urgent", "112", "har kramper", 5),
        LexiconRow("ignore", "ignore", "kramper i benet", 4),
    ]

    assert codes(Lexicon(rows, common), "har kramper i benet") == ["ignore"]


def test_danger_is_not_told_by_half_of_its_phrase(common: CommonWords) -> None:
    row = LexiconRow("urgent", "112", "i gang med at tage livet", 5)

    assert codes(Lexicon([row], common), "musikken tager livet") == []
    assert codes(Lexicon([row], common), "er i gang med at tage livet") == ["112"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("taget 20 panodiler", ["112"]),
        ("12 hvide panodiler har hun taget", ["112"]),
        ("taget 4 panodiler", []),
        ("taget 500 mg panodil", []),
    ],
)
def test_a_large_number_of_pills_stands_for_any_large_one(
    text: str, found: list[str], common: CommonWords
) -> None:
    lexicon = Lexicon([LexiconRow("urgent", "112", "{sluger} 20 {tablet}", 5)], common)

    assert codes(lexicon, text) == found
