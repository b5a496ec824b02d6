"""What the log commits to of rows, and the salts of rows about people."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_SALTED = (
    *("dossiers", "dossier_documents", "attachments", "extensions", "pauses", "late_reasons"),
    *("handoffs", "handoff_items", "results", "papers_back", "payments", "issued_forms"),
    *("ratings", "declined_dossiers", "petitions", "petition_events"),
)


def upgrade() -> None:
    op.add_column("log_entries", sa.Column("rows", sa.LargeBinary(), nullable=True))
    op.create_table(
        "log_later_rows",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_log_later_rows_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("unit_id", "seq", "part", name=op.f("pk_log_later_rows")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    drawn = "hex(randomblob(8))" if is_sqlite else "substr(md5(gen_random_uuid()::text), 1, 16)"
    for table in _SALTED:
        op.add_column(table, sa.Column("salt", sa.String(length=16), nullable=True))
        op.execute(f"UPDATE {table} SET salt = lower({drawn})")  # noqa: S608 - constants


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS note_changed_row() CASCADE")
    for table in _SALTED:
        op.drop_column(table, "salt")
    op.drop_table("log_later_rows")
    op.drop_column("log_entries", "rows")
