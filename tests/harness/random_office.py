"""A counter that lives through days by chance, and what people outside its store hold meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from app.clock import local_date
from app.models.store import create_sqlite
from app.models.store_freshness import watch
from app.paths import STORE_NAME
from app.services.closing.confirming import Anchor, anchor_digits
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import Registered
from app.services.ledger.records import Actor
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.people import GuardedAct, Role
from tests.office_life.book import Life
from tests.office_life.driver import OfficeLife, life_of
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    a_copied_store,
    an_actor,
)

_NAMES = ("Nguyễn Thị Ánh", "Trần Văn Bình", "Lê Thị Cúc", "Phạm Văn Dũng", "Hoàng Thị Én")


@dataclass
class RandomOffice:
    """One office: `receipts` are citizens' papers, `sheets` those in the supervisor's drawer."""

    counter: Counter
    life: OfficeLife
    boss: Actor
    second: Actor
    store: Path
    chance: Random
    receipts: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    _waiting: list[Life] = field(default_factory=list)
    _forms: list[int] = field(default_factory=list)

    @property
    def record(self) -> Path:
        """The high-water record of this machine."""
        record = self.counter.database.high_water
        assert record is not None
        assert record.path is not None
        return record.path

    @property
    def keys(self) -> dict[int, bytes]:
        """The office's public keys, as they were handed out."""
        with self.counter.database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT key_id, public_key FROM public_keys"
            )
            return {key_id: bytes.fromhex(key) for key_id, key in rows}

    def live(self, acts: int) -> None:
        """Do so many acts, whatever they are."""
        for _ in range(acts):
            self.chance.choice(self._possible())()

    def end_day(self) -> None:
        """Close the day and go on the next morning."""
        day = local_date(self.counter.clock.now())
        if self.counter.closings.preview(self.boss, day).refusal:
            return
        sheet = self.counter.closings.close(self.boss, day).sheet
        self.sheets.append(sheet.qr_payload)
        self.sheets.append(anchor_digits(Anchor(sheet.log_seq, bytes.fromhex(sheet.chain_head))))
        if self.chance.random() < 0.2:
            self._open_again()
        self.counter.time.advance(timedelta(days=1))
        if self.chance.random() < 0.8:
            self.counter.closing_sheets.scan(self.counter.officer, sheet.qr_payload)

    def _possible(self) -> list[Callable[[], None]]:
        acts = [self._register, self._register, self._return, self._pay]
        if self._waiting:
            acts.append(self._send)
        if self._on_the_way:
            acts.append(self._accept)
        if self._forms:
            acts.append(self._print_again)
        return acts

    @property
    def _on_the_way(self) -> list[Life]:
        return [life for life in self.life.lives if life.going]

    def _received(self, **facts: int) -> tuple[Life, Registered]:
        new = self.counter.as_typed(self.chance.choice(_NAMES), **facts)
        return self.life.register(self.counter.officer, new)

    def _register(self) -> None:
        life, made = self._received()
        self.receipts.append(made.receipt.qr_payload)
        self._waiting.append(life)
        self._forms.append(made.form_id)
        self.counter.time.advance(timedelta(minutes=self.chance.randrange(1, 4)))

    def _return(self) -> None:
        officer = self.counter.officer
        life, _made = self._received(case_id=self.counter.same_day_case)
        said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
        self.life.decide(officer, life, Action.RESOLVE, said)
        self.life.give_result(officer, life, Collection(life.owner))

    def _pay(self) -> None:
        self._received(fee_vnd=8000, paid_vnd=8000)

    def _send(self) -> None:
        self.life.send(self.counter.officer, [self._waiting.pop()], self.counter.economy)

    def _accept(self) -> None:
        newest = max(self._on_the_way, key=lambda life: life.hands[-1].sent)
        self.life.accept(self.counter.economy_officer, [newest])

    def _print_again(self) -> None:
        self.counter.print_queue.reprint(self.counter.officer, self.chance.choice(self._forms))

    def _open_again(self) -> None:
        day = local_date(self.counter.clock.now())
        approval = self.counter.approvals.by_second(
            self.boss, self.second.login, GOOD_PASSWORD, GuardedAct.REOPEN_DAY, day.isoformat()
        )
        self.counter.closings.reopen(self.boss, day, "Quên một hồ sơ", approval)


def an_empty_store(folder: Path) -> Path:
    """Make a store to copy: creating one runs every migration."""
    create_sqlite(folder / STORE_NAME).close()
    return folder / STORE_NAME


def a_random_office(empty: Path, folder: Path, chance: Random) -> RandomOffice:
    """Found an office in a copy of an empty store; the caller closes its database."""
    folder.mkdir()
    database = a_copied_store(empty, folder)
    counter = a_counter(folder, FakeTime(), database)
    watch(database, folder / "high-water")
    boss = an_actor(database, Role.SUPERVISOR, login="phutrach")
    second = an_actor(database, Role.SUPERVISOR, login="phutrach.2")
    return RandomOffice(counter, life_of(counter), boss, second, folder / STORE_NAME, chance)
