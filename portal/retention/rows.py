"""Deleting the rows that are past their time, some at a time, so that nobody waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, inspect, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.extensions import db
from portal.mail.deleting import delete_mails
from portal.models.base import Base
from portal.models.journal import Submission
from portal.models.mail import OutgoingMail, Reminder
from portal.models.report import CallOutcome
from portal.models.user import ApiToken, Invitation, SignIn
from portal.models.words import UnknownWord, WordSighting
from portal.retention.periods import CALLS, MAILS, REMINDERS, SIGN_INS, SUBMISSIONS, WORDS

AT_ONCE = 500
"""Rows in one transaction: while it lasts nobody else can write to SQLite."""


@dataclass(frozen=True)
class Rule:
    """What is deleted of a table; ``name`` is what the command calls it."""

    name: str
    model: type[Base]
    is_over: Callable[[datetime], ColumnElement[bool]]


def is_old_mail(now: datetime) -> ColumnElement[bool]:
    """Mails that were sent or given up long ago; those of a meeting stay and go with it."""
    is_done = or_(OutgoingMail.sent_at.is_not(None), OutgoingMail.try_again_at.is_(None))
    is_of_meeting = OutgoingMail.key.startswith("meeting-", autoescape=True)
    return and_(OutgoingMail.created_at < now - MAILS.time, is_done, ~is_of_meeting)


def is_old_reminder(now: datetime) -> ColumnElement[bool]:
    """All reminders about the same, once the last is old: their number says how far it has come."""
    newer = aliased(Reminder)
    same = (
        newer.entry_type == Reminder.entry_type,
        newer.entry_id == Reminder.entry_id,
        newer.due_at == Reminder.due_at,
    )
    is_recent = newer.sent_at >= now - REMINDERS.time
    return ~select(newer.level).where(*same, is_recent).correlate(Reminder).exists()


def is_spent_invitation(now: datetime) -> ColumnElement[bool]:
    return or_(Invitation.expires_at <= now, Invitation.used_at.is_not(None))


def is_forgotten_word(now: datetime) -> ColumnElement[bool]:
    """Words that nobody has asked with for long; what an administrator dismissed stays so."""
    recent = select(WordSighting.word_hash).where(WordSighting.seen_on >= (now - WORDS.time).date())
    return and_(UnknownWord.word_hash.not_in(recent), UnknownWord.dismissed_at.is_(None))


RULES = (
    Rule("mails sent or given up", OutgoingMail, is_old_mail),
    Rule("reminders to confirm", Reminder, is_old_reminder),
    Rule("call outcomes", CallOutcome, lambda now: CallOutcome.at < now - CALLS.time),
    Rule(
        "sightings of unknown words",
        WordSighting,
        lambda now: WordSighting.seen_on < (now - WORDS.time).date(),
    ),
    Rule("unknown words", UnknownWord, is_forgotten_word),
    Rule("submitted forms", Submission, lambda now: Submission.at < now - SUBMISSIONS.time),
    Rule("ended sessions", SignIn, lambda now: SignIn.at < now - SIGN_INS.time),
    Rule("used or expired invitations", Invitation, is_spent_invitation),
    Rule("expired API tokens", ApiToken, lambda now: ApiToken.expires_at <= now),
)


def count_over(rule: Rule, now: datetime) -> int:
    """Return how many rows are past their time."""
    query = select(func.count()).select_from(rule.model).where(rule.is_over(now))
    return db.session.scalar(query) or 0


def delete_some(rule: Rule, now: datetime) -> int:
    """Delete some of the rows that are past their time; return how many. The caller commits."""
    if rule.model is OutgoingMail:
        return delete_mails(rule.is_over(now), AT_ONCE)
    key = tuple_(*inspect(rule.model).primary_key)
    keys = db.session.execute(
        select(*inspect(rule.model).primary_key).where(rule.is_over(now)).limit(AT_ONCE)
    ).all()
    if keys:
        condition = key.in_([tuple(one) for one in keys])
        db.session.execute(
            delete(rule.model).where(condition).execution_options(synchronize_session=False)
        )
    return len(keys)
