"""Who set a password, acts announced by one person, how far each log has come in time."""

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_SET_PASSWORD = ("account_added", "password_reset", "password_changed")


class _Said(msgspec.Struct):
    login: str = ""


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "officers",
        sa.Column("password_is_own", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.add_column(
        "officers",
        sa.Column("password_is_first", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("officers", sa.Column("password_given_by", sa.Integer(), nullable=True))
    op.add_column("officers", sa.Column("password_given_at", _instant(), nullable=True))
    op.create_table(
        "announced_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", _instant(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("ended_at", _instant(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_announced_acts_unit_id_units"),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["officers.id"], name="fk_announced_acts_asked_by_officers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_announced_acts"),
    )
    op.create_index("ix_announced_acts_unit", "announced_acts", ["unit_id", "ended_at"])
    op.create_table(
        "log_clocks",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("latest_at", _instant(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_log_clocks_unit_id_units"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_log_clocks"),
    )
    # An office goes on from its last entry, whatever an older clock said before it.
    op.execute(
        "INSERT INTO log_clocks (unit_id, latest_at) SELECT unit_id, entered_at FROM log_entries "
        "WHERE (unit_id, seq) IN (SELECT unit_id, max(seq) FROM log_entries GROUP BY unit_id)"
    )
    _tell_given_passwords(op.get_bind())


def _tell_given_passwords(connection: sa.Connection) -> None:
    """Take from the log which passwords somebody else set, and which their owners chose since.

    Whoever had one before counts among those who may approve: no password is the account's first.
    """
    rows = connection.execute(
        sa.text("SELECT id, office_id, login FROM officers ORDER BY id")
    ).all()
    ids = {(row.office_id, row.login): row.id for row in rows}
    for entry, login in _told(connection):
        officer_id = ids.get((entry.unit_id, login))
        if officer_id is None:
            continue
        if officer_id == entry.officer_id:
            connection.execute(
                sa.text("UPDATE officers SET password_is_own = true WHERE id = :id"),
                {"id": officer_id},
            )
        else:
            connection.execute(
                sa.text(
                    "UPDATE officers SET password_is_own = false, password_given_by = :giver, "
                    "password_given_at = (SELECT entered_at FROM log_entries WHERE id = :entry) "
                    "WHERE id = :id"
                ),
                {"id": officer_id, "giver": entry.officer_id, "entry": entry.id},
            )


def _told(connection: sa.Connection) -> Iterator[tuple[sa.Row[tuple[int, int, int, str]], str]]:
    query = sa.text(
        "SELECT id, unit_id, officer_id, facts FROM log_entries WHERE act IN :acts ORDER BY id"
    ).bindparams(sa.bindparam("acts", _SET_PASSWORD, expanding=True))
    for entry in connection.execute(query).all():
        try:
            yield entry, msgspec.json.decode(entry.facts, type=_Said).login
        except msgspec.DecodeError:  # a damaged entry is told by the check, not by the upgrade
            continue


def downgrade() -> None:
    op.drop_table("log_clocks")
    op.drop_index("ix_announced_acts_unit", table_name="announced_acts")
    op.drop_table("announced_acts")
    with op.batch_alter_table("officers") as batch:
        for name in (
            *("password_given_at", "password_given_by"),
            *("password_is_first", "password_is_own"),
        ):
            batch.drop_column(name)
