"""Remarks of a period's report: the newest of each section and place holds, all stay to be read."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.people import Officer
from app.models.reporting import ReportRemark
from app.services.ledger.transactions import Work
from app.services.reporting.notes_records import Remark
from app.text import clean
from app.vocabulary.reports import RemarkPlace, ReportSection

_LONGEST: Final = 8000


def remarks_in(session: Session, office_id: int, period: str) -> tuple[Remark, ...]:
    """Return the remarks that hold in the report of `period` (its code), in the report's order."""
    newest = {(row.section, row.place): row for row in _written(session, office_id, period)}
    return tuple(
        newest[section, place]
        for section in ReportSection
        for place in RemarkPlace
        if (section, place) in newest and newest[section, place].text
    )


def history_in(
    session: Session, office_id: int, period: str, section: ReportSection
) -> tuple[Remark, ...]:
    """Return everything written in a section, the newest first; an empty text is a taking back."""
    rows = [row for row in _written(session, office_id, period) if row.section is section]
    return tuple(reversed(rows))


def write_remark(
    work: Work, period: str, section: ReportSection, place: RemarkPlace, text: str
) -> tuple[Remark, ...]:
    """Let `text` hold in its place from now on; what holds already is not written again.

    Raises InvalidInputError (`remark`).
    """
    plain = clean(text, "remark", limit=_LONGEST, lines=True)
    office_id = work.actor.office_id
    held = {
        (remark.section, remark.place): remark.text
        for remark in remarks_in(work.session, office_id, period)
    }
    if held.get((section, place), "") != plain:
        work.session.add(
            ReportRemark(
                unit_id=office_id,
                period=period,
                section=section,
                place=place,
                text=plain,
                entered_at=work.now,
                entered_by=work.actor.officer_id,
            )
        )
        work.session.flush()
        facts = {"period": period, "section": section.value, "place": place.value}
        work.log("report_remark", facts, personal={"text": plain})
    return remarks_in(work.session, office_id, period)


def _written(session: Session, office_id: int, period: str) -> list[Remark]:
    """Return all that was ever written, the oldest first."""
    rows = session.execute(
        select(
            ReportRemark.section,
            ReportRemark.place,
            ReportRemark.text,
            ReportRemark.entered_at,
            Officer.name.label("entered_by"),
        )
        .join(Officer, Officer.id == ReportRemark.entered_by)
        .where(ReportRemark.unit_id == office_id, ReportRemark.period == period)
        .order_by(ReportRemark.id)
    )
    return [Remark(**row) for row in rows.mappings()]
