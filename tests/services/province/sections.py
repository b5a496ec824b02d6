"""What a unit sends besides its dossiers, made up; every identity holds."""

from datetime import UTC, date, datetime
from random import Random

from app.services.evaluation.records import (
    EvaluationRow,
    EvaluationTable,
    IndexScore,
    ProcessingRow,
    QualityFigure,
    ServiceQuality,
)
from app.services.evaluation.scales import OFFICER_INDICES
from app.services.periods.calendar import ReportPeriod
from app.services.periods.records import Sections
from app.services.petitions.figures import (
    ChannelCount,
    ClassCount,
    KindCount,
    OutcomeCount,
    PetitionFigures,
    TimelinessCount,
)
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.records import DecisionLine, LevelCounts
from app.services.ratings.figures import FaceCounts, GroupFaces, RatingFigures, ReasonCount
from app.services.registers.figures import (
    InspectionLine,
    LevelEquipment,
    RegisterFigures,
    RegulationLine,
)
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.vocabulary.office import Level, ReasonKind
from app.vocabulary.petitions import (
    PetitionAbout,
    PetitionChannel,
    PetitionClass,
    PetitionKind,
    PetitionOutcome,
)
from app.vocabulary.ratings import RatingSource

AS_OF = datetime(2026, 10, 1, 1, tzinfo=UTC)


def some_sections(dice: Random, period: ReportPeriod, code: str, name: str) -> Sections:
    """Return sections whose numbers follow from `dice`."""
    return Sections(
        published=some_published(dice, period),
        petitions=some_petitions(dice, period),
        registers=some_registers(dice, period),
        ratings=some_ratings(dice, period),
        evaluation=_evaluation(dice, period, code, name),
        quality=_quality(dice, period, code, name),
    )


def some_petitions(dice: Random, period: ReportPeriod) -> PetitionFigures:
    """Return petitions of which as many ended or are open as came in."""
    channels = tuple(
        ChannelCount(channel=each, count=dice.randint(0, 9)) for each in PetitionChannel
    )
    received = sum(each.count for each in channels)
    kinds = [(kind, about) for kind in PetitionKind for about in PetitionAbout]
    of_kind = _shared(dice, received, len(kinds))
    classes = (*PetitionClass, None)
    of_class = _shared(dice, received, len(classes))
    carried = dice.randint(0, 9)
    ends = _shared(dice, carried + received, 9)
    outcomes = _shared(dice, ends[0] + ends[1], len(PetitionOutcome))
    return PetitionFigures(
        first_day=period.first_day,
        last_day=period.last_day,
        carried_over=carried,
        by_channel=channels,
        by_kind=tuple(
            KindCount(kind=kind, about=about, count=count)
            for (kind, about), count in zip(kinds, of_kind, strict=True)
        ),
        by_class=tuple(
            ClassCount(petition_class=each, count=count)
            for each, count in zip(classes, of_class, strict=True)
        ),
        answered=TimelinessCount(in_time=ends[0], late=ends[1]),
        refused=TimelinessCount(in_time=ends[2], late=ends[3]),
        passed_on=ends[4],
        withdrawn=ends[5],
        asked=_timed(dice),
        forwarded=_timed(dice),
        published=_timed(dice),
        unpublished_overdue=dice.randint(0, 5),
        outcomes=tuple(
            OutcomeCount(outcome=each, count=count)
            for each, count in zip(PetitionOutcome, outcomes, strict=True)
        ),
        found_true=dice.randint(0, 5),
        found_false=dice.randint(0, 5),
        open_in_time=ends[6],
        open_waiting=ends[7],
        open_overdue=ends[8],
    )


