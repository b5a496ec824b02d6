"""Figures of a period as the services give them, for the tests of what a report says of them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from app.services.counts import Ended, Received, StillOpen
from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.periods.calendar import ReportCalendar
from app.services.periods.records import DossierCounts, FieldRow, PeriodFigures
from app.services.petitions.figures import (
    ChannelCount,
    KindCount,
    PetitionFigures,
    TimelinessCount,
)
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.records import DecisionLine, LevelCounts
from app.services.ratings.figures import FaceCounts, RatingFigures
from app.services.registers.figures import LevelEquipment, RegisterFigures
from app.services.reporting.records import Compared, QuarterReport, ReportFigures, ReportHead
from app.vocabulary.office import Level
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind

CALENDAR = ReportCalendar()
QUARTER = CALENDAR.quarter(2019, 2)
_FIRST, _LAST = QUARTER.first_day, QUARTER.last_day
_AT = datetime(2019, 6, 30, 17, tzinfo=UTC)
_UNKNOWN = LevelCounts()


def dossier_counts(
    carried: int = 0,
    received: tuple[int, int, int] = (0, 0, 0),
    ended: tuple[int, int, int] = (0, 0, 0),
    open_: tuple[int, int] = (0, 0),
) -> DossierCounts:
    """Return counts: received at the counter, online, by post; early, on time, late; open."""
    return DossierCounts(
        carried_over=carried,
        received=Received(*received),
        ended=Ended(*ended),
        open=StillOpen(*open_),
    )


def dossiers(counts: DossierCounts) -> PeriodFigures:
    return PeriodFigures(
        period=QUARTER,
        unit_code="H53",
        unit_name="Trung tâm",
        as_of=_AT,
        total=counts,
        rows=(FieldRow(level=Level.PROVINCE, field="Lao động", counts=counts),),
    )


def published(
    stated: LevelCounts = _UNKNOWN, mismatches: tuple[str, ...] = (), **fields: Any
) -> PublishedFigures:
    """Return one decision of two agencies, as its paper states it; none without a statement."""
    decision = DecisionLine(
        decision_id=1,
        revision=1,
        number="12/QĐ-UBND",
        decided_on=date(2019, 5, 15),
        issuer="UBND tỉnh",
        agency_name="Sở Khoa học và Công nghệ",
        effective_from=date(2019, 5, 15),
        stated=stated,
        counted=_UNKNOWN,
        new=0,
        amended=0,
        abolished=0,
        replaced_by="",
        entered_on=date(2019, 5, 15),
        ended_on=None,
        mismatches=mismatches,
    )
    total = AgencyFigures(
        key="",
        name="Tổng số",
        authority=stated,
        stated=stated,
        one_stop=_UNKNOWN,
        same_level=_UNKNOWN,
        across_levels=_UNKNOWN,
        processes=_UNKNOWN,
        without_process=_UNKNOWN,
    )
    whole = PublishedFigures(
        first_day=_FIRST,
        last_day=_LAST,
        at=_LAST,
        decisions=(decision,) if stated.is_known else (),
        told=stated,
        stated=stated,
        counted=_UNKNOWN,
        abolished=0,
        agencies=(replace(total, name="Sở Khoa học và Công nghệ"),) if stated.is_known else (),
        total=total,
        without_process=(),
        notes=(),
    )
    return replace(whole, **fields)


def petitions(received: int = 0, **fields: Any) -> PetitionFigures:
    """Return petitions by letter about rules, none of them answered unless `fields` say so."""
    whole = PetitionFigures(
        first_day=_FIRST,
        last_day=_LAST,
        carried_over=0,
        by_channel=(ChannelCount(channel=PetitionChannel.WRITTEN, count=received),),
        by_kind=(KindCount(kind=PetitionKind.PROPOSAL, about=PetitionAbout.RULE, count=received),),
        by_class=(),
        answered=TimelinessCount(),
        refused=TimelinessCount(),
        passed_on=0,
        withdrawn=0,
        asked=TimelinessCount(),
        forwarded=TimelinessCount(),
        published=TimelinessCount(),
        unpublished_overdue=0,
        outcomes=(),
        found_true=0,
        found_false=0,
        open_in_time=received,
        open_waiting=0,
        open_overdue=0,
    )
    return replace(whole, **fields)


def registers(**fields: Any) -> RegisterFigures:
    whole = RegisterFigures(
        first_day=_FIRST,
        last_day=_LAST,
        inspections_planned=0,
        inspections_done=0,
        inspections_late=0,
        findings_made=0,
        findings_mended=0,
        findings_open=0,
        findings_late=0,
        regulations=0,
        legal_regulations=0,
        with_procedures=0,
        legal_with_procedures=0,
        procedures=0,
        communication=0,
        communication_participants=0,
        training=0,
        training_participants=0,
        equipment=(),
        issued=(),
        ahead=(),
    )
    return replace(whole, **fields)


def units(level: Level, count: int, with_cameras: int) -> LevelEquipment:
    return LevelEquipment(
        level=level,
        units=count,
        cameras=with_cameras,
        queue_machines=0,
        kiosks=0,
        scanners=0,
        touch_screens=0,
    )


def ratings(**counts: int) -> RatingFigures:
    return RatingFigures(
        first_day=_FIRST,
        last_day=_LAST,
        faces=FaceCounts(**counts),
        by_source=(),
        by_officer=(),
        by_agency=(),
        by_reason=(),
        slips_given=0,
        slips_answered=0,
    )


def report_figures(**fields: Any) -> ReportFigures:
    """Return the figures of a quarter in which nothing happened, but what `fields` say."""
    head = {
        "unit_code": "H53",
        "unit_name": "Trung tâm",
        "first_day": _FIRST,
        "last_day": _LAST,
        "as_of": _AT,
    }
    whole = ReportFigures(
        period=QUARTER,
        is_locked=False,
        dossiers=dossiers(DossierCounts()),
        published=published(),
        petitions=petitions(),
        registers=registers(),
        ratings=ratings(),
        evaluation=EvaluationTable(**head, rows=(), rules=()),  # type: ignore[arg-type]
        quality=ServiceQuality(**head, figures=(), processing=()),  # type: ignore[arg-type]
    )
    return replace(whole, **fields)


def compared(now: Any, previous: Any = None, last_year: Any = None) -> Compared[Any]:
    return Compared(
        name="quý II năm 2019",
        now=now,
        previous_name="quý I năm 2019",
        previous=previous,
        last_year_name="quý II năm 2018",
        last_year=last_year,
    )


def a_quarter_report(figures: ReportFigures | None = None, **fields: Any) -> QuarterReport:
    whole = QuarterReport(
        head=ReportHead(
            unit_code="H53",
            unit_name="Trung tâm Hành chính công tỉnh Tây Ninh",
            parent_name="UBND tỉnh Tây Ninh",
            place="Tây Ninh",
            head_name="Nguyễn Văn Mẫu",
            level=Level.PROVINCE,
            is_demo=False,
        ),
        made_at=datetime(2019, 7, 10, 2, tzinfo=UTC),
        made_by="Trần Thị Lập",
        figures=compared(figures or report_figures()),
        following=CALENDAR.quarter(2019, 3),
        overdue=(),
        remarks=(),
        tasks=(),
        set_before=(),
    )
    return replace(whole, **fields)
