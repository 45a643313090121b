"""The entries that people report and call."""

from flask import abort

from portal.extensions import db
from portal.models.base import Entry
from portal.models.registry import ENTRY_MODELS
from portal.models.report import CallOutcome, Report
from portal.municipalities.queries import get_municipality
from portal.text.numbers import read_number
from portal.web.addresses import SECTIONS

WITH_NUMBERS = ("contact", "offer", "organisation", "municipality")
TABLES = {SECTIONS[table]: table for table in WITH_NUMBERS}


def get_reportable(section: str, key: str) -> Entry:
    """Return the entry at an address ("kontaktpersoner", "17"; "kommuner", "randers") or 404.

    404 for an archived one as well: it stands in no answer, so there is nothing to report.
    """
    entry: Entry | None = None
    if (number := read_number(key)) is not None:
        entry = find_subject(TABLES[section], number)
    elif section == SECTIONS["municipality"]:
        entry = get_municipality(key)
    return abort(404) if entry is None or entry.is_archived else entry


def find_subject(subject_type: str, subject_id: int) -> Entry | None:
    """Return an entry that has a number, archived or not; None for anything else."""
    model = ENTRY_MODELS[subject_type] if subject_type in WITH_NUMBERS else None
    return db.session.get(model, subject_id) if model else None


def subject_of(told: Report | CallOutcome) -> Entry | None:
    """Return the entry that a report or a call is about, or None when it is gone."""
    return find_subject(told.subject_type, told.subject_id)


def numbers_of(subject: Entry) -> list[str]:
    """Return an entry's numbers, the one to call first in front."""
    phones = getattr(subject, "phones", None)
    if phones is not None:
        return [phone.number for phone in phones]
    switchboard = getattr(subject, "switchboard", None)
    return [switchboard] if switchboard else []
