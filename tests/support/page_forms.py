"""Forms filled in and sent as a browser does it: from what stands on the page, nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.support.pages import Node, describe, text_of

UNSEEN_FIELDS = frozenset({"csrf_token", "form_key", "version"})
Value = str | bool | list[str]


class FormError(AssertionError):
    """A person could not have filled in the form like that."""


@dataclass
class PageForm:
    """A form of a page, with the values it holds now."""

    node: Node
    action: str
    method: str
    controls: dict[str, list[Node]] = field(default_factory=dict)
    buttons: list[Node] = field(default_factory=list)

    @classmethod
    def read(cls, node: Node, page_url: str) -> "PageForm":
        form = cls(node, node.get("action") or page_url, (node.get("method") or "get").upper())
        for control in node.iter():
            if control.get("disabled") is not None:
                continue
            kind = control.get("type", "text" if control.tag == "input" else "submit")
            if control.tag in {"button", "input"} and kind in {"submit", "image"}:
                form.buttons.append(control)
            elif control.tag in {"input", "select", "textarea"} and control.get("name"):
                form.controls.setdefault(control.get("name", ""), []).append(control)
        return form

    def describe(self) -> str:
        names = [name for name in self.controls if name not in UNSEEN_FIELDS]
        buttons = [label_of(button) for button in self.buttons]
        return f"{self.method} {self.action}: fields {names}, buttons {buttons}"

    def values(self) -> dict[str, list[str]]:
        """Return what would be sent now, by field."""
        sent = {name: list(values_of(nodes)) for name, nodes in self.controls.items()}
        return {name: values for name, values in sent.items() if values}

    def fill_in(self, wanted: Mapping[str, Value]) -> dict[str, list[str]]:
        """Return what is sent after somebody has typed, chosen and ticked the wanted values.

        A ticked box is True, an empty one False; several choices are a list. Raises FormError for
        a field or a choice that is not on the page.
        """
        sent = self.values()
        for name, value in wanted.items():
            if name not in self.controls:
                raise FormError(f"there is no field {name!r} in this form: {self.describe()}")
            sent[name] = chosen_values(name, self.controls[name], value)
        return sent

    def find_button(self, wanted: str | None) -> Node | None:
        """Return the button with a text or value; without a wish, the one that saves.

        The one that saves is the first without a name, else the first: a form's other buttons (add
        a row, move it up) have names.
        """
        if wanted is None:
            unnamed = [button for button in self.buttons if not button.get("name")]
            return next(iter(unnamed or self.buttons), None)
        for button in self.buttons:
            if wanted in {label_of(button), button.get("value")}:
                return button
        return None


def read_forms(page: Node, page_url: str) -> list[PageForm]:
    """Return the forms of a page, those of its main part first.

    A button may stand elsewhere and name the form it belongs to.
    """
    main = [form for part in page.iter("main") for form in part.iter("form")]
    others = [form for form in page.iter("form") if form not in main]
    forms = [PageForm.read(node, page_url) for node in main + others]
    for form in forms:
        form.buttons += [
            button
            for button in page.iter("button")
            if button.get("form") == form.node.get("id", "")
        ]
    return forms


def choose_form(forms: list[PageForm], fields: Mapping[str, Value], button: str | None) -> PageForm:
    """Return the first form with all the fields and the button. Raises FormError without one."""
    for form in forms:
        has_fields = all(name in form.controls for name in fields)
        if has_fields and (button is None or form.find_button(button) is not None):
            return form
    known = "\n".join(f"- {form.describe()}" for form in forms) or "(none)"
    raise FormError(f"no form has the fields {list(fields)} and the button {button!r}:\n{known}")


def values_of(nodes: list[Node]) -> Iterator[str]:
    """Yield what the controls of one name would send as they stand."""
    for node in nodes:
        if node.tag == "select":
            yield from selected(node)
        elif node.tag == "textarea":
            yield "".join(node.itertext()).removeprefix("\n").replace("\n", "\r\n")
        elif node.get("type") not in {"checkbox", "radio"}:
            yield node.get("value", "")
        elif node.get("checked") is not None:
            yield node.get("value", "on")


def selected(select: Node) -> list[str]:
    options = [option for option in select.iter("option") if option.get("disabled") is None]
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return [option_value(option) for option in chosen]


def option_value(option: Node) -> str:
    return option.get("value", text_of(option))


def chosen_values(name: str, nodes: list[Node], value: Value) -> list[str]:
    """Return what a field sends with a value, when a person could have given it that value."""
    ticks = [node for node in nodes if node.get("type") in {"checkbox", "radio"}]
    if isinstance(value, bool):
        if len(ticks) != 1:
            raise FormError(f"{name!r} is not a single box to tick")
        return [ticks[0].get("value", "on")] if value else []
    wanted = value if isinstance(value, list) else [value]
    choices = [node.get("value", "on") for node in ticks]
    choices += [option_value(o) for n in nodes if n.tag == "select" for o in n.iter("option")]
    strangers = [one for one in wanted if one not in choices]
    if choices and strangers:
        raise FormError(f"{name!r} has no choice {strangers}, only {choices}")
    return wanted


def label_of(button: Node) -> str:
    if button.tag == "input":
        return button.get("value", "")
    return text_of(button) or button.get("aria-label", "") or describe(button)
