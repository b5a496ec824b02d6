"""The books of an office beside its dossiers, entered into before and after a lock."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.errors import RuleBrokenError
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportPeriod
from app.services.periods.checking import period_problems
from app.services.periods.records import Sections
from app.services.periods.sections import sections_in
from app.services.petitions.petitions import Petitions
from app.services.petitions.records import PetitionSaid
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import DecisionView
from app.services.registers.records import RegisterEntry
from app.services.registers.registers import Registers
from app.vocabulary.petitions import PetitionAct
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED
from tests.services.periods.builders import Reporter, at
from tests.services.petitions.builders import typed
from tests.services.publishing.builders import a_draft, again, an_item


@dataclass
class Books:
    """The books of an office beside its dossiers, and its periods."""

    desk: Reporter
    petitions: Petitions
    registers: Registers
    publishing: Publishing
    tx: Transactions
    decisions: list[DecisionView] = field(default_factory=list)
    made: list[RegisterEntry] = field(default_factory=list)
    open_petitions: list[tuple[int, date]] = field(default_factory=list)

    def sections(self, period: ReportPeriod) -> Sections:
        """Return a period's sections: frozen where it is locked."""
        with self.tx.read(self.desk.boss, Right.SEE_FIGURES) as reading:
            return sections_in(reading, period)

    def lock(self, period: ReportPeriod) -> None:
        """Lock a period; what comes next comes a minute later."""
        self.desk.lock(period)
        self.desk.counter.time.advance(timedelta(minutes=1))

    def receive(self, day: date) -> int:
        """Enter a petition that came on `day`."""
        with self.desk.opened_days(day):
            done = self.petitions.receive(self.desk.counter.admin, typed(received_at=at(day)))
        self.open_petitions.append((done.petition_id, day))
        return done.petition_id

    def withdraw(self, petition_id: int, day: date) -> bool:
        """Enter that its sender took a petition back on `day`; False where it had gone on."""
        said = PetitionSaid(note="Người gửi rút", at=at(day, 10))
        with self.desk.opened_days(day):
            try:
                self.petitions.act(self.desk.counter.admin, petition_id, PetitionAct.WITHDRAW, said)
            except RuleBrokenError:
                return False
        return True

    def trained(self, day: date, participants: int = 10) -> RegisterEntry:
        """Enter a training held on `day`."""
        said: dict[str, Any] = {
            **TYPED[RegisterKind.ACTIVITIES],
            "subject": f"Tập huấn {len(self.made)}",
            "kind": "training",
            "held_on": day,
            "participants": participants,
        }
        self.made.append(self.registers.add(self.desk.counter.admin, RegisterKind.ACTIVITIES, said))
        return self.made[-1]

    def decided(self, day: date) -> DecisionView:
        """Enter a decision signed on `day` that publishes one procedure."""
        number = f"{len(self.decisions) + 1}/QĐ-UBND"
        item = an_item(f"1.{len(self.decisions) + 1:06}")
        draft = a_draft(number, item, decided_on=day)
        self.decisions.append(self.publishing.enter(self.desk.counter.admin, draft))
        return self.decisions[-1]

    def signed_again(self, place: int, day: date) -> None:
        """Correct the day of signing of a decision."""
        view = self.decisions[place]
        draft = again(view, decided_on=day, effective_from=day)
        self.decisions[place] = self.publishing.correct(
            self.desk.counter.admin, view.line.decision_id, draft, based_on=view.line.revision
        )

    def problems(self) -> list[str]:
        """Return what `motcua check` says of the locks."""
        with self.desk.counter.database.read() as session:
            return list(period_problems(session))
