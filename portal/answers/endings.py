"""What an answer led with, counted: below a contact it is a fallback."""

from portal.answers.answer import Answer, Section
from portal.models.freshness import CONTACT_KIND, SWITCHBOARD_KIND
from portal.models.vocabulary import AnswerEnd
from portal.question_counts.tally import note_ending
from portal.web.navigation import is_htmx

ENDS = {
    "route": AnswerEnd.ROUTE,
    "shared": AnswerEnd.CONTACT,
    "contacts": AnswerEnd.CONTACT,
    "acute": AnswerEnd.OFFER,
    "offers": AnswerEnd.OFFER,
    "switchboard": AnswerEnd.SWITCHBOARD,
    "wider": AnswerEnd.NATIONAL,
}
"""By a section's code; what was asked for by kind or by name ends in what it is."""


def count_ending(found: Answer) -> None:
    """Note how a question ended: the codes understood and nothing else of it.

    What htmx asks while somebody is still typing is not counted: it is no question yet.
    """
    if is_htmx():
        return
    question = found.question
    domain = question.domains[0] if question.domains else ""
    note_ending(question.municipality or "", domain, end_of(found))


def end_of(found: Answer) -> AnswerEnd:
    """Return what an answer led with; the emergency number is no end."""
    filled = (part for part in found.sections if part.lines and part.code != "emergency")
    first = next(filled, None)
    return AnswerEnd.NATIONAL if first is None else ENDS.get(first.code) or end_by_kind(first)


def end_by_kind(section: Section) -> AnswerEnd:
    """Return the end of a section that holds whatever was asked for."""
    line = section.lines[0]
    if line.kind == CONTACT_KIND:
        return AnswerEnd.CONTACT
    if line.kind == SWITCHBOARD_KIND:
        return AnswerEnd.SWITCHBOARD
    return AnswerEnd.OFFER
