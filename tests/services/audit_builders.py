"""A used store and its audit, for the tests of audit, verifier and tampering."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.services.audit.audit import Audit
from app.services.audit.records import AuditReport, Given
from app.services.ledger.records import Actor
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor

MONDAY = date(2026, 11, 23)


def an_audit(counter: Counter) -> Audit:
    """Return the audit of a counter's store, whose station holds no key."""
    return Audit(counter.tx, counter.database, dict)


def audited(counter: Counter, given: Given | None = None) -> AuditReport:
    """Audit a counter's store as its administrator."""
    return an_audit(counter).run(counter.admin, given)


@dataclass(frozen=True, slots=True)
class Papers:
    """What people outside hold of a used store: payloads of receipts, and a closing's sheet."""

    receipts: tuple[str, ...]
    sheet: str
    boss: Actor


def use(counter: Counter) -> Papers:
    """Let a counter work for a day, close it, lock it as a period, and work on the next."""
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    first = counter.dossier()
    counter.handoffs.send(counter.officer, counter.economy, [first.code])
    counter.handoffs.accept(counter.economy_officer, [first.code])
    counter.returned("Trần Văn Bình")
    second = counter.dossier("Lê Thị Cúc")
    sheet = counter.closings.close(boss, MONDAY).sheet.qr_payload
    counter.time.advance(timedelta(days=1))
    counter.closing_sheets.scan(counter.officer, sheet)
    counter.periods.lock(boss, f"{MONDAY.isoformat()}..{MONDAY.isoformat()}")
    third = counter.dossier("Phạm Văn Dũng")
    receipts = tuple(one.receipt.qr_payload for one in (first, second, third))
    return Papers(receipts, sheet, boss)
