"""The agenda, read back from the PDF: the citizen's words first, and room for everybody."""

from datetime import date

import pytest

from portal.models.meeting_vocabulary import MeetingRole
from portal.network_meetings.calling.agenda import draw_agenda
from tests.exports.pdf_text import page_count, text_of
from tests.support.invitations import PLACE, make_called
from tests.support.meetings import make_meeting, make_participant

# An agenda is the same whichever database the meeting comes from.
pytestmark = [
    pytest.mark.usefixtures("session"),
    pytest.mark.parametrize("app", ["sqlite"], indirect=True),
]
LONG = (
    "Sundheds- og socialforvaltningens tværgående koordinator for udsatte voksne og deres familier"
)


def test_agenda_has_its_parts_in_order_and_begins_with_the_citizens_own_words():
    text = text_of(draw_agenda(make_called(reference="BLÅ-ELG-27", follow_up_on=date(2027, 6, 2))))
    parts = [
        "Dagsorden",
        "Netværksmøde BLÅ-ELG-27",
        "Formål: Lave en fælles plan",
        "Hvornår: ",
        f"Hvor: {PLACE}",
        "Ved bordet",
        "Funktion 1",
        "Borgeren",
        "1. Borgerens egne ord",
        "Hvad er vigtigst for dig?",
        "2. Hvad går godt?",
        "3. Hvad er svært?",
        "4. Hvem gør hvad, hvornår?",
        "5. Opfølgning",
        "Vi følger op 2. juni 2027.",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "@" not in text


@pytest.mark.parametrize(("people", "pages"), [(8, 2), (30, 4)])
def test_every_participant_is_there_and_every_page_says_which_meeting_and_page_it_is(people, pages):
    seats = [
        make_participant(f"{number}. {LONG}"[:160], name=f"Demo Person {number}", email="")
        for number in range(people)
    ]
    pdf = draw_agenda(make_meeting(reference="BLÅ-ELG-27", participants=seats))
    text = " ".join(text_of(pdf).split())
    assert page_count(pdf) == pages
    for page in range(1, pages + 1):
        assert f"BLÅ-ELG-27, side {page} af {pages}" in text
    for number in range(people):
        assert f"{number}. {LONG}" in text
        assert f"Demo Person {number} " in text


def test_agenda_of_a_draft_leaves_open_what_is_not_settled():
    text = text_of(draw_agenda(make_meeting()))
    assert "Hvornår: ikke aftalt endnu" in text
    assert "Hvornår følger vi op? (forslag: " in text
    assert "Hvad har borgeren selv bedt om at få sagt?" in text


def test_signs_that_the_fonts_lack_and_words_without_end_break_nothing():
    seats = [
        make_participant("x" * 160, name="Łukasz 🦌 “Demo”"),
        make_participant("Borgeren", MeetingRole.CITIZEN),
    ]
    text = text_of(draw_agenda(make_meeting(participants=seats, place="ø" * 200)))
    assert 'ukasz  "Demo"' in text
    assert text.count("x") > 150
    assert text.count("ø") > 190
