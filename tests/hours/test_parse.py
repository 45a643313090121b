"""Typed hours are read as a Dane means them, or refused with the piece that is unclear."""

import pytest

from portal.hours.format import format_hours
from portal.hours.model import EMPTY
from portal.hours.parse import HoursNotUnderstood, parse_hours

OFFICE = "man-fre 8.00-15.00; helligdage lukket"
SAME_MEANING = {
    OFFICE: (
        "hverdage 8-15",
        "alle hverdage kl. 8.00-15.00",
        "Mandag – fredag: kl. 08:00 – 15:00",
        "man.-fre.: fra kl. 8 til 15",
        "mandag til og med fredag mellem kl. 8 og kl. 15",
        "mandage, tirsdage, onsdage, torsdage og fredage 8-15",
        "ma ti on to fr 8-15",
        "kl. 8-15 på hverdage",
        "telefontid: hverdage 8-15",
        "Telefonisk henvendelse hverdage 8-15",
        "hverdage 8-15 (2016)",
        "hverdage 8-15; weekend lukket",
        "man-fre 8-15, lukket i weekenden og på helligdage",
        "man-fre 8-15; søn- og helligdage lukket",
        "man-fre 8-15, ikke helligdage",
        "alle dage undtagen lørdag og søndag 8-15; helligdage lukket",
        "hverdage 8-15, ellers lukket",
        "Man\u00addag-fre\u00addag 8\u00a0-\u00a015",
    ),
    "døgnet rundt": (
        "24/7",
        "Døgnåben",
        "doegnet rundt",
        "hele døgnet alle ugens dage",
        "døgnet rundt, året rundt",
        "døgnet rundt, efter visitation",
        "man-søn 0-24",
        "døgnåben telefonservice",
    ),
    "alle dage 8.00-22.00; helligdage som normalt": (
        "alle dage 8-22",
        "hver dag kl. 8-22",
        "dagligt 8-22",
        "alle årets 365 dage kl. 8-22",
        "alle dage 8-22, også helligdage",
        "alle dage inkl. helligdage 8-22",
        "8-22 hele ugen",
    ),
    "man, ons og fre 10.00-12.00 og 13.00-15.00; helligdage lukket": (
        "man, ons og fre 10-12 og 13-15",
        "mandag, onsdag, fredag 10-12/13-15",
        "man 10-12, man 13-15; ons og fre 10-12, 13-15",
    ),
    "man 8.00-15.00, tir 9.00-12.00; helligdage lukket": (
        "Mandag\n8-15\nTirsdag:\t9-12\nOnsdag\nlukket",
        "mandag 8-15. Tirsdag 9-12.",
        "8-15 mandag, 9-12 tirsdag",
        "lukket onsdag, mandag 8-15, tirsdag 9-12",
    ),
    "man-tir og tor 8.00-15.00, fre 8.00-13.00; helligdage lukket": (
        "man-tor 8-15, fre 8-13; ons lukket",
        "ons lukket; man-tor 8-15, fre 8-13",
        "man-tor 8-15 undtagen onsdag, fre 8-13",
    ),
    "man-ons og fre 9.00-15.00, tor 9.00-15.00 og 16.00-18.00; helligdage lukket": (
        "man-fre 9-15, desuden tor 16-18",
        "hverdage 9-15 og torsdag 16-18",
        "hverdage 9-15; torsdag også 16-18",
        "hverdage 9-15; torsdag 9-15 og 16-18",
    ),
    "man-ons og fre 9.00-15.00, tor 16.00-18.00; helligdage lukket": (
        "man-fre 9-15, tor kun 16-18",
        "hverdage 9-15, dog torsdag 16-18",
    ),
    "man-fre 16.00-8.00 næste dag, lør-søn hele døgnet; helligdage hele døgnet": (
        "hverdage 16-8, weekender og helligdage hele døgnet",
    ),
    "alle dage 21.00-3.00 næste dag; helligdage som normalt": ("alle dage kl 21-03",),
    "man 8.00-24.00; helligdage lukket": ("man 8-00", "man 8-24", "man kl. 8 til midnat"),
    "man 0.00-8.00, fre 16.00-24.00, lør-søn hele døgnet; helligdage som søndag": (
        "fredag kl. 16 til mandag kl. 8",
        "fre 16-24, lør-søn 0-24, man 0-8",
    ),
    "man og fre-søn 8.00-15.00; helligdage som søndag": ("fre-man 8-15",),
    "man-fre 8.00-15.00; helligdage 10.00-14.00": ("hverdage 8-15, helligdage 10-14",),
    "man-fre 8.00-15.00; helligdage som normalt": (
        "hverdage 8-15, også helligdage",
        "hverdage 8-15; helligdage som sædvanligt",
    ),
    "man-fre 8.00-15.00; helligdage lukket; 24. december lukket": (
        "hverdage 8-15; 24. december lukket",
        "hverdage 8-15; den 24. dec. lukket",
        "hverdage 8-15, lukket 24/12",
        "hverdage 8-15, juleaftensdag lukket",
    ),
    "man-fre 8.00-15.00; helligdage lukket; 24. december 2026 lukket": (
        "hverdage 8-15; 24.12.2026 lukket",
        "hverdage 8-15; 24/12 2026 lukket",
        "hverdage 8-15; 2026-12-24 lukket",
    ),
    "man-fre 8.00-15.00; helligdage lukket; 1. juli-15. august lukket": (
        "hverdage 8-15; 1. juli-15. august lukket",
        "hverdage 8-15; lukket fra 1. juli til 15. august",
        "hverdage 8-15; 1/7-15/8 lukket",
    ),
    "man-fre 8.00-15.00; helligdage lukket; 1.-31. juli 10.00-12.00": (
        "hverdage 8-15; juli 10-12",
        "hverdage 8-15; 1.-31. juli 10-12",
    ),
    "man-fre 8.00-15.00; helligdage lukket; 20. december 2026-3. januar 2027 lukket": (
        "hverdage 8-15; 20. december-3. januar 2027 lukket",
        "hverdage 8-15; 20. december 2026-3. januar lukket",
    ),
    "efter aftale": ("Kun efter aftale", "efter forudgående aftale", "hverdage efter aftale"),
    "man-tor 8.00-15.00; helligdage lukket; ellers efter aftale": (
        "man-tor 8-15, ellers efter aftale",
        "man-tor 8-15, fre efter aftale",
        "man-tor 8-15; øvrige dage efter aftale",
    ),
}
REFUSED = {
    "onsdag i lige uger 8-9": "lige uger",
    "tirsdag formiddag": "formiddag",
    "første mandag 8-9": "første",
    "ca. 8-15 alle dage": "ca.",
    "man-fre efter kl. 16": "efter kl. 16",
    "kl. 16-18": "kl. 16-18",
    "man-tor": "man-tor",
    "lukket": "lukket",
    "helligdage lukket": "helligdage lukket",
    "man 25-26": "25-26",
    "man 8.75-9": "8.75-9",
    "man 8-8": "8-8",
    "man 9-4": "9-4",
    "man 16-9": "16-9",
    "man 24-7": "24-7",
    "man 8-9 næste dag": "8-9 næste dag",
    "man 8-15; man lukket": "man lukket",
    "man 8-12; man 10-15": "man 10-15",
    "man 8-12 og 10-15": "man 8-12 og 10-15",
    "man-fre 9-15; tor 16-18": "tor 16-18",
    "man-tor 8-15; ons-fre 10-16": "ons-fre 10-16",
    "hverdage 8-15; øvrige dage 9-12": "øvrige dage 9-12",
    "hverdage 8-15; lørdag som søndag": "lørdag som søndag",
    "hverdage 8-15; helligdage lukket; helligdage 9-12": "helligdage 9-12",
    "hverdage 8-15; torsdag den 24. december lukket": "torsdag den 24. december",
    "hverdage 8-15; 31. november lukket": "31. november",
    "hverdage 8-15; 2. juli 2026-1. juli 2026 lukket": "2. juli 2026-1. juli 2026",
    "hverdage 8-15; 1.-10. juli lukket; 5.-15. juli 9-10": "5.-15. juli 9-10",
    "hverdage 8-15; uge 29 lukket": "uge 29",
    "hele året undtagen juli: hverdage 8-15": "hele året undtagen juli: hverdage",
    "juli, hverdage 8-15": "juli, hverdage",
    "man-fre 8-15 efter aftale": "8-15 efter aftale",
    "man-fre 8-12 undtagen fredag 13-15": "fredag 13-15",
    "8-12 mandag, tirsdag, onsdag 13-15": "mandag, tirsdag, onsdag 13-15",
    "telefontid man 8-9, personlig henvendelse tir 9-10": (
        "telefontid man 8-9, personlig henvendelse"
    ),
}


