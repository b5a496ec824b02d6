"""The questions of a rating, in the order of the slip; what is answered by key 1, 2 or 3."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.vocabulary.ratings import Face, SaidAttitude, SaidContacts, SaidOthers, SaidTime


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the field of `Answers` it fills, its words, its answers in their order."""

    field: str
    text: str
    answers: tuple[StrEnum, ...]


QUESTIONS: Final = (
    Question("overall", "Nhìn chung, Ông/Bà thấy việc phục vụ thế nào?", tuple(Face)),
    Question("time", "Kết quả được trả so với ngày hẹn?", tuple(SaidTime)),
    Question(
        "contacts",
        "Phải liên hệ thêm với Bộ phận Một cửa mấy lần để hoàn thiện hồ sơ?",
        tuple(SaidContacts),
    ),
    Question("others", "Phải liên hệ nơi nào để hoàn thiện hồ sơ?", tuple(SaidOthers)),
    Question("attitude", "Thái độ phục vụ của cán bộ?", tuple(SaidAttitude)),
)
OWN_FAULT: Final = "Lần liên hệ thêm là do người nộp (nộp thiếu, khai sai)"
REASONS: Final = "Điều gì khiến Ông/Bà hài lòng hoặc chưa hài lòng?"
