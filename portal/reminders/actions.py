"""Reminding: who gets a mail about what, written down in the transaction that queues the mails."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert

from portal.extensions import db
from portal.history.writing import lock_state
from portal.models.base import Entry
from portal.models.mail import Reminder
from portal.reminders.letters import Letter, Section
from portal.reminders.queries import (
    COORDINATOR,
    IN_VAIN,
    LEADER,
    list_due,
    list_reminders,
    subject_of,
)
from portal.reminders.recipients import Coordinators, Owner, find_coordinators
from portal.web.dates import local

DAYS_BETWEEN = 14
"""How many days a level has for confirming before the next one is reminded."""


@dataclass
class Round:
    """What came of a round: the mails by address, and what could not be told to anybody."""

    letters: dict[str, Letter] = field(default_factory=dict)
    reminded: int = 0
    in_vain: int = 0
    unheard: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Standing:
    """How far the reminding about an entry has come, and to which level it goes now, if any."""

    entry: Entry
    owner: Owner
    reached: int
    next: int | None


def send_reminders(now: datetime) -> Round:
    """Queue a mail to everybody who is to confirm something, and write down what they were told.

    Each gets one mail with all that is due. The coordinator is reminded first, 14 days later the
    deputy, then the leader, then the entry is marked; a level with nobody in it is passed over. Two
    rounds at once wait for each other, and what one has told the other does not tell again.
    """
    lock_state()
    coordinators = find_coordinators()
    sent = list_reminders(now)
    standings = [
        find_standing(entry, sent.get(subject_of(entry), {}), coordinators, now)
        for entry in list_due(now)
    ]
    outcome = Round()
    for standing in standings:
        if standing.reached == 0 and standing.next is None:
            outcome.unheard[standing.owner.full_name] += 1
        elif standing.next is not None:
            tell(standing, coordinators, outcome)
    for standing in standings:
        add_waiting(standing, coordinators, outcome)
    write_down(standings, coordinators, outcome, now)
    return outcome


def find_standing(
    entry: Entry, sent: dict[int, datetime], coordinators: Coordinators, now: datetime
) -> Standing:
    """Return how far the reminding about an entry has come."""
    owner = coordinators.find_owner(entry)
    reached = max(sent, default=0)
    has_time = reached and (local(now).date() - local(sent[reached]).date()).days < DAYS_BETWEEN
    if reached == IN_VAIN or has_time:
        return Standing(entry, owner, reached, None)
    levels = range(reached + 1, LEADER + 1)
    heard = (level for level in levels if coordinators.list_recipients(owner, level))
    return Standing(entry, owner, reached, next(heard, IN_VAIN if reached else None))


def tell(standing: Standing, coordinators: Coordinators, outcome: Round) -> None:
    """Put an entry into the mails of those who are reminded of it now."""
    if standing.next is None or standing.next == IN_VAIN:
        return
    for recipient in coordinators.list_recipients(standing.owner, standing.next):
        letter = outcome.letters.setdefault(recipient.email, Letter(recipient))
        section = letter.sections.setdefault(standing.owner, Section(standing.next))
        section.level = min(section.level, standing.next)
        section.new.append(standing.entry)


def add_waiting(standing: Standing, coordinators: Coordinators, outcome: Round) -> None:
    """Add what was told before to the mails that go to the same people about the same owner."""
    if standing.next not in {None, IN_VAIN}:
        return
    for level in range(COORDINATOR, min(standing.reached, LEADER) + 1):
        for recipient in coordinators.list_recipients(standing.owner, level):
            letter = outcome.letters.get(recipient.email)
            section = letter.sections.get(standing.owner) if letter else None
            if section and standing.entry not in section.waiting:
                section.waiting.append(standing.entry)


def write_down(
    standings: list[Standing], coordinators: Coordinators, outcome: Round, now: datetime
) -> None:
    """Queue the mails and note who was reminded of what."""
    mail_ids = {email: letter.post() for email, letter in outcome.letters.items()}
    rows = []
    for standing in standings:
        if standing.next is None:
            continue
        mail_id = None
        if standing.next == IN_VAIN:
            outcome.in_vain += 1
        else:
            outcome.reminded += 1
            first, *_ = coordinators.list_recipients(standing.owner, standing.next)
            mail_id = mail_ids[first.email]
        about = subject_of(standing.entry)._asdict()
        rows.append(about | {"level": standing.next, "sent_at": now, "mail_id": mail_id})
    if rows:
        db.session.execute(insert(Reminder), rows)
