"""Rows of a form that can be added, moved and removed, by plain buttons, with or without script."""

from wtforms import FieldList

from portal.text.numbers import read_number
from portal.web.forms import PortalForm


def press_row_button(form: PortalForm) -> bool:
    """Carry out the row button that was pressed; say whether there was one.

    A button's value is ``field:add``, ``field:remove:N``, ``field:up:N`` or ``field:down:N``; N is
    the row's place from 0. What was typed in the other rows stays. Unknown buttons do nothing.
    """
    if not form.pressed:
        return False
    name, _, rest = form.pressed.partition(":")
    verb, _, place = rest.partition(":")
    rows = form._fields.get(name)
    if isinstance(rows, FieldList):
        number = read_number(place)
        change_rows(rows, verb, -1 if number is None else number)
    return True


def change_rows(rows: FieldList, verb: str, place: int) -> None:
    if verb == "add" and (rows.max_entries is None or len(rows) < rows.max_entries):
        rows.append_entry()
    elif verb == "remove" and 0 <= place < len(rows):
        del rows.entries[place]
    elif verb == "up" and 0 < place < len(rows):
        swap(rows, place - 1)
    elif verb == "down" and 0 <= place < len(rows) - 1:
        swap(rows, place)
    renumber(rows)


def swap(rows: FieldList, place: int) -> None:
    rows.entries[place], rows.entries[place + 1] = rows.entries[place + 1], rows.entries[place]


def renumber(rows: FieldList) -> None:
    """Give every row the names of its new place, so that the next post keeps the order."""
    for place, row in enumerate(rows.entries):
        old, new = row.name, f"{rows.name}-{place}"
        for field in (row, *getattr(row, "form", ())):
            field.name = new + field.name.removeprefix(old)
            field.id = new + field.id.removeprefix(old)
            field.label.field_id = field.id
    rows.last_index = len(rows.entries) - 1
