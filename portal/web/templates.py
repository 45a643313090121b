"""How templates find what is common to all of them."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class PlainEnvironment(Environment):
    """Jinja's environment where all templates share one dictionary of globals.

    Usually each has a chain of its own before it, and every ``import`` of a macro compares the two
    key by key: an eighth of the work of an answer page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the environment's own globals where a template gets no others."""
        return super().make_globals(d) if d else self.globals
