"""Makes the office of `world`: one of each thing that a command may be about."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from app.clock import Clock
from app.services.access.records import NewOfficer
from app.services.catalogue.records import AgencyDraft
from app.services.custody.location_records import StandInDraft
from app.services.dossiers.decision import Decision
from app.services.exchange.key_card import KeyCard
from app.services.forms.records import RatingSlipData
from app.services.money.fee_receipts import void_subject
from app.services.money.records import Taking
from app.services.province.records import ExpectedDraft
from app.services.ratings.records import Answers
from app.services.reporting.records import TaskDraft
from app.vocabulary.dossiers import Action, Outcome, PaymentKind, ReturnBy
from app.vocabulary.office import DayKind, Level, ReasonKind
from app.vocabulary.people import GuardedAct, Role
from app.vocabulary.ratings import Face, RatingSource
from app.vocabulary.reports import RegisterKind
from tests.harness.command_recipes.period_recipes import EXPECTED, LOCKED, REPORT
from tests.harness.command_recipes.plain_register_recipes import REGISTER_FILE
from tests.harness.command_recipes.publishing_recipes import DECISION, ITEMS_FILE
from tests.harness.command_recipes.world import BACKUP, CLOSED_DAY, DAY, Made
from tests.harness.register_entries import TYPED, csv_of
from tests.harness.town import STATION, SUPERVISOR, Town, draft_id, entered, found, state_in
from tests.services.exchange_builders import a_place, another_station
from tests.services.files.contents import a_pdf
from tests.services.petitions.builders import typed as a_petition
from tests.services.province.builders import Commune, some_figures
from tests.services.store_builders import (
    ADMIN,
    GOOD_PASSWORD,
    MONDAY_MORNING,
    OFFICE,
    FakeTime,
    a_store,
)

Prepared = Callable[["Preparing"], None]
_GRANTED = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
_ONLINE_CODE = "000.00.00.H53-261120-0042"


@dataclass(slots=True)
class Preparing:
    """The office while it is made."""

    town: Town
    codes: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def register(self, what: str, case_id: int = 0, **facts: object) -> str:
        """Register a dossier that is called `what`; return its code."""
        typed = self.town.typed(draft_id("made", what), case_id, **facts)
        registered = self.town.desk.intake.register(self.town.admin, typed)
        self.codes[what] = registered.code
        return registered.code

    def approve(self, act: GuardedAct, subject: str) -> int:
        """Let the supervisor approve what the administrator is about to do."""
        return self.town.desk.approvals.by_second(
            self.town.admin, SUPERVISOR, GOOD_PASSWORD, act, subject
        )


@dataclass(frozen=True, slots=True)
class Office:
    """The office as folders to copy, and what was made in it.

    `cut` is as a power cut leaves it: its last acts lie in the log beside the store. `closed` is
    the same, closed; `older` is the data folder of the day before, cut off likewise.
    """

    cut: Path
    closed: Path
    older: Path
    made: Made


def prepared(folder: Path) -> Office:
    """Make the office in `folder`."""
    closed, cut, older = folder / "closed", folder / "cut", folder / "older"
    found(closed)
    time = FakeTime(MONDAY_MORNING)
    with state_in(closed):
        preparing = Preparing(entered(closed, Clock(time)))
        _yesterday(preparing)
        _copy_as_cut(closed / "data", older)
        preparing.town.desk.close()
        time.advance(timedelta(days=1))
        preparing.town = entered(closed, Clock(time))
        for prepare in (
            _dossiers,
            _money,
            _files,
            _ratings,
            _people,
            _catalogue,
            _reports,
            _others,
            _reported,
            _registers,
            _petitions,
            _backed_up,
            _approved,
        ):
            prepare(preparing)
        _print_all_but_one(preparing)
        session = preparing.town.desk.sign_in.sign_in("canbo.a", GOOD_PASSWORD, "Quầy 1", STATION)
        _copy_as_cut(closed, cut)
        preparing.town.desk.close()
    made = Made(
        town=preparing.town,
        codes=preparing.codes,
        ids=preparing.ids,
        texts=preparing.texts,
        session=session,
    )
    return Office(cut=cut, closed=closed, older=older, made=made)


def _petitions(make: Preparing) -> None:
    draft = make.texts["petition draft"] = draft_id("made", "petition")
    make.town.desk.petition_drafts.save(make.town.admin, draft, "Nguyễn Thị")
    done = make.town.desk.petitions.receive(make.town.admin, a_petition())
    make.ids["petition"], make.texts["petition"] = done.petition_id, done.number


def _yesterday(make: Preparing) -> None:
    """A day with one dossier, closed: its sheet's QR is kept."""
    make.register("yesterday")
    desk = make.town.desk
    make.register("overdue", make.town.facts.same_day_case)
    closed = desk.closings.close(make.town.supervisor, CLOSED_DAY)
    make.texts["sheet"] = closed.sheet.qr_payload
    desk.periods.lock(make.town.supervisor, LOCKED)


