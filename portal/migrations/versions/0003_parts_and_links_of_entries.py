"""Parts and links of entries

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
