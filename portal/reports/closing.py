"""Reports that are dealt with by the edit itself: ticked on its form, or the entry is archived."""

from flask import request
from flask_login import current_user

from portal.models.base import Entry
from portal.models.vocabulary import ReportState
from portal.reports.actions import answer_report
from portal.reports.queries import list_open_about

FIELD = "solved"
ARCHIVED = "Er ikke længere i portalen."


def close_reports(entry: Entry) -> None:
    """Close the reports that were ticked on the form; all of them when the entry is archived."""
    ticked = request.form.getlist(FIELD)
    for report in list_open_about(entry):
        if entry.is_archived:
            answer_report(current_user, report, entry, ReportState.SOLVED, ARCHIVED)
        elif str(report.id) in ticked:
            answer_report(current_user, report, entry, ReportState.SOLVED)
