"""Custody across stores: files, shelves, stand-ins, other stores and the bundles between them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["officers.id"], name=op.f("fk_delegations_deputy_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["officers.id"], name=op.f("fk_delegations_made_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_delegations_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_delegations_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_index(
        "ix_delegations_deputy", "delegations", ["deputy_id", "until_day"], unique=False
    )

    op.create_table(
        "peer_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["officers.id"], name=op.f("fk_peer_keys_confirmed_by_officers")
        ),
        sa.ForeignKeyConstraint(["peer_id"], ["units.id"], name=op.f("fk_peer_keys_peer_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_keys")),
        sa.UniqueConstraint("public_key", name=op.f("uq_peer_keys_public_key")),
    )
    op.create_index(op.f("ix_peer_keys_peer_id"), "peer_keys", ["peer_id"], unique=False)

    op.create_table(
        "bundles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["bundles.id"], name=op.f("fk_bundles_answers_id_bundles")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["officers.id"], name=op.f("fk_bundles_entered_by_officers")
        ),
        sa.ForeignKeyConstraint(["peer_id"], ["units.id"], name=op.f("fk_bundles_peer_id_units")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_bundles_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundles")),
        sa.UniqueConstraint("direction", "uid", name=op.f("uq_bundles_direction_uid")),
    )
    op.create_index("ix_bundles_peer", "bundles", ["unit_id", "peer_id", "made_at"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("paper_ordinal", sa.Integer(), nullable=True),
        sa.Column("handoff_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["officers.id"], name=op.f("fk_attachments_added_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_attachments_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["officers.id"], name=op.f("fk_attachments_ended_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoffs.id"], name=op.f("fk_attachments_handoff_id_handoffs")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_attachments_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_dossier", "attachments", ["dossier_id"], unique=False)
    op.create_index("ix_attachments_handoff", "attachments", ["handoff_id"], unique=False)
    op.create_index("ix_attachments_sha256", "attachments", ["sha256"], unique=False)

    op.create_table(
        "bundle_items",
        sa.Column("bundle_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["bundles.id"], name=op.f("fk_bundle_items_bundle_id_bundles")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_bundle_items_dossier_id_dossiers")
        ),
        sa.PrimaryKeyConstraint("bundle_id", "dossier_id", name=op.f("pk_bundle_items")),
    )
    op.create_index("ix_bundle_items_dossier", "bundle_items", ["dossier_id"], unique=False)

    op.create_table(
        "foreign_dossiers",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("slip_number", sa.String(length=64), nullable=False),
        sa.Column("slip_year", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.Column("received_there_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_there_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step_value", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("step_unit", sa.String(length=32), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_foreign_dossiers_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["units.id"], name=op.f("fk_foreign_dossiers_peer_id_units")
        ),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_foreign_dossiers")),
    )
    op.create_table(
        "declined_dossiers",
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("slip_year", sa.Integer(), nullable=False),
        sa.Column("slip_number", sa.String(length=64), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["units.id"], name=op.f("fk_declined_dossiers_peer_id_units")
        ),
        sa.PrimaryKeyConstraint(
            "peer_id", "code", "slip_year", "slip_number", name=op.f("pk_declined_dossiers")
        ),
    )
    op.create_table(
        "keepings",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_keepings_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_keepings_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_keepings_unit_id_units")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_keepings")),
    )
    op.create_index("ix_keepings_officer", "keepings", ["officer_id"], unique=False)

    op.add_column(
        "procedure_cases", sa.Column("route_note", sa.Text(), server_default="", nullable=False)
    )

    op.add_column(
        "results",
        sa.Column("is_electronic", sa.Boolean(), server_default=sa.false(), nullable=False),
    )

    op.add_column(
        "route_steps", sa.Column("work", sa.String(length=300), server_default="", nullable=False)
    )
    op.add_column(
        "route_steps",
        sa.Column("is_parallel", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "route_steps", sa.Column("is_lead", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    for table in (
        "keepings",
        "declined_dossiers",
        "foreign_dossiers",
        "bundle_items",
        "attachments",
        "bundles",
        "peer_keys",
        "delegations",
    ):
        op.drop_table(table)
    columns = {
        "route_steps": ("work", "is_parallel", "is_lead"),
        "results": ("is_electronic",),
        "procedure_cases": ("route_note",),
    }
    for table, names in columns.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
