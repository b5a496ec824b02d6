"""The whole report as text: every section told, an officer's words in their places."""

from collections.abc import Iterator
from typing import Final

from app.clock import end_of_day
from app.reports.quarter.content import Part, ReportText, SectionText, Told
from app.reports.quarter.sections.evaluation import tell_evaluation
from app.reports.quarter.sections.one_stop import tell_one_stop, tell_overdue
from app.reports.quarter.sections.petitions import tell_petitions
from app.reports.quarter.sections.publishing import tell_publishing
from app.reports.quarter.sections.registers import (
    tell_communication,
    tell_inspections,
    tell_regulations,
)
from app.reports.quarter.sections.tasks import task_text, tell_tasks
from app.reports.quarter.words import counted, listed
from app.services.periods.calendar import name_of
from app.services.reporting.records import QuarterReport
from app.vocabulary.reports import RemarkPlace, ReportSection
from app.wording import printed
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

_AUTHORITY: Final = ("UBND ", "Ủy ban nhân dân ", "ỦY BAN NHÂN DÂN ")
_OPEN: Final = "Số liệu chưa khóa: có thể thay đổi khi kỳ báo cáo được khóa"


def report_text(report: QuarterReport) -> ReportText:
    """Return the report as it is set on paper."""
    name = report.figures.name
    return ReportText(
        parent_name=report.head.parent_name,
        unit_name=report.head.unit_name,
        place=report.head.place,
        made_at=report.made_at,
        is_demo=report.head.is_demo,
        subject=subject_of(report),
        opening=(_opening(report),),
        parts=(
            Part(title=f"Kết quả thực hiện {name}", sections=sections_of(report)),
            _next_part(report),
        ),
        recipients=tuple(_recipients(report)),
        signer=report.head.head_name,
        notes=tuple(_notes(report)),
    )


def subject_of(report: QuarterReport) -> str:
    """Return what the report is about: "Kết quả công tác kiểm soát … của tỉnh Tây Ninh"."""
    of = area_of(report.head.parent_name) or report.head.unit_name
    return f"Kết quả công tác kiểm soát thủ tục hành chính {report.figures.name} của {of}"


def area_of(parent_name: str) -> str:
    """Return "tỉnh Tây Ninh" of "UBND tỉnh Tây Ninh"; empty for another name."""
    for begin in _AUTHORITY:
        if parent_name.startswith(begin):
            return parent_name[len(begin) :]
    return ""


def sections_of(report: QuarterReport) -> tuple[SectionText, ...]:
    """Return every section of the results, in the report's order."""
    figures = report.figures
    registers = figures.part(lambda each: each.registers)
    dossiers = figures.part(lambda each: each.dossiers)
    told = {
        ReportSection.REGULATIONS: tell_regulations(registers),
        ReportSection.PUBLISHING: tell_publishing(figures.part(lambda each: each.published)),
        ReportSection.ONE_STOP: tell_one_stop(dossiers),
        ReportSection.EVALUATION: tell_evaluation(figures),
        ReportSection.PETITIONS: tell_petitions(figures.part(lambda each: each.petitions)),
        ReportSection.INSPECTIONS: tell_inspections(registers, name_of(report.following)),
        ReportSection.COMMUNICATION: tell_communication(registers),
        ReportSection.OVERDUE: tell_overdue(dossiers, report.overdue),
    }
    return tuple(_section(report, section, said) for section, said in told.items())


def next_section(report: QuarterReport) -> SectionText:
    """Return what the report says of the tasks: how those of this period went, and its remarks."""
    return _section(report, ReportSection.NEXT_TASKS, tell_tasks(report))


def _section(report: QuarterReport, section: ReportSection, told: Told) -> SectionText:
    return SectionText(
        section=section,
        title=label(section),
        before=remark_lines(report, section, RemarkPlace.BEFORE),
        told=told,
        after=remark_lines(report, section, RemarkPlace.AFTER),
    )


def remark_lines(
    report: QuarterReport, section: ReportSection, place: RemarkPlace
) -> tuple[str, ...]:
    """Return the paragraphs of a remark."""
    return tuple(
        line.strip()
        for remark in report.remarks
        if (remark.section, remark.place) == (section, place)
        for line in remark.text.split("\n")
        if line.strip()
    )


def _next_part(report: QuarterReport) -> Part:
    section = next_section(report)
    return Part(
        title=f"Phương hướng, nhiệm vụ {name_of(report.following)}",
        lead=(*section.before, *section.told.sentences),
        tasks=tuple(task_text(task) for task in report.tasks),
        end=section.after,
    )


def _opening(report: QuarterReport) -> str:
    period = report.period
    return (
        f"Thực hiện chế độ báo cáo định kỳ về công tác kiểm soát thủ tục hành chính, triển khai cơ "
        f"chế một cửa, một cửa liên thông, {report.head.unit_name} báo cáo kết quả "
        f"{report.figures.name} (từ ngày {day_text(period.first_day)} đến ngày "
        f"{day_text(period.last_day)}) như sau:"
    )


def _recipients(report: QuarterReport) -> Iterator[str]:
    if report.head.parent_name:
        yield f"{report.head.parent_name};"
    yield "Các cơ quan, đơn vị liên quan;"
    yield printed.FILE_COPY


def _notes(report: QuarterReport) -> Iterator[str]:
    if report.not_sent:
        count = counted(len(report.not_sent))
        yield f"{count} đơn vị chưa gửi số liệu kỳ này: {listed(report.not_sent)}."
    figures = report.figures
    as_of = figures.now.dossiers.as_of
    if as_of < end_of_day(report.period.last_day):
        yield f"Kỳ báo cáo chưa kết thúc: số liệu tính đến {moment_text(as_of)}."
    open_ones = [
        name
        for name, each in ((figures.name, figures.now), *figures.others)
        if each is not None and not each.is_locked
    ]
    if open_ones:
        yield f"{_OPEN} ({listed(open_ones)})."
