"""Registers: inspections, findings, one-stop units, regulations, activities; no setting twice."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TABLES = ("inspections", "inspection_findings", "one_stop_units", "regulations", "activities")


def _create(table: str, *own: sa.Column[object] | sa.CheckConstraint) -> None:
    """Create a register: what each of them keeps of a version, and its own columns."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_at", moment, nullable=False),
        sa.Column("to_at", moment, nullable=False),
        sa.Column("entered_at", moment, nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_struck", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *own,
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f(f"fk_{table}_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f(f"fk_{table}_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            *("unit_id", "number", "version"), name=op.f(f"uq_{table}_unit_id_number_version")
        ),
    )


def upgrade() -> None:
    _create(
        "inspections",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("inspected", sa.String(length=300), nullable=False),
        sa.Column("planned_month", sa.Date(), nullable=False),
        sa.Column("decision_no", sa.String(length=100), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
    )
    _create(
        "inspection_findings",
        sa.Column("inspection", sa.Integer(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("mend_by", sa.Date(), nullable=False),
        sa.Column("followed_up", sa.Text(), nullable=False),
        sa.Column("mended_on", sa.Date(), nullable=True),
    )
    _create(
        "one_stop_units",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("cameras", sa.Integer(), nullable=False),
        sa.Column("queue_machines", sa.Integer(), nullable=False),
        sa.Column("kiosks", sa.Integer(), nullable=False),
        sa.Column("scanners", sa.Integer(), nullable=False),
        sa.Column("touch_screens", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_one_stop_units_span")),
        sa.CheckConstraint(
            "cameras >= 0 AND queue_machines >= 0 AND kiosks >= 0 AND scanners >= 0 "
            "AND touch_screens >= 0",
            name=op.f("ck_one_stop_units_counts"),
        ),
    )
    _create(
        "regulations",
        sa.Column("document_no", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("is_legal", sa.Boolean(), nullable=False),
        sa.Column("procedures", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("procedures >= 0", name=op.f("ck_regulations_procedures")),
    )
    _create(
        "activities",
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("participants >= 0", name=op.f("ck_activities_participants")),
    )
    for table, day in zip(
        _TABLES, ("planned_month", "found_on", "valid_from", "issued_on", "held_on"), strict=True
    ):
        op.create_index(f"ix_{table}_period", table, ["unit_id", "to_at", day])
    op.create_index(
        *("ix_inspection_findings_inspection", "inspection_findings"),
        ["unit_id", "inspection", "to_at"],
    )
    # A desk's own settings say when its screen is locked; nothing has ever read it here.
    with op.batch_alter_table("units") as batch:
        batch.drop_column("lock_after_minutes")


def downgrade() -> None:
    op.add_column(
        "units", sa.Column("lock_after_minutes", sa.Integer(), server_default="5", nullable=False)
    )
    for table in reversed(_TABLES):
        op.drop_table(table)
