"""The table of a dossier's papers: how many originals, certified and plain copies of each."""

from collections.abc import Sequence
from typing import Final

from app.printing.fonts import Face
from app.printing.layout import draw_field
from app.printing.sheet import Align, Flow, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import Span
from app.services.forms.notice_records import PaperLine

_KINDS: Final = ("Bản chính", "Chứng thực", "Bản sao")
_ELECTRONIC: Final = "Điện tử"
_KIND_MM: Final = 12.5
_NUMBER_MM: Final = 8.0
_TABLE_PT: Final = 9.0
_TABLE_HEAD_PT: Final = 8.5


def draw_papers(flow: Flow, heading: str, papers: Sequence[PaperLine], size_pt: float) -> None:
    """Draw `heading` and the table under it, or `không có` where there are no papers."""
    style = TextStyle(size_pt, after_mm=0.8)
    # The heading stays with the table's head and its first row.
    flow.reserve(style.pitch_mm + 20)
    if not papers:
        draw_field(flow, heading, "không có", size_pt, Face.REGULAR)
        return
    flow.paragraph([Span(f"{heading}:")], style)
    has_electronic = any(paper.electronic for paper in papers)
    kinds = (*_KINDS, _ELECTRONIC) if has_electronic else _KINDS
    name_mm = flow.paper.measure_mm - _NUMBER_MM - _KIND_MM * len(kinds)
    columns = [
        TableColumn("STT", _NUMBER_MM, Align.CENTRE),
        TableColumn("Tên giấy tờ", name_mm),
        *(TableColumn(kind, _KIND_MM, Align.CENTRE) for kind in kinds),
    ]
    table = Table(flow, columns, size_pt=_TABLE_PT, head_pt=_TABLE_HEAD_PT)
    table.draw(
        [
            [str(number), paper.name, *_counts(paper)[: len(kinds)]]
            for number, paper in enumerate(papers, 1)
        ]
    )
    flow.skip(1.2)


def _counts(paper: PaperLine) -> list[str]:
    counts = (paper.original, paper.certified, paper.plain, paper.electronic)
    return [str(count) if count else "" for count in counts]
