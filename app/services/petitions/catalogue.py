"""The catalogue of petition figures: code, words and what each counts.

The order is that of the report's lines, and of each part of the annex. `PetitionFigures` has the
number of each by its code.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from app.services.petitions.lifecycle import duty_of
from app.services.petitions.selecting import Life, Selected
from app.vocabulary.petitions import (
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionDuty,
    PetitionKind,
    PetitionOutcome,
    PetitionStatus,
)
from app.wording import measures, states
from app.wording.labels import label


class FigureSource(Enum):
    """What a figure chooses from: what received or ended each petition, its last event, or all."""

    TAKEN_ON = auto()
    CARRIED_OVER = auto()
    RECEIVED = auto()
    ENDED = auto()
    LAST = auto()
    EVENTS = auto()


@dataclass(frozen=True, slots=True)
class PetitionFigure:
    """One figure: it counts what of `source` has `wanted` by `key`.

    `title` stands by itself in the report ("": it is not told there), `short` or else the title in
    part `part` of the annex (0: in none). `late` is what a sentence on late entries calls it.
    """

    code: str
    title: str
    source: FigureSource
    key: Callable[[Selected], object] = lambda _one: True
    wanted: object = True
    part: int = 0
    short: str = ""
    late: str = ""


def _duty(one: Selected) -> tuple[PetitionDuty | None, bool]:
    return duty_of(one.event.act, one.event.status), one.is_late


def _timed(
    code: str, title: str, duty: PetitionDuty, source: FigureSource, part: int
) -> Iterator[PetitionFigure]:
    """Yield what met a duty: in all, in its time, late."""
    in_time, late = f"{title}, {measures.PART_ON_TIME}", f"{title}, {measures.PART_LATE}"
    yield PetitionFigure(code, title, source, lambda one: _duty(one)[0], duty, part)
    yield PetitionFigure(f"{code}.in_time", in_time, source, _duty, (duty, False))
    yield PetitionFigure(f"{code}.late", late, source, _duty, (duty, True))


def _late(one: Selected) -> bool:
    return one.life.is_entered_late(one.event)


def _is_waiting(one: Selected) -> bool:
    return one.life.is_open and bool(one.life.history.waits_since)


def _is_overdue(one: Selected) -> bool:
    return one.life.is_open and one.life.is_over


def _is_in_time(one: Selected) -> bool:
    return one.life.is_open and not (_is_waiting(one) or _is_overdue(one))


def _outcome(one: Selected) -> PetitionOutcome | None:
    return one.life.outcome if one.event.act is PetitionAct.ANSWER else None


_S: Final = FigureSource
PETITION_FIGURES: Final = (
    PetitionFigure("taken_on", "", _S.TAKEN_ON),
    PetitionFigure("carried_over", measures.FROM_PREVIOUS_PERIOD, _S.CARRIED_OVER, part=1),
    PetitionFigure(
        "received",
        "Phản ánh, kiến nghị tiếp nhận trong kỳ",
        _S.RECEIVED,
        part=1,
        short=measures.RECEIVED_IN_PERIOD,
    ),
    *(
        PetitionFigure(
            f"received.about.{about}",
            f"Về {label(about).lower()}",
            _S.RECEIVED,
            lambda one: one.life.about,
            about,
        )
        for about in PetitionAbout
    ),
    PetitionFigure("ended", measures.PROCESSED, _S.ENDED),
    PetitionFigure("open", measures.PROCESSING, _S.LAST, lambda one: one.life.is_open),
    *(
        PetitionFigure(code, title, _S.LAST, test, part=3, short=short)
        for code, title, short, test in (
            ("open.in_time", "Đang xử lý, trong hạn", states.IN_TIME, _is_in_time),
            ("open.waiting", "Đang chờ người gửi bổ sung", "Chờ người gửi bổ sung", _is_waiting),
            ("open.overdue", "Đang xử lý, quá hạn", states.OVERDUE, _is_overdue),
        )
    ),
    *_timed("answered", label(PetitionDuty.ANSWER), PetitionDuty.ANSWER, _S.ENDED, 2),
    *_timed("refused", label(PetitionDuty.REFUSE), PetitionDuty.REFUSE, _S.ENDED, 2),
    *_timed("asked", label(PetitionDuty.ASK), PetitionDuty.ASK, _S.EVENTS, 4),
    *_timed("forwarded", label(PetitionAct.FORWARD), PetitionDuty.FORWARD, _S.EVENTS, 4),
    *_timed("published", label(PetitionDuty.PUBLISH), PetitionDuty.PUBLISH, _S.EVENTS, 4),
    PetitionFigure(
        "unpublished_overdue",
        "Quá hạn chưa công khai",
        _S.LAST,
        lambda one: not one.life.is_open and one.life.is_over,
        part=4,
    ),
    PetitionFigure(
        "late.received",
        measures.RECEIVED_ENTERED_LATE,
        _S.RECEIVED,
        _late,
        late="phản ánh, kiến nghị tiếp nhận",
    ),
    PetitionFigure(
        "late.ended",
        "Nhập muộn của kỳ trước: xử lý xong",
        _S.ENDED,
        _late,
        late="phản ánh, kiến nghị xử lý xong",
    ),
    *(
        PetitionFigure(code, title, _S.ENDED, lambda one: one.event.status, status, 2)
        for code, title, status in (
            ("passed_on", "Chuyển nơi có thẩm quyền bên ngoài", PetitionStatus.PASSED_ON),
            ("withdrawn", label(PetitionStatus.WITHDRAWN), PetitionStatus.WITHDRAWN),
        )
    ),
    *(
        PetitionFigure(
            f"found.{finding}", title, _S.EVENTS, lambda one: one.event.finding, finding, 4
        )
        for finding, title in (
            (Finding.TRUE, "Phản ánh về hành vi: kết luận đúng"),
            (Finding.FALSE, "Phản ánh về hành vi: kết luận không đúng"),
        )
    ),
    *(
        PetitionFigure(f"outcome.{each}", f"Kết quả: {label(each)}", _S.ENDED, _outcome, each, 2)
        for each in PetitionOutcome
    ),
    *(
        PetitionFigure(
            f"received.channel.{channel}",
            f"Tiếp nhận, kênh: {label(channel)}",
            _S.RECEIVED,
            lambda one: one.life.petition.channel,
            channel,
            part=1,
            short=f"Kênh: {label(channel)}",
        )
        for channel in PetitionChannel
    ),
    *(
        PetitionFigure(
            f"received.kind.{kind}.{about}",
            f"{label(kind)} về {label(about).lower()}",
            _S.RECEIVED,
            lambda one: (one.life.petition.kind, one.life.about),
            (kind, about),
            part=1,
        )
        for kind in PetitionKind
        for about in PetitionAbout
    ),
    *(
        PetitionFigure(
            f"received.class.{each or 'none'}",
            f"Loại: {label(each) if each else 'chưa phân loại'}",
            _S.RECEIVED,
            lambda one: one.life.history.petition_class,
            each,
            part=1,
            short=f"Loại: {label(each) if each else 'Chưa phân loại'}",
        )
        for each in (*PetitionClass, None)
    ),
)
LATE_FIGURES: Final = tuple(figure for figure in PETITION_FIGURES if figure.late)
BY_CODE: Final[Mapping[str, PetitionFigure]] = {figure.code: figure for figure in PETITION_FIGURES}


def selected_in(lives: Sequence[Life], figures: Iterable[PetitionFigure]) -> list[list[Selected]]:
    """Return what each of these figures counts of the petitions of a period."""
    carried = [Selected(one, one.receipt) for one in lives if one.was_open_before]
    received = [Selected(one, one.receipt) for one in lives if one.is_received_within]
    found = {
        FigureSource.TAKEN_ON: [*carried, *received],
        FigureSource.CARRIED_OVER: carried,
        FigureSource.RECEIVED: received,
        FigureSource.ENDED: [
            Selected(one, end) for one in lives if (end := one.end) and one.is_within(end)
        ],
        FigureSource.LAST: [Selected(one, one.history.last) for one in lives],
        FigureSource.EVENTS: [Selected(one, event) for one in lives for event in one.within],
    }
    return [
        [one for one in found[figure.source] if figure.key(one) == figure.wanted]
        for figure in figures
    ]
