"""What the file of a locked period says: the lock as it was signed, and the figures behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.services.exchange.content import uid_of
from app.services.exchange.envelope import BundleError, BundleHeader
from app.services.periods.frozen import read_frozen
from app.services.periods.records import PeriodFigures
from app.services.periods.signing import SignedPeriod, is_period_signed
from app.services.province.soundness import is_all_read, require_sound
from app.vocabulary.exchange import BundleKind

MAX_REPORT_BYTES: Final = 16 * 1024 * 1024
_Hex64 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
_At = Annotated[datetime, Meta(tz=True)]


class PeriodSaid(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lock as its unit's store has it; `public_key` is of the station that locked."""

    key: Annotated[str, Meta(min_length=4, max_length=32)]
    first_day: date
    last_day: date
    ordinal: Annotated[int, Meta(ge=1, le=10_000)]
    locked_at: _At
    figures: Annotated[str, Meta(max_length=MAX_REPORT_BYTES)]
    log_seq: Annotated[int, Meta(ge=1)]
    chain_head: _Hex64
    public_key: _Hex64
    signature: Annotated[str, Meta(pattern=r"^[0-9a-f]{128}$")]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A file's lock and its figures, both checked."""

    said: PeriodSaid
    figures: PeriodFigures


def write_report(said: PeriodSaid) -> bytes:
    """Return the one text of what a file says."""
    return msgspec.json.encode(said, order="sorted")


def read_report(header: BundleHeader, data: bytes) -> ReadReport:
    """Return what a signed file says. Raises BundleError for what no lock would have said."""
    if header.kind is not BundleKind.PERIOD:
        raise BundleError("Gói này không phải số liệu kỳ báo cáo. Hãy nhập ở trang Trao đổi gói.")
    try:
        said = msgspec.json.decode(data, type=PeriodSaid)
        figures = read_frozen(said.figures)
        is_all = is_all_read(said.figures, figures)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise BundleError(_OTHER_VERSION) from fault
    if not is_all or write_report(said) != data:
        raise BundleError(_OTHER_VERSION)
    lock = SignedPeriod(
        unit_code=header.from_code,
        key=said.key,
        first_day=said.first_day,
        last_day=said.last_day,
        ordinal=said.ordinal,
        figures=said.figures,
        log_seq=said.log_seq,
        chain_head=said.chain_head,
    )
    period = figures.period
    is_one = (
        header.uid == uid_of(header, data)
        and is_period_signed(lock, said.signature, bytes.fromhex(said.public_key))
        and figures.unit_code == header.from_code
        and (period.key, period.first_day, period.last_day)
        == (said.key, said.first_day, said.last_day)
    )
    if not is_one:
        raise BundleError(
            "Số liệu trong tệp không khớp chữ ký lúc khóa kỳ. Đừng dùng tệp này; hãy xin đơn vị "
            "gửi xuất lại tệp."
        )
    require_sound(figures)
    return ReadReport(said, figures)


_OTHER_VERSION: Final = (
    "Không đọc được số liệu trong tệp: có thể do phiên bản chương trình khác lập. Hãy cập nhật "
    "chương trình ở cả hai nơi rồi xuất lại tệp."
)
