"""Inspections held, found and planned."""

from collections.abc import Iterator

from app.reports.quarter.content import FigureLine, Told
from app.reports.quarter.sections.register_lines import late_lines, late_told, register_line
from app.reports.quarter.words import NO_DATA, comparison, counted, month_text
from app.services.registers.figures import InspectionLine, RegisterFigure, RegisterFigures
from app.services.reporting.records import Compared
from app.vocabulary.registers import RegisterKind


def tell_inspections(compared: Compared[RegisterFigures], next_name: str) -> Told:
    """Return what was inspected, what is to be mended, and what is planned for `next_name`."""
    return Told(
        sentences=tuple(_sentences(compared, next_name)),
        figures=tuple(_figures(compared.now)),
    )


def _figures(now: RegisterFigures) -> Iterator[FigureLine]:
    for figure in (
        RegisterFigure.INSPECTIONS_PLANNED,
        RegisterFigure.INSPECTIONS_DONE,
        RegisterFigure.INSPECTIONS_LATE,
        RegisterFigure.FINDINGS_MADE,
        RegisterFigure.FINDINGS_MENDED,
        RegisterFigure.FINDINGS_OPEN,
        RegisterFigure.FINDINGS_LATE,
    ):
        yield register_line(now, figure)
    yield from late_lines(now, RegisterKind.INSPECTIONS, RegisterKind.FINDINGS)


def _sentences(compared: Compared[RegisterFigures], next_name: str) -> Iterator[str]:
    now = compared.now
    if now.inspections_planned or now.inspections_done:
        beside = comparison(compared, lambda each: each.inspections_done, "cuộc")
        yield (
            f"Trong {compared.name}, theo kế hoạch có {counted(now.inspections_planned)} cuộc kiểm "
            f"tra, đã thực hiện {counted(now.inspections_done)} cuộc ({beside})."
        )
    elif not now.ahead:
        yield f"Trong {compared.name}, {NO_DATA} về kiểm tra công tác kiểm soát TTHC."
    if now.inspections_late:
        yield f"Đến cuối kỳ, {counted(now.inspections_late)} cuộc kiểm tra chậm so với kế hoạch."
    if now.findings_made or now.findings_open:
        yield (
            f"Phát hiện {counted(now.findings_made)} vấn đề cần khắc phục; đã khắc phục "
            f"{counted(now.findings_mended)}, còn {counted(now.findings_open)}, trong đó quá hạn "
            f"{counted(now.findings_late)}."
        )
    if late := late_told(now, RegisterKind.INSPECTIONS, RegisterKind.FINDINGS):
        yield late
    yield from (_planned(line, next_name) for line in now.ahead)


def _planned(line: InspectionLine, next_name: str) -> str:
    held = f"thực hiện kiểm tra dự kiến trong {month_text(line.planned_month)}"
    at = f" tại {line.inspected}" if line.inspected else ""
    if line.decision_no:
        return f"Theo {line.decision_no}, {held}: {line.subject}{at}."
    return f"Dự kiến ban hành kế hoạch kiểm tra trong {next_name} và {held}: {line.subject}{at}."
