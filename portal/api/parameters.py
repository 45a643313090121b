"""The parameters of a request for an answer; here a wrong one is an error, not a guess."""

from datetime import datetime

from werkzeug.datastructures import MultiDict

from portal.answers.asking import LONGEST_QUESTION, Asked, Choices, ask
from portal.answers.knowledge import gazetteer
from portal.answers.moments import parse_moment
from portal.api.problems import BadParameterError
from portal.privacy.cpr import find_cpr
from portal.snapshot.reader import Snapshot


def read_parameters(args: MultiDict[str, str], snapshot: Snapshot) -> Asked:
    """Return what was asked. Raises BadParameterError naming the first parameter that is wrong."""
    choices = Choices(
        municipality=read_municipality(args.get("municipality", "")),
        domains=read_domains(args.getlist("domain"), snapshot),
        at=read_at(args.get("at", "")),
    )
    return ask(read_text(args.get("q", "")), choices, snapshot)


def read_text(text: str) -> str:
    if len(text) > LONGEST_QUESTION:
        raise BadParameterError("q", f"Spørgsmålet må højst have {LONGEST_QUESTION} tegn.")
    if find_cpr(text):
        raise BadParameterError("q", "Spørgsmålet må ikke indeholde et CPR-nummer.")
    return " ".join(text.split())


def read_municipality(code: str) -> str:
    if code and code not in gazetteer().municipalities:
        raise BadParameterError(
            "municipality", "Kommunen skrives med sin kode på fire cifre, for eksempel 0730."
        )
    return code


def read_domains(codes: list[str], snapshot: Snapshot) -> tuple[str, ...]:
    if not set(codes) <= snapshot.domains.keys():
        known = ", ".join(snapshot.domains)
        raise BadParameterError("domain", f"Problemområdet skal være et af disse: {known}.")
    return tuple(dict.fromkeys(codes))


def read_at(text: str) -> datetime | None:
    try:
        return parse_moment(text) if text else None
    except ValueError as error:
        raise BadParameterError(
            "at", "Tidspunktet skrives som 2026-11-23T21:00:00+01:00."
        ) from error
