"""Calling a meeting, moving it and calling it off: who hears what, and that it is once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from werkzeug.exceptions import Conflict, Forbidden

from portal.mail.delivery import claim_next, deliver_due
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting_vocabulary import MeetingChange, MeetingRole, MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.calling.actions import (
    call_meeting,
    cancel_meeting,
    invite_participant,
    move_meeting,
    uninvite_participant,
)
from portal.network_meetings.polling.letters import ask
from portal.web.dates import local_today
from tests import factories
from tests.support.invitations import (
    LINK,
    PLACE,
    calendar_of,
    call,
    list_queued,
    make_agreed,
    make_called,
    next_week,
    read_mail,
    text_of,
)
from tests.support.meetings import make_participant
from tests.support.polls import make_poll


def test_everybody_with_an_address_is_invited_alone(session):
    meeting = make_called(3)
    mails = list_queued()
    assert [mail.recipient for mail in mails] == ["p1@example.dk", "p2@example.dk", "p3@example.dk"]
    for mail in mails:
        message = read_mail(mail.content)
        (attendee,) = calendar_of(mail.content).vevent.attendee_list
        assert attendee.value == f"mailto:{mail.recipient}"
        assert message["To"] == mail.recipient
        assert message["Subject"] == f"Netværksmøde {meeting.reference}: indkaldelse"
        assert message["Reply-To"] == meeting.organiser.email
        others = {f"p{n}@example.dk" for n in (1, 2, 3)} - {mail.recipient}
        assert not any(address in text_of(mail.content) for address in others)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_invitation_says_when_where_with_whom_and_as_what(session):
    meeting = make_called()
    text = text_of(list_queued()[0].content)
    assert "Hej Demo Person 1" in text
    assert "Du er med som: Funktion 1." in text
    assert f"Hvor: {PLACE}\n" in text
    assert f"Videomøde: {LINK}\n" in text
    assert "- Funktion 2, Demo Person 2\n" in text
    assert "- Borgeren\n" in text
    assert (meeting.state, meeting.events[-1].change) == (MeetingState.CALLED, MeetingChange.CALLED)
    assert meeting.delete_on > next_week().date()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_invitation_is_what_mail_programs_look_for_and_a_file_for_the_others(session):
    make_called()
    types = [part.get_content_type() for part in read_mail(list_queued()[0].content).walk()]
    assert types == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]


def test_change_and_cancellation_reach_everybody_as_updates(session):
    meeting = make_called()
    first = calendar_of(list_queued()[0].content)
    deliver_due()
    later = next_week() + timedelta(days=1)
    changes = move_meeting(meeting.organiser, meeting, later, 90, "Sundhedshuset", LINK)
    session.commit()
    assert len(changes) == 2
    moved = list_queued()
    deliver_due()
    cancel_meeting(meeting.organiser, meeting)
    session.commit()
    cancelled = list_queued()
    assert len(moved) == len(cancelled) == 2
    update, end = calendar_of(moved[0].content), calendar_of(cancelled[0].content)
    calendars = (first, update, end)
    assert [one.method.value for one in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one.vevent.sequence.value for one in calendars] == ["0", "1", "2"]
    assert {one.vevent.uid.value for one in calendars} == {meeting.uid}
    assert update.vevent.dtstart.value == later
    assert f"Nyt sted: Sundhedshuset. Før: {PLACE}." in text_of(moved[0].content)
    assert "er aflyst." in text_of(cancelled[0].content)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_change_that_no_calendar_would_show_tells_nobody(session):
    meeting = make_called()
    deliver_due()
    assert move_meeting(meeting.organiser, meeting, meeting.starts_at, 60, PLACE, LINK) == []
    assert list_queued() == []
    assert meeting.sequence == 0


def test_whoever_never_got_the_invitation_gets_it_new_and_not_as_a_change(session):
    meeting = make_called()
    move_meeting(meeting.organiser, meeting, next_week(), 90, PLACE, "")
    session.commit()
    mails = list_queued()
    assert len(mails) == 2
    assert all("indkalder dig" in text_of(mail.content) for mail in mails)


def test_mail_that_a_courier_has_taken_counts_as_arrived(session):
    meeting = make_called(1)
    assert claim_next(utc_now()) is not None
    cancel_meeting(meeting.organiser, meeting)
    session.commit()
    (mail,) = list_queued()
    assert calendar_of(mail.content).method.value == "CANCEL"
    later = utc_now() + timedelta(hours=1)
    assert deliver_due(lambda: later).sent == 1, "the invitation is not tried again"


def test_meeting_that_was_only_asked_about_is_called_off_in_plain_words(session):
    meeting = make_poll(2)
    ask(meeting.participants[0])
    session.commit()
    deliver_due()
    cancel_meeting(meeting.organiser, meeting)
    session.commit()
    (mail,) = list_queued()
    assert mail.recipient == meeting.participants[0].email
    assert calendar_of(mail.content) is None
    assert "Vi spørger ikke længere" in text_of(mail.content)
    assert meeting.participants[0].link_key is not None, "the link shows that it is off"


def test_question_about_times_that_was_not_sent_is_not_sent_after_the_call(session):
    meeting = make_poll(1)
    ask(meeting.participants[0])
    session.commit()
    call(meeting)
    (mail,) = list_queued()
    assert calendar_of(mail.content) is not None
    assert "Se mødet her: http" in text_of(mail.content)
    assert meeting.participants[0].link_expires_at > meeting.starts_at


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_draft_is_called_off_without_a_mail(session):
    meeting = make_agreed()
    cancel_meeting(meeting.organiser, meeting)
    session.commit()
    assert session.scalars(select(OutgoingMail)).all() == []
    assert meeting.state is MeetingState.CANCELLED


def test_who_comes_to_the_table_later_is_invited_and_who_leaves_hears_of_it(session):
    meeting = make_called(2)
    deliver_due()
    guest = make_participant("Sagsbehandler", meeting=meeting, email="ny@example.dk")
    invite_participant(meeting.organiser, guest)
    uninvite_participant(meeting.organiser, meeting.participants[0])
    session.commit()
    invited, uninvited = list_queued()
    assert (invited.recipient, uninvited.recipient) == ("ny@example.dk", "p1@example.dk")
    assert calendar_of(invited.content).method.value == "REQUEST"
    assert calendar_of(uninvited.content).method.value == "CANCEL"
    assert "Du skal ikke være med" in text_of(uninvited.content)


def test_other_address_of_a_participant_gets_the_invitation_and_the_old_one_the_end_of_it(session):
    meeting = make_called(1)
    deliver_due()
    guest = meeting.participants[0]
    uninvite_participant(meeting.organiser, guest)
    guest.email = "ny@example.dk"
    invite_participant(meeting.organiser, guest)
    session.commit()
    end, new = list_queued()
    assert (end.recipient, calendar_of(end.content).method.value) == ("p1@example.dk", "CANCEL")
    assert (new.recipient, calendar_of(new.content).method.value) == ("ny@example.dk", "REQUEST")


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_who_leaves_before_the_invitation_was_sent_hears_nothing(session):
    meeting = make_called(1)
    uninvite_participant(meeting.organiser, meeting.participants[0])
    session.commit()
    assert list_queued() == []


def refusals():
    now = utc_now()
    soon = next_week()
    return [
        ({"starts_at": now - timedelta(minutes=1)}, "er passeret"),
        ({"starts_at": now + timedelta(days=800)}, "mere end et år"),
        ({"starts_at": soon, "place": "", "link": ""}, "Skriv, hvor mødet er"),
    ]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("terms", "sentence"), refusals())
def test_call_that_cannot_be_is_refused_with_a_sentence_and_nothing_is_sent(
    session, terms, sentence
):
    meeting = make_agreed()
    with pytest.raises(Conflict) as refused:
        call(meeting, **terms)
    assert sentence in str(refused.value.description)
    assert list_queued() == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("consent_on", [None, date(2999, 1, 1)])
def test_without_the_citizens_consent_nobody_is_invited(session, consent_on):
    meeting = make_agreed(consent_on=None)
    with pytest.raises(Conflict):
        call(meeting, consent_on=consent_on)
    session.rollback()
    assert list_queued() == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_consent_given_with_the_call_is_kept_as_a_date(session):
    meeting = make_agreed(consent_on=None)
    call(meeting, consent_on=local_today())
    assert meeting.consent_on == local_today()
    assert len(list_queued()) == 2


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_meeting_without_any_address_cannot_be_called(session):
    meeting = make_agreed(0)
    meeting.participants.append(make_participant("Bisidder", MeetingRole.SUPPORT_PERSON))
    with pytest.raises(Conflict) as refused:
        call(meeting)
    assert "har en e-mail" in str(refused.value.description)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "state", [MeetingState.CALLED, MeetingState.HELD, MeetingState.NOT_HELD, MeetingState.CANCELLED]
)
def test_meeting_is_called_once_and_never_after_its_end(session, state):
    meeting = make_agreed(state=state)
    with pytest.raises(Conflict):
        call(meeting)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_meeting_is_called_off_once(session):
    meeting = make_called()
    cancel_meeting(meeting.organiser, meeting)
    with pytest.raises(Conflict):
        cancel_meeting(meeting.organiser, meeting)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_only_those_who_plan_meetings_may_call_them(session):
    meeting, reader = make_agreed(), factories.make_user(Role.READER)
    called = make_called()
    starts_at: datetime = next_week()
    for action in (
        lambda: call_meeting(reader, meeting, starts_at, 60, PLACE, LINK),
        lambda: move_meeting(reader, called, starts_at, 60, PLACE, LINK),
        lambda: cancel_meeting(reader, called),
        lambda: invite_participant(reader, called.participants[0]),
        lambda: uninvite_participant(reader, called.participants[0]),
    ):
        with pytest.raises(Forbidden):
            action()
