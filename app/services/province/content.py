"""What the file of a locked period says: the lock as it was signed, and the figures behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.services.exchange.content import uid_of
from app.services.exchange.envelope import BundleError, BundleHeader
from app.services.periods.locks import SignedPeriod, frozen_text, is_period_signed, read_frozen
from app.services.periods.records import PeriodFigures, Sections
from app.vocabulary.exchange import BundleKind

# Whether the figures of a file can be believed: all of it was read, and it adds up; pure.

_MOST: Final = 1_000_000_000


def is_all_read(text: str, figures: PeriodFigures) -> bool:
    """Say whether `figures` hold all that `text` says: an older text may say less, never more."""
    return _holds(msgspec.json.decode(frozen_text(figures)), msgspec.json.decode(text))


def require_sound(figures: PeriodFigures) -> None:
    """Raise BundleError where the figures do not add up or are none."""
    is_sane = all(0 <= number <= _MOST for number in _numbers(figures))
    broken = "; ".join(_broken(figures)) if is_sane else "có số âm hoặc quá lớn"
    if broken:
        raise BundleError(
            f"Số liệu trong tệp không khớp: {broken}. Hãy báo đơn vị gửi kiểm tra rồi khóa lại kỳ."
        )


def _holds(read: object, said: object) -> bool:
    if isinstance(said, dict) and isinstance(read, dict):
        return all(key in read and _holds(read[key], value) for key, value in said.items())
    if isinstance(said, list) and isinstance(read, list):
        return len(said) == len(read) and all(map(_holds, read, said))
    return type(said) is type(read) and bool(said == read)


def _numbers(value: object) -> Iterator[int]:
    if isinstance(value, int):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _numbers(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _numbers(getattr(value, field.name))


def _broken(figures: PeriodFigures) -> Iterator[str]:
    yield from figures.broken()
    if figures.sections is not None:
        yield from _broken_sections(figures, figures.sections)


def _broken_sections(figures: PeriodFigures, sections: Sections) -> Iterator[str]:
    petitions, processing = sections.petitions, sections.quality.processing
    if not petitions.adds_up:
        yield (
            f"phản ánh, kiến nghị: phải xử lý {petitions.carried_over + petitions.received} khác "
            f"đã kết thúc {petitions.ended} + đang xử lý {petitions.open}"
        )
    if any(not row.adds_up for row in processing):
        yield "bảng xử lý hồ sơ không khớp"
    if any((figure.part or 0) > (figure.whole or 0) for figure in sections.quality.figures):
        yield "có chỉ số mà tử số lớn hơn mẫu số"
    days = (figures.period.first_day, figures.period.last_day)
    parts = (petitions, sections.registers, sections.ratings, sections.evaluation, sections.quality)
    if any((part.first_day, part.last_day) != days for part in (*parts, sections.published)):
        yield "có phần số liệu không phải của những ngày trong kỳ"


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