def some_registers(dice: Random, period: ReportPeriod) -> RegisterFigures:
    """Return the registers, with equipment of some levels and something to list."""
    counts = {
        name: dice.randint(0, 40)
        for name in (
            *("inspections_planned", "inspections_done", "inspections_late", "findings_made"),
            *("findings_mended", "findings_open", "findings_late", "regulations"),
            *("legal_regulations", "with_procedures", "legal_with_procedures", "procedures"),
            *("communication", "communication_participants", "training"),
            "training_participants",
        )
    }
    levels = dice.sample((Level.PROVINCE, Level.COMMUNE), dice.randint(1, 2))
    return RegisterFigures(
        first_day=period.first_day,
        last_day=period.last_day,
        late=(),
        **counts,
        equipment=tuple(_equipment(dice, level) for level in levels),
        issued=(
            RegulationLine(
                document_no=f"{dice.randint(1, 99)}/QĐ-UBND",
                issued_on=period.first_day,
                issuer="UBND xã",
                subject="Quy chế hoạt động của Bộ phận Một cửa",
                is_legal=True,
                procedures=dice.randint(0, 3),
            ),
        ),
        ahead=(
            InspectionLine(
                subject="Kiểm tra việc giải quyết thủ tục hành chính",
                inspected="Phòng Kinh tế",
                planned_month=date(2026, 11, 1),
                decision_no="",
                held_on=None,
            ),
        ),
    )


def some_ratings(dice: Random, period: ReportPeriod) -> RatingFigures:
    """Return answers of one source or two, an officer's and an agency's among them."""
    sources = tuple(
        GroupFaces(key=source.value, name=source.value, faces=_faces(dice))
        for source in dice.sample(list(RatingSource), dice.randint(1, 2))
    )
    faces = FaceCounts(
        happy=sum(each.faces.happy for each in sources),
        neutral=sum(each.faces.neutral for each in sources),
        unhappy=sum(each.faces.unhappy for each in sources),
        unsaid=sum(each.faces.unsaid for each in sources),
    )
    reasons = dice.sample(("Chờ lâu", "Phải đi lại nhiều lần", "Thái độ chưa tốt"), 2)
    given = dice.randint(5, 90)
    return RatingFigures(
        first_day=period.first_day,
        last_day=period.last_day,
        faces=faces,
        by_source=sources,
        by_officer=(GroupFaces(key="lan", name="Nguyễn Thị Lan", faces=faces),),
        by_agency=(GroupFaces(key="PKT", name="Phòng Kinh tế", faces=faces),),
        by_reason=tuple(
            ReasonCount(kind=ReasonKind.RATING_POOR, text=text, count=dice.randint(1, 9))
            for text in reasons
        ),
        slips_given=given,
        slips_answered=dice.randint(0, given),
    )


def some_published(dice: Random, period: ReportPeriod) -> PublishedFigures:
    """Return what is published: by two agencies, one known by what its decision states."""
    stated = LevelCounts(total=dice.randint(1, 9))
    known = _levels(dice)
    one, other = (
        AgencyFigures(
            key=key,
            name=key,
            authority=authority,
            stated=said,
            one_stop=counts,
            same_level=counts,
            across_levels=counts,
            processes=counts,
            without_process=LevelCounts(0, 0, 0, 0),
        )
        for key, authority, said, counts in (
            ("phong kinh te", known, LevelCounts(), known),
            ("cong an", stated, stated, LevelCounts()),
        )
    )
    total = AgencyFigures(
        key="",
        name="Tổng số",
        authority=LevelCounts((known.total or 0) + (stated.total or 0), *known.parts),
        stated=stated,
        one_stop=known,
        same_level=known,
        across_levels=known,
        processes=known,
        without_process=LevelCounts(0, 0, 0, 0),
    )
    decision = DecisionLine(
        decision_id=1,
        revision=1,
        number="12/QĐ-UBND",
        decided_on=period.first_day,
        issuer="UBND",
        agency_name="Phòng Kinh tế",
        effective_from=period.first_day,
        stated=stated,
        counted=known,
        new=2,
        amended=0,
        abolished=1,
        replaced_by="",
        entered_on=period.first_day,
        ended_on=None,
        mismatches=("Quyết định 12/QĐ-UBND ghi tổng số không khớp.",),
    )
    return PublishedFigures(
        first_day=period.first_day,
        last_day=period.last_day,
        at=period.last_day,
        decisions=(decision,),
        told=stated,
        stated=stated,
        counted=known,
        abolished=1,
        agencies=(one, other),
        total=total,
        without_process=(),
        notes=("Có thủ tục tính theo số ghi trong quyết định.",),
    )


