"""The evaluation as screens and commands ask for it; changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from app.models.office import Unit
from app.services.evaluation import phrases
from app.services.evaluation.answers import answers_in, said_times, time_disputes
from app.services.evaluation.drill_down import lines_in, quality_lines_in
from app.services.evaluation.gathering import ScoredPeriod, gather
from app.services.evaluation.population import (
    IndexMark,
    NamedKey,
    PopulationNames,
    RowKey,
    names_in,
    rows_of,
)
from app.services.evaluation.quality import quality_in
from app.services.evaluation.records import (
    EvaluationRow,
    EvaluationTable,
    IndexScore,
    ScoredLine,
    ScoreOf,
    ServiceQuality,
    TimeDispute,
)
from app.services.evaluation.scales import OFFICER_INDICES
from app.services.figures.period import Period, judged_days
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.vocabulary.office import Level
from app.wording import states
from app.wording.labels import label

# The table of an evaluation: marks added up by row, and what each index has to say.

_I = EvaluationIndex

RULES: Final = (
    "Hồ sơ được chấm là hồ sơ có kết quả trong kỳ; hồ sơ rút, dừng và hồ sơ không quy định thời "
    "hạn không chấm chỉ số 1.",
    "Chỉ số 1 lấy theo hệ thống (ngày hẹn đang có hiệu lực và lúc có kết quả); câu trả lời về thời "
    "gian trên phiếu đánh giá chỉ để đối chiếu. Chỉ số 2, 5, 6, 8, 9 lấy theo hệ thống; chỉ số 3, "
    "4, 7 lấy theo phiếu đánh giá.",
    "Chỉ số 7: sớm hạn và không bị phản ánh 2 điểm, đúng hạn 1 điểm, quá hạn hoặc bị phản ánh 0 "
    "điểm; phản ánh đã xác minh là không đúng thì không tính. Chỉ số 8 tính các phản ánh về hành "
    "vi, thái độ đã đến hạn trả lời; có hồ sơ được chấm mà không bị phản ánh thì 2 điểm.",
    "Sớm là xong trước ngày hẹn; đúng hạn là xong trong ngày hẹn, không quá giờ hẹn.",
    "Chỉ số 2 tính mỗi hồ sơ một lần cho mỗi cơ quan có thời hạn riêng, kể cả cơ quan phối hợp; "
    "giữ hồ sơ nhiều lần thì lấy lần kém nhất.",
    "Chỉ số theo hồ sơ là tổng điểm chia số hồ sơ, làm tròn một lần đến một chữ số thập phân.",
    "Chỉ số chưa có dữ liệu thì không tính; tổng điểm được quy về thang 18 (cán bộ: thang 10) theo "
    "các chỉ số có dữ liệu rồi mới xếp loại.",
    "Cán bộ: từ 5 điểm là 100 %; từ 3,5 đến dưới 5 tăng đều từ 70 %; dưới 3,5 tăng đều từ 0 %; "
    "phần lẻ bỏ, không làm tròn lên.",
)
"""The readings of the circular that the figures follow."""

_MISSING: Final[Mapping[EvaluationIndex, str]] = {
    _I.TOTAL_TIME: "trong kỳ không có hồ sơ nào có kết quả và có ngày hẹn.",
    _I.OWN_TIME: "quy trình của các hồ sơ không ghi thời hạn riêng của từng cơ quan.",
    _I.CONTACTS: "chưa có phiếu đánh giá nào trả lời câu này.",
    _I.OTHER_AGENCIES: "chưa có phiếu đánh giá nào trả lời câu này.",
    _I.AT_ONE_STOP: "chưa ghi nhận thủ tục nào được thẩm định, phê duyệt ở đâu.",
    _I.PUBLICITY: "chưa ghi nhận việc công khai của thủ tục nào có hồ sơ được chấm.",
    _I.ATTITUDE: "chưa có phiếu đánh giá nào trả lời câu này.",
    _I.COMPLAINTS: "trong kỳ không có hồ sơ nào được chấm, cũng không có phản ánh nào.",
    _I.ONLINE: "chưa ghi nhận mức độ trực tuyến của thủ tục, hoặc trong kỳ không tiếp nhận hồ sơ.",
}
_KINDS: Final = tuple(EvaluatedKind)
_LEVELS: Final = tuple(Level)


def evaluation_in(session: Session, period: Period) -> EvaluationTable:
    """Return the nine indices of `period`, as true at its end; for any open transaction."""
    unit = session.get_one(Unit, period.office_id)
    gathered = gather(session, period)
    return EvaluationTable(
        unit_code=unit.code,
        unit_name=unit.name,
        first_day=period.first_day,
        last_day=period.last_day,
        as_of=period.as_of,
        rows=tuple(_rows(gathered)),
        rules=RULES,
        said_times=said_times(gathered.answers),
    )


def _rows(gathered: ScoredPeriod) -> Iterator[EvaluationRow]:
    points, counts = _added_up(gathered.marks)
    scored = frozenset(row for _, row in counts)
    keys = scored | set(gathered.shares.received) | {RowKey(EvaluatedKind.UNIT)}
    for row in sorted(keys, key=lambda one: _place(one, gathered.names)):
        named = name_of(row, gathered.names)
        indices = OFFICER_INDICES if row.kind is EvaluatedKind.OFFICER else tuple(_I)
        yield EvaluationRow(
            kind=row.kind,
            key=named.key,
            name=named.name,
            scores=tuple(
                _WHOLE[index](gathered, row, scored)
                if index in _WHOLE
                else _score(index, points[index, row], counts[index, row])
                for index in indices
            ),
        )


_Scored = frozenset[RowKey]
"""The rows with a dossier, or somebody's word, that was scored in the period."""
_Sums = Counter[tuple[EvaluationIndex, RowKey]]


