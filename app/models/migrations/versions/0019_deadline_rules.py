"""Rules of receipt and lateness, kept with each dossier; the confirmed days off of 2027."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Plain ALTER TABLE: both databases take it as it is, and no table of a million rows is rebuilt.
# What is there already keeps the rules it was told by.
_COLUMNS = {
    "units": {
        "off_hours": "VARCHAR(32) DEFAULT 'day_of_receipt' NOT NULL",
        "lateness": "VARCHAR(32) DEFAULT 'by_unit' NOT NULL",
    },
    "dossiers": {"off_hours": "VARCHAR(32) DEFAULT 'mixed' NOT NULL"},
    "dossier_states": {
        "is_due_by_day": "BOOLEAN DEFAULT false NOT NULL",
        "is_step_by_day": "BOOLEAN DEFAULT false NOT NULL",
    },
}
_OPEN_INDEX = "ix_dossier_states_open"
_OPEN = [
    *("unit_id", "to_at", "due_at", "from_at", "status"),
    *("version_id", "agency_id", "officer_id", "dossier_id"),
]
_NOTICE = "10065/VPCP-KGVX"
_NOTIFIED = (
    *(f"2027-02-{day:02}" for day in range(4, 11)),
    *("2027-09-02", "2027-09-03"),
)


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for name, kind in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    op.drop_index(_OPEN_INDEX, "dossier_states")
    _index_open([*_OPEN, "is_due_by_day"])
    _confirm_2027()


def _index_open(columns: list[str]) -> None:
    op.create_index(
        _OPEN_INDEX,
        "dossier_states",
        columns,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )


def _confirm_2027() -> None:
    """Confirm 2027 where the office left it as shipped: what it said or changed itself stands."""
    connection = op.get_bind()
    if connection.scalar(sa.text("SELECT count(*) FROM calendar_years WHERE year = 2027")):
        return
    days = sa.table("calendar_days", sa.column("day", sa.Date), sa.column("kind", sa.String))
    off = connection.scalars(
        sa.select(sa.cast(days.c.day, sa.String)).where(days.c.kind == "off")
    ).all()
    if not set(_NOTIFIED) <= set(off):
        return
    connection.execute(
        sa.text(
            "INSERT INTO calendar_years (year, is_confirmed, decision) VALUES (2027, :yes, :notice)"
        ),
        {"yes": True, "notice": _NOTICE},
    )


def downgrade() -> None:
    """Take the rules away; the year stays confirmed, for its notice stands."""
    op.drop_index(_OPEN_INDEX, "dossier_states")
    for table, columns in _COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.drop_column(name)
    _index_open(_OPEN)
