"""Changing what was shipped: the term becomes people's own, with its history from there on.

Adding, editing, archiving and restoring own terms are the verbs of every entry.
"""

from werkzeug.exceptions import Conflict

from portal.access.permissions import require
from portal.history.verbs import Fill, archive_entry, edit_entry
from portal.history.writing import adding, lock_state
from portal.lexicon.queries import find_own_in_place_of
from portal.models.user import User
from portal.models.vocabulary import Action, TermType
from portal.models.words import LexiconTerm, OwnTerm


def change_shipped(actor: User, shipped: LexiconTerm, fill: Fill[OwnTerm]) -> OwnTerm:
    """Put an edited term in the place of a shipped one; undoing the edit gives the shipped back."""
    return edit_entry(actor, take_over(actor, shipped), fill)


def remove_shipped(actor: User, shipped: LexiconTerm) -> OwnTerm:
    """Take a shipped term out of use; it can be restored."""
    term = take_over(actor, shipped)
    archive_entry(actor, term)
    return term


def take_over(actor: User, shipped: LexiconTerm) -> OwnTerm:
    """Make a shipped term an entry, written by the system, before somebody changes it.

    Raises Conflict when somebody else has done so meanwhile.
    """
    require(actor, "administer_lexicon")
    lock_state()
    if find_own_in_place_of(shipped.key) is not None:
        raise Conflict
    term = OwnTerm(
        reference_key=shipped.key,
        term_type=TermType(shipped.term_type),
        code=shipped.code,
        phrase=shipped.phrase,
        weight=shipped.weight,
    )
    adding(None, term, Action.LOADED)
    return term
