"""The list of counted words, and trying a term before it is saved."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.extensions import db
from portal.lexicon.examples import list_examples
from portal.lexicon.queries import Term, list_terms
from portal.lexicon.trial import try_term
from portal.models.words import OwnTerm
from portal.snapshot.current import current_snapshot
from portal.word_counts.tally import note_words, write_down
from tests.factories import make_domain
from tests.support.client import PageClient
from tests.support.pages import text_of

Database = Callable[[], AbstractContextManager[Session]]
pytestmark = pytest.mark.usefixtures("shipped")

WORDS = "/administration/ord"
TERM = {"phrase": "slåbrokseri", "meaning": "domain:alkohol", "weight": "4"}


@pytest.fixture(autouse=True)
def domains(database: Database) -> None:
    with database():
        make_domain("alkohol")
        make_domain("demens")


def count(app: Portal, word: str, people: int = 3) -> None:
    for person in range(people):
        with app.test_request_context():
            note_words({word: word}, f"user {person}")
    write_down(app)


def listed(admin: PageClient) -> list[str]:
    page = admin.page(WORDS)
    return [text_of(cell) for cell in page.iter("th") if cell.get("scope") == "row"]


def test_counted_words_stand_there_the_most_frequent_first(app: Portal, admin: PageClient) -> None:
    count(app, "grumserivet", 3)
    count(app, "skramlevorn", 5)
    count(app, "misbruget", 7)  # explained already
    assert listed(admin) == ["skramlevorn", "grumserivet"]
    assert "5 gange" in text_of(admin.page(WORDS))


def test_a_counted_word_is_made_a_term_and_leaves_the_list(app: Portal, admin: PageClient) -> None:
    count(app, "grumserivet")
    links = [a.get("href") for a in admin.page(WORDS).iter("a") if "Gør til ord" in text_of(a)]
    assert links == [f"{WORDS}/ny?ord=grumserivet"]
    shown = admin.get(links[0])
    assert 'value="grumserivet"' in shown.text
    assert admin.fill_in(shown, {"meaning": "domain:demens"}).status_code == 302
    assert listed(admin) == []


def test_a_dismissed_word_leaves_the_list_and_comes_back(app: Portal, admin: PageClient) -> None:
    count(app, "grumserivet")
    answer = admin.submit(WORDS, button="Se bort fra grumserivet", follow_redirects=True)
    assert "»grumserivet« står ikke længere på listen." in answer.text
    count(app, "grumserivet", 5)
    assert "1 ord, der er set bort fra" in text_of(admin.page(WORDS))
    admin.submit(WORDS, button="Tag med igen grumserivet")
    assert "set bort fra" not in text_of(admin.page(WORDS))
    assert listed(admin) == ["grumserivet"]


def test_without_script_a_button_tries_a_sentence_and_saves_nothing(
    admin: PageClient, database: Database
) -> None:
    typed = TERM | {"sentence": "slåbrokseri i Randers"}
    answer = admin.submit(f"{WORDS}/ny", typed, button="Prøv")
    assert answer.status_code == 200
    page = answer.text
    assert "Forstås nu som" in page
    assert "Problemområde:</strong> Alkohol" in page
    assert "slåbrokseri i Randers</textarea>" in page
    with database() as session:
        assert session.scalar(select(func.count(OwnTerm.id))) == 0


def test_while_typing_only_the_trial_is_sent(admin: PageClient) -> None:
    typed = TERM | {"sentence": "slåbrokseri"}
    answer = admin.send(f"{WORDS}/proev", typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<h1" not in answer.text
    assert "Ikke forstået:</strong> slåbrokseri" in answer.text
    assert f"Ingen af de {len(list_examples())} eksempler ændrer sig." in answer.text


def tried(admin: PageClient, query: str = "", **typed: str) -> str:
    answer = admin.send(f"{WORDS}/proev{query}", typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_trial_shows_which_examples_change_and_for_the_worse(admin: PageClient) -> None:
    found = tried(admin, **(TERM | {"phrase": "dement nabo", "meaning": "domain:alkohol"}))
    assert "1 af" in found
    assert "dement nabo i bjerringbro" in found
    assert "Bliver forkert" in found


def test_a_trial_of_an_edit_leaves_the_old_term_out(admin: PageClient) -> None:
    edited = {"phrase": "misbrug", "meaning": "domain:demens", "weight": "5"}
    found = tried(admin, "?noegle=domain:alkohol:misbrug", sentence="misbrug", **edited)
    assert "Problemområde:</strong> Alkohol</span>" in found
    assert "Problemområde:</strong> Demens</span>" in found
    assert "Problemområde:</strong> Demens, Alkohol" not in found


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"sentence": "dement i randers"},
        {"phrase": "?!", "meaning": "domain:alkohol"},
        {"phrase": "druk", "meaning": "sludder"},
        {"phrase": "druk", "meaning": "domain:alkohol", "weight": "sludder"},
    ],
)
def test_a_trial_of_half_a_form_goes_as_far_as_it_can(
    admin: PageClient, typed: dict[str, str]
) -> None:
    found = tried(admin, **typed)
    assert ("Demens" in found) == ("sentence" in typed)


def test_a_citizens_number_is_taken_out_of_a_trial(admin: PageClient) -> None:
    found = tried(admin, sentence="dement 010190-1233 i randers")
    assert "ligner et CPR-nummer" in found
    assert "010190" not in found
    assert "Demens" in found


def test_a_trial_holds_no_lock_that_others_wait_for(app: Portal) -> None:
    with app.test_request_context(method="POST"):
        assert list_terms()
        assert db.session().in_transaction()
        try_term("misbrug", Term("domain", "demens", "misbrug", 5), None, current_snapshot())
        assert not db.session().in_transaction()
