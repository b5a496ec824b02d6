"""A store of n dossiers over five years: made-up people, real shapes, filled in bulk."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert, select, text

from app.bootstrap.desk import Desk, create_database, desk_over
from app.clock import Clock, local_date
from app.models.base import FOREVER
from app.models.catalogue import ProcedureCase, ProcedureVersion
from app.models.database import Database
from app.models.dossiers import Dossier, DossierDocument, DossierState
from app.models.forms import NumberSeries
from app.services.access.signing_in import SignIn
from app.services.dossiers.numbering import dossier_code
from app.services.ledger.records import Actor
from app.services.office.demo import DemoOffice
from app.text import name_sort_key, words
from app.vocabulary import (
    Channel,
    DossierStatus,
    Outcome,
    PersonKind,
    ReturnBy,
    Timeliness,
)

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
YEARS = 5
BATCH = 5000

_FAMILY = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Lâm "
    "Đoàn Trương Tạ Cao Châu Tô La Quách"
).split()
_MIDDLE = (
    "Thị Văn Đình Hữu Minh Ngọc Thanh Quốc Thu Kim Đức Xuân Hồng Anh Phương Bảo Gia Khánh Tuấn "
    "Mỹ Thúy Công Duy Hải Nhật Quang Tấn Trung Việt Như Bích Diệu"
).split()
_GIVEN = (
    "An Ánh Bình Bưởi Chi Châu Cúc Dũng Dung Đạt Đức Giang Hà Hải Hạnh Hằng Hiền Hiếu Hoa Hòa "
    "Hoàng Hùng Huệ Hương Huy Khoa Khôi Kiên Lan Linh Loan Long Lộc Lợi Mai Minh My Nam Nga Ngân "
    "Nghĩa Ngọc Nhi Nhung Oanh Phong Phúc Phượng Quân Quyên Sơn Tâm Tân Thảo Thắng Thịnh Thoa "
    "Thu Thúy Thủy Tiên Tiến Toàn Trang Trinh Trí Trung Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh Vy "
    "Xuân Yến"
).split()


@dataclass(frozen=True, slots=True)
class BigStore:
    """An open desk over many dossiers, and who works at it."""

    desk: Desk
    officer: Actor
    supervisor: Actor
    folder: Path
    count: int


def person(random: Random) -> str:
    """Return a made-up Vietnamese name."""
    return f"{random.choice(_FAMILY)} {random.choice(_MIDDLE)} {random.choice(_GIVEN)}"


def build(folder: Path, count: int) -> BigStore:
    """Create a store of `count` dossiers in `folder`, removing what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    clock = Clock(lambda: NOW)
    database = create_database(folder)
    made = DemoOffice(database, clock).create()
    desk = desk_over(database, folder, clock, "bench")
    people = {officer.login: officer for officer in made.officers}
    admin, officer, boss = (
        _sign_in(desk.sign_in, people[login].login, people[login].password)
        for login in ("quantri", "tiepnhan1", "phutrach")
    )
    desk.catalogue_import.load_starter(admin)
    with database.write() as session:
        connection = session.connection()
        for rows in _batches(connection, officer, count):
            _store(connection, rows)
        _finish(connection, officer)
    database.checkpoint()
    with database.write() as session:
        session.execute(text("ANALYZE"))
    return BigStore(desk, officer, boss, folder, count)


def _sign_in(sign_in: SignIn, login: str, password: str) -> Actor:
    return sign_in.sign_in(login, password, "Quầy 1", "bench")


def _batches(
    connection: Connection, officer: Actor, count: int
) -> Iterator[list[dict[str, object]]]:
    random = Random(count)
    cases = connection.execute(
        select(ProcedureCase.id, ProcedureCase.version_id, ProcedureVersion.agency_id).join(
            ProcedureVersion, ProcedureVersion.id == ProcedureCase.version_id
        )
    ).all()
    start = NOW - timedelta(days=365 * YEARS)
    step = timedelta(days=365 * YEARS) / count
    day_numbers: dict[object, int] = {}
    batch: list[dict[str, object]] = []
    for number in range(1, count + 1):
        received_at = (start + step * number).replace(second=0, microsecond=0)
        day = local_date(received_at)
        day_numbers[day] = day_numbers.get(day, 0) + 1
        case = random.choice(cases)
        name = person(random)
        batch.append(
            {
                "id": number,
                "code": dossier_code("000.00.15.H53", day, day_numbers[day]),
                "day": day,
                "day_number": day_numbers[day],
                "draft_id": hashlib.sha256(str(number).encode()).hexdigest()[:36],
                "case": case,
                "received_at": received_at,
                "name": name,
                "id_number": f"072{random.randint(0, 1)}{random.randint(50, 99)}{number:06d}"[:12],
                "officer_id": officer.officer_id,
                "office_id": officer.office_id,
                "channel": random.choice((Channel.COUNTER, Channel.COUNTER, Channel.ONLINE)),
                "days": random.randint(1, 20),
                "is_late": random.random() < 0.06,
                "never": random.random() < 0.002,
            }
        )
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _store(connection: Connection, rows: list[dict[str, object]]) -> None:
    connection.execute(insert(Dossier), [_dossier(row) for row in rows])
    connection.execute(
        insert(DossierDocument),
        [
            {
                "dossier_id": row["id"],
                "ordinal": ordinal,
                "name": f"Giấy tờ số {ordinal}",
                "original": 1,
                "certified": 0,
                "plain": 0,
                "electronic": 0,
                "is_extra": False,
            }
            for row in rows
            for ordinal in (1, 2)
        ],
    )
    connection.execute(insert(DossierState), [state for row in rows for state in _states(row)])
    connection.execute(
        text("INSERT INTO dossier_search(rowid, words) VALUES (:id, :words)"),
        [
            {"id": row["id"], "words": " ".join(words(f"{row['name']}  {row['code']}"))}
            for row in rows
        ],
    )


