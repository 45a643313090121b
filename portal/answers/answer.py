"""The answer to a question: sections of lines to call, in the order to call them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from portal.answers.understanding.question import Question
from portal.hours.status import OpenState, OpenStatus
from portal.models.vocabulary import Channel
from portal.snapshot.records import MunicipalityRecord, Number, RouteRecord

CALLED_CHANNELS = frozenset({Channel.PHONE.value, Channel.FOLLOW_CITIZEN.value})


@dataclass
class Line:
    """One line of the ladder: somebody to call, or a thing to do.

    ``kind`` and ``id`` are the contract's; ``entry_type`` names the table the id is of. Reasons are
    words; ``notes`` what to know before calling; ``next_text`` when to go on to the next line;
    ``fault_text`` since when the entry is reported to be wrong, until somebody deals with it.
    """

    kind: str
    id: int | None
    entry_type: str
    function: str
    name: str = ""
    organisation: str = ""
    phones: tuple[Number, ...] = ()
    status: OpenStatus = field(default_factory=lambda: OpenStatus(OpenState.UNKNOWN))
    status_text: str = ""
    confirmed_on: date | None = None
    is_stale: bool = False
    age_text: str = ""
    fault_text: str = ""
    reasons: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    channel: str = Channel.PHONE.value
    channel_text: str = ""
    secure_mail: str = ""
    instruction: str = ""
    next_text: str = ""
    is_demo: bool = False
    position: int = 0

    @property
    def phone(self) -> str | None:
        """The number to call first."""
        return self.phones[0].number if self.phones else None

    @property
    def is_called(self) -> bool:
        """To be called now, not written to or met; before the citizen is followed there, too."""
        return self.phone is not None and self.channel in CALLED_CHANNELS

    @property
    def key(self) -> str:
        """Which entry the line is about; empty for a function in words."""
        return "" if self.entry_type == "handover_route" else f"{self.entry_type}:{self.id}"

    def with_reasons(self, reasons: list[str]) -> Self:
        """Return a line that says the same for other reasons, to be changed by itself."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__, reasons=reasons)
        return twin

    def add_reasons(self, reasons: list[str]) -> None:
        """Add what is not said yet."""
        self.reasons.extend(reason for reason in reasons if reason not in self.reasons)


@dataclass(slots=True)
class Section:
    """Lines that belong together. ``code`` says which part of the ladder it is.

    ``implied`` is the reason that its title, or the page's, says already.
    """

    code: str
    title: str
    lines: list[Line]
    route: RouteRecord | None = None
    implied: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a page or a machine shows of an answer.

    ``as_of`` is the instant the data are from; ``notices`` are sentences to read first.
    """

    question: Question
    at: datetime
    as_of: datetime
    municipality: MunicipalityRecord | None
    municipality_name: str
    sections: tuple[Section, ...]
    notices: tuple[str, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """All lines in the order to call them."""
        return [line for section in self.sections for line in section.lines]

    @property
    def routes(self) -> list[RouteRecord]:
        """The handover routes that apply, the first question's first."""
        return [section.route for section in self.sections if section.route is not None]

    @property
    def lead(self) -> Line | None:
        """The line to call now: the first nearby that is open, else the first with a number.

        What nobody reported to be wrong goes before what somebody did.
        """
        nearby = [line for part in self.sections if part.code != WIDER for line in part.lines]
        called = [line for line in nearby if line.is_called]
        sound = [line for line in called if not line.fault_text]
        open_ones = [line for line in (*sound, *called) if line.status.is_open]
        return next(iter((*open_ones, *sound, *called)), None)

    @property
    def wider(self) -> Section | None:
        """The region's and the country's lines."""
        return next((section for section in self.sections if section.code == WIDER), None)


WIDER = "wider"

BY_SWITCHBOARD = "gennem hovednummeret"
"""The reason of a line whose own number is unknown."""

HOPE = {
    OpenState.OPEN: 0,
    OpenState.UNKNOWN: 1,
    OpenState.BY_APPOINTMENT: 2,
    OpenState.CLOSED: 3,
}
"""How likely somebody answers, by what is known of the hours; the least comes first."""
