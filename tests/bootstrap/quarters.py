"""A period's report, and the rows behind each of its numbers as the window reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from app.bootstrap.drill_down.kinds import rows_kinds
from app.bootstrap.navigator import WindowNavigator
from app.reports.quarter.content import FigureLine, ReportText
from app.reports.quarter.text import report_text
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.reporting.records import QuarterReport
from app.ui.reporting.listing import RowsKind, RowsListing, RowsRequest
from app.ui.shell.page_context import PageContext
from app.vocabulary.reports import ReportSection
from app.wording import states
from tests.services.desk_builders import Counter
from tests.ui.contexts import stub_services


@dataclass(frozen=True, slots=True)
class Quarter:
    """A report and what its rows are read by."""

    actor: Actor
    report: QuarterReport
    text: ReportText
    kinds: Mapping[str, RowsKind]

    def listings(self) -> Iterator[tuple[FigureLine, RowsListing[Any]]]:
        """Yield each number but those of the evaluation with its rows, which must come to it."""
        figures = self.report.figures.now
        for section in self.text.parts[0].sections:
            for line in section.told.figures:
                if section.section is ReportSection.EVALUATION or line.value == states.UNKNOWN:
                    continue
                assert line.behind is not None, line.words
                asked = RowsRequest(
                    behind=line.behind,
                    period=self.report.period,
                    as_of=figures.dossiers.as_of,
                    is_locked=figures.is_locked,
                )
                listing = self.kinds[line.behind.register].read(self.actor, asked)
                assert listing.comes_to == line.behind.count, line.words
                assert len({listing.key(row) for row in listing.rows}) == len(listing.rows)
                yield line, listing


def a_quarter(counter: Counter, folder: Path, actor: Actor, key: str) -> Quarter:
    """Return the report of a period of a counter that was made in `folder`."""
    desk = a_desk(
        periods=counter.periods,
        late_reasons=counter.late_reasons,
        petitions=counter.petitions,
        register_counts=counter.register_counts,
        publishing=counter.publishing,
    )
    report = counter.quarter_reports.of_period(actor, key)
    return Quarter(actor, report, report_text(report), rows_kinds(context_of(), desk))


def a_desk(**services: object) -> Services:
    """Return these services; the others are none."""
    others = ("periods", "late_reasons", "petitions", "register_counts", "publishing")
    scores = ("evaluation", "evaluated_periods", "ratings")
    return stub_services(**dict.fromkeys((*others, *scores)) | services)


def context_of(*pages: str) -> PageContext:
    """Return the context of a window with these pages."""
    shell: Any = SimpleNamespace(has_page=lambda key: key in pages)
    navigator = WindowNavigator(lambda: shell, lambda _form_id: None, lambda _text: None)
    made: Any = SimpleNamespace(navigate=navigator)
    return cast("PageContext", made)