@pytest.mark.parametrize(
    ("text", "meaning"), [(text, told) for told, texts in SAME_MEANING.items() for text in texts]
)
def test_spelling_is_read_and_told_back(text: str, meaning: str) -> None:
    hours = parse_hours(text)
    assert format_hours(hours) == meaning
    assert parse_hours(meaning) == hours


@pytest.mark.parametrize(("text", "fragment"), REFUSED.items())
def test_unclear_text_is_refused_with_the_piece_that_is_unclear(text: str, fragment: str) -> None:
    with pytest.raises(HoursNotUnderstood) as refused:
        parse_hours(text)
    assert refused.value.fragments == (fragment,)
    assert f"»{fragment}«" in str(refused.value)
    assert "skriv" in str(refused.value).lower()


def test_every_unclear_piece_is_named_as_it_was_typed() -> None:
    with pytest.raises(HoursNotUnderstood) as refused:
        parse_hours("Man-tor 8-15 i Lige Uger; Fredag FORMIDDAG")
    assert refused.value.fragments == ("Lige Uger", "FORMIDDAG")
    assert str(refused.value).startswith("Forstår ikke »Lige Uger« og »FORMIDDAG«. Skriv for ")


def test_missing_days_are_asked_for() -> None:
    with pytest.raises(HoursNotUnderstood, match="hvilke dage det gælder"):
        parse_hours("8.00-9.00 og 12.00-13.00")


def test_no_text_means_nothing_is_known() -> None:
    assert parse_hours(" \n ") is EMPTY


def test_the_typed_text_is_kept() -> None:
    assert parse_hours(" Hverdage 8 – 15 ").text == "Hverdage 8 – 15"


def test_text_longer_than_any_hours_is_refused_before_it_is_read() -> None:
    with pytest.raises(HoursNotUnderstood, match="Skriv højst 500 tegn"):
        parse_hours("man-fre 8-16 " * 50)
