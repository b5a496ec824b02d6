"""What crosses between the windows and the ratings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.services.forms.records import SlipReason
from app.vocabulary.ratings import (
    Face,
    RatingSource,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody answered; a question left open is None. `reasons` are ids of the office's list.

    `is_own_fault`: the coming back was the submitter's own doing. `note` is kept without numbers
    of people.
    """

    overall: Face | None = None
    time: SaidTime | None = None
    contacts: SaidContacts | None = None
    is_own_fault: bool = False
    others: SaidOthers | None = None
    attitude: SaidAttitude | None = None
    reasons: tuple[int, ...] = ()
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether no question was answered at all."""
        said = (self.overall, self.time, self.contacts, self.others, self.attitude)
        return all(answer is None for answer in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """One answer given at the rating window, made once: `answer_id` says which, `at` when.

    `code` is the dossier just served at that desk, "" for nobody in particular. `officer_id` and
    `counter_name` are who served there then; 0 is whoever stores it.
    """

    answer_id: str
    at: datetime
    answers: Answers
    code: str = ""
    officer_id: int = 0
    counter_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSlipView:
    """A rating slip as its QR names it; `rating_id` is 0 unless it was entered already."""

    form_id: int
    number: str
    code: str
    procedure_name: str
    issued_at: datetime
    officer_name: str
    counter_name: str
    reasons: tuple[SlipReason, ...]
    rating_id: int = 0
    answered_at: datetime | None = None
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """An answer as it was stored; `was_known` where the same one had been stored before."""

    rating_id: int
    code: str
    source: RatingSource
    answers: Answers
    was_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingLine:
    """One answer in a list; `end_reason` is empty while it is in force."""

    rating_id: int
    code: str
    source: RatingSource
    rated_at: datetime
    entered_by: str
    officer_name: str
    answers: Answers
    reasons: tuple[str, ...]
    end_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingBehind:
    """One answer or slip behind a figure: nothing of who said it, nor in which words.

    `code` is of the dossier, "" for none; `at` is when it was entered, or when the slip went out.
    """

    key: int
    code: str
    what: str
    at: datetime
    officer_name: str
    overall: Face | None
    is_answered: bool
    said: str


@dataclass(frozen=True, slots=True)
class SlipQuestion:
    """One question: the field of `Answers` it fills, its words, its answers in their order."""

    field: str
    text: str
    answers: tuple[StrEnum, ...]


QUESTIONS: Final = (
    SlipQuestion("overall", "Nhìn chung, Ông/Bà thấy việc phục vụ thế nào?", tuple(Face)),
    SlipQuestion("time", "Kết quả được trả so với ngày hẹn?", tuple(SaidTime)),
    SlipQuestion(
        "contacts",
        "Phải liên hệ thêm với Bộ phận Một cửa mấy lần để hoàn thiện hồ sơ?",
        tuple(SaidContacts),
    ),
    SlipQuestion("others", "Phải liên hệ nơi nào để hoàn thiện hồ sơ?", tuple(SaidOthers)),
    SlipQuestion("attitude", "Thái độ phục vụ của cán bộ?", tuple(SaidAttitude)),
)
OWN_FAULT: Final = "Lần liên hệ thêm là do người nộp (nộp thiếu, khai sai)"
REASONS: Final = "Điều gì khiến Ông/Bà hài lòng hoặc chưa hài lòng?"
