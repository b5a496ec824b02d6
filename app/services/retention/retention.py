"""People's data past their time: the office's rule, what a run would erase, and the run.

An erased dossier keeps its code, its dates, its states and so every figure; the log keeps its
entries and its chain and tells of the erasing. Two people run it, and it cannot be undone.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.models.dossiers import Dossier
from app.models.log import TELLS_OF_PRIVACY, LogEntry
from app.models.office import Unit
from app.models.people import Officer
from app.models.stored import stored_date
from app.services.access.approvals import take_approval
from app.services.ledger.details import RETENTION_ACT, joined
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.retention.due import ErasureDue, first_kept_day
from app.services.retention.erasing import erase
from app.services.retention.leftovers import Leftovers, erased_names
from app.services.retention.records import (
    Erasable,
    RetentionPreview,
    RetentionRule,
    RetentionRun,
    Swept,
)
from app.text import clean
from app.vocabulary.people import GuardedAct
from app.wording.texts import day_text

FEWEST_YEARS: Final = 1
MOST_YEARS: Final = 100


class Retention:
    """Erases what is past its time; `leftovers` are the files of this machine.

    `scrub` lets nothing that was deleted be read from the store's files any more.
    """

    def __init__(
        self, transactions: Transactions, leftovers: Leftovers, scrub: Callable[[], None]
    ) -> None:
        self._tx = transactions
        self._leftovers = leftovers
        self._scrub = scrub

    def set_rule(self, actor: Actor, years: int, ground: str) -> RetentionRule:
        """Say after how many years data are erased, and which paper says so.

        Raises InvalidInputError (`years`, `ground`).
        """
        if not FEWEST_YEARS <= years <= MOST_YEARS:
            raise InvalidInputError(
                "years", f"Số năm lưu phải từ {FEWEST_YEARS} đến {MOST_YEARS}. Hãy nhập lại."
            )
        said = clean(ground, "ground", limit=300)
        if not said:
            raise InvalidInputError(
                "ground", "Chưa ghi căn cứ. Hãy ghi luật, thông tư hoặc quyết định của đơn vị."
            )
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            unit = work.session.get_one(Unit, actor.office_id)
            unit.retention_years, unit.retention_ground = years, said
            work.log("retention_rule_set", {"years": years, "ground": said})
            return RetentionRule(years, said)

    def preview(self, actor: Actor) -> RetentionPreview:
        """Return what a run would erase now; changes nothing."""
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            return _preview(reading)

    def run(self, actor: Actor, before: date, approval_id: int) -> tuple[RetentionRun, Swept]:
        """Erase what the preview showed of dossiers that ended before the day `before`.

        Afterwards the store's file holds nothing of it any more, and the files on this machine are
        gone. Raises RuleBrokenError without a ground, for another day than today's rule gives and
        where nothing is past its time; ApprovalNeededError without a second person.
        """
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            seen = _preview(work)
            _require_runnable(seen, before)
            approved = take_approval(work, approval_id, GuardedAct.ERASE, erasing_subject(before))
            others = erase(
                work,
                ErasureDue(actor.office_id, before),
                ErasureDue(actor.office_id, before, erased_at=work.now),
            )
            counts = {name: getattr(seen.erasable, name) for name in Erasable.__slots__}
            mark = work.log(
                RETENTION_ACT,
                {
                    **counts,
                    "before": before.isoformat(),
                    "years": seen.rule.years,
                    "ground": seen.rule.ground,
                    "second": _login_of(work.session, approved.approved_by),
                    "details": others,
                },
            )
            done = _run_of(
                {"seq": mark.seq, "at": work.now, "login": actor.login, "officer_name": actor.name},
                counts | {"before": before.isoformat()},
                seen.rule,
                _login_of(work.session, approved.approved_by),
            )
        self._scrub()
        return done, self.sweep(actor)

    def sweep(self, actor: Actor) -> Swept:
        """Take away the files of erased data that still lie on this machine; safe to do again.

        Stations that share a store but not their folders each do it once, and so does one whose
        run was cut off after the store had forgotten. Raises StoreError.
        """
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            names = erased_names(reading.session)
        return self._leftovers.take_away(names)

    def runs(self, actor: Actor) -> tuple[RetentionRun, ...]:
        """Return the runs so far, newest first."""
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            rows = reading.session.execute(
                select(
                    LogEntry.seq,
                    LogEntry.entered_at.label("at"),
                    LogEntry.facts,
                    Officer.login,
                    Officer.name.label("officer_name"),
                )
                .join(Officer, Officer.id == LogEntry.officer_id)
                .where(
                    TELLS_OF_PRIVACY,
                    LogEntry.unit_id == actor.office_id,
                    LogEntry.act == RETENTION_ACT,
                )
                .order_by(LogEntry.seq.desc())
            ).all()
        found = []
        for row in rows:
            said = joined(row.facts, None)
            head = {
                "seq": row.seq,
                "at": row.at,
                "login": row.login,
                "officer_name": row.officer_name,
            }
            rule = RetentionRule(said["years"], said["ground"])
            found.append(_run_of(head, said, rule, said["second"]))
        return tuple(found)


def erasing_subject(before: date) -> str:
    """Return what a second person approves."""
    return before.isoformat()


def _preview(reading: Reading) -> RetentionPreview:
    session, office_id = reading.session, reading.actor.office_id
    unit = session.get_one(Unit, office_id)
    before = first_kept_day(local_date(reading.now), unit.retention_years)
    due = ErasureDue(office_id, before)
    oldest, newest = due.span(session)
    erased = session.execute(
        select(func.count()).where(Dossier.unit_id == office_id, Dossier.erased_at.is_not(None))
    ).scalar_one()
    return RetentionPreview(
        rule=RetentionRule(unit.retention_years, unit.retention_ground),
        before=before,
        oldest=oldest,
        newest=newest,
        erasable=due.count(session),
        kept_back=due.kept_back(session),
        erased=erased,
    )


def _require_runnable(seen: RetentionPreview, before: date) -> None:
    if not seen.rule.ground:
        raise RuleBrokenError(
            "Chưa ghi căn cứ của thời hạn lưu. Hãy ghi số năm và căn cứ trước khi xóa."
        )
    if before != seen.before:
        raise RuleBrokenError(
            f"Nay chỉ xóa được hồ sơ kết thúc trước ngày {day_text(seen.before)}. Hãy xem lại phần "
            "xem trước."
        )
    if seen.erasable.is_empty:
        raise RuleBrokenError(
            f"Không có dữ liệu cá nhân nào hết thời hạn lưu ({seen.rule.years} năm). Nếu lần xóa "
            "trước bị ngắt giữa chừng, hãy xóa nốt tệp còn lại (motcua retention --sweep)."
        )


def _run_of(
    head: dict[str, Any], said: dict[str, Any], rule: RetentionRule, second: str
) -> RetentionRun:
    return RetentionRun(
        **head,
        second_login=second,
        rule=rule,
        before=stored_date(said["before"]),
        erased=Erasable(**{name: said.get(name, 0) for name in Erasable.__slots__}),
    )


def _login_of(session: Session, officer_id: int) -> str:
    return session.get_one(Officer, officer_id).login
