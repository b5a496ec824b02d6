"""The report in the order of its pages: what the DOCX and the PDF set one after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.reports.cells import cell_text
from app.reports.quarter.content import BarChart, Part, ReportText, SectionText

KIND: Final = "BÁO CÁO"
NUMBER: Final = "Số: ……/BC"
RECIPIENTS: Final = "Nơi nhận:"
SIGNER_TITLE: Final = "THỦ TRƯỞNG ĐƠN VỊ"
_ROMANS: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class PartTitle:
    """The title of a part: I, II."""

    text: str


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """The title of a section: 1, 2, 3."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of running text; a remark is an officer's own."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart."""

    chart: BarChart


Block = PartTitle | SectionTitle | Prose | Picture


def blocks_of(report: ReportText) -> tuple[Block, ...]:
    """Return what stands between the report's subject and its signature, in order."""
    return tuple(_blocks(report))


def _blocks(report: ReportText) -> Iterator[Block]:
    yield from (Prose(cell_text(text)) for text in report.opening)
    for number, part in enumerate(report.parts):
        yield PartTitle(f"{_ROMANS[number]}. {cell_text(part.title).upper()}")
        yield from _part(part)
    yield from (Prose(cell_text(text), is_note=True) for text in report.notes)


def _part(part: Part) -> Iterator[Block]:
    for number, section in enumerate(part.sections, 1):
        yield SectionTitle(f"{number}. {cell_text(section.title)}")
        yield from _section(section)
    yield from (Prose(cell_text(text)) for text in part.lead)
    for number, task in enumerate(part.tasks, 1):
        yield Prose(f"{number}. {cell_text(task)}")
    yield from (Prose(cell_text(text)) for text in part.end)


def _section(section: SectionText) -> Iterator[Block]:
    for text in (*section.before, *section.told.sentences, *section.after):
        yield Prose(cell_text(text))
    for chart in section.told.charts:
        if not chart.is_empty:
            yield Picture(chart)
