"""What is asked while a meeting is being planned."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.extensions import db
from portal.models.contact import Contact
from portal.models.meeting import Meeting, MeetingParticipant


def get_planned(meeting_id: int) -> Meeting:
    """Return a meeting, or answer 404, with all that the page of its times looks at."""
    people = selectinload(Meeting.participants)
    contact = people.joinedload(MeetingParticipant.contact)
    query = (
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .options(
            selectinload(Meeting.times),
            people.selectinload(MeetingParticipant.answers),
            people.joinedload(MeetingParticipant.offer),
            contact.selectinload(Contact.absences),
            contact.joinedload(Contact.deputy).selectinload(Contact.absences),
            joinedload(Meeting.municipality),
        )
    )
    found = db.session.scalar(query)
    return found or abort(404, description="Mødet findes ikke eller er slettet.")
