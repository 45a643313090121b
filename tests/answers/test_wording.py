"""The words of an answer, by themselves."""

import pytest

from portal.answers.lines import notes_of
from portal.answers.wording import domain_names
from portal.snapshot.records import EntryRecord


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["a"], "alkohol"),
        (["a", "d"], "alkohol og demens"),
        (["a", "d", "h"], "alkohol, demens samt hjemløshed og bolig"),
        (["h", "a"], "hjemløshed og bolig samt alkohol"),
    ],
)
def test_domains_stand_in_a_sentence_as_people_say_it(codes, said):
    names = {"a": "Alkohol", "d": "Demens", "h": "Hjemløshed og bolig"}
    assert domain_names(codes, names) == said


@pytest.mark.parametrize("exclusions", ["kramper", "Ikke ved tidligere kramper"])
def test_whom_an_offer_is_not_for_is_said_once(exclusions):
    entry = EntryRecord("offer", 1, "herberg", "Herberg", exclusions=exclusions)
    (note,) = notes_of(entry)
    assert note.lower().count("ikke") == 1
