"""A meeting as calendar programs take it: iCalendar (RFC 5545), sent as iTIP asks (RFC 5546)."""

from datetime import datetime, timedelta
from enum import StrEnum

from flask import current_app
from icalendar import Calendar, Event, Timezone, vCalAddress

from portal.mail.message import one_line
from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import MeetingState
from portal.network_meetings.mails import address_in_mails
from portal.web.dates import local

PRODUCT = "-//Én indgang//Netværksmøder//DA"
# The rule of the European Union since 1996, in the form that every calendar program knows.
COPENHAGEN_ZONE = b"""\
BEGIN:VTIMEZONE\r
TZID:Europe/Copenhagen\r
BEGIN:DAYLIGHT\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
TZNAME:CEST\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
TZNAME:CET\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
END:VTIMEZONE\r
"""
DISCRETION = "Skriv ikke noget om borgeren i kalenderen."


class Method(StrEnum):
    """What a calendar program is to do with an event (RFC 5546, 3.2)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def meeting_calendar(
    meeting: Meeting, method: Method, attendee: MeetingParticipant | None = None
) -> bytes:
    """Return a meeting that has a time as an iCalendar file.

    ``attendee`` is the one who gets it, the only one named in it: nobody sees the others'
    addresses. A file to download has none. Raises ValueError for a meeting without a time.
    """
    if meeting.starts_at is None:
        raise ValueError("the meeting has not been called")
    is_off = method == Method.CANCEL or meeting.state == MeetingState.CANCELLED
    event = make_event(meeting, meeting.uid, meeting.sequence)
    event.add("dtstart", calendar_time(meeting.starts_at))
    event.add("dtend", calendar_time(meeting.starts_at + timedelta(minutes=meeting.minutes)))
    event.add("summary", f"Netværksmøde {meeting.reference}")
    event.add("location", ", ".join(filter(None, (meeting.place, meeting.link))))
    event.add("description", describe(meeting))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if attendee is not None:
        event.add("attendee", attendee_of(attendee, method))
    calendar = make_calendar(method)
    calendar.add_component(Timezone.from_ical(COPENHAGEN_ZONE))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def follow_up_calendar(meeting: Meeting) -> bytes:
    """Return the day on which a meeting is followed up as an iCalendar file to download.

    Raises ValueError for a meeting without such a day.
    """
    if meeting.follow_up_on is None:
        raise ValueError("the meeting has no day of follow-up")
    event = make_event(meeting, f"follow-up-{meeting.uid}", meeting.version_id)
    event.add("dtstart", meeting.follow_up_on)
    event.add("dtend", meeting.follow_up_on + timedelta(days=1))
    event.add("summary", f"Opfølgning på netværksmøde {meeting.reference}")
    event.add("description", DISCRETION)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    calendar = make_calendar(Method.PUBLISH)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def make_calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def make_event(meeting: Meeting, uid: str, sequence: int) -> Event:
    """Return an event of a meeting that colleagues see as occupied and no more."""
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", utc_now().replace(microsecond=0))
    event.add("class", "PRIVATE")  # Outlook shows what is CONFIDENTIAL to colleagues
    event.add("organizer", organiser_of(meeting))
    return event


def organiser_of(meeting: Meeting) -> vCalAddress:
    """Return who called the meeting, with the portal as the one who sends for them.

    A calendar program mails "declined" to the organiser's address: it must reach the person who
    holds the meeting together, and nobody reads mails to the portal. SENT-BY names the portal, whom
    the mail is from, or an update would look like somebody else's (RFC 6047, 2.3).
    """
    organiser = vCalAddress(mailto(meeting.organiser.email))
    organiser.params["CN"] = calendar_name(meeting.organiser.name)
    organiser.params["SENT-BY"] = mailto(current_app.config["CONTACT_EMAIL"])
    return organiser


def attendee_of(participant: MeetingParticipant, method: Method) -> vCalAddress:
    attendee = vCalAddress(mailto(participant.email))
    attendee.params["CN"] = calendar_name(participant.name or participant.function)
    attendee.params["ROLE"] = "REQ-PARTICIPANT" if participant.is_required else "OPT-PARTICIPANT"
    if method == Method.REQUEST:
        attendee.params["PARTSTAT"] = "NEEDS-ACTION"
        attendee.params["RSVP"] = "TRUE"
    return attendee


def mailto(address: str) -> str:
    """Return an address as an event names it; of one that no mail can go to, the mail will say."""
    return f"mailto:{one_line(address_in_mails(address))}"


def calendar_name(text: str) -> str:
    """Return a name as a parameter can hold it: one line, and no double quote (RFC 5545, 3.1)."""
    return one_line(text).replace('"', "'")


def calendar_time(at: datetime) -> datetime:
    """Return an instant by the clock in Denmark; of the autumn hour that comes twice the second.

    Its wall-clock time would be read as the first one (RFC 5545, 3.3.5), so it is said in UTC.
    """
    return at if local(at).fold else local(at)


def describe(meeting: Meeting) -> str:
    """Return what stands in the event: who is at the table by function, nothing of the citizen."""
    lines = [f"Indkaldt af {meeting.organiser.name} i Én indgang."]
    if meeting.link:
        lines += [f"Videomøde: {meeting.link}"]
    lines += ["", "Ved bordet:"]
    for one in meeting.participants:
        lines += [f"- {', '.join(filter(None, (one.function, one.organisation)))}"]
    return "\n".join([*lines, "", DISCRETION])
