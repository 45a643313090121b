"""Faulty requests as problem+json (RFC 9457)."""

from flask import Response, jsonify

PROBLEM = "application/problem+json"


class BadParameterError(Exception):
    """A parameter has a value that cannot be used; the message is a Danish sentence."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


def show_bad_parameter(error: BadParameterError) -> Response:
    """Return a 400 that names the parameter."""
    response = jsonify(
        type="about:blank",
        status=400,
        title="En parameter kan ikke bruges",
        detail=str(error),
        parameter=error.parameter,
    )
    response.status_code = 400
    response.mimetype = PROBLEM
    return response
