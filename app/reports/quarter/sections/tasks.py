"""What comes next: how the tasks of this period went, those set for the next, and what to set."""

from collections.abc import Iterator, Sequence
from typing import Final

from app.reports.quarter.content import Told
from app.reports.quarter.words import counted, share_text
from app.services.reporting.records import QuarterReport, ReportFigures, TaskLine
from app.text import fold
from app.vocabulary.office import Level
from app.wording.labels import label
from app.wording.texts import day_text, number_text

_NAMES_MOST: Final = 3


def tell_tasks(report: QuarterReport) -> Told:
    """Return how many of the tasks set for this period were done."""
    return Told(sentences=tuple(_sentences(report)))


def task_text(task: TaskLine) -> str:
    """Return a task as a line of the report: what, who, until when."""
    text = task.text.rstrip(". ")
    beside = [
        *([f"{task.owner} thực hiện"] if task.owner else []),
        *([f"trước ngày {day_text(task.due)}"] if task.due else []),
    ]
    return f"{text} ({', '.join(beside)})." if beside else f"{text}."


def suggested_tasks(report: QuarterReport) -> tuple[str, ...]:
    """Return what the figures say should be done next; what a task speaks of is left out."""
    have = [fold(task.text) for task in report.tasks]
    return tuple(
        text
        for topic, text in _suggested(report)
        if not any(fold(topic) in words for words in have)
    )


def _sentences(report: QuarterReport) -> Iterator[str]:
    if report.set_before:
        done = sum(task.is_done for task in report.set_before)
        whole = len(report.set_before)
        yield (
            f"Nhiệm vụ đề ra cho {report.figures.name}: {counted(whole)}; đã hoàn thành "
            f"{counted(done)} ({share_text(done, whole)})."
        )
    if not report.tasks:
        yield f"Chưa đề ra nhiệm vụ cho {_lower(report.following.name)}."


def _suggested(report: QuarterReport) -> Iterator[tuple[str, str]]:
    """Yield topic and text of each suggestion, the heaviest first."""
    now = report.figures.now
    counts = (
        (
            now.dossiers.total.open.overdue,
            "hồ sơ quá hạn",
            "Giải quyết dứt điểm {} hồ sơ quá hạn, xin lỗi người dân, tổ chức theo quy định",
        ),
        (
            now.petitions.open_overdue,
            "kiến nghị quá hạn",
            "Xử lý dứt điểm {} phản ánh, kiến nghị quá hạn",
        ),
        (
            now.registers.findings_late,
            "qua kiểm tra",
            "Đôn đốc khắc phục {} tồn tại quá hạn phát hiện qua kiểm tra",
        ),
        (
            now.registers.inspections_late,
            "chậm kế hoạch",
            "Thực hiện {} đợt kiểm tra chậm kế hoạch",
        ),
        (
            sum(line.reason is None for line in report.overdue),
            "nguyên nhân",
            "Ghi rõ nguyên nhân của {} hồ sơ quá hạn",
        ),
    )
    yield from ((topic, text.format(counted(count))) for count, topic, text in counts if count)
    if report.not_sent:
        count = counted(len(report.not_sent))
        names = _some(report.not_sent, "đơn vị")
        yield "chưa gửi số liệu", f"Đôn đốc {count} đơn vị chưa gửi số liệu kỳ báo cáo ({names})"
    yield from ((text, text) for text in _carried(report))
    yield from _equipment(now)
    yield from _processes(now)
    if not now.registers.communication:
        yield (
            "tuyên truyền",
            "Đẩy mạnh công tác thông tin, tuyên truyền về cải cách hành chính, kiểm soát TTHC",
        )


def _equipment(now: ReportFigures) -> Iterator[tuple[str, str]]:
    cameras = now.registers.coverage("cameras")
    if cameras.units and not cameras.is_full:
        lacking = ", ".join(
            f"{label(level).lower()} {each.having}/{each.units}"
            for level in Level
            for each in (now.registers.coverage("cameras", level),)
            if each.units and not each.is_full
        )
        yield (
            "camera",
            "Hoàn thành việc trang bị hệ thống camera giám sát 100 % Bộ phận Một cửa các cấp (hiện "
            f"đạt {cameras.percent}: {lacking})",
        )


def _processes(now: ReportFigures) -> Iterator[tuple[str, str]]:
    without, stated = now.published.without_process, now.published.total.stated.total
    if without:
        codes = _some([line.code for line in without], "TTHC")
        text = f"Ban hành quy trình nội bộ cho {counted(len(without))} TTHC còn thiếu"
        yield "quy trình nội bộ", f"{text} ({codes})"
    if stated:
        yield (
            "danh mục tên TTHC",
            "Công bố danh mục tên TTHC thực hiện tại Trung tâm Hành chính công, tên TTHC thực hiện "
            "liên thông cùng cấp, khác cấp",
        )


def _some(names: Sequence[str], what: str) -> str:
    """Return the first names, and how many more there are."""
    rest = len(names) - _NAMES_MOST
    more = f" và {number_text(rest)} {what} khác" if rest > 0 else ""
    return f"{', '.join(names[:_NAMES_MOST])}{more}"


def _carried(report: QuarterReport) -> Iterator[str]:
    """Yield the tasks of this period that were not done."""
    yield from (task.text.rstrip(". ") for task in report.set_before if not task.is_done)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
