"""What the organiser does about a poll, and what the participants get by mail."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select
from werkzeug.exceptions import Forbidden

from portal.mail.delivery import deliver_due
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting_vocabulary import (
    Availability,
    MeetingChange,
    MeetingRole,
    MeetingState,
)
from portal.models.vocabulary import Role
from portal.network_meetings.links import find_participant, link_token
from portal.network_meetings.mails import list_mails
from portal.network_meetings.polling.actions import (
    PollRefusedError,
    answer_for,
    ask_participant,
    remind_participant,
    replace_link,
    send_poll,
    withdraw_participant_link,
)
from portal.network_meetings.polling.buttons import poll_buttons
from portal.network_meetings.wording import describe_span
from portal.web.dates import local_today
from tests import factories
from tests.support.meetings import make_answer, make_meeting, make_meeting_time, make_participant
from tests.support.polls import make_poll


@pytest.fixture
def actor(session):
    return factories.make_user(Role.BRIDGE_BUILDER, name="Demo Fanø")


def draft(**values):
    """Return a draft of two who have an address, the citizen, and two times."""
    people = [
        make_participant("Visitator", name="Demo Tunø"),
        make_participant("Sagsbehandler", name="Demo Endelave"),
        make_participant("Borgeren", MeetingRole.CITIZEN),
    ]
    times = [make_meeting_time(on=local_today() + timedelta(days=days)) for days in (10, 12)]
    return make_meeting(**({"participants": people, "times": times} | values))


def in_days(days):
    return utc_now() + timedelta(days=days)


def text_of(mail):
    message = message_from_bytes(mail.content, policy=policy.default)
    return message.get_body(("plain",)).get_content()


def mails(session):
    return session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()


def changes(meeting, session):
    session.flush()
    session.expire(meeting, ["events"])
    return [event.change for event in meeting.events]


def test_poll_sends_each_with_an_address_one_mail_with_a_link_of_their_own(session, actor):
    meeting = draft(organiser=actor)
    assert send_poll(actor, meeting, in_days(5), local_today()) == 2
    assert (meeting.state, meeting.consent_on) == (MeetingState.POLLING, local_today())
    sent = mails(session)
    assert {mail.recipient for mail in sent} == {one.email for one in meeting.participants[:2]}
    assert {mail.subject for mail in sent} == {f"Netværksmøde {meeting.reference}: hvornår kan du?"}
    for participant in meeting.participants[:2]:
        text = text_of(list_mails(meeting)[participant.id][0])
        assert f"/moede/{link_token(participant.link_key)}" in text
        assert participant.link_expires_at == meeting.times[-1].ends_at + timedelta(days=14)
    assert meeting.participants[2].link_key is None
    assert changes(meeting, session) == [MeetingChange.POLL_SENT]


def test_mail_says_all_that_is_needed_and_nobody_elses_address(session, actor):
    meeting = draft(organiser=actor)
    send_poll(actor, meeting, in_days(5), local_today())
    text = text_of(mails(session)[0])
    wanted = [
        "Hej Demo Tunø", "Visitator", meeting.reference, "Randers Kommune", "Svar senest",
        "Svar ikke med oplysninger om borgeren", "Demo Fanø", actor.email,
        "Én indgang er brobyggernes portal",
        *(describe_span(time.starts_at, time.ends_at) for time in meeting.times),
    ]  # fmt: skip
    assert [words for words in wanted if words not in text] == []
    assert meeting.participants[1].email not in text


@pytest.mark.parametrize(
    ("values", "deadline", "consent", "words"),
    [
        ({}, 5, None, "Uden samtykke sendes intet"),
        ({}, 5, 1, "ligger i fremtiden"),
        ({"participants": []}, 5, 0, "Sæt deltagere på mødet"),
        ({"times": []}, 5, 0, "Foreslå mindst ét tidspunkt"),
        ({}, -1, 0, "Svarfristen er passeret"),
        ({}, 11, 0, "efter det første tidspunkt"),
        ({"state": MeetingState.POLLING}, 5, 0, "allerede spurgt"),
        ({"state": MeetingState.CANCELLED}, 5, 0, "allerede spurgt"),
    ],
)
def test_poll_that_cannot_be_sent_is_refused_and_nothing_is_sent(
    session, actor, values, deadline, consent, words
):
    meeting = draft(**values)
    before = meeting.state
    consent_on = None if consent is None else local_today() + timedelta(days=consent)
    with pytest.raises(PollRefusedError, match=words):
        send_poll(actor, meeting, in_days(deadline), consent_on)
    assert mails(session) == []
    assert meeting.state is before


def test_poll_of_people_without_addresses_is_refused(session, actor):
    meeting = draft(participants=[make_participant("Borgeren", MeetingRole.CITIZEN)])
    with pytest.raises(PollRefusedError, match="Ingen af deltagerne har en e-mail"):
        send_poll(actor, meeting, in_days(5), local_today())


def test_poll_of_past_times_is_refused(session, actor):
    meeting = draft(times=[make_meeting_time(utc_now() - timedelta(hours=1))])
    with pytest.raises(PollRefusedError, match="ikke er passeret"):
        send_poll(actor, meeting, in_days(5), local_today())


@pytest.mark.parametrize("role", [Role.READER, Role.COORDINATOR])
def test_only_bridge_builders_do_anything_about_a_poll(session, role):
    stranger, meeting = factories.make_user(role), make_poll()
    participant = meeting.participants[0]
    for act in (ask_participant, remind_participant, replace_link, withdraw_participant_link):
        with pytest.raises(Forbidden):
            act(stranger, participant)
    with pytest.raises(Forbidden):
        answer_for(stranger, participant, {})
    with pytest.raises(Forbidden):
        send_poll(stranger, draft(), in_days(5), local_today())


def test_one_who_was_added_later_is_asked_once(session, actor):
    meeting = make_poll()
    late = make_participant("Støttekontaktperson", meeting=meeting)
    ask_participant(actor, late)
    assert [mail.recipient for mail in mails(session)] == [late.email]
    with pytest.raises(PollRefusedError, match="allerede spurgt"):
        ask_participant(actor, late)
    with pytest.raises(PollRefusedError, match="ingen e-mail"):
        ask_participant(actor, make_participant("Borgeren", MeetingRole.CITIZEN, meeting))


def test_reminder_brings_the_same_link_at_most_once_an_hour(session, actor):
    meeting = make_poll()
    participant = meeting.participants[0]
    remind_participant(actor, participant)
    assert f"/moede/{link_token(participant.link_key)}" in text_of(mails(session)[0])
    assert poll_buttons(participant, mails(session)).remind_from > utc_now()
    with pytest.raises(PollRefusedError, match="igen kl"):
        remind_participant(actor, participant)
    for mail in mails(session):
        mail.created_at = utc_now() - timedelta(minutes=61)
    assert poll_buttons(participant, mails(session)).remind_from is None
    remind_participant(actor, participant)
    assert len(mails(session)) == 2


def test_who_has_answered_everything_is_not_reminded(session, actor):
    meeting = make_poll()
    for time in meeting.times:
        make_answer(meeting.participants[0], time)
    with pytest.raises(PollRefusedError, match="har svaret på alle tider"):
        remind_participant(actor, meeting.participants[0])
    assert not poll_buttons(meeting.participants[0]).reminds


def test_withdrawn_link_is_worthless_and_its_unsent_mail_is_taken_back(session, actor):
    meeting = draft()
    send_poll(actor, meeting, in_days(5), local_today())
    first = meeting.participants[0]
    token = link_token(first.link_key)
    withdraw_participant_link(actor, first)
    session.flush()
    assert find_participant(token) is None
    assert [mail.recipient for mail in mails(session)] == [meeting.participants[1].email]
    with pytest.raises(PollRefusedError, match="ikke noget link"):
        withdraw_participant_link(actor, first)


def test_new_link_works_and_the_old_one_does_not_whether_or_not_its_mail_was_sent(session, actor):
    meeting = draft()
    send_poll(actor, meeting, in_days(5), local_today())
    first, second = meeting.participants[:2]
    session.commit()
    old = link_token(first.link_key)
    replace_link(actor, first)  # before the first mail went out
    session.commit()
    deliver_due()
    session.expire_all()
    replace_link(actor, second)  # after it did
    session.flush()
    assert find_participant(old) is None
    assert find_participant(link_token(first.link_key)) is first
    assert find_participant(link_token(second.link_key)) is second
    counts = {one.id: len(found) for one, found in mails_of(meeting).items()}
    assert counts == {first.id: 1, second.id: 2}
    assert "nyt link" in list_mails(meeting)[second.id][0].subject


def mails_of(meeting):
    found = list_mails(meeting)
    return {one: found[one.id] for one in meeting.participants if one.id in found}


def test_link_holds_after_a_new_secret_key_and_the_reminder_brings_one_that_works(
    app, session, actor
):
    meeting = make_poll()
    participant = meeting.participants[0]
    before = link_token(participant.link_key)
    app.config["SECRET_KEY"] = "another-key"
    assert find_participant(before) is participant
    remind_participant(actor, participant)
    session.flush()
    after = link_token(participant.link_key)
    assert after != before
    assert f"/moede/{after}" in text_of(mails(session)[0])
    assert find_participant(after) is participant
    assert find_participant(before) is None


def test_organiser_answers_for_the_citizen_and_it_is_shown_as_theirs(session, actor):
    meeting = make_poll()
    citizen = make_participant("Borgeren", MeetingRole.CITIZEN, meeting)
    answer_for(actor, citizen, {time.id: Availability.YES for time in meeting.times})
    assert citizen.answered_by == "Demo Fanø"
    assert {one.answer for one in citizen.answers} == {Availability.YES}
    session.expire(meeting, ["events"])
    assert [(one.by, one.detail) for one in meeting.events] == [("Demo Fanø", "Borgeren: 2 ja")]


def test_organiser_answers_after_the_deadline_but_not_once_the_meeting_is_called(session, actor):
    meeting = make_poll(deadline_at=utc_now() - timedelta(hours=1))
    answer = {meeting.times[0].id: Availability.NO}
    assert answer_for(actor, meeting.participants[0], answer) == frozenset()
    meeting.state = MeetingState.CALLED
    with pytest.raises(PollRefusedError, match="indkaldt eller slut"):
        answer_for(actor, meeting.participants[0], answer)


@pytest.mark.parametrize("values", [{"consent_on": None}, {"state": MeetingState.CALLED}])
def test_without_consent_or_after_the_poll_nothing_is_sent(session, actor, values):
    participant = make_poll(**values).participants[0]
    for act in (remind_participant, replace_link, ask_participant):
        with pytest.raises(PollRefusedError):
            act(actor, participant)
    assert mails(session) == []
