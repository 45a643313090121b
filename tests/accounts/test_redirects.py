import pytest

from portal.accounts.redirects import own_path

FOREIGN = [
    "https://ond.example/",
    "http:ond.example",
    "//ond.example",
    "///ond.example",
    "////ond.example/%2f..",
    "/\\ond.example",
    "\\\\ond.example",
    "\\/ond.example",
    "/\\/ond.example",
    "/%2Fond.example",
    "/%5Cond.example",
    "/%252Fond.example",
    "/%09/ond.example",
    "/\t/ond.example",
    "/\n/ond.example",
    "\t//ond.example",
    " //ond.example",
    "\x00//ond.example",
    "/side%0d%0aSet-Cookie:%20x=1",
    "/side\r\nLocation: //ond.example",
    "//portal.example@ond.example",
    "portal.example@ond.example",
    "https://portal.example:pw@ond.example",
    "／／ond.example",
    "/／ond.example",
    "/∕ond.example/\u2028",
    "。ond.example",
    "//ond。example",
    "javascript:alert(1)",
    "data:text/html,x",
    "ond.example",
    "?next=/",
    "/" + "a" * 600,
    "/%ff/%2f/ond.example",
    "",
    None,
]
OWN = [
    "/",
    "/kommuner/randers",
    "/?q=randers+alkohol&kommune=0730",
    "/?q=r%C3%A5dgivning",
    "/kommuner/samsø",
    "/?q=https://www.rm.dk/",
    "/kontaktpersoner/17/historik#nyeste",
    "/@ond.example",
]


@pytest.mark.parametrize("target", FOREIGN)
def test_foreign_targets_lead_to_the_front_page(target: str | None) -> None:
    assert own_path(target) == "/"


@pytest.mark.parametrize("target", OWN)
def test_own_pages_stay_as_they_are(target: str) -> None:
    assert own_path(target) == target
