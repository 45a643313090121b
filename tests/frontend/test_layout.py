"""The frame round every page."""

from types import SimpleNamespace

from tests.frontend.conftest import Render

PAGE = (
    '{% extends "layout.html" %}{% set page_title = "Randers Kommune" %}'
    "{% block content %}<p>Indhold</p>{% endblock %}"
)
PUBLIC_PAGE = PAGE.replace("{% block", "{% set internal = false %}{% block")
PAGE_WITH_BOX = PAGE + "{% block aside %}<p>Boks</p>{% endblock %}"
PERSON = SimpleNamespace(is_authenticated=True, name="Demo Æbelø")
STRANGER = SimpleNamespace(is_authenticated=False)
LINKS = [SimpleNamespace(label="Kommuner", url="/kommuner", is_current=True)]
MARK = "Internt – må ikke gives videre"


def context(person: SimpleNamespace = PERSON, **more: object) -> dict[str, object]:
    return {"current_user": person, "navigation": LINKS, "is_demo": False} | more


def test_title_starts_with_the_heading(render: Render) -> None:
    markup = render(PAGE, **context())
    assert "<title>Randers Kommune – Én indgang</title>" in markup
    assert markup.count("<h1>Randers Kommune</h1>") == markup.count("<h1") == 1


def test_title_of_a_refused_form_starts_with_the_word_error(render: Render) -> None:
    form = SimpleNamespace(errors={"name": ["Skriv et navn"]})
    assert "<title>Fejl: Randers Kommune" in render(PAGE, **context(form=form))


def test_page_for_whoever_is_signed_in_is_marked_internal_on_paper(render: Render) -> None:
    assert MARK in render(PAGE, **context())


def test_page_says_itself_that_it_holds_nothing_internal(render: Render) -> None:
    assert MARK not in render(PUBLIC_PAGE, **context())


def test_public_visitor_sees_no_mark_and_no_sign_out(render: Render) -> None:
    markup = render(PAGE, **context(STRANGER))
    assert MARK not in markup
    assert "Log ud" not in markup
    assert 'href="/log-ind"' in markup


def test_sign_out_is_a_post_with_the_token(render: Render) -> None:
    markup = render(PAGE, **context())
    assert '<form method="post" action="/log-ud">' in markup
    assert 'name="csrf_token"' in markup


def test_links_work_without_script_on_a_phone_and_in_the_footer(render: Render) -> None:
    markup = render(PAGE, **context())
    assert "<details" in markup
    assert markup.count('<a href="/kommuner" aria-current="page">') == 3


def test_side_box_makes_two_columns(render: Render) -> None:
    assert 'class="columns"' not in render(PAGE, **context())
    markup = render(PAGE_WITH_BOX, **context())
    assert 'class="columns"' in markup
    assert markup.count("<p>Indhold</p>") == markup.count("<p>Boks</p>") == 1


def test_demo_says_so(render: Render) -> None:
    assert "demo-banner" in render(PAGE, **context(is_demo=True))
    assert "demo-banner" not in render(PAGE, **context())


def test_error_page_says_what_to_do(render: Render) -> None:
    error = SimpleNamespace(title="Siden findes ikke", message="Den er væk.", help_lines=("Søg.",))
    markup = render('{% extends "errors/error.html" %}', **context(error=error, code=404))
    assert "<h1>Siden findes ikke</h1>" in markup
    assert "<li>Søg.</li>" in markup
