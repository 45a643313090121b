"""Answers to a poll: kept once each, however often and from wherever they are sent at once."""

from collections.abc import Callable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.extensions import db
from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingAnswer, MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import Availability, MeetingChange
from portal.models.user import User
from portal.network_meetings.events import note_change
from portal.network_meetings.links import give_link, link_expiry
from portal.network_meetings.mails import withdraw_mails
from portal.network_meetings.polling import letters
from portal.network_meetings.polling.standing import Standing, standing_of
from portal.web.labels import label

Answers = Mapping[int, Availability]
Insert = postgresql.Insert | sqlite.Insert
INSERT: dict[str, Callable[[type[MeetingAnswer]], Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


class PollClosedError(ValueError):
    """An answer that comes too late; the page behind the link says how the meeting stands."""


def save_answers(participant: MeetingParticipant, answers: Answers, note: str) -> frozenset[int]:
    """Keep what a participant answered; return the times that are no longer proposed.

    Answers to those are not kept, all others are; times that are not answered stay as they were.
    The participant must have been read with ``is_locking``. Raises PollClosedError.
    """
    refuse_when_closed(participant.meeting)
    return keep_answers(participant, answers, note)


def keep_answers(
    participant: MeetingParticipant, answers: Answers, note: str, actor: User | None = None
) -> frozenset[int]:
    """Keep answers, given by the participant or told to the organiser; say it in the history once.

    The same answers sent again change nothing.
    """
    proposed = lock_times(participant.meeting)
    known = {time_id: answers[time_id] for time_id in sorted(answers) if time_id in proposed}
    before = {one.time_id: one.answer for one in participant.answers}
    by = actor.name if actor else ""
    is_same = before | known == before and (participant.note, participant.answered_by) == (note, by)
    if not is_same:
        write_answers(participant, known)
        participant.note, participant.answered_by = note, by
        participant.answered_at = utc_now()
        told = count_words(before | known)
        detail = f"{participant.title}: {told}" if actor else told
        note_change(participant.meeting, actor or participant.title, MeetingChange.ANSWERED, detail)
    return frozenset(answers.keys() - known.keys())


def lock_times(meeting: Meeting) -> frozenset[int]:
    """Return the times that can be answered; none of them can be removed until it is done."""
    query = select(MeetingTime.id).where(
        MeetingTime.meeting_id == meeting.id, MeetingTime.starts_at > utc_now()
    )
    return frozenset(db.session.scalars(query.with_for_update(read=True, key_share=True)))


def write_answers(participant: MeetingParticipant, answers: Answers) -> None:
    """Write one row for each time, in place of the one that is there."""
    if not answers:
        return
    now = utc_now()
    insert = INSERT[db.engine.dialect.name](MeetingAnswer).values(
        [
            {
                "participant_id": participant.id,
                "time_id": time_id,
                "answer": answer,
                "answered_at": now,
            }
            for time_id, answer in answers.items()
        ]
    )
    newer = {name: getattr(insert.excluded, name) for name in ("answer", "answered_at")}
    keys = ["participant_id", "time_id"]
    db.session.execute(insert.on_conflict_do_update(index_elements=keys, set_=newer))
    db.session.expire(participant, ["answers"])


def count_words(answers: Answers) -> str:
    """Return how often each answer was given: "2 ja, 1 nej". Not the note, which is theirs."""
    given = [*answers.values()]
    counts = ((given.count(answer), label(answer).lower()) for answer in Availability)
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def pass_on(participant: MeetingParticipant, name: str, email: str) -> None:
    """Give a participant's seat to a colleague, who gets a link of their own by mail.

    The link in use stops working, and what was answered goes: it was another person's. The
    participant must have been read with ``is_locking``. Raises PollClosedError.
    """
    refuse_when_closed(participant.meeting)
    former = participant.title
    note_change(participant.meeting, former, MeetingChange.PASSED_ON, f"Til {name}")
    empty_seat(participant)
    participant.passed_on_by, participant.name, participant.email = former, name, email
    give_link(participant, link_expiry(participant.meeting))
    db.session.flush()
    letters.ask(participant)


def empty_seat(participant: MeetingParticipant) -> None:
    """Forget who held a seat: their answers, their note, and the mails that are not sent yet."""
    withdraw_mails(participant.meeting, participant)
    db.session.execute(delete(MeetingAnswer).where(MeetingAnswer.participant_id == participant.id))
    db.session.expire(participant, ["answers"])
    participant.contact = participant.offer = None
    participant.note = participant.answered_by = ""
    participant.answered_at = None


def refuse_when_closed(meeting: Meeting) -> None:
    """Raise PollClosedError unless the poll takes answers."""
    if standing_of(meeting) is not Standing.OPEN:
        raise PollClosedError("Svarfristen er udløbet, så der kan ikke svares længere.")
