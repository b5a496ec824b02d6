"""Regulations issued: those with procedures laid down in them, and the others by name."""

from typing import Final

from app.reports.quarter.content import Behind, FigureLine, Told
from app.reports.quarter.words import comparison, counted, short_day
from app.services.periods.words import late_sentence
from app.services.registers.figures import RegisterFigure, RegisterFigures, RegulationLine
from app.services.reporting.compared import Compared
from app.vocabulary import RegisterKind

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
    behind = Behind(RegisterKind.REGULATIONS.value, now.first_day, now.last_day)
    others = [line for line in now.issued if not (line.is_legal and line.procedures)]
    return Told(
        sentences=(
            _legal(compared),
            *(f"Đã ban hành {_named(line)}." for line in others),
            *filter(None, (late_sentence((now.late_of(RegisterFigure.REGULATIONS), "văn bản")),)),
        ),
        figures=(
            FigureLine(
                "Văn bản quy phạm pháp luật có quy định về TTHC",
                counted(now.legal_with_procedures),
                behind,
            ),
            FigureLine("Văn bản đã ban hành", counted(now.regulations), behind),
        ),
    )


def _legal(compared: Compared[RegisterFigures]) -> str:
    now = compared.now
    legal = [line for line in now.issued if line.is_legal and line.procedures]
    beside = comparison(compared, lambda figures: figures.legal_with_procedures, "văn bản")
    if not now.legal_with_procedures:
        return (
            f"Trong {compared.name}, không ban hành văn bản quy phạm pháp luật có quy định về TTHC."
        )
    procedures = sum(line.procedures for line in legal)
    names = "; ".join(_named(line) for line in legal)
    return (
        f"Trong {compared.name}, đã ban hành {counted(now.legal_with_procedures)} văn bản quy phạm "
        f"pháp luật có quy định về {counted(procedures)} TTHC ({names}), {beside}."
    )


def _named(line: RegulationLine) -> str:
    """Return "Quyết định số 800/QĐ-UBND ngày 4/4/2018 của UBND tỉnh về …"."""
    symbol = line.document_no.rpartition("/")[2].partition("-")[0].upper()
    kind = _KINDS.get(symbol, "văn bản")
    issuer = f" của {line.issuer}" if line.issuer else ""
    about = f" ({line.subject})" if line.subject else ""
    return f"{kind} số {line.document_no} ngày {short_day(line.issued_on)}{issuer}{about}"
