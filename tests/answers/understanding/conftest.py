"""The gazetteer of the whole country, a lexicon of a few words, and the portal's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

import portal
from portal.answers.understanding.common_words import CommonWords
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon, LexiconRow
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand

ROWS = [
    LexiconRow("domain", "alkohol", "alkohol", 5),
    LexiconRow("domain", "alkohol", "drikker", 3),
    LexiconRow("domain", "alkohol", "drikke", 2),
    LexiconRow("domain", "alkohol", "misbrug", 5),
    LexiconRow("domain", "stoffer", "misbrug", 5),
    LexiconRow("domain", "medicin", "misbrug", 5),
    LexiconRow("domain", "stoffer", "hash", 5),
    LexiconRow("domain", "medicin", "pille", 4),
    LexiconRow("domain", "demens", "dement", 5),
    LexiconRow("domain", "demens", "demens", 5),
    LexiconRow("domain", "ensomhed", "savner nogen at drikke kaffe med", 4),
    LexiconRow("domain", "ensomhed", "nogen at tale med", 4),
    LexiconRow("domain", "selvmord", "mørke tanker", 4),
    LexiconRow("domain", "selvmord", "vil ikke leve mere", 5),
    LexiconRow("domain", "aeldre", "sygeplejerske", 3),
    LexiconRow("domain", "hjemloeshed", "boligløs", 5),
    LexiconRow("kind", "akuttelefon", "akuttelefon", 5),
    LexiconRow("urgent", "112", "trækker ikke vejret", 5),
    LexiconRow("ignore", "ignore", "drikke vand", 3),
]


@pytest.fixture(scope="session")
def reference() -> Path:
    return Path(portal.__file__).parent / "reference"


@pytest.fixture(scope="session")
def gazetteer(reference: Path) -> Gazetteer:
    return Gazetteer.from_reference(reference)


@pytest.fixture(scope="session")
def common(reference: Path) -> CommonWords:
    return CommonWords.from_file(reference / "common_words.txt")


@pytest.fixture(scope="session")
def small_lexicon(common: CommonWords) -> Lexicon:
    return Lexicon(ROWS, common)


@pytest.fixture(scope="session")
def lexicon(reference: Path) -> Lexicon:
    return Lexicon.from_reference(reference)


@pytest.fixture(scope="session")
def ask(gazetteer: Gazetteer, small_lexicon: Lexicon) -> Callable[[str], Question]:
    """Understand a text with the small lexicon."""
    return lambda text: understand(text, gazetteer, small_lexicon)


@pytest.fixture(scope="session")
def ask_shipped(gazetteer: Gazetteer, lexicon: Lexicon) -> Callable[[str], Question]:
    """Understand a text as the portal does."""
    return lambda text: understand(text, gazetteer, lexicon)
