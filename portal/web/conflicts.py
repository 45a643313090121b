"""Two people editing at once: what the second one is shown instead of a silent overwrite."""

from dataclasses import dataclass

from portal.models.base import Entry
from portal.models.meeting import Meeting
from portal.web.forms import PortalForm, text_fields


@dataclass(frozen=True)
class Difference:
    """A field on which what was typed and what has been saved meanwhile do not agree."""

    label: str
    saved: str
    typed: str


def has_conflict(form: PortalForm, entry: Entry | Meeting) -> bool:
    """Say whether the entry, or the meeting, has been changed since the form was opened."""
    return bool(form.version.data != str(entry.version_id))


def differences(form: PortalForm, saved: PortalForm) -> list[Difference]:
    """Return the fields on which two forms of the same entry differ, in words.

    ``saved`` is the same form made from the entry as it is now.
    """
    saved_values = {field.name: shown_value(field) for field in text_fields(saved)}
    typed_values = {field.name: shown_value(field) for field in text_fields(form)}
    labels = {f.name: f.label.text for source in (saved, form) for f in text_fields(source)}
    return [
        Difference(labels[name], saved_values.get(name, ""), typed_values.get(name, ""))
        for name in labels
        if saved_values.get(name, "") != typed_values.get(name, "")
    ]


def shown_value(field: object) -> str:
    """Return a field's value as the person sees it: chosen labels, not codes."""
    chosen = getattr(field, "iter_choices", None)
    if chosen is not None:
        return ", ".join(str(choice[1]) for choice in chosen() if choice[2])
    value = getattr(field, "_value", None)
    return str(value()) if value else str(getattr(field, "data", "") or "")
