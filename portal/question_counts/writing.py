"""Writing down how questions ended: added to what other processes have written."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, bindparam, text

from portal.extensions import db
from portal.models.vocabulary import AnswerEnd


class Ending(NamedTuple):
    """What a question of a day was about, and what its answer led with."""

    day_on: date
    municipality_code: str
    domain_code: str
    ended_in: AnswerEnd


ADD = text(
    "INSERT INTO question_count (day_on, municipality_code, domain_code, ended_in, count)"
    " VALUES (:day_on, :municipality_code, :domain_code, :ended_in, :count)"
    " ON CONFLICT (day_on, municipality_code, domain_code, ended_in)"
    " DO UPDATE SET count = question_count.count + excluded.count"
).bindparams(bindparam("day_on", type_=Date))


def write_endings(counts: Counter[Ending]) -> None:
    """Add counts to the database's, in a transaction of its own."""
    rows = [
        ending._asdict() | {"ended_in": ending.ended_in.value, "count": count}
        for ending, count in sorted(counts.items())  # in one order, or processes would lock up
    ]
    if rows:
        with db.engine.begin() as connection:
            connection.execute(ADD, rows)
