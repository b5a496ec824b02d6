"""What the registers tell: inspections, regulations issued, communication and training."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.reports.quarter.content import FigureLine, RowsReference, Told
from app.reports.quarter.words import comparison, counted, month_text, short_day
from app.services.periods.records import late_sentence
from app.services.registers.counting import LATE_FIGURES, REGISTER_FIGURES
from app.services.registers.figures import (
    EQUIPMENT_NAMES,
    InspectionLine,
    RegisterFigure,
    RegisterFigures,
    RegulationLine,
)
from app.services.reporting.records import Compared
from app.vocabulary.reports import RegisterKind
from app.wording import captions, nouns, states
from app.wording.labels import label

EQUIPMENT: Final = "equipment"
LEVEL: Final = "level"
ADDED: Final = "added"
"""The field of the entries that a number adds up; without it they are counted."""
LATE: Final = "late"
"""Whether only what was entered too late for a locked period before is meant."""


def register_line(
    now: RegisterFigures,
    figure: RegisterFigure,
    words: str = "",
    count: int | None = None,
    **where: str,
) -> FigureLine:
    """Return the line of a figure, or of the part of it that `words`, `count` and `where` tell.

    `where` narrows its entries by the names above.
    """
    described = REGISTER_FIGURES[figure]
    if described.added:
        where = {ADDED: described.added, **where}
    number = now[figure] if count is None else count
    behind = RowsReference(
        described.register.kind.value,
        now.first_day,
        now.last_day,
        figure.value,
        number,
        tuple(where.items()),
    )
    return FigureLine(words or described.title, counted(number), behind)


def late_lines(now: RegisterFigures, *kinds: RegisterKind) -> Iterator[FigureLine]:
    """Yield what of these registers was entered late for a locked period, where there is any."""
    for late in now.late or ():
        described = REGISTER_FIGURES[late.figure]
        if described.register.kind in kinds:
            words = f"Nhập muộn của kỳ trước: {described.late}"
            yield register_line(now, late.figure, words, late.count, **{LATE: "true"})


def late_told(now: RegisterFigures, *kinds: RegisterKind) -> str:
    """Return the sentence of what was entered late into these registers; "" for nothing."""
    return late_sentence(
        *(
            (now.late_of(figure), REGISTER_FIGURES[figure].late)
            for figure in LATE_FIGURES
            if REGISTER_FIGURES[figure].register.kind in kinds
        )
    )


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
        yield f"Trong {compared.name}, {states.UNKNOWN} về kiểm tra công tác kiểm soát TTHC."
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


_KINDS: Final = {
    "QĐ": captions.DECISION,
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KH": "Kế hoạch",
    "TT": "Thông tư",
}
"""What a document is by the letters after its number (NĐ 30/2020/NĐ-CP Phụ lục III)."""


def tell_regulations(compared: Compared[RegisterFigures]) -> Told:
    """Return what was issued in the period; "không ban hành" where nothing was."""
    now = compared.now
    others = [line for line in now.issued if not (line.is_legal and line.procedures)]
    return Told(
        sentences=(
            _legal(compared),
            *(f"Đã ban hành {_named(line)}." for line in others),
            *filter(None, (late_told(now, RegisterKind.REGULATIONS),)),
        ),
        figures=tuple(_regulation_figures(now)),
    )


def _regulation_figures(now: RegisterFigures) -> Iterator[FigureLine]:
    legal = RegisterFigure.LEGAL_WITH_PROCEDURES
    yield register_line(now, legal)
    if now.legal_with_procedures:
        words = "TTHC quy định trong các văn bản quy phạm pháp luật đó"
        count = _legal_procedures(now)
        yield register_line(now, legal, words, count, **{ADDED: "procedures"})
    for figure in (
        RegisterFigure.REGULATIONS,
        RegisterFigure.LEGAL_REGULATIONS,
        RegisterFigure.WITH_PROCEDURES,
        RegisterFigure.PROCEDURES,
    ):
        yield register_line(now, figure)
    yield from late_lines(now, RegisterKind.REGULATIONS)


def _legal_procedures(now: RegisterFigures) -> int:
    return sum(line.procedures for line in now.issued if line.is_legal)


def _legal(compared: Compared[RegisterFigures]) -> str:
    now = compared.now
    legal = [line for line in now.issued if line.is_legal and line.procedures]
    beside = comparison(compared, lambda figures: figures.legal_with_procedures, "văn bản")
    if not now.legal_with_procedures:
        return (
            f"Trong {compared.name}, không ban hành văn bản quy phạm pháp luật có quy định về TTHC."
        )
    names = "; ".join(_named(line) for line in legal)
    return (
        f"Trong {compared.name}, đã ban hành {counted(now.legal_with_procedures)} văn bản quy phạm "
        f"pháp luật có quy định về {counted(_legal_procedures(now))} TTHC ({names}), {beside}."
    )


def _named(line: RegulationLine) -> str:
    """Return "Quyết định số 800/QĐ-UBND ngày 4/4/2018 của UBND tỉnh về …"."""
    symbol = line.document_no.rpartition("/")[2].partition("-")[0].upper()
    kind = _KINDS.get(symbol, "văn bản")
    issuer = f" của {line.issuer}" if line.issuer else ""
    about = f" ({line.subject})" if line.subject else ""
    return f"{kind} số {line.document_no} ngày {short_day(line.issued_on)}{issuer}{about}"


def tell_communication(compared: Compared[RegisterFigures]) -> Told:
    """Return what was done to tell and to teach, and how many one-stop units have cameras."""
    now = compared.now
    return Told(
        sentences=tuple(_communication_sentences(compared)),
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


def _communication_sentences(compared: Compared[RegisterFigures]) -> Iterator[str]:
    now = compared.now
    if now.communication:
        beside = comparison(compared, lambda each: each.communication, nouns.ACTIVITIES)
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
