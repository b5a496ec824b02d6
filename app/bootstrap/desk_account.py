"""The accounts that desks use at a shared server."""

from app.models.desk_account import allow_desk
from app.models.store import open_postgresql


def allow_account(url: str, account: str) -> None:
    """Let `account` do what a desk does in the store at `url`, and no more. Raises UserError."""
    database = open_postgresql(url)
    try:
        allow_desk(database, account)
    finally:
        database.close()
