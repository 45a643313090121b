"""Every error as a proper Danish page, or as problem+json for machines."""

from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from portal.extensions import db


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
        "Databasen svarer ikke. Intet er gemt.",
        (GO_BACK, "Opslag virker som regel stadig."),
    ),
}
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
    if isinstance(error, InternalServerError) and is_database_down(error.original_exception):
        code, explanation = 503, EXPLANATIONS[503]
    response = show(code, explanation)
    for name, value in error.get_headers():
        if name in {"Retry-After", "Allow"}:
            response.headers[name] = value
    return response


def is_database_down(error: BaseException | None) -> bool:
    return isinstance(error, OperationalError)


def show_csrf_error(_error: CSRFError) -> Response:
    return show(400, CSRF_EXPLANATION)


def show_conflict(_error: StaleDataError) -> Response:
    return show(409, EXPLANATIONS[409])


def show_database_error(_error: OperationalError) -> Response:
    return show(503, EXPLANATIONS[503])


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
    app.register_error_handler(OperationalError, show_database_error)
    app.register_error_handler(HTTPException, show_http_error)
