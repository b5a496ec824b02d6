"""The numbers of registers in clear, each with the name that its entries are asked for by."""

from collections.abc import Iterator, Mapping
from typing import Final

from app.reports.quarter.content import Behind, FigureLine
from app.reports.quarter.words import counted
from app.services.periods.words import late_sentence
from app.services.registers.figures import RegisterFigure, RegisterFigures
from app.vocabulary.registers import RegisterKind

EQUIPMENT: Final = "equipment"
LEVEL: Final = "level"
ADDED: Final = "added"
"""The field of the entries that a number adds up; without it they are counted."""
LATE: Final = "late"
"""Whether only what was entered too late for a locked period before is meant."""

_ENTERED_LATE: Final[Mapping[RegisterFigure, tuple[RegisterKind, str]]] = {
    RegisterFigure.INSPECTIONS_PLANNED: (RegisterKind.INSPECTIONS, "cuộc kiểm tra theo kế hoạch"),
    RegisterFigure.INSPECTIONS_DONE: (RegisterKind.INSPECTIONS, "cuộc kiểm tra đã thực hiện"),
    RegisterFigure.FINDINGS_MADE: (RegisterKind.FINDINGS, "vấn đề phát hiện"),
    RegisterFigure.FINDINGS_MENDED: (RegisterKind.FINDINGS, "vấn đề đã khắc phục"),
    RegisterFigure.REGULATIONS: (RegisterKind.REGULATIONS, "văn bản"),
    RegisterFigure.COMMUNICATION: (RegisterKind.ACTIVITIES, "hoạt động truyền thông"),
    RegisterFigure.TRAINING: (RegisterKind.ACTIVITIES, "lớp tập huấn"),
}


def register_line(
    now: RegisterFigures,
    kind: RegisterKind,
    words: str,
    figure: RegisterFigure,
    count: int,
    **where: str,
) -> FigureLine:
    """Return the line of a number; `where` narrows its entries by the names above."""
    behind = Behind(
        kind.value, now.first_day, now.last_day, figure.value, count, tuple(where.items())
    )
    return FigureLine(words, counted(count), behind)


def late_lines(now: RegisterFigures, *kinds: RegisterKind) -> Iterator[FigureLine]:
    """Yield what of these registers was entered late for a locked period, where there is any."""
    for late in now.late or ():
        kind, words = _ENTERED_LATE[late.figure]
        if kind in kinds:
            said = f"Nhập muộn của kỳ trước: {words}"
            yield register_line(now, kind, said, late.figure, late.count, **{LATE: "true"})


def late_told(now: RegisterFigures, *kinds: RegisterKind) -> str:
    """Return the sentence of what was entered late into these registers; "" for nothing."""
    return late_sentence(
        *(
            (now.late_of(figure), words)
            for figure, (kind, words) in _ENTERED_LATE.items()
            if kind in kinds
        )
    )
