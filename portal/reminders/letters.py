"""What a reminder says: all that one person is to see confirmed, in one mail."""

import hashlib
from dataclasses import dataclass, field
from itertools import chain

from portal.accounts.links import whole_address
from portal.mail.queue import post_mail
from portal.models.base import Entry
from portal.reminders.queries import COORDINATOR, DEPUTY, LEADER, subject_of
from portal.reminders.recipients import Owner, Recipient
from portal.web.dates import format_date

WHY = {
    COORDINATOR: "",
    DEPUTY: "De første på listen er ikke bekræftet 14 dage efter den første påmindelse.\n",
    LEADER: (
        "Du får mailen som leder: Koordinatoren er mindet om det flere gange, og det er stadig"
        " ikke bekræftet.\n"
    ),
}
CONFIRM = "Bekræft eller ret det her, når du er logget ind. Hver række er færdig med ét klik:"
DELEGATE = (
    "Bed koordinatoren om at bekræfte det her, eller svar på mailen, hvis en anden skal gøre det:"
)
LETTER = """\
Hej {name}

Brobyggerne regner med, at det, der står i Én indgang, stadig passer.
Det her skal bekræftes, og det tager cirka {minutes}:

{sections}
{request}
{link}

Venlig hilsen
Én indgang
"""


@dataclass
class Section:
    """What one owner has to confirm: what is told now, and what was told before."""

    level: int
    new: list[Entry] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)


@dataclass
class Letter:
    """A mail that is being written to one person."""

    recipient: Recipient
    sections: dict[Owner, Section] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """All that the mail is about."""
        return [*chain.from_iterable([*s.new, *s.waiting] for s in self.sections.values())]

    def post(self) -> int:
        """Queue the mail; return its id. Written anew about the same, it is the same mail."""
        count = len(self.entries)
        what = "1 oplysning" if count == 1 else f"{count} oplysninger"
        text = LETTER.format(
            name=self.recipient.name,
            sections="\n".join(describe(owner, s) for owner, s in self.sections.items()),
            request=DELEGATE if self.is_for_leader else CONFIRM,
            link=whole_address("/min-kommune"),
            minutes="et minut" if count <= 3 else f"{round(count / 2)} minutter",
        )
        return post_mail(self.key, self.recipient.email, f"{what} skal bekræftes", text)

    @property
    def is_for_leader(self) -> bool:
        return all(section.level == LEADER for section in self.sections.values())

    @property
    def key(self) -> str:
        """What the mail is about, and to whom."""
        about = [
            f"{section.level} {subject_of(entry)}"
            for section in self.sections.values()
            for entry in section.new
        ]
        told = "\n".join([self.recipient.email, *about])
        return f"reminder-{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def describe(owner: Owner, section: Section) -> str:
    """Return an owner's part of a mail."""
    parts = [f"{owner.full_name}\n{'-' * len(owner.full_name)}\n", WHY[section.level]]
    parts += [f"- {line_about(entry)}\n" for entry in section.new]
    if section.waiting:
        parts += ["\nHar ventet længere:\n"]
        parts += [f"- {line_about(entry)}\n" for entry in section.waiting]
    return "".join(parts)


def line_about(entry: Entry) -> str:
    """Return an entry and since when nobody has vouched for it."""
    if entry.confirmed_at is None:
        return f"{entry.title} (aldrig bekræftet)"
    return f"{entry.title} (bekræftet {format_date(entry.confirmed_at)})"
