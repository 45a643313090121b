"""What administrators do to the counted words."""

from portal.access.permissions import require
from portal.models.base import utc_now
from portal.models.user import User
from portal.models.words import UnknownWord


def dismiss_word(actor: User, word: UnknownWord) -> None:
    """Leave a word out of the list from now on."""
    require(actor, "administer_lexicon")
    word.dismissed_at = word.dismissed_at or utc_now()


def take_word_back(actor: User, word: UnknownWord) -> None:
    """Let a word that was dismissed stand in the list again."""
    require(actor, "administer_lexicon")
    word.dismissed_at = None
