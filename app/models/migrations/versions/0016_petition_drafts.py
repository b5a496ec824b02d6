"""Drafts of petitions beside those of dossiers."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "drafts",
        sa.Column("is_petition", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM drafts WHERE is_petition"))
    with op.batch_alter_table("drafts") as batch:
        batch.drop_column("is_petition")
