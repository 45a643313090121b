"""An answer as the contract's JSON."""

from datetime import datetime
from typing import Any

from portal.answers.answer import Answer, Line
from portal.answers.notices import outage_notice
from portal.hours.clock import COPENHAGEN
from portal.hours.status import OpenState
from portal.models.vocabulary import Consent
from portal.snapshot.records import RouteRecord
from portal.web.labels import label


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON values: ``steps`` is the whole ladder in the order to call."""
    outage = outage_notice(answer.as_of)
    routes = [route_json(route) for route in answer.routes]
    sections = [(section.code, line) for section in answer.sections for line in section.lines]
    return {
        "understood": understood_json(answer),
        "steps": [step_json(line) | {"section": code} for code, line in sections],
        "route": routes[0] if routes else None,
        "routes": routes,
        "call_now": answer.lead.position if answer.lead else None,
        "notices": [*([outage] if outage else []), *answer.notices],
        "as_of": instant(answer.as_of),
    }


def understood_json(answer: Answer) -> dict[str, Any]:
    question = answer.question
    alternatives = [{"code": a.code, "name": a.name} for a in question.alternatives]
    return {
        "municipality": question.municipality,
        "municipality_name": answer.municipality_name or None,
        "outside_region": question.outside_region,
        "alternatives": alternatives,
        "domains": list(question.domains),
        "kinds": list(question.kinds),
        "urgent": question.urgent,
        "at": instant(answer.at),
        "rest": question.rest,
    }


def step_json(line: Line) -> dict[str, Any]:
    """Return a line; ``is_open`` is null where nobody knows the hours."""
    is_unknown = line.status.state is OpenState.UNKNOWN
    return {
        "position": line.position,
        "kind": line.kind,
        "id": line.id,
        "name": line.name or None,
        "function": line.function,
        "organisation": line.organisation or None,
        "phone": line.phone,
        "phones": [number.number for number in line.phones],
        "is_open": None if is_unknown else line.status.is_open,
        "closes_at": instant(line.status.closes_at),
        "opens_at": instant(line.status.opens_at),
        "status": line.status_text,
        "confirmed_on": line.confirmed_on.isoformat() if line.confirmed_on else None,
        "is_stale": line.is_stale,
        "age": line.age_text,
        "channel": line.channel,
        "instruction": line.instruction or None,
        "notes": list(line.notes),
        "is_demo": line.is_demo,
        "reasons": line.reasons,
    }


def route_json(route: RouteRecord) -> dict[str, Any]:
    return {
        "id": route.id,
        "domain": route.domain or None,
        "preference": route.preference,
        "consent": route.consent,
        "consent_text": label(Consent(route.consent)),
        "legal_note": route.legal_note or None,
        "bring": list(route.bring),
        "answer_within": route.answer_within or None,
        "typical_wait_days": route.typical_wait_days,
        "advice_welcome": route.is_advice_welcome,
        "acknowledgement": route.acknowledgement or None,
    }


def instant(at: datetime | None) -> str | None:
    """Return an instant as ISO 8601 with the offset of Danish time."""
    return at.astimezone(COPENHAGEN).isoformat(timespec="seconds") if at else None
