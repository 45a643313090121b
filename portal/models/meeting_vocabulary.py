"""The fixed words of network meetings."""

from enum import StrEnum


class MeetingState(StrEnum):
    """How far a network meeting has come."""

    DRAFT = "draft"
    POLLING = "polling"
    CALLED = "called"
    HELD = "held"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


ENDED_MEETINGS = frozenset({MeetingState.HELD, MeetingState.NOT_HELD, MeetingState.CANCELLED})
"""Meetings about which nobody is asked or told anything any more."""


class MeetingPurpose(StrEnum):
    """What a network meeting is for; a fixed list, so that nobody writes about the citizen."""

    SHARED_PLAN = "shared_plan"
    FREQUENT_CALLS = "frequent_calls"
    HANDOVER = "handover"
    DISCHARGE = "discharge"
    WORRY = "worry"
    FOLLOW_UP = "follow_up"


class MeetingRole(StrEnum):
    """In which role somebody sits at the table; the quorum counts these."""

    CENTRAL_ENTRANCE = "central_entrance"
    DOMAIN_CONTACT = "domain_contact"
    STAFF_NEAR_CITIZEN = "staff_near_citizen"
    GENERAL_PRACTITIONER = "general_practitioner"
    PSYCHIATRY = "psychiatry"
    VOLUNTARY_CENTRE = "voluntary_centre"
    OTHER = "other"
    CITIZEN = "citizen"
    SUPPORT_PERSON = "support_person"


class Availability(StrEnum):
    """Whether a participant can at a proposed time."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


class MeetingChange(StrEnum):
    """What a meeting's own history says was done."""

    PLANNED = "planned"
    EDITED = "edited"
    POLL_SENT = "poll_sent"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    STAND_IN_ASKED = "stand_in_asked"
    REMINDED = "reminded"
    LINK_WITHDRAWN = "link_withdrawn"
    LINK_REPLACED = "link_replaced"
    SENT_AGAIN = "sent_again"
    CALLED = "called"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"
    NOT_HELD = "not_held"
    FOLLOW_UP_CHANGED = "follow_up_changed"
