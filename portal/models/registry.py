"""Every table imported once, and the entries among them by the name of their table."""

from portal.models.base import Base, Entry
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.figures import DailyFigure, QuestionCount
from portal.models.handover_route import HandoverRoute
from portal.models.imports import ImportBatch
from portal.models.journal import DirectoryState, JournalRow, Submission
from portal.models.mail import OutgoingMail, Reminder
from portal.models.meeting import (
    Meeting,
    MeetingAnswer,
    MeetingEvent,
    MeetingParticipant,
    MeetingTime,
    MeetingTurnout,
)
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.report import CallOutcome, Drill, DrillCall, Report
from portal.models.user import ApiToken, Invitation, SignIn, User
from portal.models.words import LexiconTerm, OwnTerm, Place, UnknownWord, WordSighting

ENTRY_MODELS: dict[str, type[Entry]] = {
    model.__tablename__: model
    for model in (
        Municipality,
        Organisation,
        Contact,
        Offer,
        HandoverRoute,
        Domain,
        OwnTerm,
        User,
        Report,
    )
}

OTHER_TABLES: tuple[type[Base], ...] = (
    ApiToken,
    CallOutcome,
    DailyFigure,
    DirectoryState,
    Drill,
    DrillCall,
    ImportBatch,
    Invitation,
    JournalRow,
    LexiconTerm,
    Meeting,
    MeetingAnswer,
    MeetingEvent,
    MeetingParticipant,
    MeetingTime,
    MeetingTurnout,
    OutgoingMail,
    Place,
    QuestionCount,
    Reminder,
    SignIn,
    Submission,
    UnknownWord,
    WordSighting,
)
