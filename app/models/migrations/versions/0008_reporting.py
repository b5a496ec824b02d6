"""Reporting: remarks in the sections of a period's report, and the tasks that follow from it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "report_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entered_at", _instant(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_report_remarks_unit_id_units"),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["officers.id"], name="fk_report_remarks_entered_by_officers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_remarks"),
    )
    op.create_index(
        "ix_report_remarks_period", "report_remarks", ["unit_id", "period", "section", "place"]
    )
    op.create_table(
        "report_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("entered_at", _instant(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", _instant(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_report_tasks_unit_id_units"),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["officers.id"], name="fk_report_tasks_entered_by_officers"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["officers.id"], name="fk_report_tasks_ended_by_officers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_tasks"),
    )
    op.create_index("ix_report_tasks_period", "report_tasks", ["unit_id", "period", "ordinal"])


def downgrade() -> None:
    op.drop_index("ix_report_tasks_period", table_name="report_tasks")
    op.drop_table("report_tasks")
    op.drop_index("ix_report_remarks_period", table_name="report_remarks")
    op.drop_table("report_remarks")
