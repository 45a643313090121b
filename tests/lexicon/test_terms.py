"""What administrators do to the terms of the lexicon, and what questions become of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.answers.asking import Choices, ask
from portal.answers.understanding.question import Question
from portal.app import Portal
from portal.history.queries import list_rows_of
from portal.imports.places import load_lexicon
from portal.lexicon.queries import list_terms
from portal.models.vocabulary import Role
from portal.models.words import LexiconTerm, OwnTerm
from portal.snapshot.current import current_snapshot
from tests.factories import make_domain, make_own_term
from tests.support.client import PageClient
from tests.support.pages import Node, parse_page, text_of

Database = Callable[[], AbstractContextManager[Session]]
pytestmark = pytest.mark.usefixtures("shipped")

WORDS = "/administration/ord"
NEW = {"phrase": "slåbrokseri", "meaning": "domain:alkohol", "weight": "4"}
SHIPPED_KEY = "domain:alkohol:misbrug"
SHIPPED = f"{WORDS}/ret?noegle={SHIPPED_KEY}"


@pytest.fixture(autouse=True)
def domains(database: Database) -> None:
    with database():
        make_domain("alkohol")
        make_domain("demens")


def understood(app: Portal, text: str) -> Question:
    """Return what the next question of that text is understood as."""
    with app.app_context():
        return ask(text, Choices(), current_snapshot()).question


def newest_change(shown: Node) -> dict[str, str]:
    """Return the field that says which change a page shows as the newest."""
    fields = [f for f in shown.iter("input") if f.get("name") == "sequence"]
    return {"sequence": fields[0].get("value", "")}


def phrases(database: Database, is_archived: bool = False) -> list[str]:
    with database():
        return [term.phrase for term in list_terms(is_archived)]


def test_a_new_term_is_understood_at_once(app: Portal, admin: PageClient) -> None:
    assert understood(app, "slåbrokseri i randers").domains == ()
    answer = admin.submit(f"{WORDS}/ny", NEW)
    assert answer.status_code == 302
    assert "»slåbrokseri«" in text_of(admin.page(answer.location))
    assert understood(app, "slåbrokserier i randers").domains == ("alkohol",)


@pytest.mark.parametrize(
    ("meaning", "has"),
    [
        ("domain:demens", lambda q: q.domains == ("demens",)),
        ("kind:akutteam", lambda q: q.kinds == ("akutteam",)),
        ("urgent:112", lambda q: q.urgent),
        ("ignore:ignore", lambda q: not (q.domains or q.kinds or q.urgent or q.rest)),
    ],
)
def test_a_term_can_mean_a_domain_a_kind_danger_or_nothing(
    app: Portal, admin: PageClient, meaning: str, has: Callable[[Question], bool]
) -> None:
    assert not has(understood(app, "slåbrokseri"))
    admin.submit(f"{WORDS}/ny", NEW | {"meaning": meaning})
    assert has(understood(app, "slåbrokseri"))


def test_the_weight_decides_which_domain_comes_first(app: Portal, admin: PageClient) -> None:
    admin.submit(f"{WORDS}/ny", NEW | {"weight": "3"})
    assert understood(app, "slåbrokseri dement").domains == ("demens", "alkohol")


def test_a_hint_counts_only_where_nothing_is_clear(app: Portal, admin: PageClient) -> None:
    admin.submit(f"{WORDS}/ny", NEW | {"weight": "2"})
    assert understood(app, "slåbrokseri dement").domains == ("demens",)
    assert understood(app, "slåbrokseri").domains == ("alkohol",)


def test_a_mere_hint_gives_no_domain_alone(app: Portal, admin: PageClient) -> None:
    admin.submit(f"{WORDS}/ny", NEW | {"weight": "1"})
    assert understood(app, "slåbrokseri dement").domains == ("demens",)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"phrase": ""}, "Skriv ordet."),
        ({"phrase": "112"}, "Skriv et ord med bogstaver."),
        ({"phrase": "?!"}, "Skriv et ord med bogstaver."),
        ({"phrase": "å" * 1001}, "Skriv højst 1000 tegn."),
        ({"phrase": "født 010190-1233"}, "ligner et CPR-nummer"),
        ({"sentence": "født 010190-1233 drikker"}, "ligner et CPR-nummer"),
        ({"sentence": "x" * 301}, "Skriv højst 300 tegn."),
        ({"meaning": ""}, "Vælg, hvad ordet betyder."),
        ({"meaning": "domain:findes_ikke"}, "Vælg en fra listen."),
        ({"weight": "6"}, "Vælg en fra listen."),
        ({"weight": "mange"}, "Vælg en fra listen."),
        ({"phrase": "Alkohol"}, "»alkohol« står allerede i ordlisten som "),
        ({"phrase": "slåbrokkeri"}, "»slåbrokkeri« er taget ud af brug som "),
    ],
)
def test_a_term_that_is_refused_says_why(
    admin: PageClient, database: Database, changed: dict[str, str], message: str
) -> None:
    with database():
        make_own_term("slåbrokkeri", archived_at=make_domain().created_at)
    answer = admin.send(f"{WORDS}/ny", NEW | changed)
    assert answer.status_code == 422
    assert message in answer.text
    assert "slåbrokseri" not in phrases(database)


def test_a_word_may_tell_of_several_things(app: Portal, admin: PageClient) -> None:
    admin.submit(f"{WORDS}/ny", NEW | {"phrase": "misbrug", "meaning": "domain:demens"})
    assert set(understood(app, "misbrug").domains) == {"alkohol", "demens"}


def test_a_shipped_term_is_changed_and_given_back(
    app: Portal, admin: PageClient, database: Database
) -> None:
    answer = admin.submit(SHIPPED, {"meaning": "domain:demens"})
    assert answer.status_code == 302
    assert understood(app, "misbrug").domains == ("demens",)
    admin.submit(answer.location, newest_change(admin.page(answer.location)))
    assert understood(app, "misbrug").domains == ("alkohol",)
    assert phrases(database).count("misbrug") == 1


def test_the_history_of_a_changed_shipped_term_begins_with_what_was_shipped(
    admin: PageClient, database: Database
) -> None:
    admin.submit(SHIPPED, {"weight": "1"})
    with database() as session:
        edited, loaded = list_rows_of(session.scalars(select(OwnTerm)).one())
        assert (loaded.actor_name, loaded.after["weight"]) == ("Systemet", 5)
        assert (edited.actor_name, edited.after["weight"]) == ("Demo Samsø", 1)


def test_a_shipped_term_is_taken_out_and_put_back(
    app: Portal, admin: PageClient, database: Database
) -> None:
    own = admin.send(f"{WORDS}/fjern?noegle={SHIPPED_KEY}").location
    assert understood(app, "misbrug").domains == ()
    assert phrases(database, is_archived=True) == ["misbrug"]
    assert "misbrug" in text_of(admin.page(f"{WORDS}/liste?arkiv=1"))
    admin.submit(own, button="Gendan")
    assert understood(app, "misbrug").domains == ("alkohol",)


def test_an_own_term_is_edited_taken_out_and_restored(app: Portal, admin: PageClient) -> None:
    own = admin.submit(f"{WORDS}/ny", NEW).location
    admin.submit(f"{own}/ret", {"phrase": "slåbrokkerier", "meaning": "domain:demens"})
    assert understood(app, "slåbrokkeri").domains == ("demens",)
    admin.submit(own, button="Tag ud af brug")
    assert understood(app, "slåbrokkeri").domains == ()
    admin.submit(own, newest_change(admin.page(own)))
    assert understood(app, "slåbrokkeri").domains == ("demens",)


def test_undo_refuses_when_somebody_changed_the_term_meanwhile(
    admin: PageClient, database: Database
) -> None:
    own = admin.submit(SHIPPED, {"weight": "4"}).location
    seen = admin.get(own)
    admin.submit(f"{own}/ret", {"weight": "1"})
    answer = admin.fill_in(seen, newest_change(parse_page(seen.text)), follow_redirects=True)
    assert "Ordet er ændret siden." in answer.text
    with database() as session:
        assert session.scalars(select(OwnTerm.weight)).one() == 1


def test_two_who_edit_at_once_see_both_versions(admin: PageClient) -> None:
    own = admin.submit(f"{WORDS}/ny", NEW).location
    seen = admin.get(f"{own}/ret")
    admin.submit(f"{own}/ret", {"weight": "1"})
    answer = admin.fill_in(seen, {"weight": "2"})
    assert answer.status_code == 409
    assert "En anden har gemt imens" in answer.text


def test_a_shipped_term_that_somebody_took_over_leads_to_what_became_of_it(
    admin: PageClient,
) -> None:
    own = admin.submit(SHIPPED, {"weight": "1"}).location
    assert admin.get(SHIPPED).location == own
    assert admin.send(SHIPPED, NEW).location == own


@pytest.mark.parametrize("key", ["", "domain:alkohol", "domain:alkohol:findes ikke", "a:b:c:d"])
def test_a_shipped_term_that_is_not_there_is_not_found(admin: PageClient, key: str) -> None:
    for method in ("get", "send"):
        assert getattr(admin, method)(f"{WORDS}/ret?noegle={key}").status_code == 404
    assert admin.send(f"{WORDS}/fjern?noegle={key}").status_code == 404


def test_loading_anew_neither_overwrites_nor_brings_back(
    app: Portal, admin: PageClient, database: Database
) -> None:
    with database():
        load_lexicon()
    admin.submit(SHIPPED, {"meaning": "domain:demens"})
    admin.send(f"{WORDS}/fjern?noegle=domain:alkohol:druk")
    admin.submit(f"{WORDS}/ny", NEW)
    with database() as session:
        session.execute(LexiconTerm.__table__.delete())
        assert load_lexicon()
    admin.submit(f"{WORDS}/ny", NEW | {"phrase": "tastefejlsord"})  # publishes
    assert understood(app, "misbrug").domains[0] == "demens"
    assert understood(app, "slåbrokseri").domains == ("alkohol",)
    with database():
        terms = [(term.phrase, term.meaning) for term in list_terms()]
        assert ("druk", "domain:alkohol") not in terms
        assert ("misbrug", "domain:alkohol") not in terms
        assert terms.count(("misbrug", "domain:demens")) == 1


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?q=bevidstloes", ["bevidstløs"]),
        ("?q=misbrug", ["misbrug"]),
        ("?betydning=kind:herberg", ["herberg"]),
        ("?kilde=egne", ["slåbrokseri"]),
        ("?kilde=medfulgte&q=e", ["bevidstløs", "dement", "herberg"]),
        ("?q=findesikke", []),
        ("?side=99", ["alkohol", "bevidstløs", "dement", "herberg", "misbrug", "slåbrokseri"]),
    ],
)
def test_the_list_is_searched_and_narrowed(
    admin: PageClient, database: Database, query: str, shown: list[str]
) -> None:
    with database():
        make_own_term("slåbrokseri")
    page = admin.page(f"{WORDS}/liste{query}")
    rows = [text_of(cell) for cell in page.iter("th") if cell.get("scope") == "row"]
    assert rows == shown


@pytest.mark.parametrize("role", [Role.BRIDGE_BUILDER, Role.COORDINATOR, Role.READER])
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_nobody_else_gets_at_the_lexicon(
    client_of: Callable[..., PageClient], database: Database, role: Role
) -> None:
    with database():
        term = make_own_term()
    client = client_of(role)
    for address in ("", "/liste", "/ny", f"/{term.id}", f"/{term.id}/ret"):
        assert client.get(WORDS + address).status_code == 403
    for address in ("/ny", "/proev", f"/{term.id}/ret", f"/{term.id}/arkiver", "/fjern?noegle=x"):
        assert client.send(WORDS + address, NEW).status_code == 403
