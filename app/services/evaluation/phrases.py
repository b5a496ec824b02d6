"""Why something got its points, in sentences: what happened, then the points."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from app.clock import local_date, to_local
from app.services.deadlines.phrases import duration_text
from app.services.evaluation.facts import NotedFact
from app.services.evaluation.measure import Measured
from app.services.evaluation.scales import AnsweredShare, OneStopShare, OnlineShare
from app.services.figures.manual_figures import ToldCount
from app.services.petitions.figures import Complaint
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.ratings import RatingSource, SaidTime
from app.wording import measures, states
from app.wording.citations import measure_name
from app.wording.labels import label
from app.wording.texts import day_text, moment_text, share_text


def scored(what: str, points: int) -> str:
    """Return "Trả sớm 2 ngày: 2 điểm"."""
    return f"{what}: {points} điểm"


def against_due(due_at: datetime, ended_at: datetime, timeliness: Timeliness) -> str:
    """Return how an end stands to its due instant: "sớm 2 ngày", "đúng hạn", "trễ 3 giờ"."""
    days = abs((local_date(ended_at) - local_date(due_at)).days)
    if timeliness is Timeliness.EARLY:
        return f"sớm {days} ngày"
    if timeliness is Timeliness.ON_TIME:
        return measures.PART_ON_TIME
    return f"trễ {days} ngày" if days else f"trễ {duration_text(ended_at - due_at)}"


def total_time(due_at: datetime, ended_at: datetime, timeliness: Timeliness, points: int) -> str:
    """Return why a dossier has its points of index 1."""
    how = against_due(due_at, ended_at, timeliness)
    dates = f"hẹn {moment_text(due_at)}, có kết quả {moment_text(ended_at)}"
    return f"{scored(f'Trả {how}', points)} ({dates})"


def said_time(time: SaidTime, source: RatingSource) -> str:
    """Return what a citizen answered about the time, and how."""
    return f"{label(time)} ({label(source).lower()})"


def recorded_time(due_at: datetime, ended_at: datetime, timeliness: Timeliness) -> str:
    """Return what the system recorded of the same time."""
    how = against_due(due_at, ended_at, timeliness)
    due_on, ended_on = local_date(due_at), local_date(ended_at)
    dates = f"hẹn {day_text(due_on)}, xong {day_text(ended_on)}"
    if due_on == ended_on:
        dates = f"hẹn {moment_text(due_at)}, xong {to_local(ended_at):%H:%M}"
    return f"{how[:1].upper()}{how[1:]} ({dates})"


def own_time(
    unit_name: str, due_at: datetime, ended_at: datetime, timeliness: Timeliness, points: int
) -> str:
    """Return why a unit's step has its points of index 2."""
    how = against_due(due_at, ended_at, timeliness)
    dates = f"hạn của bước {moment_text(due_at)}, xong {moment_text(ended_at)}"
    return f"{scored(f'{unit_name} xong {how}', points)} ({dates})"


def of_dossiers(points: int, count: int, *, unit: str = "hồ sơ") -> str:
    """Return what an index per dossier was divided: "25 điểm của 14 hồ sơ"."""
    return f"{points} điểm của {count} {unit}"


def one_stop(share: OneStopShare) -> str:
    """Return why a row has its points of index 5."""
    what = (
        f"{share.approved}/{share.total} thủ tục được thẩm định, phê duyệt tại Một cửa "
        f"({percent_text(share.approved, share.total)}), {share.received}/{share.total} thủ tục "
        "tiếp nhận và trả kết quả tại đó"
    )
    return scored(what, share.points)


def answered(share: AnsweredShare) -> str:
    """Return why a row has its points of index 8."""
    if not share.total:
        return scored("Không có phản ánh nào đến hạn trả lời", share.points)
    ratio = percent_text(share.in_time, share.total)
    late = f", {share.dragged} phản ánh để kéo dài" if share.dragged else ""
    what = f"{share.in_time}/{share.total} phản ánh được trả lời đúng hạn ({ratio}){late}"
    return scored(what, share.points)


