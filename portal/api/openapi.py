"""The API's description (OpenAPI 3.1)."""

from typing import Any

from portal.models.freshness import CONTACT_KIND, ROUTE_KIND, SWITCHBOARD_KIND
from portal.models.vocabulary import Consent, OfferKind, Preference

Schema = dict[str, Any]

KINDS = [CONTACT_KIND, ROUTE_KIND, SWITCHBOARD_KIND, *(kind.value for kind in OfferKind)]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
INSTANT: Schema = {"type": "string", "format": "date-time"}
INSTANT_OR_NULL: Schema = {"type": ["string", "null"], "format": "date-time"}
YES_NO: Schema = {"type": "boolean"}
YES_NO_UNKNOWN: Schema = {"type": ["boolean", "null"]}
NUMBER_OR_NULL: Schema = {"type": ["integer", "null"]}


def record(**properties: Schema) -> Schema:
    """Return the schema of an object that always has all its properties."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


SCHEMAS: Schema = {
    "Understood": record(
        municipality={"type": ["string", "null"], "pattern": "^[0-9]{4}$"},
        municipality_name=TEXT_OR_NULL,
        outside_region=YES_NO,
        alternatives={"type": "array", "items": record(code=TEXT, name=TEXT)},
        domains=TEXTS,
        kinds={"type": "array", "items": {"enum": KINDS}},
        urgent=YES_NO,
        at=INSTANT,
        rest=TEXT,
    ),
    "Step": record(
        position={"type": "integer", "minimum": 1},
        kind={"enum": KINDS},
        id=NUMBER_OR_NULL,
        name=TEXT_OR_NULL,
        function=TEXT,
        organisation=TEXT_OR_NULL,
        phone=TEXT_OR_NULL,
        phones=TEXTS,
        is_open=YES_NO_UNKNOWN,
        closes_at=INSTANT_OR_NULL,
        opens_at=INSTANT_OR_NULL,
        status=TEXT,
        confirmed_on={"type": ["string", "null"], "format": "date"},
        is_stale=YES_NO,
        age=TEXT,
        channel=TEXT,
        instruction=TEXT_OR_NULL,
        notes=TEXTS,
        is_demo=YES_NO,
        reasons=TEXTS,
        section=TEXT,
    ),
    "Route": record(
        id={"type": "integer"},
        domain=TEXT_OR_NULL,
        preference={"enum": [preference.value for preference in Preference]},
        consent={"enum": [consent.value for consent in Consent]},
        consent_text=TEXT,
        legal_note=TEXT_OR_NULL,
        bring=TEXTS,
        answer_within=TEXT_OR_NULL,
        typical_wait_days=NUMBER_OR_NULL,
        advice_welcome=YES_NO_UNKNOWN,
        acknowledgement=TEXT_OR_NULL,
    ),
    "Answer": record(
        understood=reference("Understood"),
        steps={"type": "array", "items": reference("Step")},
        route={"oneOf": [reference("Route"), {"type": "null"}]},
        routes={"type": "array", "items": reference("Route")},
        call_now=NUMBER_OR_NULL,
        notices=TEXTS,
        as_of=INSTANT,
    ),
    "Problem": {
        "type": "object",
        "properties": {
            "type": TEXT,
            "status": {"type": "integer"},
            "title": TEXT,
            "detail": TEXT,
            "parameter": TEXT,
        },
        "required": ["type", "status", "title", "detail"],
    },
}


def parameter(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema}


PARAMETERS = [
    parameter("q", "The question, as a person would type it.", {**TEXT, "maxLength": 300}),
    parameter(
        "municipality",
        "Four-digit code; goes before what the question says.",
        {**TEXT, "pattern": "^[0-9]{4}$"},
    ),
    parameter("domain", "Code of a problem domain; may be repeated.", TEXTS),
    parameter("at", "The moment asked about, with offset or as Danish wall clock; now.", INSTANT),
]


def problem(description: str) -> Schema:
    content = {"application/problem+json": {"schema": reference("Problem")}}
    return {"description": description, "content": content}


DESCRIPTION: Schema = {
    "openapi": "3.1.0",
    "info": {
        "title": "Én indgang",
        "version": "1.0.0",
        "description": "Who to call, in which order, right now.",
    },
    "servers": [{"url": "/"}],
    "security": [{"session": []}, {"bearer": []}],
    "paths": {
        "/api/v1/answer": {
            "get": {
                "operationId": "answer",
                "summary": "The call ladder for a question",
                "parameters": PARAMETERS,
                "responses": {
                    "200": {
                        "description": "The answer",
                        "content": {"application/json": {"schema": reference("Answer")}},
                    },
                    "400": problem("A parameter cannot be used; it is named"),
                    "401": problem("Not signed in, and no valid bearer token"),
                    "403": problem("The user may not read the directory"),
                    "429": problem("Too many questions within a minute"),
                },
            }
        }
    },
    "components": {
        "schemas": SCHEMAS,
        "securitySchemes": {
            "session": {"type": "apiKey", "in": "cookie", "name": "session"},
            "bearer": {"type": "http", "scheme": "bearer"},
        },
    },
}
