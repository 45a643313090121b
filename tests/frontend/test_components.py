"""Every component renders, and renders valid HTML."""

import re

import pytest

from tests.frontend.conftest import TEMPLATES, Render

# One use of each macro; fields and forms have their own tests.
EXAMPLES = {
    "alert.alert": '{{ alert("Gemt.", "success") }}',
    "alert.alert_box": '{% call alert_box("warning", "Pas på") %}<p>Tekst</p>{% endcall %}',
    "badge.badge": '{{ badge("open", "Åben til 15.00") }}{{ badge("stale") }}',
    "breadcrumbs.breadcrumbs": '{{ breadcrumbs([("Forside", "/"), ("Randers", None)]) }}',
    "button.link_button": '{{ link_button("Ret", "/ret", "secondary", "edit", "Akuttelefonen") }}',
    "button.submit": '{{ submit("Gem", name="row", value="steps:add") }}',
    "button.post_button": '{{ post_button("/b", "Ja", values={"a": 1}, confirm="Sikker?") }}',
    "card.card": '{% call card("Team", "/t", 3) %}<p>Tekst</p>{% endcall %}',
    "card.side_box": '{% call side_box("Hav klar") %}<p>Tekst</p>{% endcall %}',
    "card.empty_state": '{{ empty_state("Ingen endnu.", "/ny", "Opret") }}',
    "card.progress": '{{ progress(3, 15, "12 at gøre") }}',
    "chips.chips": '{{ chips([("Randers", "/?a=1&b=2"), ("nu", None)]) }}',
    "facts.facts": '{{ facts([("Svar inden", "1 hverdag"), ("Tom", None)]) }}',
    "facts.week_table": '{{ week_table([("Mandag", "8–15"), ("Tirsdag", "Lukket")], today=1) }}',
    "icon.icon": '{{ icon("search", "Søg") }}{{ icon("close") }}',
    "ladder.ladder_step": '<ol>{{ ladder_step(1, "Koordinator", "Demo", "+4584007101", "Ring") }}'
    '{% call ladder_step(2, "Omstilling") %}<p>Gik det?</p>{% endcall %}</ol>',
    "pagination.pagination": '{{ pagination(2, 3, "/k?a=1") }}{{ pagination(1, 1, "/k") }}',
    "phone.tel_link": '{{ tel_link("+4584007101", big=True, about="Koordinator") }}',
    "search.search_form": '{{ search_form("/", "x", "Hvem?", hidden={"a": 1}, autofocus="") }}',
    "table.table": '{% call table("Tal", ["A", ""]) %}<tr><th>1</th><td>2</td></tr>{% endcall %}',
    "table.cells_table": '{{ cells_table("Tal", ["A", "B"], [["1", "2"]]) }}',
}
TRIED_WITH_FORMS = {
    "errors.error_summary",
    "field.field",
    "field.row",
    "form.form_start",
    "kind.kind",
    "rows.add_button",
    "rows.move_buttons",
}


def public_macros(files: set[str]) -> set[str]:
    return {
        f"{path.stem}.{name}"
        for path in (TEMPLATES / "components").glob("*.html")
        if path.stem in files
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text())
    }


def test_every_macro_is_tried() -> None:
    tried = EXAMPLES.keys() | TRIED_WITH_FORMS
    assert public_macros({name.split(".")[0] for name in tried}) == tried


@pytest.mark.parametrize("name", EXAMPLES)
def test_macro_renders_valid_html(render: Render, name: str) -> None:
    assert render(import_of(name) + EXAMPLES[name]).strip()


def import_of(name: str) -> str:
    file, macro = name.split(".")
    return f'{{% from "components/{file}.html" import {macro} %}}'


def test_text_from_people_is_escaped(render: Render) -> None:
    markup = render(import_of("badge.badge") + '{{ badge("neutral", name) }}', name="<b>")
    assert "&lt;b&gt;" in markup


def test_number_is_dialled_as_stored_and_shown_as_read(render: Render) -> None:
    markup = render(import_of("phone.tel_link") + '{{ tel_link("+4584007101") }}')
    assert 'href="tel:+4584007101"' in markup
    assert "84 00 71 01</a>" in markup


def test_next_page_keeps_the_filters(render: Render) -> None:
    source = import_of("pagination.pagination") + '{{ pagination(1, 2, "/k?kommune=0730") }}'
    assert 'href="/k?kommune=0730&amp;side=2"' in render(source)


def test_fact_without_a_value_is_left_out(render: Render) -> None:
    assert "Tom" not in render(import_of("facts.facts") + EXAMPLES["facts.facts"])


def test_only_the_first_step_is_big(render: Render) -> None:
    markup = render(import_of("ladder.ladder_step") + EXAMPLES["ladder.ladder_step"])
    assert markup.count("ladder-step-first") == markup.count("tel-big") == 1
