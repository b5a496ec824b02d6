"""Evaluation: what has to be told of a procedure for the indices of TT 01/2018/TT-VPCP."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLE = "procedure_facts"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("one_stop_work", sa.String(length=32), nullable=False),
        sa.Column("publicity", sa.String(length=32), nullable=False),
        sa.Column("online_level", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        _refers("unit_id", "units"),
        _refers("procedure_id", "procedures"),
        _refers("noted_by", "officers"),
        _refers("ended_by", "officers"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_procedure_facts_from",
        _TABLE,
        ["unit_id", "procedure_id", "valid_from"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def _refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{_TABLE}_{column}_{to}"))


def downgrade() -> None:
    op.drop_table(_TABLE)
