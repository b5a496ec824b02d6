"""What the law asks of a dossier: phases, steps, advances, post, reasons, papers given back."""

import sqlalchemy as sa
from alembic import op

from app.models.starter_reasons import starter_reasons

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Plain ALTER TABLE: both databases take it as it is, and no table of a million rows is rebuilt.
_COLUMNS = {
    "units": {
        "footer": "VARCHAR(500) DEFAULT '' NOT NULL",
        "supplement_days": "INTEGER DEFAULT '30' NOT NULL",
    },
    "dossiers": {
        "exempt_ground": "VARCHAR(500) DEFAULT '' NOT NULL",
        "competent_id": "INTEGER CONSTRAINT fk_dossiers_competent_id_units REFERENCES units (id)",
    },
    "dossier_states": {"channel": "VARCHAR(32) DEFAULT 'counter' NOT NULL"},
    "procedure_cases": {"advance_vnd": "INTEGER DEFAULT '0' NOT NULL"},
    "pauses": {"approver": "VARCHAR(200) DEFAULT '' NOT NULL"},
    "extensions": {"approver": "VARCHAR(200) DEFAULT '' NOT NULL"},
    "payments": {
        "kind": "VARCHAR(32) DEFAULT 'final' NOT NULL",
        "payer_name": "VARCHAR(300) DEFAULT '' NOT NULL",
    },
}

_CURRENT_INDEX = "ix_dossier_states_current"
_CURRENT = [
    *("dossier_id", "to_at", "from_at", "unit_id"),
    *("version_id", "agency_id", "officer_id"),
]


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for name, kind in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    op.add_column("dossiers", sa.Column("clock_from", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE dossiers SET clock_from = received_at")
    op.add_column(
        "dossier_states", sa.Column("step_due_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute(
        "UPDATE dossier_states SET channel = "
        "(SELECT channel FROM dossiers WHERE dossiers.id = dossier_states.dossier_id)"
    )
    op.drop_index(_CURRENT_INDEX, "dossier_states")
    op.create_index(_CURRENT_INDEX, "dossier_states", [*_CURRENT, "channel"])
    op.create_table(
        "case_phases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("time_value", sa.Numeric(precision=6, scale=1), nullable=False),
        sa.Column("time_unit", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["procedure_cases.id"], name=op.f("fk_case_phases_case_id_procedure_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_phases")),
        sa.UniqueConstraint("case_id", "ordinal", name=op.f("uq_case_phases_case_id_ordinal")),
    )
    op.create_table(
        "phase_ends",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_phase_ends_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["officers.id"], name=op.f("fk_phase_ends_ended_by_officers")
        ),
        sa.PrimaryKeyConstraint("dossier_id", "ordinal", name=op.f("pk_phase_ends")),
    )
    op.create_table(
        "papers_back",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("receiver_name", sa.String(length=300), nullable=False),
        sa.Column("receiver_id_number", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_papers_back_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["officers.id"], name=op.f("fk_papers_back_given_by_officers")
        ),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_papers_back")),
    )
    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=32), nullable=False),
        sa.Column("waybill", sa.String(length=40), nullable=False),
        sa.Column("carrier", sa.String(length=100), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_postings_unit_id_units")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_postings_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["posted_by"], ["officers.id"], name=op.f("fk_postings_posted_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
        sa.UniqueConstraint(
            "unit_id",
            "direction",
            "waybill",
            name=op.f("uq_postings_unit_id_direction_waybill"),
        ),
    )
    op.create_index("ix_postings_dossier", "postings", ["dossier_id"])
    op.create_index("ix_postings_period", "postings", ["unit_id", "posted_at"])
    op.create_table(
        "reason_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_reason_texts_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_texts")),
    )
    op.create_index("ix_reason_texts_kind", "reason_texts", ["unit_id", "kind"])
    _give_starter_reasons()


def _give_starter_reasons() -> None:
    """Give each office the sentences that a new one begins with."""
    reasons = sa.table(
        "reason_texts",
        *(sa.column(name) for name in ("unit_id", "kind", "ordinal", "text", "ground")),
        sa.column("is_active", sa.Boolean),
    )
    offices = op.get_bind().execute(sa.text("SELECT id FROM units WHERE kind = 'one_stop'"))
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
    ]
    op.bulk_insert(reasons, rows)


def downgrade() -> None:
    for table in ("reason_texts", "postings", "papers_back", "phase_ends", "case_phases"):
        op.drop_table(table)
    columns = {name: list(kinds) for name, kinds in _COLUMNS.items()}
    columns["dossiers"].append("clock_from")
    columns["dossier_states"].append("step_due_at")
    op.drop_index(_CURRENT_INDEX, "dossier_states")
    for table, names in columns.items():
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
    op.create_index(_CURRENT_INDEX, "dossier_states", _CURRENT)
