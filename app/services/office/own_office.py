"""The office that a store is of, and who reads it without signing in."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import StoreError
from app.models.database import Database
from app.models.office import Unit
from app.models.people import Officer
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID
from app.vocabulary.office import UnitKind

_OFFICE: Final = select(Unit.id).where(Unit.kind == UnitKind.ONE_STOP).order_by(Unit.id).limit(1)


def console_of(office_id: int) -> Actor:
    """Return who reads an office's store at the command line without signing in."""
    return Actor(CONSOLE_ID, "console", "Dòng lệnh", office_id, "", office_id)


def has_no_office(session: Session) -> bool:
    """Say whether the store has neither an office nor an account."""
    office = session.execute(_OFFICE).scalar()
    officer = session.execute(select(Officer.id).limit(1)).scalar()
    return office is None and officer is None


def require_office(database: Database) -> None:
    """Close a store that has no office yet and raise StoreError."""
    with database.read() as session:
        is_empty = has_no_office(session)
    if is_empty:
        database.close()
        raise StoreError("Kho dữ liệu chưa có đơn vị. Hãy chạy lần đầu để khai báo đơn vị.")


def office_id_of(database: Database) -> int:
    """Return the store's own office. Raises StoreError for a store without one."""
    with database.read() as session:
        found = session.execute(_OFFICE).scalar()
    if found is None:
        raise StoreError(
            "Kho dữ liệu không còn đơn vị nào là bộ phận một cửa. Hãy ngừng nhập và khôi phục từ "
            "bản sao lưu gần nhất."
        )
    return found
