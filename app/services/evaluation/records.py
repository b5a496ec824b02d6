"""The evaluation of a period as screens, exports and frozen periods keep it: whole numbers only."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Final

from app.services.counts import FigureRecord
from app.services.evaluation.scales import Reached, done_permille, grade, tenths
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex, Grade
from app.wording import captions, headings, measures, states


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexScore:
    """One index of one row: the points of `count` dossiers (or of the unit: 1) and their sum.

    `why` says how it came about; where `count` is 0 there is no data, and it says what is missing.
    """

    index: EvaluationIndex
    points: int
    count: int
    why: str

    @property
    def tenths(self) -> int | None:
        """The index in tenths, rounded half up; None without data."""
        return tenths(self.points, self.count) if self.count else None

    @property
    def value(self) -> Decimal | None:
        """The index with one decimal; None without data."""
        found = self.tenths
        return None if found is None else Decimal(found).scaleb(-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRow:
    """The indices of one unit, agency, level or officer, in their order.

    `key` is the unit's code, the level's code or the officer's login. An officer has five indices.
    """

    kind: EvaluatedKind
    key: str
    name: str
    scores: tuple[IndexScore, ...]

    @property
    def reached(self) -> Reached:
        """What the indices that have data come to."""
        known = [score.tenths for score in self.scores if score.tenths is not None]
        return Reached(sum(known), len(known))

    @property
    def total(self) -> Decimal | None:
        """The sum of the indices that have data; None where none has."""
        reached = self.reached
        return Decimal(reached.tenths).scaleb(-1) if reached.indices else None

    @property
    def possible(self) -> int:
        """What those indices could bring."""
        return self.reached.possible

    @property
    def full(self) -> int:
        """What all indices of such a row could bring: 18, or an officer's 10."""
        return 2 * len(self.scores)

    @property
    def on_full_scale(self) -> Decimal | None:
        """The total as a share of what could be reached, on the full scale; two decimals.

        For the eye: the class is judged by the exact value, which two decimals always tell apart.
        """
        reached = self.reached
        if not reached.indices:
            return None
        hundredths = 10 * reached.tenths * self.full // reached.possible
        return Decimal(hundredths).scaleb(-2)

    @property
    def grade(self) -> Grade | None:
        """The class; None for an officer and where no index has data."""
        return None if self.kind is EvaluatedKind.OFFICER else grade(self.reached)

    @property
    def done_permille(self) -> int | None:
        """How far an officer's task is done, in tenths of a per cent; None for any other row."""
        return done_permille(self.reached) if self.kind is EvaluatedKind.OFFICER else None

    def score(self, index: EvaluationIndex) -> IndexScore | None:
        """Return one index of the row, if it is among its own."""
        return next((each for each in self.scores if each.index is index), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTimes:
    """What citizens answered about the time, beside what the system recorded; it brings no points.

    `answered` dossiers have such an answer and their result; of these `differing` say otherwise,
    and of these again `said_late` say late where the system does not.
    """

    answered: int
    differing: int
    said_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationTable:
    """The nine indices of [first_day, last_day], as true at `as_of`: the unit first, then the rest.

    `rules` are the readings of the circular that the figures follow, in words. `said_times` is None
    where a period was frozen before they were compared.
    """

    unit_code: str
    unit_name: str
    first_day: date
    last_day: date
    as_of: datetime
    rows: tuple[EvaluationRow, ...]
    rules: tuple[str, ...]
    said_times: SaidTimes | None = None

    def of(self, kind: EvaluatedKind) -> tuple[EvaluationRow, ...]:
        """Return the rows of one kind, in their order."""
        return tuple(row for row in self.rows if row.kind is kind)

    def row(self, kind: EvaluatedKind, key: str) -> EvaluationRow | None:
        """Return one row."""
        return next((row for row in self.rows if row.kind is kind and row.key == key), None)


@dataclass(frozen=True, slots=True)
class ScoreOf:
    """Names one index of one row: the row by its kind and key."""

    kind: EvaluatedKind
    key: str
    index: EvaluationIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredLine:
    """One thing behind an index: a dossier, procedure or petition, its points, and why.

    `dossier_code` opens the dossier and is empty where the line is none, `petition` the petition
    (its id and number, None where the line is none); `points` is None for a line that is counted in
    a share and has no points of its own.
    """

    dossier_code: str
    subject: str
    about: str
    points: int | None
    why: str
    petition: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeDispute:
    """A dossier whose citizen says another time than the system; `said` and `recorded` in words.

    `is_late_said` where the citizen says late and the system does not.
    """

    dossier_code: str
    subject: str
    about: str
    said: str
    recorded: str
    is_late_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityFigure:
    """One ratio of the QĐ 766/QĐ-TTg set: `part` of `whole`; None where the store knows nothing.

    `formula` says in words what is divided by what; `note` what is missing or how it is read.
    """

    key: str
    number: str
    title: str
    formula: str
    part: int | None
    whole: int | None
    note: str = ""

    @property
    def percent(self) -> Decimal | None:
        """The ratio in per cent, two decimals, rounded half up; None without a denominator."""
        if self.part is None or not self.whole:
            return None
        hundredths = (20_000 * self.part + self.whole) // (2 * self.whole)
        return Decimal(hundredths).scaleb(-2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingRow(FigureRecord):
    """One line of the processing table: dossiers of an agency, judged by the measure of QĐ 766.

    What is received is processed, or in process, or paused: the line adds up.
    """

    key: str
    name: str
    carried_over: int = 0
    online: int = 0
    counter: int = 0
    post: int = 0
    done_carried: int = 0
    done_new: int = 0
    done_late: int = 0
    running_in_time: int = 0
    running_late: int = 0
    paused_in_time: int = 0
    paused_late: int = 0

    SUMS: ClassVar = {
        "received": ("carried_over", "online", "counter", "post"),
        "received_new": ("online", "counter", "post"),
        "done": ("done_carried", "done_new"),
        "running": ("running_in_time", "running_late"),
        "paused": ("paused_in_time", "paused_late"),
    }

    @property
    def adds_up(self) -> bool:
        """Say whether what was received is all accounted for."""
        return self["received"] == self["done"] + self["running"] + self["paused"]


@dataclass(frozen=True, slots=True)
class ProcessingFigure:
    """A number of the processing table, titled within its group, whose first is the sum."""

    code: str
    group: str
    title: str

    @property
    def is_sum(self) -> bool:
        """Say whether it is the sum of its group."""
        return self.code in ProcessingRow.SUMS


PROCESSING_FIGURES: Final = (
    ProcessingFigure("received", headings.RECEPTION, captions.TOTAL),
    ProcessingFigure("carried_over", headings.RECEPTION, captions.PREVIOUS_PERIOD),
    ProcessingFigure("online", headings.RECEPTION, captions.ONLINE),
    ProcessingFigure("counter", headings.RECEPTION, captions.IN_PERSON),
    ProcessingFigure("post", headings.RECEPTION, captions.BY_POST),
    ProcessingFigure("done", measures.PROCESSED, captions.TOTAL),
    ProcessingFigure("done_carried", measures.PROCESSED, captions.PREVIOUS_PERIOD),
    ProcessingFigure("done_new", measures.PROCESSED, "Trong kỳ"),
    ProcessingFigure("done_late", measures.PROCESSED, states.OVERDUE),
    ProcessingFigure("running", measures.PROCESSING, captions.TOTAL),
    ProcessingFigure("running_in_time", measures.PROCESSING, states.IN_TIME),
    ProcessingFigure("running_late", measures.PROCESSING, states.OVERDUE),
    ProcessingFigure("paused", states.PAUSED, captions.TOTAL),
    ProcessingFigure("paused_in_time", states.PAUSED, states.IN_TIME),
    ProcessingFigure("paused_late", states.PAUSED, states.OVERDUE),
)
"""The processing table, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceQuality:
    """The QĐ 766/QĐ-TTg set of [first_day, last_day], as true at `as_of`; the first line is all."""

    unit_code: str
    unit_name: str
    first_day: date
    last_day: date
    as_of: datetime
    figures: tuple[QualityFigure, ...]
    processing: tuple[ProcessingRow, ...]

    def figure(self, key: str) -> QualityFigure | None:
        """Return one figure by its key."""
        return next((each for each in self.figures if each.key == key), None)
