"""The answer for machines, and the description of it."""

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from portal.access.marks import always_open, public, requires
from portal.answers.endings import count_ending
from portal.answers.ladder import answer
from portal.answers.limits import count_answer
from portal.answers.unexplained import count_unexplained
from portal.api.answer_json import answer_json
from portal.api.openapi import DESCRIPTION
from portal.api.parameters import read_parameters
from portal.api.problems import BadParameterError, show_bad_parameter
from portal.snapshot.current import current_snapshot

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/answer")
@always_open
@requires("read_directory")
def show_answer() -> ResponseReturnValue:
    count_answer()
    snapshot = current_snapshot()
    asked = read_parameters(request.args, snapshot)
    count_unexplained(asked.question, snapshot)
    found = answer(asked.question, asked.at, snapshot)
    count_ending(found)
    return jsonify(answer_json(found))


@blueprint.get("/openapi.json")
@always_open
@public
def describe() -> ResponseReturnValue:
    return jsonify(DESCRIPTION)


@blueprint.errorhandler(BadParameterError)
def refuse_parameter(error: BadParameterError) -> Response:
    return show_bad_parameter(error)
