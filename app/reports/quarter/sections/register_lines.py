"""The numbers of registers in clear, each with the name that its entries are asked for by."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.content import Behind, FigureLine
from app.reports.quarter.words import counted
from app.services.periods.records import late_sentence
from app.services.registers.counting import LATE_FIGURES, REGISTER_FIGURES
from app.services.registers.figures import RegisterFigure, RegisterFigures
from app.vocabulary.registers import RegisterKind

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
    behind = Behind(
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
