"""Report periods: cut-off days, locks, late entries and reasons, other units' locked periods."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_cutoffs",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_report_cutoffs_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("unit_id", "from_day", name=op.f("pk_report_cutoffs")),
    )
    op.create_table(
        "period_locks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("end_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_by", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.Column("reopened_with", sa.Integer(), nullable=True),
        sa.Column("reopen_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["locked_by"], ["officers.id"], name=op.f("fk_period_locks_locked_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["officers.id"], name=op.f("fk_period_locks_reopened_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["reopened_with"], ["officers.id"], name=op.f("fk_period_locks_reopened_with_officers")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_period_locks_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_locks")),
        sa.UniqueConstraint(
            "unit_id", "key", "ordinal", name=op.f("uq_period_locks_unit_id_key_ordinal")
        ),
    )
    op.create_index(
        "uq_period_locks_in_force",
        "period_locks",
        ["unit_id", "key"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.create_table(
        "refused_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["units.id"], name=op.f("fk_refused_reports_peer_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["officers.id"], name=op.f("fk_refused_reports_refused_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_refused_reports_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_reports")),
    )
    op.create_index(
        "ix_refused_reports_period", "refused_reports", ["unit_id", "key"], unique=False
    )
    op.create_table(
        "unit_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["peer_id"], ["units.id"], name=op.f("fk_unit_reports_peer_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["officers.id"], name=op.f("fk_unit_reports_taken_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_unit_reports_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_reports")),
        sa.UniqueConstraint(
            "unit_id",
            "peer_id",
            "key",
            "ordinal",
            name=op.f("uq_unit_reports_unit_id_peer_id_key_ordinal"),
        ),
    )
    op.create_index(
        "uq_unit_reports_newest",
        "unit_reports",
        ["unit_id", "peer_id", "key"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.create_table(
        "late_entries",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_late_entries_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_late_entries_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("unit_id", "seq", name=op.f("pk_late_entries")),
    )
    op.create_index(
        "ix_late_entries_dossier", "late_entries", ["unit_id", "dossier_id"], unique=False
    )
    op.create_table(
        "late_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_late_reasons_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officers.id"], name=op.f("fk_late_reasons_recorded_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_late_reasons_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_reasons")),
    )
    op.create_index("ix_late_reasons_dossier", "late_reasons", ["dossier_id", "id"], unique=False)


def downgrade() -> None:

    op.drop_index("ix_late_reasons_dossier", table_name="late_reasons")
    op.drop_table("late_reasons")
    op.drop_index("ix_late_entries_dossier", table_name="late_entries")
    op.drop_table("late_entries")
    op.drop_index(
        "uq_unit_reports_newest",
        table_name="unit_reports",
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.drop_table("unit_reports")
    op.drop_index("ix_refused_reports_period", table_name="refused_reports")
    op.drop_table("refused_reports")
    op.drop_index(
        "uq_period_locks_in_force",
        table_name="period_locks",
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.drop_table("period_locks")
    op.drop_table("report_cutoffs")
