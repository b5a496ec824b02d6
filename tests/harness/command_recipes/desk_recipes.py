"""How each command of the counter is called: intake, custody, decisions, money, post, papers."""

from collections.abc import Mapping
from dataclasses import replace

from app.services.custody.location_records import StandInDraft
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.intake.guiding import GuideRequest
from app.services.money.records import Taking
from app.services.post import Waybill
from app.vocabulary.dossiers import Action, PaymentKind, PostDirection
from tests.harness.command_recipes.world import DAY, Act, World
from tests.services.desk_builders import OWNER

_REASONS = ("Thiếu giấy tờ theo quy định",)
_COLLECTION = Collection(OWNER.name, prints_receipt=True)
_TAKING = Taking(amount_vnd=10_000, kind=PaymentKind.FINAL, prints_receipt=True)
_WAYBILL = Waybill(number="EE123456785VN", carrier="VNPost")
_ASKED = Decision(note="Thiếu", items=("Bản sao căn cước",))


def _guide(w: World) -> GuideRequest:
    return GuideRequest(w.town.facts.case_id, "Lê Văn Cam", advice="Bổ sung bản sao căn cước")


def _correct(w: World) -> object:
    typed = replace(w.form(), note="Đã sửa số điện thoại")
    return w.desk.corrections.correct(w.admin, w.code("here"), typed, "Nhập sai")


