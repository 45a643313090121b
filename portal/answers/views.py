"""The page with the question field and, when something was asked, the answer."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import always_open, requires
from portal.answers.answer import Answer, Line
from portal.answers.asking import CPR_MARK, Asked, read_asked
from portal.answers.cards import card_once, choices_once, ladder_once
from portal.answers.chips import (
    alternative_chips,
    list_chips,
    municipality_menu,
    other_moment,
    page_url,
)
from portal.answers.endings import count_ending
from portal.answers.ladder import answer
from portal.answers.limits import count_answer
from portal.answers.moments import format_moment
from portal.answers.notices import outage_notice
from portal.answers.unexplained import count_unexplained
from portal.answers.wording import domain_names
from portal.extensions import outage
from portal.models.user import User
from portal.models.vocabulary import Consent, Preference, Role
from portal.reports.queries import count_news
from portal.snapshot.current import current_snapshot, find_snapshot
from portal.snapshot.reader import Snapshot
from portal.snapshot.users import Reader
from portal.web.labels import label

blueprint = Blueprint("answers", __name__)
for part in (card_once, choices_once, ladder_once):
    blueprint.add_app_template_global(part)

EXAMPLES = ("randers alkohol", "dement nabo i bjerringbro", "akuttelefon silkeborg")


TITLE = "Hvem skal du ringe til?"

ADDRESSES = {
    "contact": "/kontaktpersoner/{}",
    "offer": "/tilbud/{}",
    "organisation": "/organisationer/{}",
    "handover_route": "/overleveringsveje/{}",
}


@blueprint.get("/")
@always_open
@requires("read_directory")
def ask() -> ResponseReturnValue:
    count_answer()
    snapshot = current_snapshot()
    asked = read_asked(request.args, snapshot)
    if asked.held_cpr:
        return redirect(address_without_cpr(asked))
    count_unexplained(asked.question, snapshot)
    found = None if asked.is_empty else answer(asked.question, asked.at, snapshot)
    if found is not None:
        count_ending(found)
    return render_template(
        "answers/ask.html",
        title=title_of(found, snapshot) if found else TITLE,
        asked=asked,
        answer=found,
        snapshot=snapshot,
        hidden=kept_choices(asked),
        menu=[] if asked.question.municipality else municipality_menu(asked, snapshot),
        chips=list_chips(asked, snapshot),
        alternatives=alternative_chips(asked),
        examples=EXAMPLES,
        here=page_url(asked.text, asked.choices),
        other_moment=other_moment(asked),
        tells=tells_outcomes(current_user, found),
        news=count_news(current_user.id) if asked.is_empty else 0,
    )


def tells_outcomes(user: User | Reader, found: Answer | None) -> bool:
    """Say whether a user is asked how calls went: a coordinator not where the entries may be own.

    The permission decides for each entry; this only spares people buttons that refuse them.
    """
    if user.role != Role.COORDINATOR or found is None:
        return True
    own = {getattr(one, "id", one) for one in user.municipalities}
    is_own = found.municipality is not None and found.municipality.id in own
    return not (is_own or user.organisations)


def title_of(found: Answer, snapshot: Snapshot) -> str:
    """Return what an answer is about: "Randers Kommune: alkohol"."""
    names = domain_names(found.question.domains, snapshot.domains)
    if not found.municipality_name:
        return f"Vælg kommune: {names}" if names else "Vælg kommune"
    return f"{found.municipality_name}: {names}" if names else found.municipality_name


def address_without_cpr(asked: Asked) -> str:
    """Return where a question goes on that held such a number, so that no browser keeps it."""
    address = page_url(asked.text, asked.choices)
    return f"{address}{'&' if '?' in address else '?'}{CPR_MARK}"


def kept_choices(asked: Asked) -> dict[str, str]:
    """Return what a new text keeps unless it tells of another: the moment.

    A municipality kept unseen would be dangerous.
    """
    return {"husket": format_moment(asked.choices.at)} if asked.choices.at else {}


@blueprint.app_context_processor
def outage_context() -> dict[str, str | None]:
    """Let every page say how old the data are while the database is away."""
    snapshot = find_snapshot() if outage.is_on else None
    return {"outage_notice": outage_notice(snapshot.built_at) if snapshot else None}


@blueprint.app_template_global()
def line_url(line: Line) -> str | None:
    """Return the address of the page about a line's entry."""
    address = ADDRESSES.get(line.entry_type)
    return address.format(line.id) if address else None


@blueprint.app_template_filter()
def preference_label(code: str) -> str:
    return label(Preference(code))


@blueprint.app_template_filter()
def consent_label(code: str) -> str:
    return label(Consent(code))
