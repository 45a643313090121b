"""The Danish words for the fixed vocabulary of network meetings."""

from enum import StrEnum

from portal.models.meeting_vocabulary import (
    Availability,
    MeetingChange,
    MeetingPurpose,
    MeetingRole,
    MeetingState,
)

MEETING_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    MeetingState: {
        MeetingState.DRAFT: "Kladde",
        MeetingState.POLLING: "Afventer svar",
        MeetingState.CALLED: "Indkaldt",
        MeetingState.HELD: "Holdt",
        MeetingState.NOT_HELD: "Ikke holdt",
        MeetingState.CANCELLED: "Aflyst",
    },
    MeetingPurpose: {
        MeetingPurpose.SHARED_PLAN: "Lave en fælles plan",
        MeetingPurpose.FREQUENT_CALLS: "Samle op på mange 1-1-2-opkald",
        MeetingPurpose.HANDOVER: "Give opgaven videre til kommunen",
        MeetingPurpose.DISCHARGE: "Forberede en udskrivning",
        MeetingPurpose.WORRY: "Tale om en bekymring, flere deler",
        MeetingPurpose.FOLLOW_UP: "Følge op på en plan",
    },
    MeetingRole: {
        MeetingRole.CENTRAL_ENTRANCE: "Kommunens indgang",
        MeetingRole.DOMAIN_CONTACT: "Fagperson for problemet",
        MeetingRole.STAFF_NEAR_CITIZEN: "Personale tæt på borgeren",
        MeetingRole.GENERAL_PRACTITIONER: "Egen læge",
        MeetingRole.PSYCHIATRY: "Psykiatrien",
        MeetingRole.VOLUNTARY_CENTRE: "Frivilligcenter",
        MeetingRole.OTHER: "Anden funktion",
        MeetingRole.CITIZEN: "Borgeren",
        MeetingRole.SUPPORT_PERSON: "Bisidder",
    },
    Availability: {
        Availability.YES: "Ja",
        Availability.IF_NEED_BE: "Hvis nødvendigt",
        Availability.NO: "Nej",
    },
    MeetingChange: {
        MeetingChange.PLANNED: "Planlagt",
        MeetingChange.EDITED: "Rettet",
        MeetingChange.POLL_SENT: "Spurgt om tider",
        MeetingChange.ANSWERED: "Svaret",
        MeetingChange.PASSED_ON: "Givet videre til en kollega",
        MeetingChange.STAND_IN_ASKED: "Stedfortræder spurgt",
        MeetingChange.REMINDED: "Mindet om at svare",
        MeetingChange.LINK_WITHDRAWN: "Link trukket tilbage",
        MeetingChange.LINK_REPLACED: "Nyt link",
        MeetingChange.SENT_AGAIN: "Sendt igen",
        MeetingChange.CALLED: "Indkaldt",
        MeetingChange.MOVED: "Ændret",
        MeetingChange.CANCELLED: "Aflyst",
        MeetingChange.HELD: "Holdt",
        MeetingChange.NOT_HELD: "Ikke holdt",
        MeetingChange.FOLLOW_UP_CHANGED: "Opfølgning ændret",
    },
}
