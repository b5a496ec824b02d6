"""The confirmed days off of 2027."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None

_NOTICE = "10065/VPCP-KGVX"
_NOTIFIED = (
    *(f"2027-02-{day:02}" for day in range(4, 11)),
    *("2027-09-02", "2027-09-03"),
)


def upgrade() -> None:
    _confirm_2027()


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
    """Leave the year confirmed: the notice stands whatever the program's version."""
