"""Which key this station signs with: its own file, known to the store by its public half."""

from sqlalchemy import func, insert, select

from app.clock import Clock
from app.errors import StoreError
from app.models.database import Database, lock_office
from app.models.forms import PublicKey
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.receipt_qr import KEY_ID_MAX


def station_key(
    database: Database, clock: Clock, folder: KeyFolder, office_id: int, station: str
) -> SigningKey:
    """Return this station's signing key, making and registering one where it has none.

    Raises StoreError when all key ids are used up.
    """
    with database.write() as session:
        lock_office(session, office_id)
        rows = session.execute(select(PublicKey.key_id, PublicKey.public_key))
        known = {row.key_id: row.public_key for row in rows}
        for key_id in folder.ids():
            key = folder.load_or_create(key_id)
            if known.get(key_id) == key.public_key.hex():
                return key
        newest = session.execute(select(func.max(PublicKey.key_id))).scalar()
        key_id = max([-1 if newest is None else newest, *folder.ids()]) + 1
        if key_id > KEY_ID_MAX:
            raise StoreError("Đã dùng hết số hiệu khóa ký. Hãy liên hệ quản trị viên.")
        key = folder.load_or_create(key_id)
        session.execute(
            insert(PublicKey).values(
                key_id=key_id,
                unit_id=office_id,
                public_key=key.public_key.hex(),
                station=station,
                made_at=clock.now(),
            )
        )
        return key
