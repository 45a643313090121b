"""Modules that few pages need, imported when one first asks for what they do.

What draws PDF and writes spreadsheets takes as much memory as all the words and places together,
in every process, and most processes never need it. Only here is anything imported late; whoever
does so names the module for the type checker and the layers too, under ``TYPE_CHECKING``.
"""

from importlib import import_module
from typing import Any


class Later:
    """A module by its name: it is imported when something of it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)
