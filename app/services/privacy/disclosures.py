"""Files with people's numbers and addresses in full: for a reason, after the own password, logged.

Without a disclosure an export reads and hides; with one the same export is an act: the approval is
used up, and the log tells who took out what, of which days, how many lines, and why.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.services.access.approvals import take_approval
from app.services.ledger.personal import EXPORTS, Masks, Use, masks_for
from app.services.ledger.reasons import required_reason
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.vocabulary.people import GuardedAct

DISCLOSED_ACT: Final = "exported_unmasked"
"""The entry of an export in which people's facts are not hidden."""


BOOK_REASON: Final = "Lập sổ theo dõi hồ sơ theo mẫu ban hành kèm theo Thông tư"
"""Why the register book is taken out in full where nobody gives another reason: it is its form."""


class Exported(StrEnum):
    """What is taken out."""

    REGISTER = "register"
    PORTAL = "portal"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Why a file shall hold people's facts in full, and the id of the approval of it."""

    reason: str
    approval_id: int


@dataclass(slots=True)
class Exporting:
    """An open transaction of an export; whoever reads says how many `lines` it took out."""

    reading: Reading
    masks: Masks
    lines: int = 0


def disclosure_subject(what: Exported, first_day: date, last_day: date) -> str:
    """Return what the own password is asked for again."""
    return f"{what.value} {first_day.isoformat()} {last_day.isoformat()}"


class Exports:
    """Opens the transactions of exports: a reading that hides, or an act that tells all."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    @contextmanager
    def opened(
        self, actor: Actor, what: tuple[Exported, date, date], disclosure: Disclosure | None
    ) -> Generator[Exporting]:
        """Open the transaction of an export of `what` (which, from, to) and say what it hides.

        Raises NotAllowedError without the right or the approval, InvalidInputError (`reason`) for
        a disclosure without a reason.
        """
        if disclosure is None:
            with self._tx.read(actor, Right.SEE_FIGURES) as reading:
                yield Exporting(reading, EXPORTS)
            return
        reason = required_reason(disclosure.reason, "xuất dữ liệu không che")
        which, first_day, last_day = what
        with self._tx.write(actor, Right.SEE_FIGURES) as work:
            subject = disclosure_subject(which, first_day, last_day)
            take_approval(work, disclosure.approval_id, GuardedAct.EXPORT_UNMASKED, subject)
            export = Exporting(work, masks_for(Use.UNMASKED_EXPORT, work.roles))
            yield export
            work.log(
                DISCLOSED_ACT,
                {
                    "what": which.value,
                    "from": first_day.isoformat(),
                    "until": last_day.isoformat(),
                    "lines": export.lines,
                    "station": actor.station,
                },
                personal={"reason": reason},
            )
