"""The first tables

Revision: 0001, the first.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("journal_head", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_state")),
    )
    op.create_table(
        "domain",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("group_name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sa.UniqueConstraint("code", name=op.f("uq_domain_code")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_domain_reference_key")),
    )
    op.create_table(
        "lexicon_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_type", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon_term")),
    )
    op.create_table(
        "municipality",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_key", sa.String(length=160), nullable=False),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("participation", sa.String(length=32), nullable=False),
        sa.Column("participation_note", sa.Text(), nullable=False),
        sa.Column("participation_since_on", sa.Date(), nullable=True),
        sa.Column("central_contact_id", sa.Integer(), nullable=True),
        sa.Column("switchboard", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("secure_mail", sa.String(length=254), nullable=True),
        sa.Column("web", sa.String(length=300), nullable=True),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("consent_note", sa.Text(), nullable=False),
        sa.Column("legal_note", sa.Text(), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("code", name=op.f("uq_municipality_code")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_municipality_reference_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_municipality_slug")),
    )
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "own_term",
        sa.Column("term_type", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_term")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_own_term_reference_key")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("postcode", sa.String(length=4), nullable=True),
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_place_municipality_code"), ["municipality_code"], unique=False
        )

    op.create_table(
        "unknown_word",
        sa.Column("word_hash", sa.String(length=32), nullable=False),
        sa.Column("word", sa.String(length=30), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("word_hash", name=op.f("pk_unknown_word")),
    )
    op.create_table(
        "user_account",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=800), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("session_stamp", sa.String(length=32), nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_user_account_reference_key")),
    )
    with op.batch_alter_table("user_account") as batch_op:
        batch_op.create_index(batch_op.f("ix_user_account_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "word_sighting",
        sa.Column("word_hash", sa.String(length=32), nullable=False),
        sa.Column("person_hash", sa.String(length=32), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "word_hash", "person_hash", "seen_on", name=op.f("pk_word_sighting")
        ),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_api_token_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    with op.batch_alter_table("api_token") as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_user_id"), ["user_id"], unique=False)

    op.create_table(
        "handover_route",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=True),
        sa.Column("preference", sa.String(length=32), nullable=False),
        sa.Column("consent", sa.String(length=32), nullable=False),
        sa.Column("legal_note", sa.Text(), nullable=False),
        sa.Column("bring", sa.JSON(), nullable=False),
        sa.Column("answer_within", sa.String(length=12), nullable=True),
        sa.Column("typical_wait_days", sa.Integer(), nullable=True),
        sa.Column("is_advice_welcome", sa.Boolean(), nullable=True),
        sa.Column("acknowledgement", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=True),
        sa.Column("valid_to_on", sa.Date(), nullable=True),
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
            ["domain_id"], ["domain.id"], name=op.f("fk_handover_route_domain_id_domain")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_handover_route_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_route")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_handover_route_reference_key")),
    )
    with op.batch_alter_table("handover_route") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_handover_route_domain_id"), ["domain_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_handover_route_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_invitation_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_user_id"), ["user_id"], unique=False)

    op.create_table(
        "journal",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("entry_type", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("entry_title", sa.String(length=320), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_journal_actor_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_journal_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal") as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_journal_entry", ["entry_type", "entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_journal_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "organisation",
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("sort_key", sa.String(length=320), nullable=False),
        sa.Column("sector", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("web", sa.String(length=300), nullable=True),
        sa.Column("cvr", sa.String(length=8), nullable=True),
        sa.Column("sor", sa.String(length=20), nullable=True),
        sa.Column("gln", sa.String(length=13), nullable=True),
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
            name=op.f("fk_organisation_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_organisation_reference_key")),
    )
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_sign_in_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in") as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_submission_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submission")),
    )
    op.create_table(
        "user_municipality",
        sa.Column("user_account_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_user_municipality_municipality_id_municipality"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_account_id"],
            ["user_account.id"],
            name=op.f("fk_user_municipality_user_account_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "user_account_id", "municipality_id", name=op.f("pk_user_municipality")
        ),
    )
    with op.batch_alter_table("user_municipality") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_user_municipality_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "contact",
        sa.Column("function", sa.String(length=160), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("sort_key", sa.String(length=320), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("secure_mail", sa.String(length=254), nullable=True),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("is_in_steering_group", sa.Boolean(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=True),
        sa.Column("valid_to_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
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
            ["deputy_id"],
            ["contact.id"],
            name=op.f("fk_contact_deputy_id_contact"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_contact_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_contact_reference_key")),
    )
    with op.batch_alter_table("contact") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contact_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "offer",
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("sort_key", sa.String(length=320), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("web", sa.String(length=300), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("is_address_hidden", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("hours_note", sa.String(length=200), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("callers", sa.String(length=32), nullable=False),
        sa.Column("has_self_referral", sa.Boolean(), nullable=True),
        sa.Column("is_anonymous", sa.Boolean(), nullable=True),
        sa.Column("is_free_of_charge", sa.Boolean(), nullable=True),
        sa.Column("sends_staff_out", sa.Boolean(), nullable=True),
        sa.Column("has_overnight_stay", sa.Boolean(), nullable=True),
        sa.Column("capacity", sa.String(length=32), nullable=False),
        sa.Column("capacity_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("referral", sa.Text(), nullable=False),
        sa.Column("exclusions", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
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
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_offer_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_offer_reference_key")),
    )
    with op.batch_alter_table("offer") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offer_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_offer_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "organisation_municipality",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_organisation_municipality_municipality_id_municipality"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_municipality_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "municipality_id", name=op.f("pk_organisation_municipality")
        ),
    )
    with op.batch_alter_table("organisation_municipality") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_municipality_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "user_organisation",
        sa.Column("user_account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_user_organisation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_account_id"],
            ["user_account.id"],
            name=op.f("fk_user_organisation_user_account_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "user_account_id", "organisation_id", name=op.f("pk_user_organisation")
        ),
    )
    with op.batch_alter_table("user_organisation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_user_organisation_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_absence_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence") as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "contact_domain",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_contact_domain_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["domain_id"],
            ["domain.id"],
            name=op.f("fk_contact_domain_domain_id_domain"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contact_id", "domain_id", name=op.f("pk_contact_domain")),
    )
    with op.batch_alter_table("contact_domain") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_domain_domain_id"), ["domain_id"], unique=False
        )

    op.create_table(
        "offer_domain",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("domain_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain_id"],
            ["domain.id"],
            name=op.f("fk_offer_domain_domain_id_domain"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
            name=op.f("fk_offer_domain_offer_id_offer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("offer_id", "domain_id", name=op.f("pk_offer_domain")),
    )
    with op.batch_alter_table("offer_domain") as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_domain_domain_id"), ["domain_id"], unique=False)

    op.create_table(
        "offer_municipality",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_offer_municipality_municipality_id_municipality"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
            name=op.f("fk_offer_municipality_offer_id_offer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("offer_id", "municipality_id", name=op.f("pk_offer_municipality")),
    )
    with op.batch_alter_table("offer_municipality") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offer_municipality_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(contact_id IS NULL) <> (offer_id IS NULL)", name=op.f("ck_phone_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_phone_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_phone_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    with op.batch_alter_table("phone") as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "route_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("free_function", sa.String(length=120), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("continue_when", sa.String(length=32), nullable=False),
        sa.Column("continue_after_minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN offer_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN free_function IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_route_step_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_route_step_contact_id_contact")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_route_step_offer_id_offer")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_route_step_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["route_id"],
            ["handover_route.id"],
            name=op.f("fk_route_step_route_id_handover_route"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_step")),
    )
    with op.batch_alter_table("route_step") as batch_op:
        batch_op.create_index(batch_op.f("ix_route_step_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_route_step_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_route_step_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_route_step_route_id"), ["route_id"], unique=False)
    # Municipality and contact refer to each other: this half of the knot is tied last.
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.create_foreign_key(
            op.f("fk_municipality_central_contact_id_contact"),
            "contact",
            ["central_contact_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.bulk_insert(
        sa.table(
            "directory_state",
            sa.column("id"),
            sa.column("version"),
            sa.column("journal_head"),
            sa.column("changed_at", sa.DateTime(timezone=True)),
        ),
        [{"id": 1, "version": 0, "journal_head": "", "changed_at": datetime.now(UTC)}],
    )


def downgrade() -> None:
    with op.batch_alter_table("municipality") as batch_op:
        batch_op.drop_constraint(
            op.f("fk_municipality_central_contact_id_contact"), type_="foreignkey"
        )
    op.drop_table("route_step")
    op.drop_table("phone")
    op.drop_table("offer_municipality")
    op.drop_table("offer_domain")
    op.drop_table("contact_domain")
    op.drop_table("absence")
    op.drop_table("user_organisation")
    op.drop_table("organisation_municipality")
    op.drop_table("offer")
    op.drop_table("contact")
    op.drop_table("user_municipality")
    op.drop_table("submission")
    op.drop_table("sign_in")
    op.drop_table("organisation")
    op.drop_table("journal")
    op.drop_table("invitation")
    op.drop_table("handover_route")
    op.drop_table("api_token")
    op.drop_table("word_sighting")
    op.drop_table("user_account")
    op.drop_table("unknown_word")
    op.drop_table("place")
    op.drop_table("own_term")
    op.drop_table("municipality")
    op.drop_table("lexicon_term")
    op.drop_table("domain")
    op.drop_table("directory_state")