def _dossier(row: dict[str, object]) -> dict[str, object]:
    case = row["case"]
    return {
        "id": row["id"],
        "unit_id": row["office_id"],
        "code": row["code"],
        "day": row["day"],
        "day_number": row["day_number"],
        "draft_id": row["draft_id"],
        "version_id": case[1],  # type: ignore[index]
        "case_id": case[0],  # type: ignore[index]
        "channel": row["channel"],
        "received_at": row["received_at"],
        "registered_at": row["received_at"],
        "registered_by": row["officer_id"],
        "counter_name": "Quầy 1",
        "is_late_entry": False,
        "owner_kind": PersonKind.CITIZEN,
        "owner_name": row["name"],
        "owner_sort": name_sort_key(str(row["name"])),
        "owner_id_number": row["id_number"],
        "owner_birth": "",
        "owner_sex": None,
        "address": "Khu phố 3, phường Tân Ninh, tỉnh Tây Ninh",
        "phone": "0912345678",
        "email": "",
        "submitter_name": "",
        "submitter_id_number": "",
        "submitter_phone": "",
        "is_authorised": False,
        "request": "",
        "set_count": 1,
        "return_by": ReturnBy.COUNTER,
        "return_address": "",
        "fee_vnd": 0,
        "note": "",
    }


def _states(row: dict[str, object]) -> Iterator[dict[str, object]]:
    """Yield received, processing, resolved and returned, as far as the time has come."""
    received_at = row["received_at"]
    assert isinstance(received_at, datetime)
    days = int(str(row["days"]))
    due_at = received_at + timedelta(days=days)
    ended_at = due_at + timedelta(days=2) if row["is_late"] else due_at - timedelta(hours=days)
    if row["never"]:
        ended_at = FOREVER
    steps = [
        (DossierStatus.RECEIVED, received_at),
        (DossierStatus.PROCESSING, received_at + timedelta(hours=3)),
        (DossierStatus.RESOLVED, ended_at),
        (DossierStatus.RETURNED, FOREVER if row["never"] else ended_at + timedelta(days=1)),
    ]
    reached = [(status, at) for status, at in steps if at <= NOW]
    for ordinal, (status, at) in enumerate(reached, start=1):
        is_open = status in {DossierStatus.RECEIVED, DossierStatus.PROCESSING}
        yield {
            "dossier_id": row["id"],
            "ordinal": ordinal,
            "unit_id": row["office_id"],
            "from_at": at,
            "to_at": reached[ordinal][1] if ordinal < len(reached) else FOREVER,
            "status": status,
            "is_open": is_open,
            "due_at": due_at,
            "version_id": row["case"][1],  # type: ignore[index]
            "agency_id": row["case"][2],  # type: ignore[index]
            "officer_id": row["officer_id"],
            "holder_id": row["office_id"],
            "outcome": None if is_open else Outcome.GRANTED,
            "ended_at": None if is_open else ended_at,
            "timeliness": None
            if is_open
            else (Timeliness.LATE if row["is_late"] else Timeliness.EARLY),
            "log_seq": 1,
        }


def _finish(connection: Connection, officer: Actor) -> None:
    """Set each day's number series to what was used."""
    rows = connection.execute(text("SELECT day, max(day_number) FROM dossiers GROUP BY day"))
    connection.execute(
        insert(NumberSeries),
        [
            {"unit_id": officer.office_id, "book": "dossier", "period": str(day), "last": last}
            for day, last in rows
        ],
    )


def size_of(database: Database) -> int:
    """Return the store's size in bytes."""
    with database.read() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        page = session.execute(text("PRAGMA page_size")).scalar_one()
    return int(pages) * int(page)
