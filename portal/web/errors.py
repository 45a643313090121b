"""Every error as a proper Danish page, or as problem+json for machines."""

from dataclasses import dataclass

from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.database.outage import DATABASE_ERRORS, is_locked, is_outage
from portal.extensions import SAFE_METHODS, db, outage
from portal.web.availability import note_outage

CSRF_FIELD = "csrf_token"
RETRY_AFTER = "10"  # seconds


@dataclass(frozen=True)
class Explanation:
    """What an error page says: what happened, and what to do."""

    title: str
    message: str
    help_lines: tuple[str, ...] = ()


GO_BACK = "Gå tilbage, og prøv igen. Det, du har skrevet, står der stadig."
EXPLANATIONS: dict[int, Explanation] = {
    400: Explanation(
        "Forespørgslen kunne ikke læses", "Vi forstod ikke det, der blev sendt.", (GO_BACK,)
    ),
    401: Explanation("Log ind først", "Du skal logge ind for at se siden."),
    403: Explanation(
        "Det har du ikke adgang til",
        "Din rolle giver ikke adgang til siden.",
        ("Mangler du adgang, så bed koordinatoren eller administratoren om den.",),
    ),
    404: Explanation(
        "Siden findes ikke",
        "Adressen er forkert, eller det, du leder efter, er flyttet.",
        ("Søg i stedet, eller vælg kommunen på listen.",),
    ),
    405: Explanation("Det kan man ikke her", "Siden kan ikke det, der blev bedt om.", (GO_BACK,)),
    409: Explanation(
        "En anden har ændret det samme",
        "Oplysningerne er ændret, siden du åbnede siden. Intet er gemt.",
        ("Gå tilbage, og hent siden igen.",),
    ),
    413: Explanation(
        "Det er for meget på én gang",
        "Det, du sendte, fylder mere end 2 MB, og intet er gemt.",
        ("Gå tilbage, og forkort teksten.",),
    ),
    429: Explanation("For mange forsøg", "Vent et minut, og prøv så igen."),
    500: Explanation(
        "Der skete en fejl hos os",
        "Intet er gemt. Fejlen er skrevet ned, så den kan blive rettet.",
        ("Prøv igen om lidt. Haster det, så ring til kommunens hovednummer.",),
    ),
    503: Explanation(
        "Der kan ikke gemmes lige nu",
        "Databasen svarer ikke, så rettelser er lukket for en stund. Intet er gemt.",
        ("Prøv igen om lidt.", "Opslag på forsiden virker stadig."),
    ),
}
READING_ONLY = Explanation(
    "Siden er lukket for en stund",
    "Databasen svarer ikke lige nu, og den kender kun det, der skal bruges til opslag.",
    ("Slå op på forsiden, hvem du skal ringe til. Det virker stadig.", "Prøv igen om lidt."),
)
CSRF_EXPLANATION = Explanation(
    "Siden var blevet for gammel",
    "Af sikkerhedsgrunde kan formularen ikke sendes. Intet er gemt.",
    ("Gå tilbage, hent siden igen, og send den så.",),
)


def show_http_error(error: HTTPException) -> Response:
    """Show any HTTP error; a redirect that werkzeug raises as an error passes through."""
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    explanation = EXPLANATIONS.get(code, EXPLANATIONS[400 if code < 500 else 500])
    response = show_unavailable() if code == 503 else show(code, explanation)
    for name, value in error.get_headers():
        if name in {"Retry-After", "Allow"}:
            response.headers[name] = value
    return response


def show_csrf_error(_error: CSRFError) -> Response:
    return show(400, CSRF_EXPLANATION)


def show_conflict(_error: StaleDataError) -> Response:
    return show(409, EXPLANATIONS[409])


def show_database_error(error: Exception) -> Response:
    """Answer 503 when the database is away; a wrong query is a fault like any other."""
    if not is_outage(error):
        raise error
    note_outage(error)
    if is_locked(error) and request.method not in SAFE_METHODS:
        outage.doubt()  # one long write does not close the pages that only read
    g.pop("_login_user", None)  # whom Flask-Login loads anew, this time from the snapshot
    return show_unavailable()


def show_unavailable() -> Response:
    """Say that nothing can be saved now. What was typed is on the page, to be sent again."""
    typed = list_typed()
    is_reading = request.method in SAFE_METHODS
    if typed and not request.path.startswith("/api/"):
        page = render_template("errors/closed.html", typed=typed, texts=list_texts(typed))
        response = make_response(page, 503)
    else:
        response = show(503, READING_ONLY if is_reading else EXPLANATIONS[503])
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def list_typed() -> list[tuple[str, str]]:
    """Return the fields of the form that was sent; none of a form with a password in it."""
    fields = [(name, text) for name, text in request.form.items(multi=True) if name != CSRF_FIELD]
    return [] if any("password" in name for name, _ in fields) else fields


def list_texts(typed: list[tuple[str, str]]) -> list[str]:
    """Return what somebody wrote in words, not chose: it has a blank in it."""
    return [text for _, text in typed if " " in text.strip()]


def show(code: int, explanation: Explanation) -> Response:
    """Return the error as a page, or as RFC 9457 problem+json under ``/api/``."""
    db.session.rollback()
    if request.path.startswith("/api/"):
        body = {"type": "about:blank", "status": code, "title": explanation.title}
        response = make_response(body | {"detail": explanation.message}, code)
        response.mimetype = "application/problem+json"
        return response
    return make_response(render_template("errors/error.html", error=explanation, code=code), code)


def handle_errors(app: Flask) -> None:
    """Register the pages for every kind of error."""
    app.register_error_handler(CSRFError, show_csrf_error)
    app.register_error_handler(StaleDataError, show_conflict)
    for error in DATABASE_ERRORS:
        app.register_error_handler(error, show_database_error)
    app.register_error_handler(HTTPException, show_http_error)
