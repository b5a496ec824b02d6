"""All annexes of a report, in their order."""

from app.reports.quarter.annex import Annex, AnnexHead
from app.reports.quarter.annexes.evaluation import evaluation_annex, quality_annex
from app.reports.quarter.annexes.overdue import overdue_annex
from app.reports.quarter.annexes.petitions import petitions_annex
from app.reports.quarter.annexes.procedures import form_06a, form_07b
from app.services.reporting.records import QuarterReport


def annexes_of(report: QuarterReport) -> tuple[Annex, ...]:
    """Return the annexes: II.06a, II.07b, QĐ 766, evaluation, petitions, overdue dossiers."""
    head, now = annex_head(report), report.figures.now
    return (
        form_06a(head, now.dossiers),
        form_07b(head, now.published),
        quality_annex(head, now.quality),
        evaluation_annex(head, now.evaluation),
        petitions_annex(head, now.petitions),
        overdue_annex(head, report.overdue),
    )


def annex_head(report: QuarterReport) -> AnnexHead:
    """Return what every annex of the report says above its table."""
    return AnnexHead(
        reporter=report.head.unit_name,
        receiver=report.head.parent_name or "…",
        period_name=report.figures.name,
        first_day=report.period.first_day,
        last_day=report.period.last_day,
        place=report.head.place,
        made_at=report.made_at,
        made_by=report.made_by,
        signer=report.head.head_name,
        is_demo=report.head.is_demo,
        is_locked=report.figures.now.is_locked,
    )
