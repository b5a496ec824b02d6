"""Inspections held, found and planned."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.content import Behind, FigureLine, Told
from app.reports.quarter.words import comparison, counted, month_text
from app.services.periods.words import late_sentence
from app.services.registers.figures import InspectionLine, RegisterFigure, RegisterFigures
from app.services.reporting.compared import Compared
from app.vocabulary import RegisterKind

_LATE: Final = (
    (RegisterFigure.INSPECTIONS_PLANNED, "cuộc kiểm tra theo kế hoạch"),
    (RegisterFigure.INSPECTIONS_DONE, "cuộc kiểm tra đã thực hiện"),
    (RegisterFigure.FINDINGS_MADE, "vấn đề phát hiện"),
    (RegisterFigure.FINDINGS_MENDED, "vấn đề đã khắc phục"),
)


def tell_inspections(compared: Compared[RegisterFigures], next_name: str) -> Told:
    """Return what was inspected, what is to be mended, and what is planned for `next_name`."""
    now = compared.now
    held = Behind(RegisterKind.INSPECTIONS.value, now.first_day, now.last_day)
    found = Behind(RegisterKind.FINDINGS.value, now.first_day, now.last_day)
    return Told(
        sentences=tuple(_sentences(compared, next_name)),
        figures=(
            FigureLine("Cuộc kiểm tra theo kế hoạch", counted(now.inspections_planned), held),
            FigureLine("Cuộc kiểm tra đã thực hiện", counted(now.inspections_done), held),
            FigureLine("Cuộc kiểm tra chậm kế hoạch", counted(now.inspections_late), held),
            FigureLine("Vấn đề phát hiện trong kỳ", counted(now.findings_made), found),
            FigureLine("Vấn đề đã khắc phục", counted(now.findings_mended), found),
            FigureLine("Vấn đề quá hạn khắc phục", counted(now.findings_late), found),
        ),
    )


def _sentences(compared: Compared[RegisterFigures], next_name: str) -> Iterator[str]:
    now = compared.now
    if now.inspections_planned or now.inspections_done:
        beside = comparison(compared, lambda each: each.inspections_done, "cuộc")
        yield (
            f"Trong {compared.name}, theo kế hoạch có {counted(now.inspections_planned)} cuộc kiểm "
            f"tra, đã thực hiện {counted(now.inspections_done)} cuộc ({beside})."
        )
    else:
        yield f"Trong {compared.name}, không có cuộc kiểm tra nào theo kế hoạch."
    if now.inspections_late:
        yield f"Đến cuối kỳ, {counted(now.inspections_late)} cuộc kiểm tra chậm so với kế hoạch."
    if now.findings_made or now.findings_open:
        yield (
            f"Phát hiện {counted(now.findings_made)} vấn đề cần khắc phục; đã khắc phục "
            f"{counted(now.findings_mended)}, còn {counted(now.findings_open)}, trong đó quá hạn "
            f"{counted(now.findings_late)}."
        )
    late = late_sentence(*((now.late_of(figure), noun) for figure, noun in _LATE))
    if late:
        yield late
    yield from (_planned(line, next_name) for line in now.ahead)


def _planned(line: InspectionLine, next_name: str) -> str:
    held = f"thực hiện kiểm tra dự kiến trong {month_text(line.planned_month)}"
    at = f" tại {line.inspected}" if line.inspected else ""
    if line.decision_no:
        return f"Theo {line.decision_no}, {held}: {line.subject}{at}."
    return f"Dự kiến ban hành kế hoạch kiểm tra trong {next_name} và {held}: {line.subject}{at}."
