"""Marks that say on each view who may reach it; the gate reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """What a view demands: nothing (public), or a permission, perhaps on a subject.

    ``find_subject`` gets the view's own arguments and returns what the permission is about; it
    answers 404 where there is no such thing.
    """

    permission: str | None
    find_subject: Callable[..., Any] | None = None

    @property
    def is_public(self) -> bool:
        return self.permission is None


def public(view: View) -> View:
    """Mark a view that anybody may reach without signing in."""
    view.access = Access(None)  # type: ignore[attr-defined]
    return view


def requires(
    permission: str, find_subject: Callable[..., Any] | None = None
) -> Callable[[View], View]:
    """Mark a view that needs a permission, on the subject that ``find_subject`` returns."""

    def mark(view: View) -> View:
        view.access = Access(permission, find_subject)  # type: ignore[attr-defined]
        return view

    return mark


def always_open(view: View) -> View:
    """Mark a view that answers without the database when it must, and never waits for it."""
    view.is_always_open = True  # type: ignore[attr-defined]
    return view
