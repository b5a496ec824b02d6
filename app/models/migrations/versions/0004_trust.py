"""Trust: sessions, approvals, closed days, backups, personal facts apart from the log."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "station_attempts",
        sa.Column("station", sa.String(length=100), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_station_attempts")),
    )
    op.create_table(
        "backups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("path", sa.String(length=1000), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.String(length=64), nullable=False),
        sa.Column("dossier_count", sa.Integer(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_backups_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
    )
    op.create_index("ix_backups_made", "backups", ["unit_id", "made_at"], unique=False)
    op.create_table(
        "log_details",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_log_details_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("unit_id", "seq", name=op.f("pk_log_details")),
    )
    op.create_table(
        "lost_numbers",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_lost_numbers_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("unit_id", "book", "period", "first", name=op.f("pk_lost_numbers")),
    )
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["officers.id"], name=op.f("fk_approvals_approved_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["officers.id"], name=op.f("fk_approvals_asked_by_officers")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_approvals_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(length=100), nullable=False),
        sa.Column("counter_name", sa.String(length=100), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_desk_sessions_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sessions")),
    )
    op.create_index(
        "ix_desk_sessions_officer", "desk_sessions", ["officer_id", "started_at"], unique=False
    )
    op.create_table(
        "day_closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.Column("reopened_with", sa.Integer(), nullable=True),
        sa.Column("reopen_reason", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officers.id"], name=op.f("fk_day_closings_closed_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["officers.id"], name=op.f("fk_day_closings_confirmed_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["form_id"], ["issued_forms.id"], name=op.f("fk_day_closings_form_id_issued_forms")
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["officers.id"], name=op.f("fk_day_closings_reopened_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["reopened_with"], ["officers.id"], name=op.f("fk_day_closings_reopened_with_officers")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_day_closings_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_closings")),
        sa.UniqueConstraint(
            "unit_id", "day", "ordinal", name=op.f("uq_day_closings_unit_id_day_ordinal")
        ),
    )
    op.create_index(
        "uq_day_closings_in_force",
        "day_closings",
        ["unit_id", "day"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.add_column("attachments", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("dossiers", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("issued_forms", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("public_keys", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "public_keys", sa.Column("end_reason", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "units", sa.Column("lock_after_minutes", sa.Integer(), server_default="5", nullable=False)
    )
    op.add_column(
        "units", sa.Column("retention_years", sa.Integer(), server_default="10", nullable=False)
    )


def downgrade() -> None:
    for table in (
        "day_closings",
        "desk_sessions",
        "approvals",
        "lost_numbers",
        "log_details",
        "backups",
        "station_attempts",
    ):
        op.drop_table(table)
    columns = {
        "units": ("retention_years", "lock_after_minutes"),
        "public_keys": ("end_reason", "ended_at"),
        "issued_forms": ("erased_at",),
        "dossiers": ("erased_at",),
        "attachments": ("erased_at",),
    }
    for table, names in columns.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
