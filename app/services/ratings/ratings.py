"""What citizens said: told to an officer, tapped at the window, read from a slip; never edited."""

from datetime import date, datetime

from sqlalchemy import select

from app.errors import InvalidInputError, NotAllowedError, NotFoundError
from app.models.dossiers import Dossier
from app.models.people import Officer
from app.models.ratings import Rating
from app.services.dossiers.states import current_state
from app.services.figures.period import period_of
from app.services.ledger.records import Actor, required_reason
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.ratings.drill_down import lines_of_dossier, lines_of_span, ratings_behind_in
from app.services.ratings.figures import RatingFigures, figures_in
from app.services.ratings.records import Answers, Rated, RatingBehind, RatingLine, Tap
from app.services.ratings.storing import (
    About,
    clean_answer_id,
    clean_answers,
    store_rating,
    stored_before,
)
from app.vocabulary.people import Role
from app.vocabulary.ratings import RatingSource
from app.wording.labels import label

_TOLD = frozenset({RatingSource.PHONE, RatingSource.ONLINE})


class Ratings:
    """Stores answers and ends wrong ones; counts them. Slips are read by `RatingSlips`."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def tell(
        self, actor: Actor, code: str, source: RatingSource, answers: Answers, answer_id: str
    ) -> Rated:
        """Store what was told of the dossier `code` by telephone or on line.

        The same answer_id twice is the same answer. Raises InvalidInputError (`source`, `answers`,
        `is_own_fault`, `reasons`, `note`, `answer_id`), NotFoundError.
        """
        with self._tx.write(actor, Right.ENTER_RATINGS) as work:
            answer_id = clean_answer_id(answer_id)
            known = stored_before(work, answer_id)
            if known is not None:
                return known
            if source not in _TOLD:
                raise InvalidInputError(
                    "source",
                    "Chỉ ghi cách này ý kiến nói qua điện thoại hoặc gửi trực tuyến; phiếu giấy "
                    "thì quét mã trên phiếu.",
                )
            about = _about_dossier(work, code, source, work.now)
            return store_rating(work, answer_id, about, clean_answers(work, answers))

    def tap(self, actor: Actor, tap: Tap) -> Rated:
        """Store an answer of the rating window: of the dossier just served, or of nobody's.

        It is never refused for its dossier: one that is no longer found leaves the answer without
        one. The same tap twice is the same answer. Raises InvalidInputError as `tell`.
        """
        with self._tx.write(actor, Right.ENTER_RATINGS) as work:
            answer_id = clean_answer_id(tap.answer_id)
            known = stored_before(work, answer_id)
            if known is not None:
                return known
            about = About(
                source=RatingSource.WINDOW,
                officer_id=_who_served(work, tap),
                counter_name=tap.counter_name or actor.counter_name,
                rated_at=min(tap.at, work.now),
                dossier_id=_dossier_id(work, tap.code),
                code=tap.code,
            )
            return store_rating(work, answer_id, about, clean_answers(work, tap.answers))

    def end(self, actor: Actor, rating_id: int, reason: str) -> None:
        """End a wrong entry, which stays in the store; its slip can be entered again.

        Whoever entered it may, and a supervisor; what was tapped at the window a supervisor alone.
        Raises InvalidInputError (`reason`), NotFoundError, NotAllowedError.
        """
        with self._tx.write(actor, Right.ENTER_RATINGS) as work:
            said = required_reason(reason, "bỏ lượt đánh giá")
            row = work.session.get(Rating, rating_id)
            if row is None or row.unit_id != actor.office_id or row.ended_at is not None:
                raise NotFoundError("Lượt đánh giá này không còn. Hãy mở lại danh sách.")
            is_own = row.entered_by == actor.officer_id and row.source is not RatingSource.WINDOW
            if not is_own and Role.SUPERVISOR not in work.roles:
                raise NotAllowedError(
                    f"Lượt đánh giá “{label(row.source)}” này chỉ phụ trách bộ phận bỏ được. Hãy "
                    "báo phụ trách."
                )
            row.ended_at, row.ended_by, row.end_reason = work.now, actor.officer_id, said
            work.log(
                "rating_ended",
                {"rating": rating_id},
                dossier_id=row.dossier_id,
                personal={"reason": said},
            )

    def of_dossier(self, actor: Actor, code: str) -> tuple[RatingLine, ...]:
        """Return what was said of a dossier, newest first, ended entries too.

        Raises NotFoundError.
        """
        with self._tx.read(actor, Right.ENTER_RATINGS) as reading:
            state = current_state(reading.session, code, actor.office_id)
            return lines_of_dossier(reading.session, state.dossier_id)

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> tuple[RatingLine, ...]:
        """Return what was entered in [first_day, last_day], newest first, ended entries too.

        Raises InvalidInputError (`from`, `to`).
        """
        with self._tx.read(actor, Right.ENTER_RATINGS) as reading:
            span = period_of(actor.office_id, first_day, last_day, reading.now)
            return lines_of_span(reading.session, span)

    def figures(self, actor: Actor, first_day: date, last_day: date) -> RatingFigures:
        """Return what a period's answers come to. Raises InvalidInputError (`from`, `to`)."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            span = period_of(actor.office_id, first_day, last_day, reading.now)
            return figures_in(reading.session, span)

    def rows_behind(
        self, actor: Actor, figure: str, days: tuple[date, date]
    ) -> tuple[RatingBehind, ...]:
        """Return the answers or slips that a figure of `days` counts, by its name in `behind`.

        Raises InvalidInputError (`from`, `to`, `figure`).
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            span = period_of(actor.office_id, *days, reading.now)
            return ratings_behind_in(reading.session, span, figure)


def _about_dossier(work: Work, code: str, source: RatingSource, at: datetime) -> About:
    """Return what is told of a dossier; who served is who received it."""
    state = current_state(work.session, code, work.actor.office_id)
    dossier = work.session.get_one(Dossier, state.dossier_id)
    return About(
        source=source,
        officer_id=dossier.registered_by,
        counter_name=dossier.counter_name,
        rated_at=at,
        dossier_id=dossier.id,
        code=code,
    )


def _who_served(work: Work, tap: Tap) -> int:
    """Return who served when the tap was made: somebody of this office, else whoever stores it."""
    officer = work.session.get(Officer, tap.officer_id) if tap.officer_id else None
    if officer is None or officer.office_id != work.actor.office_id:
        return work.actor.officer_id
    return officer.id


def _dossier_id(reading: Reading, code: str) -> int | None:
    if not code:
        return None
    return reading.session.execute(
        select(Dossier.id).where(Dossier.code == code, Dossier.unit_id == reading.actor.office_id)
    ).scalar()
