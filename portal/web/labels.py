"""The Danish words for the model's fixed vocabulary."""

from enum import StrEnum

from wtforms.fields.choices import SelectChoice

from portal.models.vocabulary import (
    Action,
    AnswerEnd,
    Audience,
    Callers,
    Capacity,
    Channel,
    Consent,
    ContinueWhen,
    Fault,
    ImportState,
    Level,
    OfferKind,
    OfferStatus,
    Outcome,
    Participation,
    PhoneKind,
    Preference,
    ReportState,
    Role,
    Sector,
    TermType,
)
from portal.web.meeting_labels import MEETING_LABELS

# By vocabulary: members of two vocabularies may have the same code and so be equal as keys.
LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Role: {
        Role.BRIDGE_BUILDER: "Brobygger",
        Role.COORDINATOR: "Koordinator",
        Role.READER: "Læser",
        Role.ADMINISTRATOR: "Administrator",
    },
    Participation: {
        Participation.PARTICIPATES: "Deltager",
        Participation.DECLINED: "Deltager ikke",
        Participation.FALLBACK: "Ikke afklaret – brug hovednummeret",
    },
    Sector: {
        Sector.MUNICIPAL: "Kommune",
        Sector.REGIONAL: "Region",
        Sector.VOLUNTARY: "Frivillig",
        Sector.PRIVATE: "Privat",
        Sector.STATE: "Stat",
    },
    Level: {
        Level.LEADER: "Leder",
        Level.EMPLOYEE: "Medarbejder",
    },
    PhoneKind: {
        PhoneKind.FUNCTION: "Funktionens nummer",
        PhoneKind.DIRECT: "Direkte nummer",
        PhoneKind.MOBILE: "Mobil",
    },
    Audience: {
        Audience.PUBLIC: "Alle må se det",
        Audience.PROFESSIONAL: "Kun fagfolk",
    },
    OfferKind: {
        OfferKind.ACUTE_PHONE: "Akuttelefon",
        OfferKind.ACUTE_TEAM: "Akutteam",
        OfferKind.ACUTE_STAY: "Akutophold",
        OfferKind.CRISIS_CENTRE: "Krisecenter",
        OfferKind.SHELTER: "Herberg",
        OfferKind.SUBSTANCE_TREATMENT: "Rusmiddelbehandling",
        OfferKind.DETOX: "Afrusning",
        OfferKind.SOCIAL_DUTY: "Socialvagt",
        OfferKind.DEMENTIA: "Demens",
        OfferKind.SOCIAL_PSYCHIATRY: "Socialpsykiatri",
        OfferKind.VOLUNTARY: "Frivilligt tilbud",
        OfferKind.DOCTOR_ON_CALL: "Lægevagt",
        OfferKind.OTHER: "Andet",
    },
    OfferStatus: {
        OfferStatus.PLANNED: "Planlagt",
        OfferStatus.OPEN: "I drift",
        OfferStatus.PAUSED: "Holder pause",
        OfferStatus.CLOSED: "Nedlagt",
    },
    Callers: {
        Callers.CITIZEN: "Borgere",
        Callers.PROFESSIONAL: "Kun fagfolk",
        Callers.BOTH: "Både borgere og fagfolk",
        Callers.UNKNOWN: "Ikke oplyst",
    },
    Capacity: {
        Capacity.FREE: "Ledige pladser",
        Capacity.FEW: "Få pladser",
        Capacity.FULL: "Fuldt",
        Capacity.UNKNOWN: "Ikke oplyst",
    },
    Preference: {
        Preference.CENTRAL_CONTACT: "Kun gennem den centrale indgang",
        Preference.STAFF_NEAR_CITIZEN: "Direkte til personalet omkring borgeren",
        Preference.UNIT: "Direkte til afdelingen",
        Preference.OUTSIDE_MUNICIPALITY: "Uden om kommunen",
    },
    Channel: {
        Channel.PHONE: "Telefon",
        Channel.SECURE_MAIL: "Sikker mail",
        Channel.DIGITAL_POST: "Digital Post",
        Channel.MEDCOM: "MedCom-meddelelse",
        Channel.MEETING: "Møde",
        Channel.FOLLOW_CITIZEN: "Følg borgeren derhen",
    },
    ContinueWhen: {
        ContinueWhen.NO_ANSWER: "Når der ikke bliver svaret",
        ContinueWhen.CLOSED: "Når der er lukket",
        ContinueWhen.DECLINED: "Når de siger nej",
        ContinueWhen.AFTER_MINUTES: "Efter et antal minutter",
    },
    Consent: {
        Consent.VERBAL: "Mundtligt samtykke",
        Consent.WRITTEN: "Skriftligt samtykke",
        Consent.NOT_NEEDED: "Samtykke er ikke nødvendigt",
        Consent.SEE_NOTE: "Se bemærkningen",
    },
    Action: {
        Action.CREATED: "oprettet",
        Action.EDITED: "rettet",
        Action.CONFIRMED: "bekræftet",
        Action.REFUSED: "afvist",
        Action.ARCHIVED: "arkiveret",
        Action.RESTORED: "gendannet",
        Action.UNDONE: "fortrudt",
        Action.LOADED: "indlæst",
    },
    TermType: {
        TermType.DOMAIN: "Problemområde",
        TermType.KIND: "Hjælpens art",
        TermType.URGENT: "Livsfare",
        TermType.IGNORE: "Ingen betydning",
    },
    Fault: {
        Fault.WRONG_NUMBER: "Nummeret er forkert",
        Fault.GONE: "Er der ikke længere",
        Fault.WRONG_HOURS: "Tiderne passer ikke",
        Fault.OTHER: "Noget andet",
    },
    ReportState: {
        ReportState.NEW: "Ny",
        ReportState.IN_PROGRESS: "I gang",
        ReportState.SOLVED: "Rettet",
        ReportState.REJECTED: "Afvist",
    },
    Outcome: {
        Outcome.TOOK_OVER: "Overtog",
        Outcome.WRONG_PLACE: "Forkert sted",
        Outcome.NO_ANSWER: "Intet svar",
        Outcome.DEAD_NUMBER: "Dødt nummer",
        Outcome.ASKED_TO_USE_OTHER: "Bad mig ringe et andet sted",
    },
    ImportState: {
        ImportState.READING: "Læses",
        ImportState.PREVIEW: "Klar til at blive set igennem",
        ImportState.APPLYING: "Indlæses",
        ImportState.APPLIED: "Indlæst",
        ImportState.UNDOING: "Fortrydes",
        ImportState.UNDONE: "Fortrudt",
        ImportState.FAILED: "Gik ikke",
    },
    AnswerEnd: {
        AnswerEnd.ROUTE: "Overleveringsvej",
        AnswerEnd.CONTACT: "Kontaktperson",
        AnswerEnd.OFFER: "Tilbud",
        AnswerEnd.SWITCHBOARD: "Hovednummer",
        AnswerEnd.NATIONAL: "National linje",
    },
    **MEETING_LABELS,
}

ENTRY_NAMES: dict[str, str] = {
    "municipality": "kommune",
    "organisation": "organisation",
    "contact": "kontaktperson",
    "offer": "tilbud",
    "handover_route": "overleveringsvej",
    "domain": "problemområde",
    "own_term": "ord",
    "user_account": "bruger",
    "report": "fejlmelding",
}

ANSWER_WITHIN: dict[str, str] = {
    "PT1H": "inden 1 time",
    "PT4H": "inden 4 timer",
    "P0D": "samme dag",
    "P1D": "inden 1 hverdag",
    "P2D": "inden 2 hverdage",
    "P3D": "inden 3 hverdage",
    "P5D": "inden 5 hverdage",
    "P7D": "inden 7 dage",
    "P14D": "inden 14 dage",
}


def label(value: StrEnum | bool | None) -> str:
    """Return the Danish word for a value of the vocabulary, or for a yes, a no or neither."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    return "Ikke oplyst" if value is None else LABELS[type(value)][value]


def choices(vocabulary: type[StrEnum]) -> list[SelectChoice]:
    """Return a vocabulary as the choices of a form field, in its own order."""
    return [SelectChoice(value.value, name) for value, name in LABELS[vocabulary].items()]
