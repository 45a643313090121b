"""Who is told that an entry is wrong: whoever can put it right."""

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.access.permissions import may
from portal.extensions import db
from portal.mail.queue import post_mail
from portal.models.base import Entry
from portal.models.report import Report
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.web.labels import label

TEXT = """\
Nogen har meldt en fejl i Én indgang.

Det gælder: {title}
Fejl: {fault}

Ret oplysningerne, eller svar, at de er rigtige:
{address}

Indtil da kan alle, der slår op, se, at der er meldt fejl.
"""


def list_answerers(subject: Entry) -> list[User]:
    """Return the coordinators who may edit an entry; the administrators where it has none."""
    query = (
        select(User)
        .where(User.archived_at.is_(None), User.role.in_((Role.COORDINATOR, Role.ADMINISTRATOR)))
        .options(selectinload(User.municipalities), selectinload(User.organisations))
        .order_by(User.sort_key, User.id)
    )
    able = [user for user in db.session.scalars(query) if may(user, "edit_entry", subject)]
    return [user for user in able if user.role == Role.COORDINATOR] or able


def tell_answerers(report: Report, subject: Entry) -> None:
    """Queue a mail to those who can put an entry right: which one, and what is wrong with it.

    The reporter's note stays in the portal.
    """
    text = TEXT.format(
        title=subject.title,
        fault=label(report.fault),
        address=f"{current_app.config['PORTAL_URL']}/min-kommune",
    )
    for user in list_answerers(subject):
        key = f"report-{report.id}-{user.id}"
        post_mail(key, user.email, f"Meldt fejl: {subject.title}", text)