def _dossiers(make: Preparing) -> None:
    town, desk, same_day = make.town, make.town.desk, make.town.facts.same_day_case
    registered = desk.intake.register(town.admin, town.typed(draft_id("made", "here")))
    make.codes["here"], make.ids["form"] = registered.code, registered.form_id
    make.ids["job"] = registered.job_id
    make.register("unfinished", same_day)
    for what in ("sent", "taken", "declined"):
        slip = desk.handoffs.send(town.admin, town.facts.economy, [make.register(what)])
        make.texts[f"slip of {what}"] = slip.number
    desk.handoffs.accept(town.agency_officer, [make.codes["taken"]])
    desk.handoffs.decline(town.agency_officer, make.codes["declined"], "Không thuộc thẩm quyền")
    for what, facts in (
        ("ready", {}),
        ("by post", {"return_by": ReturnBy.POST, "return_address": "Số 1 đường Thử"}),
    ):
        desk.decisions.decide(
            town.admin, make.register(what, same_day, **facts), Action.RESOLVE, _GRANTED
        )
    withdrawn = Decision(note="Không còn nhu cầu")
    desk.decisions.decide(town.admin, make.register("withdrawn"), Action.WITHDRAW, withdrawn)
    desk.drafts.save(town.admin, draft_id("made", "draft"), "Nguyễn Thị")
    make.texts["draft"] = draft_id("made", "draft")


def _money(make: Preparing) -> None:
    town, desk = make.town, make.town.desk
    code = make.register("with a fee", town.facts.fee_case, fee_vnd=50_000)
    taking = Taking(amount_vnd=20_000, kind=PaymentKind.ADVANCE)
    make.texts["fee receipt"] = desk.cashier.take(town.admin, code, taking).number


def _files(make: Preparing) -> None:
    town, desk = make.town, make.town.desk
    scan = desk.attachments.add_paper(
        town.admin, make.codes["here"], 1, "đơn.pdf", a_pdf("đã quét")
    )
    make.ids["scan"], make.texts["scan"] = scan.attachment_id, scan.sha256


def _ratings(make: Preparing) -> None:
    said = Answers(overall=Face.HAPPY)
    told = make.town.desk.ratings.tell(
        make.town.admin, make.codes["here"], RatingSource.PHONE, said, "made call"
    )
    make.ids["rating"] = told.rating_id
    town, office = make.town, make.town.desk.office
    edit = office.facts(town.admin).edit
    office.update(town.admin, replace(edit, gives_rating_slips=True))
    make.register("with a rating slip")
    office.update(town.admin, edit)
    queued = town.desk.print_queue.queued(town.admin)
    make.texts["rating slip"] = next(
        job.data.qr_payload for job in queued if isinstance(job.data, RatingSlipData)
    )


def _reports(make: Preparing) -> None:
    town = make.town
    task = town.desk.report_notes.add_task(town.admin, "2027-Q1", TaskDraft(text="Việc đã đặt"))
    make.ids["task"] = task.task_id


def _people(make: Preparing) -> None:
    town, accounts = make.town, make.town.desk.accounts
    for what, login in (("officer", "nhanvien"), ("former officer", "da.nghi")):
        new = NewOfficer(login=login, name="Phạm Văn Đào", password=GOOD_PASSWORD)
        by = make.approve(GuardedAct.CHANGE_ROLES, login)
        line = accounts.add(town.admin, new, frozenset({Role.OFFICER}), approval_id=by)
        make.ids[what] = line.officer_id
    accounts.deactivate(town.admin, make.ids["former officer"])
    keepers = town.desk.keepers
    away, here = make.ids["officer"], town.admin.officer_id
    draft = StandInDraft(officer_id=away, deputy_id=here, from_day=DAY, until=DAY, reason="Nghỉ")
    keepers.stand_in(town.admin, draft)
    make.ids["stand-in"] = keepers.stand_ins(town.admin)[0].stand_in_id


def _catalogue(make: Preparing) -> None:
    town, desk = make.town, make.town.desk
    for what in ("reason", "former reason"):
        line = desk.reasons.add(town.admin, ReasonKind.STOP, f"Lý do thử: {what}")
        make.ids[what] = line.reason_id
    desk.reasons.end(town.admin, make.ids["former reason"])
    make.ids["counter"] = desk.counters.add(town.admin, "Quầy 9").counter_id
    for what, code in (("agency", "PTX"), ("other agency", "PTY")):
        draft = AgencyDraft(f"Phòng Thử {code}", level=Level.COMMUNE, code=code)
        make.ids[what] = desk.agencies.add(town.admin, draft).agency_id
    # Everybody's date moves by this day off: there is something to reschedule.
    desk.calendar.set_day(town.admin, DAY + timedelta(days=3), DayKind.OFF, "Nghỉ bù", "QĐ 1")
    make.ids["procedure"] = desk.procedures.find(town.admin, "1.000001")[0].procedure_id
    path = town.folder / "catalogue.json"
    row = {"code": "8.000001", "name": "Thủ tục nhập", "level": "commune"}
    path.write_text(json.dumps([row]), encoding="utf-8")


