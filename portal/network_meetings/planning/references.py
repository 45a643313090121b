"""The neutral reference of a meeting: a colour, an animal and a number, drawn by lot.

The words were chosen so that nobody can be hurt or recognised by them: no colour that is said of
people, no animal that is called after anybody, no first name or family name. They make 60,000
references, of which a few hundred are in use at a time.
"""

import secrets

from sqlalchemy import exists, select

from portal.extensions import db
from portal.models.meeting import Meeting

COLOURS = (
    "BLÅ", "GRØN", "RØD", "ORANGE", "LILLA", "TURKIS", "VIOLET", "LYSEBLÅ", "LYSEGRØN",
    "MOSGRØN", "HAVBLÅ", "HIMMELBLÅ", "MINTGRØN", "KOBBERRØD", "STRIBET", "PRIKKET", "TERNET",
)  # fmt: skip
ANIMALS = (
    "ELG", "ODDER", "BÆVER", "EGERN", "TRANE", "ØRRED", "GEDDE", "ABORRE", "LAKS", "DELFIN",
    "PINGVIN", "LAMA", "ZEBRA", "GIRAF", "GAZELLE", "ANTILOPE", "KOALA", "PANDA", "TUKAN",
    "KOLIBRI", "BISON", "RENSDYR", "MUSVIT", "BOGFINKE", "ISFUGL", "MÅGE", "TERNE", "EDDERFUGL",
    "HEJRE", "FLAMINGO", "KÆNGURU", "SOMMERFUGL", "GULDSMED", "HUMLEBI", "SKILDPADDE", "SØHEST",
    "SØSTJERNE", "ALPAKA", "RØRSANGER", "STILLITS",
)  # fmt: skip
FIRST, LAST = 10, 99


def make_reference() -> str:
    """Return a reference that no meeting has, such as "BLÅ-ELG-27"."""
    reference = draw_reference()
    while is_taken(reference):
        reference = draw_reference()
    return reference


def draw_reference() -> str:
    """Return a reference drawn by lot, whether or not it is in use."""
    number = FIRST + secrets.randbelow(LAST - FIRST + 1)
    return f"{secrets.choice(COLOURS)}-{secrets.choice(ANIMALS)}-{number}"


def is_taken(reference: str) -> bool:
    """Say whether a meeting has this reference."""
    return bool(db.session.scalar(select(exists().where(Meeting.reference == reference))))
