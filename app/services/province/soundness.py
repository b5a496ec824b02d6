"""Whether the figures of a file can be believed: all of it was read, and it adds up; pure."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

import msgspec

from app.services.exchange.envelope import BundleError
from app.services.periods.frozen import frozen_text
from app.services.periods.records import PeriodFigures, Sections

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
