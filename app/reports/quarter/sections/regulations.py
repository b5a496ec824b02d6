"""Regulations issued: those with procedures laid down in them, and the others by name."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.content import FigureLine, Told
from app.reports.quarter.sections.register_lines import ADDED, late_lines, late_told, register_line
from app.reports.quarter.words import comparison, counted, short_day
from app.services.registers.figures import RegisterFigure, RegisterFigures, RegulationLine
from app.services.reporting.records import Compared
from app.vocabulary.registers import RegisterKind

_KINDS: Final = {
    "QĐ": "Quyết định",
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
        figures=tuple(_figures(now)),
    )


def _figures(now: RegisterFigures) -> Iterator[FigureLine]:
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
