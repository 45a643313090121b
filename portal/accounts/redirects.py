"""Where to go after signing in: only to the portal's own pages."""

import unicodedata
from urllib.parse import unquote

FRONT_PAGE = "/"
MAX_LENGTH = 500


def own_path(target: str | None) -> str:
    """Return a target if every browser takes it for a path on this site, else the front page.

    Browsers strip control characters, take ``\\`` for ``/`` and a second slash for the start of a
    host name; what only turns into one of these when decoded or normalised is refused as well.
    """
    return target if target and is_own_path(target) else FRONT_PAGE


def is_own_path(target: str) -> bool:
    readings = {target, unicodedata.normalize("NFKC", target)}
    for _ in range(3):  # %252f is %2f is a slash
        readings |= {unicodedata.normalize("NFKC", unquote(reading)) for reading in readings}
    return len(target) <= MAX_LENGTH and all(reads_as_path(reading) for reading in readings)


def reads_as_path(text: str) -> bool:
    path = text.partition("?")[0].partition("#")[0]
    return (
        path.startswith("/")
        and "//" not in path
        and "\\" not in path
        and "\ufffd" not in text
        and all(character.isprintable() for character in text)
    )