def _evaluation(dice: Random, period: ReportPeriod, code: str, name: str) -> EvaluationTable:
    rows = (
        (EvaluatedKind.UNIT, code, name, tuple(EvaluationIndex)),
        (EvaluatedKind.AGENCY, "PKT", "Phòng Kinh tế", tuple(EvaluationIndex)),
        (EvaluatedKind.OFFICER, "lan", "Nguyễn Thị Lan", OFFICER_INDICES),
    )
    return EvaluationTable(
        unit_code=code,
        unit_name=name,
        first_day=period.first_day,
        last_day=period.last_day,
        as_of=AS_OF,
        rows=tuple(
            EvaluationRow(
                kind=kind,
                key=key,
                name=title,
                scores=tuple(_score(dice, index) for index in indices),
            )
            for kind, key, title, indices in rows
        ),
        rules=("Sớm là xong trước ngày hẹn.",),
    )


def _score(dice: Random, index: EvaluationIndex) -> IndexScore:
    if index in {EvaluationIndex.AT_ONE_STOP, EvaluationIndex.COMPLAINTS, EvaluationIndex.ONLINE}:
        return IndexScore(index=index, points=dice.randint(0, 2), count=1, why="cả đơn vị")
    count = dice.randint(0, 30)
    points = dice.randint(0, 2 * count)
    return IndexScore(index=index, points=points, count=count, why=f"{points} của {count}")


def _quality(dice: Random, period: ReportPeriod, code: str, name: str) -> ServiceQuality:
    whole = dice.randint(1, 900)
    return ServiceQuality(
        unit_code=code,
        unit_name=name,
        first_day=period.first_day,
        last_day=period.last_day,
        as_of=AS_OF,
        figures=(
            _ratio("on_time_done", dice.randint(0, whole), whole),
            _ratio("petitions_answered", 0, 0),
            _ratio("paid_online", None, None),
        ),
        processing=(_processing(dice, "", "Tổng số"), _processing(dice, "PKT", "Phòng Kinh tế")),
    )


def _ratio(key: str, part: int | None, whole: int | None) -> QualityFigure:
    return QualityFigure(
        key=key, number="2", title=f"Tỷ lệ {key}", formula="a ÷ b × 100%", part=part, whole=whole
    )


def _processing(dice: Random, key: str, name: str) -> ProcessingRow:
    carried, online, counter, post = (dice.randint(0, 50) for _ in range(4))
    ends = _shared(dice, carried + online + counter + post, 6)
    return ProcessingRow(
        key=key,
        name=name,
        carried_over=carried,
        online=online,
        counter=counter,
        post=post,
        done_carried=ends[0],
        done_new=ends[1],
        done_late=dice.randint(0, ends[0] + ends[1]),
        running_in_time=ends[2],
        running_late=ends[3],
        paused_in_time=ends[4],
        paused_late=ends[5],
    )


def _equipment(dice: Random, level: Level) -> LevelEquipment:
    units = dice.randint(1, 9)
    cameras, queues, kiosks, scanners, screens = (dice.randint(0, units) for _ in range(5))
    return LevelEquipment(
        level=level,
        units=units,
        cameras=cameras,
        queue_machines=queues,
        kiosks=kiosks,
        scanners=scanners,
        touch_screens=screens,
    )


def _faces(dice: Random) -> FaceCounts:
    happy, neutral, unhappy, unsaid = (dice.randint(0, 60) for _ in range(4))
    return FaceCounts(happy=happy, neutral=neutral, unhappy=unhappy, unsaid=unsaid)


def _levels(dice: Random) -> LevelCounts:
    parts = [dice.randint(0, 90) for _ in range(3)]
    return LevelCounts(sum(parts), *parts)


def _timed(dice: Random) -> TimelinessCount:
    return TimelinessCount(in_time=dice.randint(0, 9), late=dice.randint(0, 3))


def _shared(dice: Random, whole: int, parts: int) -> list[int]:
    """Return `parts` numbers that are `whole` together."""
    cuts = sorted(dice.randint(0, whole) for _ in range(parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]
