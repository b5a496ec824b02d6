"""Ratings: what citizens said of the service, whether slips go out, and reasons to choose from."""

import sqlalchemy as sa
from alembic import op

from app.models.starter_reasons import starter_reasons

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KINDS = frozenset({"rating_good", "rating_poor"})


def upgrade() -> None:
    op.add_column(
        "units",
        sa.Column("gives_rating_slips", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    _make_ratings()
    op.create_table(
        "rating_reasons",
        sa.Column("rating_id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        _refers("rating_reasons", "rating_id", "ratings"),
        _refers("rating_reasons", "reason_id", "reason_texts"),
        sa.PrimaryKeyConstraint("rating_id", "reason_id", name=op.f("pk_rating_reasons")),
    )
    _give_starter_reasons()


def _make_ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("form_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("counter_name", sa.String(length=100), nullable=False),
        sa.Column("overall", sa.String(length=32), nullable=True),
        sa.Column("time", sa.String(length=32), nullable=True),
        sa.Column("contacts", sa.String(length=32), nullable=True),
        sa.Column("is_own_fault", sa.Boolean(), nullable=False),
        sa.Column("others", sa.String(length=32), nullable=True),
        sa.Column("attitude", sa.String(length=32), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        _refers("ratings", "unit_id", "units"),
        _refers("ratings", "dossier_id", "dossiers"),
        _refers("ratings", "form_id", "issued_forms"),
        _refers("ratings", "entered_by", "officers"),
        _refers("ratings", "officer_id", "officers"),
        _refers("ratings", "ended_by", "officers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_ratings_answer_id")),
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_ratings_slip",
        "ratings",
        ["form_id"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    op.create_index("ix_ratings_entered", "ratings", ["unit_id", "entered_at"])
    op.create_index("ix_ratings_dossier", "ratings", ["dossier_id"])


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _give_starter_reasons() -> None:
    """Give each office the sentences that a new one begins with, unless it has them by 0002."""
    reasons = sa.table(
        "reason_texts",
        *(sa.column(name) for name in ("unit_id", "kind", "ordinal", "text", "ground")),
        sa.column("is_active", sa.Boolean),
    )
    offices = op.get_bind().execute(
        sa.text(
            "SELECT id FROM units WHERE kind = 'one_stop' AND NOT EXISTS (SELECT 1 FROM "
            "reason_texts WHERE unit_id = units.id AND kind IN ('rating_good', 'rating_poor'))"
        )
    )
    rows = [
        {
            "unit_id": office_id,
            "kind": reason.kind.value,
            "ordinal": reason.ordinal,
            "text": reason.text,
            "ground": reason.ground,
            "is_active": True,
        }
        for office_id in offices.scalars().all()
        for reason in starter_reasons()
        if reason.kind.value in _KINDS
    ]
    op.bulk_insert(reasons, rows)


def downgrade() -> None:
    op.drop_table("rating_reasons")
    op.drop_table("ratings")
    op.execute("DELETE FROM reason_texts WHERE kind IN ('rating_good', 'rating_poor')")
    with op.batch_alter_table("units") as batch:
        batch.drop_column("gives_rating_slips")
