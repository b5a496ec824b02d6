"""Communication to the public, training of officers, and how one-stop units are equipped."""

from collections.abc import Iterator
from dataclasses import replace

from app.reports.quarter.content import FigureLine, Told
from app.reports.quarter.sections.register_lines import (
    EQUIPMENT,
    LEVEL,
    late_lines,
    late_told,
    register_line,
)
from app.reports.quarter.words import comparison, counted
from app.services.registers.figures import EQUIPMENT_NAMES, RegisterFigure, RegisterFigures
from app.services.reporting.records import Compared
from app.vocabulary.registers import RegisterKind
from app.wording.labels import label


def tell_communication(compared: Compared[RegisterFigures]) -> Told:
    """Return what was done to tell and to teach, and how many one-stop units have cameras."""
    now = compared.now
    return Told(
        sentences=tuple(_sentences(compared)),
        figures=(*_activities(now), *_units(now), *late_lines(now, RegisterKind.ACTIVITIES)),
    )


def _activities(now: RegisterFigures) -> Iterator[FigureLine]:
    for figure in (
        RegisterFigure.COMMUNICATION,
        RegisterFigure.COMMUNICATION_PARTICIPANTS,
        RegisterFigure.TRAINING,
        RegisterFigure.TRAINING_PARTICIPANTS,
    ):
        yield register_line(now, figure)


def _units(now: RegisterFigures) -> Iterator[FigureLine]:
    yield register_line(now, RegisterFigure.UNITS)
    for line in now.equipment:
        words = f"Bộ phận Một cửa {label(line.level).lower()}"
        where = {LEVEL: line.level.value}
        yield register_line(now, RegisterFigure.UNITS, words, line.units, **where)
    for name, word in EQUIPMENT_NAMES.items():
        has = now.coverage(name)
        words = f"Bộ phận Một cửa có {word}"
        told = register_line(now, RegisterFigure.UNITS_WITH, words, has.having, **{EQUIPMENT: name})
        yield replace(told, value=has.percent)


def _sentences(compared: Compared[RegisterFigures]) -> Iterator[str]:
    now = compared.now
    if now.communication:
        beside = comparison(compared, lambda each: each.communication, "hoạt động")
        yield (
            f"Trong {compared.name}, đã tổ chức {counted(now.communication)} hoạt động truyền "
            f"thông về kiểm soát TTHC với {counted(now.communication_participants)} lượt người "
            f"tham gia ({beside})."
        )
    else:
        yield f"Trong {compared.name}, chưa ghi nhận hoạt động truyền thông về kiểm soát TTHC."
    if now.training:
        yield (
            f"Đã tổ chức {counted(now.training)} lớp tập huấn cho "
            f"{counted(now.training_participants)} lượt cán bộ, công chức, viên chức."
        )
    if late := late_told(now, RegisterKind.ACTIVITIES):
        yield late
    if now.units:
        cameras = now.coverage("cameras")
        yield (
            f"Đến cuối kỳ, {counted(cameras.having)}/{counted(cameras.units)} Bộ phận Một cửa "
            f"({cameras.percent}) có camera giám sát."
        )