INTAKE: Mapping[str, Act] = {
    "intake.competent_unit": lambda w: w.desk.intake.competent_unit(w.admin, "PKT"),
    "intake.due": lambda w: w.desk.intake.due(w.admin, w.town.facts.case_id),
    "intake.due_of_procedure": lambda w: w.desk.intake.due_of_procedure(
        w.admin, "1.000001", "", w.desk.clock.now()
    ),
    "intake.offer": lambda w: w.desk.intake.offer(w.admin, "1.000001", "", None),
    "intake.preview": lambda w: w.desk.intake.preview(w.admin, w.form()),
    "intake.register": lambda w: w.desk.intake.register(w.admin, w.form()),
    "refusing.preview": lambda w: w.desk.refusing.preview(w.admin, w.form(), _REASONS),
    "refusing.refuse": lambda w: w.desk.refusing.refuse(w.admin, w.form(), _REASONS, "NĐ 118"),
    "guiding.issue": lambda w: w.desk.guiding.issue(w.admin, _guide(w)),
    "guiding.newest": lambda w: w.desk.guiding.newest(w.admin),
    "guiding.preview": lambda w: w.desk.guiding.preview(w.admin, _guide(w)),
    "same_day.finish": lambda w: w.desk.same_day.finish(
        w.admin, w.code("unfinished"), _COLLECTION, "8/CT"
    ),
    "same_day.receive_and_finish": lambda w: w.desk.same_day.receive_and_finish(
        w.admin, w.form(w.town.facts.same_day_case), document_number="9/CT"
    ),
    "choices.competents": lambda w: w.desk.choices.competents(w.admin),
    "choices.find": lambda w: w.desk.choices.find(w.admin, "thủ tục"),
    "choices.form": lambda w: w.desk.choices.form(w.admin, w.id("procedure")),
    "choices.form_of_case": lambda w: w.desk.choices.form_of_case(w.admin, w.town.facts.case_id),
    "applicants.known": lambda w: w.desk.applicants.known(w.admin, OWNER.id_number),
    "applicants.open_twin": lambda w: w.desk.applicants.open_twin(
        w.admin, OWNER, w.id("procedure")
    ),
    "applicants.recent_procedures": lambda w: w.desk.applicants.recent_procedures(w.admin),
    "drafts.discard": lambda w: w.desk.drafts.discard(w.admin, w.text("draft")),
    "drafts.save": lambda w: w.desk.drafts.save(w.admin, w.text("draft"), "Nguyễn Thị Ánh"),
    "drafts.waiting": lambda w: w.desk.drafts.waiting(w.admin),
    "corrections.correct": _correct,
    "rescheduling.reschedule": lambda w: w.desk.rescheduling.reschedule(
        w.admin, w.code("here"), "Theo lịch mới"
    ),
    "rescheduling.reschedule_all": lambda w: w.desk.rescheduling.reschedule_all(
        w.admin, [w.code("here")], "Theo lịch mới"
    ),
}
CUSTODY: Mapping[str, Act] = {
    "handoffs.accept": lambda w: w.desk.handoffs.accept(w.town.agency_officer, [w.code("sent")]),
    "handoffs.decline": lambda w: w.desk.handoffs.decline(
        w.town.agency_officer, w.code("sent"), "Không thuộc thẩm quyền"
    ),
    "handoffs.recall": lambda w: w.desk.handoffs.recall(w.admin, w.code("sent")),
    "handoffs.recall_all": lambda w: w.desk.handoffs.recall_all(w.admin, [w.code("sent")]),
    "handoffs.send": lambda w: w.desk.handoffs.send(
        w.admin, w.town.facts.economy, [w.code("here")]
    ),
    "handoff_desk.incoming": lambda w: w.desk.handoff_desk.incoming(w.town.agency_officer),
    "handoff_desk.on_the_way": lambda w: w.desk.handoff_desk.on_the_way(w.admin),
    "handoff_desk.refused_back": lambda w: w.desk.handoff_desk.refused_back(w.admin),
    "handoff_desk.slip_of_form": lambda w: w.desk.handoff_desk.slip_of_form(
        w.admin, w.text("slip of sent")
    ),
    "handoff_desk.waiting": lambda w: w.desk.handoff_desk.waiting(w.admin),
    "custody_board.columns": lambda w: w.desk.custody_board.columns(w.admin),
    "custody_board.untouched": lambda w: w.desk.custody_board.untouched(w.admin, 2),
    "custody_board.view": lambda w: w.desk.custody_board.view(w.admin, 2),
    "keepers.colleagues": lambda w: w.desk.keepers.colleagues(w.admin),
    "keepers.put": lambda w: w.desk.keepers.put(w.admin, [w.code("here")], place="Kệ 3"),
    "keepers.stand_in": lambda w: w.desk.keepers.stand_in(
        w.admin,
        StandInDraft(
            officer_id=w.admin.officer_id,
            deputy_id=w.id("officer"),
            from_day=DAY,
            until=DAY,
            reason="Đi tập huấn",
        ),
    ),
    "keepers.stand_ins": lambda w: w.desk.keepers.stand_ins(w.admin),
    "keepers.stands_in_for": lambda w: w.desk.keepers.stands_in_for(w.admin),
    "keepers.end_stand_in": lambda w: w.desk.keepers.end_stand_in(w.admin, w.id("stand-in")),
    "reminding.remind": lambda w: w.desk.reminding.remind(w.admin, w.code("taken")),
    "returning.check": lambda w: w.desk.returning.check(w.admin, w.code("ready")),
    "returning.give_back": lambda w: w.desk.returning.give_back(
        w.admin, w.code("ready"), _COLLECTION
    ),
    "returning.papers_check": lambda w: w.desk.returning.papers_check(w.admin, w.code("withdrawn")),
    "returning.papers_waiting": lambda w: w.desk.returning.papers_waiting(w.admin),
    "returning.preview": lambda w: w.desk.returning.preview(w.admin, w.code("ready"), _COLLECTION),
    "returning.waiting": lambda w: w.desk.returning.waiting(w.admin),
    "control_slips.issue": lambda w: w.desk.control_slips.issue(w.admin, w.code("here")),
    "control_slips.preview": lambda w: w.desk.control_slips.preview(w.admin, w.code("here")),
    "scans.for_action": lambda w: w.desk.scans.for_action(
        w.admin, w.code("here"), Action.ASK_SUPPLEMENT
    ),
    "scans.for_fees": lambda w: w.desk.scans.for_fees(w.admin, w.code("with a fee")),
    "scans.for_handoff": lambda w: w.desk.scans.for_handoff(w.admin, w.code("here")),
}
DOSSIERS: Mapping[str, Act] = {
    "decisions.decide": lambda w: w.desk.decisions.decide(
        w.admin, w.code("here"), Action.ASK_SUPPLEMENT, _ASKED
    ),
    "decisions.preview": lambda w: w.desk.decisions.preview(
        w.admin, w.code("here"), Action.ASK_SUPPLEMENT, _ASKED
    ),
    "tracking.late_count": lambda w: w.desk.tracking.late_count(w.admin),
    "tracking.newest": lambda w: w.desk.tracking.newest(w.admin),
    "tracking.one": lambda w: w.desk.tracking.one(w.admin, w.code("taken")),
    "tracking.open_foreign": lambda w: w.desk.tracking.open_foreign(
        w.town.agency_officer, w.code("unfinished"), "Phối hợp giải quyết"
    ),
    "tracking.overdue": lambda w: w.desk.tracking.overdue(w.admin),
    "search.find": lambda w: w.desk.search.find(w.admin, "nguyen thi anh"),
    "verifier.verify": lambda w: w.desk.verifier.verify(w.admin, w.text("sheet")),
    "work_list.of": lambda w: w.desk.work_list.of(w.admin, 50),
    "work_list.urgent_counts": lambda w: w.desk.work_list.urgent_counts(w.admin),
}
MONEY_AND_POST: Mapping[str, Act] = {
    "cashier.exempt": lambda w: w.desk.cashier.exempt(
        w.admin, w.code("with a fee"), 30_000, "Hộ nghèo"
    ),
    "cashier.preview": lambda w: w.desk.cashier.preview(w.admin, w.code("with a fee"), _TAKING),
    "cashier.receipt": lambda w: w.desk.cashier.receipt(
        w.admin, w.code("with a fee"), w.text("fee receipt")
    ),
    "cashier.standing": lambda w: w.desk.cashier.standing(w.admin, w.code("with a fee")),
    "cashier.take": lambda w: w.desk.cashier.take(w.admin, w.code("with a fee"), _TAKING),
    "cashier.void": lambda w: w.desk.cashier.void(
        w.admin, w.code("with a fee"), w.text("fee receipt"), "Ghi nhầm số tiền", w.id("voiding")
    ),
    "cash.of_day": lambda w: w.desk.cash.of_day(w.boss, DAY),
    "settlement.of_quarter": lambda w: w.desk.settlement.of_quarter(w.boss, 2026, 4),
    "postings.of_dossier": lambda w: w.desk.postings.of_dossier(w.admin, w.code("by post")),
    "postings.record": lambda w: w.desk.postings.record(
        w.admin, w.code("by post"), PostDirection.OUT, _WAYBILL
    ),
}
