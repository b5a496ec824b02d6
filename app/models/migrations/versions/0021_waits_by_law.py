"""Which clocks a wait stops and by what law; apologies after expiry; states whose clock stands."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_OPEN_INDEX = "ix_dossier_states_open"
_BEFORE = ("unit_id", "to_at", "due_at", "from_at")
_BEHIND = ("version_id", "agency_id", "officer_id", "dossier_id", "is_due_by_day")
_WAITING = "('awaiting_supplement', 'awaiting_payment', 'awaiting_opinion', 'awaiting_check')"


def upgrade() -> None:
    op.add_column(
        "pauses", sa.Column("stops", sa.String(length=16), server_default="both", nullable=False)
    )
    op.add_column("pauses", sa.Column("special_law", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "extensions",
        sa.Column("is_after_expiry", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "dossier_states",
        sa.Column("is_clock_paused", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    # Every wait of an earlier version stopped both clocks, and keeps doing so: what citizens were
    # told and what was reported of locked periods stands.
    op.execute("UPDATE pauses SET stops = 'earlier' WHERE reason IN ('opinion', 'field_check')")
    op.execute(
        f"UPDATE dossier_states SET is_clock_paused = true WHERE status IN {_WAITING}"  # noqa: S608 - constants
    )
    _index_open("status", "is_clock_paused")


def downgrade() -> None:
    _index_open("status")
    op.drop_column("dossier_states", "is_clock_paused")
    op.drop_column("extensions", "is_after_expiry")
    op.drop_column("pauses", "special_law")
    op.drop_column("pauses", "stops")


def _index_open(*of_status: str) -> None:
    op.drop_index(_OPEN_INDEX, table_name="dossier_states")
    op.create_index(
        _OPEN_INDEX,
        "dossier_states",
        [*_BEFORE, *of_status, *_BEHIND],
        unique=False,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
