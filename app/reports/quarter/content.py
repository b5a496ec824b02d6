"""The report as text: one record that the window, the DOCX and the PDF all show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.reports.cells import cell_text
from app.vocabulary.reports import ReportSection


@dataclass(frozen=True, slots=True)
class ReportSeries:
    """The bars of one period; None where there are no data."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars side by side: one group a figure, one bar a period (three at the most).

    Values are whole, or tenths where it is said.
    """

    title: str
    groups: tuple[str, ...]
    series: tuple[ReportSeries, ...]
    is_in_tenths: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to draw."""
        return not any(value for each in self.series for value in each.values)


@dataclass(frozen=True, slots=True)
class RowsReference:
    """Where the rows behind a figure are: the register they stand in, and their days.

    `figure` is the figure's dotted name in that register; `count` what the report says its rows
    come to, None where it is no count. `where` narrows the rows, by name: a level, an agency.
    """

    register: str
    first_day: date
    last_day: date
    figure: str = ""
    count: int | None = None
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One number of a section in clear, and where its rows are."""

    words: str
    value: str
    behind: RowsReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the figures of one section say: sentences, each a paragraph, and what they count."""

    sentences: tuple[str, ...]
    figures: tuple[FigureLine, ...] = ()
    charts: tuple[BarChart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """A section whole: an officer's words before and after what the figures say."""

    section: ReportSection
    title: str
    before: tuple[str, ...]
    told: Told
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the report's two parts; `tasks` are numbered lines between `lead` and `end`."""

    title: str
    sections: tuple[SectionText, ...] = ()
    lead: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    end: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """The whole report, as it is set: head, subject, parts, who gets it and who signs."""

    parent_name: str
    unit_name: str
    place: str
    made_at: datetime
    is_demo: bool
    subject: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    recipients: tuple[str, ...]
    signer: str
    notes: tuple[str, ...]


# The report in the order of its pages: what the DOCX and the PDF set one after another.

KIND: Final = "BÁO CÁO"
NUMBER: Final = "Số: ……/BC"
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
