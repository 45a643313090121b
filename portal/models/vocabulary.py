"""The fixed words of the model: roles, sectors, kinds, states. Danish labels: portal/web/labels."""

from enum import StrEnum


class Role(StrEnum):
    BRIDGE_BUILDER = "bridge_builder"
    COORDINATOR = "coordinator"
    READER = "reader"
    ADMINISTRATOR = "administrator"


class Participation(StrEnum):
    PARTICIPATES = "participates"
    DECLINED = "declined"
    FALLBACK = "fallback"


class Sector(StrEnum):
    MUNICIPAL = "kommune"
    REGIONAL = "region"
    VOLUNTARY = "frivillig"
    PRIVATE = "privat"
    STATE = "stat"


class Level(StrEnum):
    LEADER = "leader"
    EMPLOYEE = "employee"


class PhoneKind(StrEnum):
    FUNCTION = "function"
    DIRECT = "direct"
    MOBILE = "mobile"


class Audience(StrEnum):
    PUBLIC = "public"
    PROFESSIONAL = "professional"


class OfferKind(StrEnum):
    """The kinds an offer can have; their codes are part of the JSON contract."""

    ACUTE_PHONE = "akuttelefon"
    ACUTE_TEAM = "akutteam"
    ACUTE_STAY = "akutophold"
    CRISIS_CENTRE = "krisecenter"
    SHELTER = "herberg"
    SUBSTANCE_TREATMENT = "rusmiddelbehandling"
    DETOX = "afrusning"
    SOCIAL_DUTY = "socialvagt"
    DEMENTIA = "demens"
    SOCIAL_PSYCHIATRY = "socialpsykiatri"
    VOLUNTARY = "frivilligt_tilbud"
    DOCTOR_ON_CALL = "laegevagt"
    OTHER = "anden"


ACUTE_KINDS = frozenset(
    {
        OfferKind.ACUTE_PHONE,
        OfferKind.ACUTE_TEAM,
        OfferKind.ACUTE_STAY,
        OfferKind.CRISIS_CENTRE,
        OfferKind.SHELTER,
        OfferKind.DETOX,
        OfferKind.SOCIAL_DUTY,
        OfferKind.DOCTOR_ON_CALL,
    }
)


class OfferStatus(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Callers(StrEnum):
    """Who may call an offer."""

    CITIZEN = "citizen"
    PROFESSIONAL = "professional"
    BOTH = "both"
    UNKNOWN = "unknown"


class Capacity(StrEnum):
    FREE = "free"
    FEW = "few"
    FULL = "full"
    UNKNOWN = "unknown"


class Preference(StrEnum):
    CENTRAL_CONTACT = "central_contact"
    STAFF_NEAR_CITIZEN = "staff_near_citizen"
    UNIT = "unit"
    OUTSIDE_MUNICIPALITY = "outside_municipality"


class Channel(StrEnum):
    PHONE = "phone"
    SECURE_MAIL = "secure_mail"
    DIGITAL_POST = "digital_post"
    MEDCOM = "medcom"
    MEETING = "meeting"
    FOLLOW_CITIZEN = "follow_citizen"


class ContinueWhen(StrEnum):
    """When a step has failed and the next one is due."""

    NO_ANSWER = "no_answer"
    CLOSED = "closed"
    DECLINED = "declined"
    AFTER_MINUTES = "after_minutes"


class Consent(StrEnum):
    VERBAL = "verbal"
    WRITTEN = "written"
    NOT_NEEDED = "not_needed"
    SEE_NOTE = "see_note"


class Action(StrEnum):
    """What the journal says was done."""

    CREATED = "created"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ARCHIVED = "archived"
    RESTORED = "restored"
    UNDONE = "undone"
    LOADED = "loaded"


class TermType(StrEnum):
    """What a word of the lexicon points to."""

    DOMAIN = "domain"
    KIND = "kind"
    URGENT = "urgent"
    IGNORE = "ignore"


class PlaceKind(StrEnum):
    POSTCODE = "postcode"
    TOWN = "town"
    PARISH = "parish"
    MUNICIPALITY = "municipality"


class Fault(StrEnum):
    """What is wrong with an entry, as somebody reports it."""

    WRONG_NUMBER = "wrong_number"
    GONE = "gone"
    WRONG_HOURS = "wrong_hours"
    OTHER = "other"


class ReportState(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    SOLVED = "solved"
    REJECTED = "rejected"


OPEN_STATES = frozenset({ReportState.NEW, ReportState.IN_PROGRESS})
"""A fault that nobody has dealt with yet."""


class Outcome(StrEnum):
    """How a call went."""

    TOOK_OVER = "took_over"
    WRONG_PLACE = "wrong_place"
    NO_ANSWER = "no_answer"
    DEAD_NUMBER = "dead_number"
    ASKED_TO_USE_OTHER = "asked_to_use_other"


class ImportState(StrEnum):
    """How far a list that somebody brought has come."""

    READING = "reading"
    PREVIEW = "preview"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


class AnswerEnd(StrEnum):
    """What a question's answer led with; below a contact it is a fallback."""

    ROUTE = "route"
    CONTACT = "contact"
    OFFER = "offer"
    SWITCHBOARD = "switchboard"
    NATIONAL = "national"