def complaint(one: Complaint) -> str:
    """Return how a complaint stands."""
    finding = f", xác minh: {label(one.finding).lower()}" if one.finding else ""
    return f"{_ANSWERED[one.is_answered_in_time]}{finding}"


_ANSWERED: Final = {
    True: "Trả lời đúng hạn",
    False: "Quá hạn trả lời",
    None: "Chưa đến hạn trả lời, hoặc không thuộc thẩm quyền trả lời",
}


def online(share: OnlineShare) -> str:
    """Return why a row has its points of index 9."""
    procedures = percent_text(share.online_procedures, share.procedures)
    dossiers = percent_text(share.online_dossiers, share.dossiers)
    late = f"{share.late} hồ sơ trực tuyến trễ hạn" if share.late else "không hồ sơ nào trễ hạn"
    what = (
        f"{share.online_procedures}/{share.procedures} thủ tục có trực tuyến ({procedures}), "
        f"{share.online_dossiers}/{share.dossiers} hồ sơ nộp trực tuyến ({dossiers}), {late}"
    )
    return scored(what, share.points)


def percent_text(part: int, whole: int) -> str:
    """Return `part` of `whole` in per cent with two decimals, cut: a share never looks fuller."""
    if not whole:
        return states.NO_DATA
    return share_text(part, whole, places=2, is_cut=True)


FactWords = Callable[[NotedFact], str]
"""Says one thing that was noted of a procedure."""


def one_stop_work(fact: NotedFact) -> str:
    """Return how much of a procedure is done here, and since when."""
    return f"{label(fact.one_stop_work)}, ghi nhận từ {day_text(fact.valid_from)}"


def online_level(fact: NotedFact) -> str:
    """Return how far a procedure can be done online, and since when."""
    return f"{label(fact.online_level)}, ghi nhận từ {day_text(fact.valid_from)}"


def not_noted() -> str:
    """Return what is said of a procedure that nobody noted anything of."""
    return "Chưa ghi nhận, tính là không"


def measured(one: Measured, on: date) -> str:
    """Return why a dossier is in time or late by the measure, as it is called `on` a day."""
    if one.has_second_request:
        return "Quá hạn: yêu cầu bổ sung lần hai"
    if one.due_at is None:
        return "Không quá hạn: không quy định thời hạn"
    if one.waits_since is not None:
        judged = f"tạm dừng từ {moment_text(one.waits_since)}"
    elif one.standing.is_open:
        judged = f"chưa xong lúc {moment_text(one.judged_at)}"
    else:
        judged = f"xong {moment_text(one.judged_at)}"
    due = f"hẹn {moment_text(one.due_at)} theo cách đo {measure_name(on)}"
    return f"{_IN_TIME[one.is_late]}: {due}, {judged}"


_IN_TIME: Final = {True: states.OVERDUE, False: "Không quá hạn"}


def electronic(*, is_so: bool) -> str:
    """Return whether a result was issued electronically."""
    return "Kết quả là bản điện tử" if is_so else "Kết quả không phải bản điện tử"


def scanned(*, is_so: bool) -> str:
    """Return whether every paper and the result are kept as files."""
    return "Đủ tệp của giấy tờ và kết quả" if is_so else "Thiếu tệp của giấy tờ hoặc kết quả"


def duty(at: datetime, due_at: datetime | None, *, is_late: bool) -> str:
    """Return when something was done with a petition, against the time set for it."""
    by = f", hạn {moment_text(due_at)}" if due_at is not None else ", không quy định hạn"
    return f"{states.OVERDUE if is_late else states.ON_TIME}: làm lúc {moment_text(at)}{by}"


def told(one: ToldCount) -> str:
    """Return where a number that somebody told is from, and whether it still holds."""
    ended = f"; đã thay hoặc bỏ lúc {moment_text(one.ended_at)}" if one.ended_at else ""
    return f"Nguồn: {one.source}; nhập lúc {moment_text(one.told_at)}{ended}"
