"""Fields, their errors, and what stands first in every form."""

from collections.abc import Callable

import html5lib
import pytest
from flask import Flask

from tests.frontend.conftest import Render
from tests.frontend.gallery_form import GalleryForm, drawn_fields

FIELD = '{% from "components/field.html" import field %}'
WHOLE_FORM = (
    '{% from "components/form.html" import form_start %}'
    + FIELD
    + '<form method="post" novalidate>{{ form_start(form) }}'
    "{% for one in fields %}{{ field(one, row_buttons=true) }}{% endfor %}</form>"
)
NewForm = Callable[..., GalleryForm]


@pytest.fixture
def new_form(app: Flask) -> NewForm:
    def make(**typed: object) -> GalleryForm:
        with app.test_request_context(method="POST", data=typed):
            form = GalleryForm()
            if typed:
                form.validate()
            return form

    return make


@pytest.fixture
def refused(new_form: NewForm) -> GalleryForm:
    return new_form(phone="84 00 01 01", **{"hours-0-weekday": "1", "organisation": "1"})


def test_fresh_form_is_valid_and_says_nothing_of_errors(render: Render, new_form: NewForm) -> None:
    form = new_form()
    markup = render(WHOLE_FORM, form=form, fields=drawn_fields(form))
    assert "aria-invalid" not in markup
    assert 'role="alert"' not in markup


def test_every_link_of_the_summary_leads_to_a_field(render: Render, refused: GalleryForm) -> None:
    page = html5lib.parseFragment(
        render(WHOLE_FORM, form=refused, fields=drawn_fields(refused)), namespaceHTMLElements=False
    )
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    links = [link.get("href", "") for link in page.iter("a")]
    assert len(links) >= 3
    assert [link for link in links if link.removeprefix("#") not in ids] == []


def test_no_id_stands_twice(render: Render, refused: GalleryForm) -> None:
    page = html5lib.parseFragment(render(WHOLE_FORM, form=refused, fields=drawn_fields(refused)))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_error_is_tied_to_its_field(render: Render, refused: GalleryForm) -> None:
    markup = render(FIELD + "{{ field(form.name) }}", form=refused)
    assert 'aria-invalid="true"' in markup
    assert 'aria-describedby="name-error"' in markup
    assert '<span class="sr-only">Fejl: </span>Skriv et navn' in markup


def test_hint_is_tied_to_its_field(render: Render, new_form: NewForm) -> None:
    markup = render(FIELD + '{{ field(form.phone, inputmode="tel") }}', form=new_form())
    assert 'aria-describedby="phone-hint"' in markup
    assert 'inputmode="tel"' in markup


def test_field_that_may_be_left_empty_says_so(render: Render, new_form: NewForm) -> None:
    form = new_form()
    assert "(frivilligt)" in render(FIELD + "{{ field(form.note) }}", form=form)
    assert "(frivilligt)" not in render(FIELD + "{{ field(form.name) }}", form=form)
    unmarked = FIELD + "{{ field(form.note, optional_mark=False) }}"
    assert "(frivilligt)" not in render(unmarked, form=form)


@pytest.mark.parametrize(("name", "count"), [("level", 2), ("domains", 18)])
def test_choices_are_a_fieldset_with_a_label_each(
    render: Render, new_form: NewForm, name: str, count: int
) -> None:
    markup = render(FIELD + "{{ field(form[name]) }}", form=new_form(), name=name)
    assert markup.count("<fieldset") == markup.count("<legend") == 1
    assert markup.count("<label") == markup.count("<input") == count


def test_enter_saves_and_does_not_move_a_row(render: Render, new_form: NewForm) -> None:
    form = new_form()
    page = html5lib.parseFragment(
        render(WHOLE_FORM, form=form, fields=drawn_fields(form)), namespaceHTMLElements=False
    )
    buttons = list(page.iter("button"))
    assert buttons[0].get("name") is None
    assert [button.get("value") for button in buttons[1:]].count("hours:remove:0") == 1