def _added_up(marks: Sequence[IndexMark]) -> tuple[_Sums, _Sums]:
    """Return points and counts by index and row: by whose they are first, who are few."""
    scored = Counter((mark.index, mark.whose, mark.points) for mark in marks)
    points: _Sums = Counter()
    counts: _Sums = Counter()
    for (index, whose, each), count in scored.items():
        for row in rows_of(whose):
            points[index, row] += each * count
            counts[index, row] += count
    return points, counts


def name_of(row: RowKey, names: PopulationNames) -> NamedKey:
    """Return the stable key and the name of a row."""
    if isinstance(row.of, Level):
        return NamedKey(row.of.value, label(row.of))
    if row.kind is EvaluatedKind.OFFICER:
        return names.officers[row.of]
    return names.agency(row.of) if row.of else names.units[names.office_id]


def _place(row: RowKey, names: PopulationNames) -> tuple[int, int, str, str]:
    named = name_of(row, names)
    level = _LEVELS.index(row.of) if isinstance(row.of, Level) else 0
    return (_KINDS.index(row.kind), level, named.name, named.key)


def _score(index: EvaluationIndex, points: int, count: int) -> IndexScore:
    why = phrases.of_dossiers(points, count) if count else missing(index)
    return IndexScore(index=index, points=points, count=count, why=why)


def missing(index: EvaluationIndex) -> str:
    """Return why an index has no data."""
    return f"{states.NO_DATA}: {_MISSING[index]}"


def _one_stop(gathered: ScoredPeriod, row: RowKey, _scored: _Scored) -> IndexScore:
    share = gathered.shares.one_stop(row)
    if share is None:
        return _score(_I.AT_ONE_STOP, 0, 0)
    why = phrases.one_stop(share)
    return IndexScore(index=_I.AT_ONE_STOP, points=share.points, count=1, why=why)


def _online(gathered: ScoredPeriod, row: RowKey, _scored: _Scored) -> IndexScore:
    share = gathered.shares.online_share(row)
    if share is None:
        return _score(_I.ONLINE, 0, 0)
    return IndexScore(index=_I.ONLINE, points=share.points, count=1, why=phrases.online(share))


def _complaints(gathered: ScoredPeriod, row: RowKey, scored: _Scored) -> IndexScore:
    """Return index 8: nobody complains of who did nothing, and that is no merit."""
    share = gathered.complaints.answered(row)
    if not share.total and row not in scored:
        return _score(_I.COMPLAINTS, 0, 0)
    why = phrases.answered(share)
    return IndexScore(index=_I.COMPLAINTS, points=share.points, count=1, why=why)


_WHOLE: Final[Mapping[EvaluationIndex, Callable[[ScoredPeriod, RowKey, _Scored], IndexScore]]] = {
    _I.AT_ONE_STOP: _one_stop,
    _I.COMPLAINTS: _complaints,
    _I.ONLINE: _online,
}
"""The indices that are scored of a row as a whole."""
OF_A_WHOLE: Final = frozenset(_WHOLE)
"""Those indices: their points are a unit's, and of several units they are not added."""


class Evaluation:
    """Scores a period by TT 01/2018/TT-VPCP and by QĐ 766/QĐ-TTg."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> EvaluationTable:
        """Return the nine indices of [first_day, last_day]. Raises InvalidInputError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return evaluation_in(reading.session, judged_days(reading, first_day, last_day))

    def quality(self, actor: Actor, first_day: date, last_day: date) -> ServiceQuality:
        """Return the QĐ 766/QĐ-TTg set of [first_day, last_day].

        Raises InvalidInputError, RuleBrokenError where the processing table does not add up.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return quality_in(reading.session, judged_days(reading, first_day, last_day))

    def lines(
        self, actor: Actor, first_day: date, last_day: date, of: ScoreOf
    ) -> tuple[ScoredLine, ...]:
        """Return what is behind one index of one row. Raises InvalidInputError, NotFoundError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = judged_days(reading, first_day, last_day)
            return lines_in(reading.session, period, of.kind, of.key, of.index)

    def time_disputes(
        self, actor: Actor, first_day: date, last_day: date
    ) -> tuple[TimeDispute, ...]:
        """Return the dossiers whose citizens say another time than the system.

        Raises InvalidInputError.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            session, period = reading.session, judged_days(reading, first_day, last_day)
            return time_disputes(answers_in(session, period), names_in(session, actor.office_id))

    def quality_lines(
        self, actor: Actor, first_day: date, last_day: date, figure: str, agency: str = ""
    ) -> tuple[ScoredLine, ...]:
        """Return the dossiers behind a figure or a number of the processing table.

        `agency` is the code of the table's line, "" for all. Raises InvalidInputError.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = judged_days(reading, first_day, last_day)
            return quality_lines_in(reading.session, period, figure, agency)
