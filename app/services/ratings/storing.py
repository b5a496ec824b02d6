"""Checking and storing one answer within an open transaction."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select

from app.errors import InvalidInputError
from app.masking import mask_words
from app.models.office import ReasonText
from app.models.ratings import Rating, RatingReason
from app.services.ledger.transactions import Reading, Work
from app.services.ratings.records import Answers, Rated
from app.text import clean
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import RatingSource, SaidContacts

REASON_KINDS: Final = (ReasonKind.RATING_GOOD, ReasonKind.RATING_POOR)
MAX_REASONS: Final = 10
_ID_LETTERS: Final = 36
_NOTE_LETTERS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an answer is about: the dossier, the slip it was read from, who served where."""

    source: RatingSource
    officer_id: int
    counter_name: str
    rated_at: datetime
    dossier_id: int | None = None
    code: str = ""
    form_id: int | None = None


def clean_answer_id(answer_id: str) -> str:
    """Return the answer_id of an answer. Raises InvalidInputError (`answer_id`)."""
    said = clean(answer_id, "answer_id", limit=_ID_LETTERS)
    if not said:
        raise InvalidInputError("answer_id", "Thiếu mã của lượt đánh giá nên không ghi được.")
    return said


def clean_answers(reading: Reading, answers: Answers) -> Answers:
    """Return the answers as they are kept: numbers of people in the note are hidden.

    Raises InvalidInputError (`answers`, `is_own_fault`, `reasons`, `note`).
    """
    if answers.is_empty:
        raise InvalidInputError(
            "answers", "Chưa có câu trả lời nào. Hãy chọn ít nhất mức hài lòng chung."
        )
    if answers.is_own_fault and answers.contacts in {None, SaidContacts.NONE}:
        raise InvalidInputError(
            "is_own_fault",
            "Chỉ ghi “do người nộp” khi người nộp đã phải liên hệ lại để hoàn thiện hồ sơ.",
        )
    return replace(
        answers,
        reasons=_known_reasons(reading, answers.reasons),
        note=mask_words(clean(answers.note, "note", limit=_NOTE_LETTERS)),
    )


def stored_before(reading: Reading, answer_id: str) -> Rated | None:
    """Return the answer stored under `answer_id`, None for a new one."""
    row = reading.session.execute(select(Rating).where(Rating.answer_id == answer_id)).scalar()
    if row is None:
        return None
    return Rated(
        rating_id=row.id, code="", source=row.source, answers=said_in(row, ()), was_known=True
    )


def said_in(row: Rating, reasons: tuple[int, ...]) -> Answers:
    """Return the answers of a stored row."""
    return Answers(
        overall=row.overall,
        time=row.time,
        contacts=row.contacts,
        is_own_fault=row.is_own_fault,
        others=row.others,
        attitude=row.attitude,
        reasons=reasons,
        note=row.note,
    )


def store_rating(work: Work, answer_id: str, about: About, answers: Answers) -> Rated:
    """Store clean answers and log them; the log's free text is kept apart."""
    rating_id: int = work.connection.execute(
        insert(Rating).returning(Rating.id),
        {
            "unit_id": work.actor.office_id,
            "dossier_id": about.dossier_id,
            "form_id": about.form_id,
            "answer_id": answer_id,
            "source": about.source,
            "rated_at": about.rated_at,
            "entered_at": work.now,
            "entered_by": work.actor.officer_id,
            "officer_id": about.officer_id,
            "counter_name": about.counter_name,
            "overall": answers.overall,
            "time": answers.time,
            "contacts": answers.contacts,
            "is_own_fault": answers.is_own_fault,
            "others": answers.others,
            "attitude": answers.attitude,
            "note": answers.note,
            "end_reason": "",
        },
    ).scalar_one()
    for reason_id in answers.reasons:
        work.connection.execute(
            insert(RatingReason), {"rating_id": rating_id, "reason_id": reason_id}
        )
    work.log(
        "rated",
        {"rating": rating_id, "source": about.source.value, **_facts(answers)},
        dossier_id=about.dossier_id,
        personal={"note": answers.note} if answers.note else None,
    )
    return Rated(rating_id=rating_id, code=about.code, source=about.source, answers=answers)


def _facts(answers: Answers) -> dict[str, object]:
    said = {
        "overall": answers.overall,
        "time": answers.time,
        "contacts": answers.contacts,
        "others": answers.others,
        "attitude": answers.attitude,
    }
    return {
        **{name: answer.value for name, answer in said.items() if answer is not None},
        "own_fault": answers.is_own_fault,
        "reasons": list(answers.reasons),
    }


def _known_reasons(reading: Reading, reasons: tuple[int, ...]) -> tuple[int, ...]:
    """Return the reasons, each once; only those of the office's two lists are taken."""
    chosen = tuple(dict.fromkeys(reasons))
    if len(chosen) > MAX_REASONS:
        raise InvalidInputError("reasons", f"Tối đa {MAX_REASONS} lý do; hãy chọn lý do chính.")
    known = set(
        reading.session.scalars(
            select(ReasonText.id).where(
                ReasonText.unit_id == reading.actor.office_id,
                ReasonText.kind.in_(REASON_KINDS),
                ReasonText.id.in_(chosen),
            )
        )
    )
    if not known.issuperset(chosen):
        raise InvalidInputError(
            "reasons", "Có lý do không còn trong danh sách. Hãy mở lại danh sách rồi chọn lại."
        )
    return chosen
