"""The lexicon's files: their form, their balance, and the traps they must not hold."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from portal.answers.understanding.alternatives import is_pattern
from portal.lexicon.forms import LONGEST_PHRASE
from portal.text.folding import fold
from portal.text.stems import stem
from portal.text.tokens import tokenize

REFERENCE = Path(__file__).parents[2] / "portal" / "reference"
FILES = sorted((REFERENCE / "lexicon").glob("*.tsv"))
HEADER = "type\tcode\tphrase\tweight"
KINDS = {
    "kontaktperson",
    "overleveringsvej",
    "hovednummer",
    "akuttelefon",
    "akutteam",
    "akutophold",
    "krisecenter",
    "herberg",
    "rusmiddelbehandling",
    "afrusning",
    "socialvagt",
    "demens",
    "socialpsykiatri",
    "frivilligt_tilbud",
    "laegevagt",
}
FILE_OF_TYPE = {"kind": "kinds", "urgent": "urgent", "ignore": "ignore"}

# Alone they tell of nothing: they may stand inside phrases only.
ORDINARY = frozenset(
    fold(
        "alene at akut arbejde bank barn behov bil bliver bor bord borger brug bruger by børn dag "
        "dame datter dem den der det dør efter en er et far fat fire for fra får fået følger "
        "gammel gamle gang gik giver gør går gælder gå ham han har hen hende her hjem hjemme hjælp "
        "hjælpe hos hun hus huset hvem hvor høj i igen ikke ingen jeg kan kender klar klare kom "
        "kommer kommune kone kontakt kvinde køre ligger liv livet lukket læge mad man mand mangler "
        "med mere mig mistet mor må navn nogen nu nummer nyt når om op os over passe passer penge "
        "person plads plan plejer problem på ringer ringe rolig sag seng sidder sige sin skal slår "
        "slog sover spiser stå står støtte syg søn tager taget tale taler tid til tilbud tom tung "
        "tænker tør ud uden ung uge ulykke vand vej vil ved venter vild værelse være år åben"
    ).split()
)


class Row(NamedTuple):
    """A row of the lexicon, with the file that it stands in."""

    file: str
    term_type: str
    code: str
    phrase: str
    weight: int

    @property
    def words(self) -> list[str]:
        """One word for each place in the phrase; words that stand for each other as one."""
        if is_pattern(self.phrase):
            return [fold(place) for place in self.phrase.split()]
        return [token.folded for token in tokenize(self.phrase)]


def data_lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines[1:] if not line.startswith("#")]


def read_rows() -> list[Row]:
    cells = [(file.stem, line.split("\t")) for file in FILES for line in data_lines(file)]
    return [Row(file, cell[0], cell[1], cell[2], int(cell[3])) for file, cell in cells]


def domain_codes() -> set[str]:
    with (REFERENCE / "domains.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


ROWS = read_rows()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_has_the_header_and_four_clean_columns(file: Path) -> None:
    assert file.read_text(encoding="utf-8").splitlines()[0] == HEADER
    for line in data_lines(file):
        cells = line.split("\t")
        assert len(cells) == 4, line
        assert [" ".join(cell.split()) for cell in cells] == cells, line
        assert cells[3] in {"1", "2", "3", "4", "5"}, line


def test_there_is_a_file_for_each_domain_and_for_kinds_danger_and_traps() -> None:
    assert {file.stem for file in FILES} == domain_codes() | set(FILE_OF_TYPE.values())


def test_each_row_stands_in_its_file_with_a_known_code() -> None:
    known = {"domain": domain_codes(), "kind": KINDS, "urgent": {"112"}, "ignore": {"ignore"}}
    for row in ROWS:
        assert row.code in known[row.term_type], row
        assert row.file == FILE_OF_TYPE.get(row.term_type, row.code), row


def test_no_phrase_stands_twice_under_the_same_code() -> None:
    counted = Counter((row.term_type, row.code, tuple(row.words)) for row in ROWS)
    assert [key for key, count in counted.items() if count > 1] == []


def test_every_phrase_has_a_word_and_few_enough_to_be_said() -> None:
    assert [row for row in ROWS if not 1 <= len(row.words) <= 9] == []


def test_every_phrase_fits_the_form_in_which_an_administrator_changes_it() -> None:
    assert [row for row in ROWS if len(row.phrase) > LONGEST_PHRASE] == []


def test_domains_are_balanced_and_many() -> None:
    counted = Counter(row.code for row in ROWS if row.term_type == "domain")
    assert {code: count for code, count in counted.items() if count < 80} == {}
    assert counted.total() >= 1500
    assert max(counted.values()) <= 4 * min(counted.values())


def test_each_kind_of_help_has_several_names() -> None:
    counted = Counter(row.code for row in ROWS if row.term_type == "kind")
    assert {kind: counted[kind] for kind in KINDS if counted[kind] < 10} == {}


def test_each_domain_is_named_by_words_of_the_full_weight() -> None:
    named = Counter(row.code for row in ROWS if row.term_type == "domain" and row.weight == 5)
    assert {code for code in domain_codes() if named[code] < 20} == set()


def test_no_ordinary_word_alone_tells_of_a_domain() -> None:
    alone = [row for row in ROWS if row.term_type == "domain" and len(row.words) == 1]
    assert [row for row in alone if row.words[0] in ORDINARY] == []


def test_no_single_word_is_a_place_name() -> None:
    text = (REFERENCE / "ambiguous_places.json").read_text(encoding="utf-8")
    places = {fold(name) for name in json.loads(text)["names"]}
    assert [row for row in ROWS if len(row.words) == 1 and row.words[0] in places] == []


def test_no_number_alone_can_be_taken_for_an_age() -> None:
    numbers = [row for row in ROWS if len(row.words) == 1 and row.words[0].isdigit()]
    assert [row for row in numbers if int(row.words[0]) <= 100] == []


def test_no_row_looks_like_a_cpr_or_phone_number() -> None:
    digits = re.compile(r"\d[\d -]{6,}\d")
    assert [row for row in ROWS if digits.search(row.phrase)] == []


def test_what_is_to_be_ignored_tells_of_nothing_else() -> None:
    def stems(row: Row) -> tuple[str, ...]:
        return tuple(map(stem, row.words))

    telling = {stems(row) for row in ROWS if row.term_type != "ignore"}
    ignored = [row for row in ROWS if row.term_type == "ignore"]
    assert [row for row in ignored if stems(row) in telling] == []


def test_unnamed_substance_abuse_counts_equally_for_alcohol_drugs_and_medicines() -> None:
    for word in ("misbrug", "afhængig", "rusmiddel", "abstinenser", "afrusning"):
        weights = {
            row.code: row.weight for row in ROWS if row.phrase == word and row.file != "kinds"
        }
        assert set(weights) == {"alkohol", "stoffer", "medicin"}, word
        assert len(set(weights.values())) == 1, word


@pytest.mark.parametrize(
    ("kind", "domains"),
    [
        ("herberg", {"hjemloeshed"}),
        ("krisecenter", {"vold"}),
        ("demenskoordinator", {"demens"}),
        ("rusmiddelbehandling", {"alkohol", "stoffer", "medicin"}),
        ("besøgsven", {"ensomhed"}),
    ],
)
def test_a_kind_that_implies_a_domain_stands_under_both(kind: str, domains: set[str]) -> None:
    rows = [row for row in ROWS if row.phrase == kind]
    assert {row.code for row in rows if row.term_type == "domain"} >= domains
    assert any(row.term_type == "kind" for row in rows)
