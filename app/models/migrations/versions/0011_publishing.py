"""Publishing: decisions that publish, amend and abolish procedures, and what each says of which."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_LIVING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("agency_name", sa.String(length=500), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("stated_total", sa.Integer(), nullable=True),
        sa.Column("stated_province", sa.Integer(), nullable=True),
        sa.Column("stated_district", sa.Integer(), nullable=True),
        sa.Column("stated_commune", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_publications_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["publications.id"],
            name=op.f("fk_publications_replaced_by_id_publications"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["officers.id"], name=op.f("fk_publications_entered_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["officers.id"], name=op.f("fk_publications_ended_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    op.create_index(
        "uq_publications_living",
        "publications",
        ["unit_id", "number", "decided_on", "issuer"],
        unique=True,
        sqlite_where=_LIVING,
        postgresql_where=_LIVING,
    )
    op.create_index("ix_publications_replaced_by_id", "publications", ["replaced_by_id"])
    op.create_table(
        "published_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("agency_name", sa.String(length=300), nullable=False),
        sa.Column("effect", sa.String(length=32), nullable=False),
        sa.Column("at_centre", sa.Boolean(), nullable=False),
        sa.Column("liaison", sa.String(length=32), nullable=False),
        sa.Column("process_number", sa.String(length=60), nullable=False),
        sa.Column("process_date", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name=op.f("fk_published_items_publication_id_publications"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_items")),
    )
    op.create_index(
        "uq_published_items_living",
        "published_items",
        ["publication_id", "code"],
        unique=True,
        sqlite_where=_LIVING,
        postgresql_where=_LIVING,
    )


def downgrade() -> None:
    op.drop_table("published_items")
    op.drop_table("publications")
