"""The accounts that desks use at a shared server."""

from pathlib import Path

from app.bootstrap.server_login import server_url
from app.models.desk_account import allow_desk
from app.models.store import open_postgresql


def allow_account(data: Path, url: str, account: str) -> None:
    """Let `account` do what a desk does in the store at `url`, and no more. Raises UserError."""
    database = open_postgresql(server_url(data, url))
    try:
        allow_desk(database, account)
    finally:
        database.close()
