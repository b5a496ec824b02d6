"""Made-up dossiers as rows of the store's tables, shaped as the services write them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import msgspec

from app.clock import local_date
from app.models.base import FOREVER
from app.services.deadlines.judging import judge_end
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.forms.numbering import dossier_code
from app.services.ledger.chain import entry_hash
from app.text import name_sort_key, words
from app.vocabulary.dossiers import Channel, DossierStatus, Outcome, ReturnBy
from app.vocabulary.people import PersonKind

YEARS = 5
COLUMNS = {
    "dossiers": (
        "id unit_id code day day_number draft_id version_id case_id channel received_at "
        "registered_at registered_by counter_name is_late_entry owner_kind owner_name owner_sort "
        "owner_id_number owner_birth owner_sex address phone email submitter_name "
        "submitter_id_number submitter_phone is_authorised request set_count return_by "
        "return_address fee_vnd note"
    ),
    "dossier_documents": ("dossier_id ordinal name original certified plain electronic is_extra"),
    "dossier_states": (
        "dossier_id ordinal unit_id from_at to_at status is_open due_at version_id agency_id "
        "officer_id holder_id outcome ended_at timeliness log_seq"
    ),
    "log_entries": (
        "unit_id seq entered_at happened_at officer_id act dossier_id facts previous_hash hash rows"
    ),
    "dossier_search": "rowid words",
}
"""The tables filled, and the order of the values in their rows."""

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
_FOREVER = FOREVER.replace(tzinfo=None)
_CHANNELS = (Channel.COUNTER.value, Channel.COUNTER.value, Channel.ONLINE.value)

Row = tuple[object, ...]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the catalogue that dossiers are received under."""

    case_id: int
    version_id: int
    agency_id: int | None


@dataclass(slots=True)
class Office:
    """Whose dossiers they are, and how far its numbers and its log have come."""

    unit_id: int
    unit_code: str
    officer_id: int
    cases: list[Case]
    seq: int
    head: bytes
    numbers: dict[date, int] = field(default_factory=dict)


def person(random: Random) -> str:
    """Return a made-up Vietnamese name."""
    return f"{random.choice(_FAMILY)} {random.choice(_MIDDLE)} {random.choice(_GIVEN)}"


def batches(office: Office, count: int, now: datetime, size: int) -> Iterator[Rows]:
    """Yield the rows of `count` dossiers received evenly over the years before `now`."""
    random = Random(count)
    sort_keys: dict[str, str] = {}
    step = timedelta(days=365 * YEARS) / count
    start = now - step * count
    rows: Rows = {table: [] for table in COLUMNS}
    for number in range(1, count + 1):
        received_at = (start + step * number).replace(second=0, microsecond=0)
        _add(rows, office, random, (number, received_at, now), sort_keys)
        if number % size == 0 or number == count:
            yield rows
            rows = {table: [] for table in COLUMNS}


def _add(
    rows: Rows,
    office: Office,
    random: Random,
    what: tuple[int, datetime, datetime],
    sort_keys: dict[str, str],
) -> None:
    number, received_at, now = what
    day = local_date(received_at)
    day_number = office.numbers[day] = office.numbers.get(day, 0) + 1
    code = dossier_code(office.unit_code, day, day_number)
    case = random.choice(office.cases)
    name = person(random)
    if name not in sort_keys:
        sort_keys[name] = name_sort_key(name)
    channel = random.choice(_CHANNELS)
    at = _stored(received_at)
    draft_id = hashlib.sha256(str(number).encode()).hexdigest()[:36]
    id_number = f"0721{random.randint(50, 99)}{number % 1_000_000:06d}"
    rows["dossiers"].append(
        (
            *(number, office.unit_id, code, day.isoformat(), day_number, draft_id),
            *(case.version_id, case.case_id, channel, at, at, office.officer_id, "Quầy 1", 0),
            *(PersonKind.CITIZEN.value, name, sort_keys[name], id_number, "", None),
            *(
                "Khu phố 3, phường Tân Ninh, tỉnh Tây Ninh",
                f"09{random.randint(0, 99_999_999):08d}",
            ),
            *("", "", "", "", 0, "", 1, ReturnBy.COUNTER.value, "", 0, ""),
        )
    )
    for ordinal in (1, 2):
        rows["dossier_documents"].append((number, ordinal, f"Giấy tờ số {ordinal}", 1, 0, 0, 0, 0))
    rows["dossier_search"].append((number, " ".join(words(f"{name}  {code}"))))
    rows["log_entries"].append(_log(office, number, received_at, (code, channel, case)))
    days = random.randint(1, 20)
    due_at = received_at + timedelta(days=days)
    chance = random.random()
    ended_at = None if chance < 0.002 else due_at - timedelta(hours=days)
    if ended_at is not None and chance > 0.94:
        ended_at = due_at + timedelta(days=2)
    rows["dossier_states"].extend(
        _states(office, number, case, (received_at, due_at, ended_at, now))
    )


def _log(office: Office, dossier_id: int, at: datetime, said: tuple[str, str, Case]) -> Row:
    """Chain the entry of a registration to the office's log."""
    code, channel, case = said
    facts = msgspec.json.encode(
        {"code": code, "channel": channel, "version": case.version_id, "papers": 2, "fee_vnd": 0},
        order="sorted",
    ).decode()
    office.seq += 1
    previous = office.head
    moment = at.astimezone(UTC).isoformat()
    unit, officer = str(office.unit_id), str(office.officer_id)
    hashed = (unit, str(office.seq), moment, moment, officer, "register", str(dossier_id), facts)
    office.head = entry_hash(previous, hashed, b"")
    stored = _stored(at)
    return (
        *(office.unit_id, office.seq, stored, stored, office.officer_id, "register"),
        *(dossier_id, facts, previous.hex(), office.head.hex(), b""),
    )


def _states(
    office: Office,
    dossier_id: int,
    case: Case,
    times: tuple[datetime, datetime, datetime | None, datetime],
) -> Iterator[Row]:
    """Yield received, processing, resolved and returned, as far as the time has come."""
    received_at, due_at, ended_at, now = times
    steps = [
        (DossierStatus.RECEIVED, received_at),
        (DossierStatus.PROCESSING, received_at + timedelta(hours=1)),
    ]
    if ended_at is not None:
        steps.append((DossierStatus.RESOLVED, ended_at))
        steps.append((DossierStatus.RETURNED, ended_at + timedelta(days=1)))
    reached = [step for step in steps if step[1] <= now]
    due = _stored(due_at)
    for ordinal, (status, at) in enumerate(reached, start=1):
        until = _stored(reached[ordinal][1]) if ordinal < len(reached) else _stored(_FOREVER)
        if status in OPEN_STATUSES or ended_at is None:
            end: Row = (None, None, None)
        else:
            judged = judge_end(ended_at, due_at, is_by_day=False)
            end = (Outcome.GRANTED.value, _stored(ended_at), judged.value)
        yield (
            *(dossier_id, ordinal, office.unit_id, _stored(at), until, status.value),
            *(int(status in OPEN_STATUSES), due, case.version_id, case.agency_id),
            *(office.officer_id, office.unit_id, *end, office.seq),
        )


def _stored(instant: datetime) -> str:
    """Return an instant (UTC) as SQLAlchemy writes it to SQLite."""
    return instant.replace(tzinfo=None).isoformat(" ", "microseconds")
