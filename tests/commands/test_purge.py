"""`flask purge`: what is past its time goes, the rest stays; the journal is never touched."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.config import FIXED
from portal.imports.lists.batches import KEPT as FILES_KEPT
from portal.mail.delivery import deliver_due
from portal.mail.queue import post_mail
from portal.models.base import utc_now
from portal.models.imports import ImportBatch
from portal.models.journal import JournalRow, Submission
from portal.models.mail import OutgoingMail, Reminder
from portal.models.report import CallOutcome
from portal.models.user import ApiToken, Invitation, SignIn, User
from portal.models.vocabulary import Outcome
from portal.models.words import UnknownWord, WordSighting
from portal.retention import periods
from portal.retention.rows import AT_ONCE, RULES
from tests.factories import make_batch, make_municipality, make_user
from tests.support.pages import text_of

NOW = utc_now()


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def user(database) -> User:
    with database():
        return make_user()


def run(app, *options: str) -> dict[str, int]:
    """Run the command; return how many of what it named."""
    result = app.test_cli_runner().invoke(args=["purge", *options])
    assert result.exit_code == 0, result.output
    lines = [line.strip().partition(" ") for line in result.output.splitlines()[1:]]
    return {what: int(number) for number, _, what in lines if number.isdecimal()}


def keys(database, column) -> set:
    with database() as session:
        return set(session.scalars(select(column)))


def check(app, database, column, old, kept) -> None:
    """Check that a dry run deletes nothing, that a run deletes only what is old, and once."""
    assert keys(database, column) == {old, kept}
    shown = run(app, "--dry-run")
    assert sum(shown.values()) == 1, shown
    assert keys(database, column) == {old, kept}
    assert run(app) == shown
    assert keys(database, column) == {kept}
    assert sum(run(app).values()) == 0


def mail(key: str, days: float, **values) -> OutgoingMail:
    defaults = {"recipient": "bo@example.dk", "subject": "x", "created_at": days_ago(days)}
    return OutgoingMail(key=key, **(defaults | values))


@pytest.mark.parametrize(
    "young",
    [
        mail("young", 89, sent_at=days_ago(89)),
        mail("waiting", 200, try_again_at=days_ago(1)),
        mail("meeting-7-8-ask", 200, sent_at=days_ago(200)),
    ],
    ids=lambda one: one.key,
)
def test_mails_go_after_90_days_unless_they_wait_or_belong_to_a_meeting(app, database, young):
    with database() as session:
        session.add(mail("old", 91, sent_at=days_ago(91)))
        session.merge(young)
    check(app, database, OutgoingMail.key, "old", young.key)


def test_mails_that_were_given_up_go_too(app, database):
    with database() as session:
        session.add_all([mail("old", 91, error="x"), mail("new", 1, error="x")])
    check(app, database, OutgoingMail.key, "old", "new")


def test_file_of_an_old_mail_goes_with_it(app, database, tmp_path):
    with database():
        post_mail("old", "bo@example.dk", "Emne", "…")
    with app.app_context():
        deliver_due()
    with database() as session:
        session.scalars(select(OutgoingMail)).one().created_at = days_ago(91)
    assert len(list((tmp_path / "outbox").iterdir())) == 1
    run(app)
    assert list((tmp_path / "outbox").iterdir()) == []


def reminder(entry_id: int, level: int, days: float) -> Reminder:
    return Reminder(
        entry_type="contact", entry_id=entry_id, due_at=days_ago(1000), level=level,
        sent_at=days_ago(days),
    )  # fmt: skip


def test_reminders_go_two_years_after_the_last_about_the_same(app, database):
    with database() as session:
        session.add_all([reminder(1, 1, 731), reminder(2, 1, 735), reminder(2, 2, 729)])
    check(app, database, Reminder.entry_id, 1, 2)
    assert keys(database, Reminder.level) == {1, 2}


def test_calls_are_kept_for_two_years(app, database, user):
    def call(contact_id: int, days: float) -> CallOutcome:
        return CallOutcome(
            subject_type="contact", subject_id=contact_id, user_id=user.id, at=days_ago(days),
            outcome=Outcome.NO_ANSWER,
        )  # fmt: skip

    with database() as session:
        session.add_all([call(1, 733), call(2, 731)])
    check(app, database, CallOutcome.subject_id, 1, 2)


def test_submitted_forms_are_kept_for_30_days(app, database, user):
    with database() as session:
        for key, days in (("old", 31), ("new", 29)):
            session.add(Submission(key=key, user_id=user.id, location="/", at=days_ago(days)))
    check(app, database, Submission.key, "old", "new")


def test_sessions_go_when_they_have_ended(app, database, user):
    assert FIXED["SESSION_HOURS"] == periods.SIGN_INS.days * 24
    with database() as session:
        for name, days in (("old", 7.1), ("new", 6.9)):
            session.add(SignIn(user_id=user.id, token_hash=name, at=days_ago(days)))
    check(app, database, SignIn.token_hash, "old", "new")


@pytest.mark.parametrize(("days", "used_at"), [(-1, None), (1, NOW)])
def test_invitations_go_when_they_are_used_or_have_expired(app, database, user, days, used_at):
    with database() as session:
        for name, expires_in, used in (("old", days, used_at), ("new", 1, None)):
            expires_at = NOW + timedelta(days=expires_in)
            session.add(
                Invitation(user_id=user.id, token_hash=name, expires_at=expires_at, used_at=used)
            )
    check(app, database, Invitation.token_hash, "old", "new")


def test_api_tokens_go_when_they_have_expired(app, database, user):
    with database() as session:
        for name, days in (("old", -0.1), ("new", 0.1)):
            expires_at = NOW + timedelta(days=days)
            session.add(ApiToken(user_id=user.id, token_hash=name, expires_at=expires_at))
    check(app, database, ApiToken.token_hash, "old", "new")


def test_words_go_a_year_after_they_were_asked_with_but_dismissed_ones_stay(app, database):
    with database() as session:
        for name, days, dismissed_at in (("a", 366, None), ("b", 364, None), ("c", 366, NOW)):
            session.add(UnknownWord(word_hash=name, word=name, dismissed_at=dismissed_at))
            seen_on = days_ago(days).date()
            session.add(WordSighting(word_hash=name, person_hash="x", seen_on=seen_on))
    shown = run(app, "--dry-run")
    assert (shown["sightings of unknown words"], shown["unknown words"]) == (2, 1)
    assert run(app) == shown
    assert keys(database, UnknownWord.word_hash) == {"b", "c"}
    assert keys(database, WordSighting.word_hash) == {"b"}


def test_files_of_lists_are_kept_for_a_day(app, database, user):
    assert FILES_KEPT.days == 1
    with database():
        make_batch(make_municipality(), user).created_at = days_ago(1.1)
        make_batch(make_municipality(), user)
    assert run(app, "--dry-run")["files of lists"] == 1
    assert run(app)["files of lists"] == 1
    with database() as session:
        old, new = session.scalars(select(ImportBatch).order_by(ImportBatch.id))
        assert (old.content, new.content is None) == (None, False)


def test_many_rows_go_some_at_a_time(app, database, user):
    with database() as session:
        session.add_all(
            Submission(key=f"{number}", user_id=user.id, location="/", at=days_ago(40))
            for number in range(AT_ONCE + 1)
        )
    assert run(app)["submitted forms"] == AT_ONCE + 1
    assert keys(database, Submission.key) == set()


def test_journal_is_never_touched(app, database, user):
    with database() as session:
        before = session.scalar(select(func.count()).select_from(JournalRow))
    run(app)
    assert before
    with database() as session:
        assert session.scalar(select(func.count()).select_from(JournalRow)) == before
    assert JournalRow not in {rule.model for rule in RULES}


def test_every_period_stands_on_the_privacy_page(client):
    named = [one for one in vars(periods).values() if isinstance(one, periods.Kept)]
    assert {*named} == {*periods.ALL_KEPT}
    page = text_of(client.page("/privatliv"))
    for kept in named:
        assert f"{kept.what}{kept.words}{kept.why}" in page
