"""Inside a unit: whose desk a paper is on and on which shelf; and who stands in for whom."""

from collections.abc import Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, aliased

from app.clock import local_date
from app.errors import InvalidInputError, NotAllowedError, NotFoundError, RuleBrokenError
from app.models.custody import Delegation, Keeping
from app.models.people import Officer
from app.services.custody.location_records import STAND_IN, Colleague, StandIn, StandInDraft
from app.services.dossiers.route import held_since
from app.services.dossiers.states import State, current_state
from app.services.fields import checked
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.people import Role


def absent_ids(reading: Reading) -> frozenset[int]:
    """Return the officers the reader stands in for today."""
    today = local_date(reading.now)
    found = reading.session.scalars(
        select(Delegation.officer_id).where(
            Delegation.deputy_id == reading.actor.officer_id,
            Delegation.from_day <= today,
            Delegation.until_day >= today,
            Delegation.ended_at.is_(None),
        )
    )
    return frozenset(found)


MAX_CODES = 500


class Custodians:
    """Puts papers on desks and shelves of the unit that holds them."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def colleagues(self, actor: Actor) -> tuple[Colleague, ...]:
        """Return the active officers of the actor's unit, by name."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return _colleagues(reading.session, actor.unit_id)

    def put(
        self, actor: Actor, codes: Sequence[str], *, officer_id: int | None = None, place: str = ""
    ) -> None:
        """Say who has the papers inside the unit, and where they lie: all of them or none.

        Raises InvalidInputError (`officer_id`, `place`, `codes`), RuleBrokenError for a paper that
        another unit holds or that is on its way, NotFoundError.
        """
        with self._tx.write(actor, Right.HAND_OFF) as work:
            shelf = clean(place, "place", limit=200)
            keeper = _colleague(work.session, actor.unit_id, officer_id)
            if keeper is None and not shelf:
                raise InvalidInputError("place", "Chưa nhập nơi để hoặc người giữ giấy tờ.")
            wanted = list(dict.fromkeys(code.strip().upper() for code in codes))
            if not wanted or len(wanted) > MAX_CODES:
                raise InvalidInputError("codes", f"Hãy chọn từ 1 đến {MAX_CODES} hồ sơ.")
            for code in wanted:
                _put_one(work, code, keeper, shelf)

    def stand_ins(self, actor: Actor) -> tuple[StandIn, ...]:
        """Return who stands in for whom in the actor's unit, today and later."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return _stand_ins(reading)

    def stand_in(self, actor: Actor, draft: StandInDraft) -> None:
        """Let one officer stand in for another on the days of `draft`.

        An officer may do so for themselves, a supervisor or administrator for anybody of the unit.
        Raises InvalidInputError (`deputy_id`, `until`, `reason`), NotAllowedError.
        """
        with self._tx.write(actor, Right.HAND_OFF) as work:
            is_own = draft.officer_id == actor.officer_id
            if not is_own and not work.roles & {Role.SUPERVISOR, Role.ADMINISTRATOR}:
                raise NotAllowedError(
                    "Chỉ tự ủy quyền cho mình, hoặc nhờ người phụ trách ủy quyền thay."
                )
            absent = _colleague(work.session, actor.unit_id, draft.officer_id)
            deputy = _colleague(work.session, actor.unit_id, draft.deputy_id)
            if absent is None or deputy is None or absent.id == deputy.id:
                raise InvalidInputError("deputy_id", "Hãy chọn một đồng nghiệp khác cùng đơn vị.")
            first, last, today = draft.from_day, draft.until, local_date(work.now)
            if last < first or last < today:
                raise InvalidInputError("until", "Ngày cuối phải từ hôm nay và sau ngày đầu.")
            words = checked(STAND_IN, draft, today).reason
            work.session.execute(
                insert(Delegation).values(
                    unit_id=actor.unit_id,
                    officer_id=absent.id,
                    deputy_id=deputy.id,
                    from_day=first,
                    until_day=last,
                    reason=words,
                    made_at=work.now,
                    made_by=actor.officer_id,
                )
            )
            work.log(
                "stand_in",
                {
                    "officer": absent.login,
                    "deputy": deputy.login,
                    "from": first.isoformat(),
                    "until": last.isoformat(),
                    "reason": words,
                },
            )

    def end_stand_in(self, actor: Actor, stand_in_id: int) -> None:
        """End it early. Raises NotFoundError, RuleBrokenError when it is over."""
        with self._tx.write(actor, Right.HAND_OFF) as work:
            row = work.session.get(Delegation, stand_in_id)
            if row is None or row.unit_id != actor.unit_id:
                raise NotFoundError("Không tìm thấy lượt ủy quyền này.")
            if row.ended_at is not None or row.until_day < local_date(work.now):
                raise RuleBrokenError("Lượt ủy quyền này đã kết thúc.")
            row.ended_at = work.now
            work.log("stand_in_ended", {"stand_in": stand_in_id})

    def stands_in_for(self, actor: Actor) -> frozenset[int]:
        """Return the ids of those the actor stands in for today."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return absent_ids(reading)


