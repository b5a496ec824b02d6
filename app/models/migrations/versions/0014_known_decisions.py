"""What the register said of a decision at any time, for what is entered after a period's lock."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STATED = ("stated_total", "stated_province", "stated_district", "stated_commune")
_SAID = (
    "entered_at, revision, number, decided_on, issuer, agency_name, effective_from, "
    "stated_total, stated_province, stated_district, stated_commune, replaced_by_id"
)
_FOREVER = "9999-12-31 00:00:00.000000"


def upgrade() -> None:
    op.create_table(
        "publication_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("agency_name", sa.String(length=500), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in _STATED),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_publication_versions_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name=op.f("fk_publication_versions_publication_id_publications"),
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["publications.id"],
            name=op.f("fk_publication_versions_replaced_by_id_publications"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_versions")),
    )
    op.create_index(
        "ix_publication_versions_publication", "publication_versions", ["publication_id", "to_at"]
    )
    op.create_index("ix_publication_versions_unit", "publication_versions", ["unit_id", "to_at"])
    # What was corrected before is not known any more: each decision is taken as it stands.
    forever = (
        f"CAST('{_FOREVER}+00' AS timestamptz)"
        if op.get_bind().dialect.name == "postgresql"
        else f"'{_FOREVER}'"
    )
    op.execute(
        "INSERT INTO publication_versions (unit_id, publication_id, from_at, to_at, "  # noqa: S608
        f"{_SAID}) SELECT unit_id, id, entered_at, COALESCE(ended_at, {forever}), {_SAID} "
        "FROM publications"
    )


def downgrade() -> None:
    op.drop_table("publication_versions")
