"""Office keys, what they certify, and which keys of other units are such."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "office_keys",
        sa.Column("key_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("station", sa.String(length=100), nullable=False),
        sa.Column("made_at", _instant(), nullable=False),
        sa.Column("ended_at", _instant(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_office_keys_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_office_keys")),
        sa.UniqueConstraint("public_key", name=op.f("uq_office_keys_public_key")),
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_office_keys_in_force",
        "office_keys",
        ["unit_id"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    op.create_table(
        "station_certificates",
        sa.Column("office_key_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=64), nullable=False),
        sa.Column("issued_at", _instant(), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_key_id"],
            ["office_keys.key_id"],
            name=op.f("fk_station_certificates_office_key_id_office_keys"),
        ),
        sa.ForeignKeyConstraint(
            ["key_id"],
            ["public_keys.key_id"],
            name=op.f("fk_station_certificates_key_id_public_keys"),
        ),
        sa.PrimaryKeyConstraint("office_key_id", "key_id", name=op.f("pk_station_certificates")),
    )
    op.add_column("peer_keys", sa.Column("is_office", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("peer_keys", "is_office")
    op.drop_table("station_certificates")
    op.drop_index("ix_office_keys_in_force", "office_keys")
    op.drop_table("office_keys")