def _colleagues(session: Session, unit_id: int) -> tuple[Colleague, ...]:
    rows = session.execute(
        select(Officer.id, Officer.name)
        .where(Officer.unit_id == unit_id, Officer.is_active)
        .order_by(Officer.name, Officer.id)
    )
    return tuple(Colleague(*row) for row in rows)


def _colleague(session: Session, unit_id: int, officer_id: int | None) -> Officer | None:
    """Return an active officer of the unit; None where none is meant."""
    if officer_id is None:
        return None
    found = session.get(Officer, officer_id)
    if found is None or found.unit_id != unit_id or not found.is_active:
        raise InvalidInputError("officer_id", "Người này không còn làm việc ở đơn vị của bạn.")
    return found


def _put_one(work: Work, code: str, keeper: Officer | None, place: str) -> None:
    state = current_state(work.session, code, work.actor.office_id)
    _require_here(work, state)
    values = {
        "unit_id": state.holder_id,
        "officer_id": keeper.id if keeper else _keeper_now(work.session, state),
        "place": place,
        "since": work.now,
    }
    known = work.session.execute(
        update(Keeping)
        .where(Keeping.dossier_id == state.dossier_id)
        .values(values)
        .returning(Keeping.dossier_id)
    ).first()
    if known is None:
        work.session.execute(insert(Keeping).values(dossier_id=state.dossier_id, **values))
    facts = {"keeper": keeper.name if keeper else ""}
    work.log("kept", facts, dossier_id=state.dossier_id, personal={"place": place})


def _keeper_now(session: Session, state: State) -> int | None:
    """Return who keeps the paper inside its unit: another shelf changes nothing of that."""
    known = session.get(Keeping, state.dossier_id)
    if known is None or known.unit_id != state.holder_id:
        return None
    return known.officer_id if known.since >= held_since(session, state) else None


def _require_here(work: Work, state: State) -> None:
    if state.is_on_the_way:
        raise RuleBrokenError(
            f"Hồ sơ {state.code} đang trên đường bàn giao. Hãy nhận hoặc thu hồi trước."
        )
    if state.holder_id != work.actor.unit_id:
        raise RuleBrokenError(
            f"Giấy tờ của hồ sơ {state.code} do đơn vị khác giữ nên không chuyển trong đơn vị được."
        )


def _stand_ins(reading: Reading) -> tuple[StandIn, ...]:
    today = local_date(reading.now)
    absent, deputy = aliased(Officer), aliased(Officer)
    rows = reading.session.execute(
        select(
            Delegation.id,
            absent.name,
            deputy.name,
            Delegation.from_day,
            Delegation.until_day,
            Delegation.reason,
        )
        .join(absent, absent.id == Delegation.officer_id)
        .join(deputy, deputy.id == Delegation.deputy_id)
        .where(
            Delegation.unit_id == reading.actor.unit_id,
            Delegation.until_day >= today,
            Delegation.ended_at.is_(None),
        )
        .order_by(Delegation.from_day, Delegation.id)
    )
    return tuple(StandIn(*row, row.from_day <= today) for row in rows)
