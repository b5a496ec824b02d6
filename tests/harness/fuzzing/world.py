"""A counter with a day's work behind it, copied fresh for each batch of inputs."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.bootstrap.stores import services_over
from app.clock import Clock
from app.models.database import Database, sqlite_engine
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PublicKey
from app.models.office import Unit
from app.paths import STORE_NAME
from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals
from app.services.access.signing_in import SignIn
from app.services.container import Services
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.forms.issuing import read_snapshot, signed_form_problems
from app.services.forms.notice_records import PaperLine
from app.services.forms.records import FormData
from app.services.intake.guiding import GuideRequest
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.money.records import Taking
from app.services.post import Waybill
from app.vocabulary.dossiers import Action, PaymentKind, PostDirection, ReturnBy
from app.vocabulary.forms import FormKind
from app.vocabulary.people import Role
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED
from tests.services.desk_builders import Counter, a_counter
from tests.services.files.contents import a_pdf
from tests.services.petitions.builders import typed as a_petition
from tests.services.store_builders import (
    MONDAY_MORNING,
    FakeTime,
    a_store,
    an_actor,
    cheap_passwords,
    the_actor,
)

TUESDAY_MORNING: Final = MONDAY_MORNING + timedelta(days=1)
TODAY: Final = TUESDAY_MORNING.date()
"""The day that the inputs come on; the day before is closed."""
STATION: Final = "Máy 1"
EVERYTHING: Final = "tatca"
"""Who has every role of the office."""
_NOTICES: Final = (
    (Action.ASK_SUPPLEMENT, Decision(note="thiếu giấy tờ", items=("Bản sao căn cước",))),
    (Action.EXTEND, Decision(note="chờ xác minh")),
    (Action.STOP, Decision(note="không đủ điều kiện", ground="Điều 17")),
    (Action.WITHDRAW, Decision(note="công dân xin rút")),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A form that was issued: its kind, what it says, what its QR says."""

    kind: FormKind
    data: FormData
    payload: str


@dataclass(frozen=True, slots=True)
class World:
    """A desk over a store of its own, who works there, and what is true there."""

    desk: Services
    officer: Actor
    agency_officer: Actor
    codes: tuple[str, ...]
    numbers: tuple[str, ...]
    forms: tuple[Paper, ...]
    public_keys: dict[int, bytes]

    @property
    def payloads(self) -> tuple[str, ...]:
        """What the QR of every form says."""
        return tuple(form.payload for form in self.forms)

    def problems(self) -> list[str]:
        """Return what the store's own check finds wrong."""
        return StoreCheck(self.desk.database, (signed_form_problems,)).problems()


def a_world(folder: Path) -> World:
    """Copy the template into `folder`, which is empty, and open a desk over it."""
    shutil.copytree(make_template(folder.parents[1]), folder, dirs_exist_ok=True)
    clock = Clock(FakeTime(TUESDAY_MORNING))
    database = Database(sqlite_engine(folder / STORE_NAME))
    desk = services_over(database, folder, clock, STATION)
    tx = Transactions(database, clock)
    # The true cost of a password is no input's fault.
    desk.sign_in = SignIn(database, clock, cheap_passwords())
    desk.accounts = Accounts(tx, cheap_passwords())
    desk.approvals = Approvals(tx, cheap_passwords())
    return _with_facts(desk)


def _with_facts(desk: Services) -> World:
    with desk.database.read() as session:
        codes = tuple(session.scalars(select(Dossier.code)))
        numbers = tuple(session.scalars(select(IssuedForm.number).distinct()))
        keys = {
            row.key_id: bytes.fromhex(row.public_key) for row in session.scalars(select(PublicKey))
        }
        forms = _forms(session)
    return World(
        desk=desk,
        officer=the_actor(desk.database, EVERYTHING),
        agency_officer=the_actor(desk.database, "kinhte"),
        codes=codes,
        numbers=numbers,
        forms=forms,
        public_keys=keys,
    )


def _forms(session: Session) -> tuple[Paper, ...]:
    rows = session.scalars(select(IssuedForm).where(IssuedForm.qr_stem.is_not(None)))
    return tuple(
        Paper(
            row.kind,
            read_snapshot(row.kind, row.snapshot),
            str(json.loads(row.snapshot)["qr_payload"]),
        )
        for row in rows
    )


def make_template(root: Path) -> Path:
    """Make the store that every batch below `root` starts from, and return its folder."""
    folder = root / "template"
    if not folder.exists():
        _work_a_day(folder)
    return folder


def _work_a_day(folder: Path) -> None:
    counter = a_counter(folder, FakeTime(), a_store(folder))
    an_actor(counter.database, *(set(Role) - {Role.AGENCY_OFFICER}), login=EVERYTHING)
    codes = [counter.code(f"Nguyễn Thị Ánh {number}") for number in range(6)]
    counter.handoffs.send(counter.officer, counter.economy, codes[:3])
    counter.handoffs.accept(counter.economy_officer, codes[:1])
    counter.resolved("Lê Văn Ước")
    done = counter.resolved("Phạm Thị Ỷ")
    counter.returning.give_back(
        counter.officer, done, Collection("Phạm Thị Ỷ", prints_receipt=True)
    )
    _issue_the_rest(counter)
    desk = services_over(counter.database, folder, counter.clock, STATION)
    desk.attachments.add_paper(counter.officer, codes[4], 1, "tờ khai.pdf", a_pdf())
    desk.petitions.receive(counter.officer, a_petition(prints=True))
    _give_a_rating_slip(counter)
    for kind in RegisterKind:
        desk.registers.add(counter.admin, kind, TYPED[kind])
    counter.database.close()


def _give_a_rating_slip(counter: Counter) -> None:
    """Register a dossier while the office gives slips out with its receipts."""
    for gives in (True, False):
        with counter.database.write() as session:
            session.execute(update(Unit).values(gives_rating_slips=gives))
        if gives:
            counter.code("Trần Văn Bình")


def _issue_the_rest(counter: Counter) -> None:
    """Issue a form of each kind that the morning has not issued."""
    officer = counter.officer
    for action, said in _NOTICES:
        code = counter.code("Trần Văn Bình")
        due = counter.tracking.one(officer, code).due.due_at
        if action is Action.EXTEND and due is not None:
            said = replace(said, new_due_at=due + timedelta(days=7))  # noqa: PLW2901 - now known
        counter.decisions.decide(officer, code, action, said)
    counter.refusing.refuse(officer, counter.as_typed("Trần Văn Bình"), ("Không thuộc thẩm quyền",))
    missing = (PaperLine("Giấy chứng nhận đã cấp", original=1),)
    counter.guiding.issue(officer, GuideRequest(counter.case_id, "Trần Văn Bình", missing=missing))
    owed = counter.code("Trần Văn Bình", fee_vnd=50_000)
    paid = Taking(
        amount_vnd=20_000, kind=PaymentKind.ADVANCE, payer_name="Bình", prints_receipt=True
    )
    counter.cashier.take(officer, owed, paid)
    counter.control_slips.issue(officer, owed)
    asked = counter.resolved("Võ Thị Lành", return_by=ReturnBy.POST, return_address="Số 5")
    item = Waybill(number="RA123456785VN", carrier="Bưu điện Việt Nam")
    counter.postings.record(officer, asked, PostDirection.OUT, item)
    counter.closings.close(the_actor(counter.database, EVERYTHING), counter.clock.today())
    counter.time.advance(timedelta(days=1))
