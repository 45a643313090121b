"""Reports, mails, imports and figures

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The journal is append-only: also for somebody who comes with SQL by mistake. Who means it can take
# the triggers away; then `flask check` finds what was altered.
KEEP_JOURNAL = {
    "sqlite": [
        f"CREATE TRIGGER journal_keeps_{verb.lower()} BEFORE {verb} ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION keep_journal() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
        "CREATE TRIGGER journal_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION keep_journal()",
    ],
}
RELEASE_JOURNAL = {
    "sqlite": ["DROP TRIGGER journal_keeps_update", "DROP TRIGGER journal_keeps_delete"],
    "postgresql": ["DROP TRIGGER journal_keeps ON journal", "DROP FUNCTION keep_journal()"],
}


def upgrade() -> None:
    op.create_table(
        "daily_figure",
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day_on", "municipality_code", "name", name=op.f("pk_daily_figure")
        ),
    )
    op.create_table(
        "drill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill")),
        sa.UniqueConstraint("month", name=op.f("uq_drill_month")),
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_mail_key")),
    )
    with op.batch_alter_table("outgoing_mail") as batch_op:
        batch_op.create_index(batch_op.f("ix_outgoing_mail_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "question_count",
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("domain_code", sa.String(length=32), nullable=False),
        sa.Column("ended_in", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day_on", "municipality_code", "domain_code", "ended_in", name=op.f("pk_question_count")
        ),
    )
    op.create_table(
        "reminder",
        sa.Column("entry_type", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mail_id"],
            ["outgoing_mail.id"],
            name=op.f("fk_reminder_mail_id_outgoing_mail"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint(
            "entry_type", "entry_id", "due_at", "level", name=op.f("pk_reminder")
        ),
    )
    op.create_table(
        "call_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("subject_type", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_call_outcome_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_call_outcome_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_outcome")),
    )
    with op.batch_alter_table("call_outcome") as batch_op:
        batch_op.create_index(batch_op.f("ix_call_outcome_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_call_outcome_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            "ix_call_outcome_subject", ["subject_type", "subject_id", "at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_call_outcome_user_id"), ["user_id"], unique=False)

    op.create_table(
        "drill_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drill_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject_type", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("subject_title", sa.String(length=320), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["called_by_id"],
            ["user_account.id"],
            name=op.f("fk_drill_call_called_by_id_user_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["drill_id"],
            ["drill.id"],
            name=op.f("fk_drill_call_drill_id_drill"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_drill_call_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_call")),
    )
    with op.batch_alter_table("drill_call") as batch_op:
        batch_op.create_index(batch_op.f("ix_drill_call_drill_id"), ["drill_id"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("plan", sa.LargeBinary(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("created_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("unchanged_count", sa.Integer(), nullable=False),
        sa.Column("fault_count", sa.Integer(), nullable=False),
        sa.Column("journal_rows", sa.JSON(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_import_batch_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_import_batch_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_batch_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_import_batch_user_id"), ["user_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("subject_type", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("subject_title", sa.String(length=320), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("fault", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_name", sa.String(), nullable=True),
        sa.Column("reference_key", sa.String(), nullable=True),
        sa.Column("source_url", sa.String(), nullable=True),
        sa.Column("source_date", sa.String(length=10), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_report_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["user_account.id"], name=op.f("fk_report_reporter_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_report_reference_key")),
    )
    with op.batch_alter_table("report") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_report_reporter_id"), ["reporter_id"], unique=False)
        batch_op.create_index("ix_report_subject", ["subject_type", "subject_id"], unique=False)

    with op.batch_alter_table("municipality") as batch_op:
        batch_op.add_column(sa.Column("coordinator_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("deputy_coordinator_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_municipality_coordinator_id_user_account"),
            "user_account",
            ["coordinator_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_municipality_deputy_coordinator_id_user_account"),
            "user_account",
            ["deputy_coordinator_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("offer") as batch_op:
        batch_op.add_column(
            sa.Column("numbers_changed_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("numbers_changed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_offer_numbers_changed_by_id_user_account"),
            "user_account",
            ["numbers_changed_by_id"],
            ["id"],
            ondelete="SET NULL",
        )

    for statement in KEEP_JOURNAL[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in RELEASE_JOURNAL[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("offer") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_offer_numbers_changed_by_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_column("numbers_changed_by_id")
        batch_op.drop_column("numbers_changed_at")

    with op.batch_alter_table("municipality") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_municipality_deputy_coordinator_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_municipality_coordinator_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_column("deputy_coordinator_id")
        batch_op.drop_column("coordinator_id")

    with op.batch_alter_table("report") as batch_op:
        batch_op.drop_index("ix_report_subject")
        batch_op.drop_index(batch_op.f("ix_report_reporter_id"))
        batch_op.drop_index(batch_op.f("ix_report_municipality_id"))

    op.drop_table("report")
    with op.batch_alter_table("import_batch") as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_user_id"))
        batch_op.drop_index(batch_op.f("ix_import_batch_municipality_id"))

    op.drop_table("import_batch")
    with op.batch_alter_table("drill_call") as batch_op:
        batch_op.drop_index(batch_op.f("ix_drill_call_drill_id"))

    op.drop_table("drill_call")
    with op.batch_alter_table("call_outcome") as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_outcome_user_id"))
        batch_op.drop_index("ix_call_outcome_subject")
        batch_op.drop_index(batch_op.f("ix_call_outcome_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_call_outcome_at"))

    op.drop_table("call_outcome")
    op.drop_table("reminder")
    op.drop_table("question_count")
    with op.batch_alter_table("outgoing_mail") as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_mail_sent_at"))

    op.drop_table("outgoing_mail")
    op.drop_table("drill")
    op.drop_table("daily_figure")
