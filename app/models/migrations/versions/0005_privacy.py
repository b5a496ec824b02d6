"""Privacy: on what ground people's data are erased, and an index of what the log tells of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "units",
        sa.Column("retention_ground", sa.String(length=300), server_default="", nullable=False),
    )
    where = sa.text("act IN ('exported_unmasked', 'foreign_opened', 'retention_run')")
    op.create_index(
        "ix_log_entries_privacy",
        "log_entries",
        ["unit_id", "act", "seq"],
        sqlite_where=where,
        postgresql_where=where,
    )


def downgrade() -> None:
    op.drop_index("ix_log_entries_privacy", table_name="log_entries")
    with op.batch_alter_table("units") as batch:
        batch.drop_column("retention_ground")