def _others(make: Preparing) -> None:
    """Another office's bundle that was taken in, its result, and a third office's card."""
    town, desk = make.town, make.town.desk
    taken = desk.bundles.take_in(town.admin, town.folder / "inbox" / "0.motcua")
    code = taken.lines[0].code
    desk.handoffs.send(town.admin, town.facts.economy, [code])
    desk.handoffs.accept(town.agency_officer, [code])
    desk.decisions.decide(town.admin, code, Action.RESOLVE, _GRANTED)
    desk.handoffs.send(town.admin, town.facts.peer, [make.register("for another office")])
    make.texts["peer"] = desk.peers.of(town.admin)[0].code
    make.ids["peer key"] = desk.peers.of(town.admin)[0].keys[0].key_id
    third = town.folder / "third"
    (third / "data").mkdir(parents=True)
    office = replace(OFFICE, code="000.00.09.H53", name="Sở Thử")
    place = a_place(third, FakeTime(), a_store(third / "data"), office)
    card = place.peers.card(place.counter.admin)
    make.texts["card"], make.texts["fingerprint"] = card.payload, card.fingerprint
    place.counter.database.close()
    shutil.rmtree(third)
    online = {"MaHoSo": _ONLINE_CODE, "MaTTHC": "1.000001", "ChuHoSo": "Trần Văn Bình"}
    more = {"LoaiDoiTuong": 0, "NgayTiepNhan": "20261120081500", "TrangThaiHoSo": 1, "HinhThuc": 2}
    make.texts["online"] = json.dumps({"DongBoHoSoMC": [online | more]})


def _registers(make: Preparing) -> None:
    town, registers = make.town, make.town.desk.registers
    decision = town.desk.publishing.enter(town.supervisor, DECISION)
    make.ids["decision"] = decision.line.decision_id
    items = town.folder / ITEMS_FILE
    items.write_text("Mã thủ tục;Tên TTHC;Cấp\n1.5;Thủ tục năm;xã\n", encoding="utf-8")
    for kind in (RegisterKind.INSPECTIONS, RegisterKind.FINDINGS, RegisterKind.ONE_STOP_UNITS):
        registers.add(town.supervisor, kind, TYPED[kind])
    activities = RegisterKind.ACTIVITIES
    path = town.folder / REGISTER_FILE
    path.write_text(csv_of(activities, TYPED[activities]), encoding="utf-8")


def _reported(make: Preparing) -> None:
    """A unit's file of its locked quarter, not taken in yet; and a unit that is to send one."""
    commune = Commune("000.00.41.H53", "Xã Gửi")
    card = KeyCard(commune.code, commune.name, Level.COMMUNE, commune.public_key)
    make.town.desk.peers.confirm(make.town.admin, card.payload, card.fingerprint)
    commune.file(make.town.folder / REPORT, commune.said(some_figures(commune, 1)))
    make.town.desk.expected_units.keep(
        make.town.supervisor, ExpectedDraft(code=EXPECTED, name="Xã Hẹn", from_day=CLOSED_DAY)
    )


def _approved(make: Preparing) -> None:
    """Have a second person approve what some commands ask for."""
    town = make.town
    make.ids["adding"] = make.approve(GuardedAct.CHANGE_ROLES, "moi.den")
    make.ids["new roles"] = make.approve(GuardedAct.CHANGE_ROLES, "nhanvien")
    make.ids["renewal"] = make.approve(GuardedAct.RENEW_KEY, town.desk.key_renewal.subject)
    state = town.desk.office_keys.make(town.admin)
    make.ids["office key"] = make.approve(GuardedAct.RENEW_OFFICE_KEY, state.subject)
    make.ids["station key"] = another_station(town.desk, town.folder / "máy 2").key_id
    make.ids["encrypting"] = make.approve(GuardedAct.ENCRYPT_STORE, "")
    paid = void_subject(make.codes["with a fee"], make.texts["fee receipt"])
    make.ids["voiding"] = make.approve(GuardedAct.VOID_FORM, paid)
    make.ids["restoring"] = make.approve(GuardedAct.RESTORE, BACKUP)
    make.ids["sheet"] = town.desk.approvals.again(
        town.admin, GOOD_PASSWORD, GuardedAct.PRINT_RECOVERY
    )
    day = CLOSED_DAY.isoformat()
    make.ids["reopening a period"] = town.desk.approvals.by_second(
        town.supervisor, ADMIN.login, GOOD_PASSWORD, GuardedAct.REOPEN_PERIOD, LOCKED
    )
    make.ids["reopening"] = town.desk.approvals.by_second(
        town.supervisor, ADMIN.login, GOOD_PASSWORD, GuardedAct.REOPEN_DAY, day
    )


def _backed_up(make: Preparing) -> None:
    make.town.desk.backups.make(make.town.folder / BACKUP)
    make.town.desk.retention.set_rule(make.town.admin, 10, "Quyết định 5")


def _print_all_but_one(make: Preparing) -> None:
    town, queue = make.town, make.town.desk.print_queue
    for job in queue.queued(town.admin):
        if job.job_id != make.ids["job"]:
            queue.mark_sent(town.admin, job.job_id, "0" * 64)


def _copy_as_cut(folder: Path, copy: Path) -> None:
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*-shm"))
