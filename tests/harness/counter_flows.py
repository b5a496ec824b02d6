"""The counter's write flows, act by act: dossiers, papers, money, files, prints.

How a flow runs says `tests.harness.hands`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.clock import local_date
from app.services.custody.location_records import StandInDraft
from app.services.custody.locations import Custodians
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.intake.guiding import GuideRequest
from app.services.ledger.transactions import Transactions
from app.services.money.records import Taking
from app.services.portal.records import OnlineStanding
from app.services.post import Waybill
from app.vocabulary.dossiers import Action, Outcome, PaymentKind, PostDirection, ReturnBy
from app.vocabulary.office import DayKind
from tests.harness.hands import Done, Flow, Hands, online_file, require
from tests.harness.town import Town
from tests.services.files.contents import a_pdf
from tests.services.petitions.builders import ANSWERED, DECIDED, OWN, PUBLISHED, STUDIED
from tests.services.petitions.builders import typed as a_petition

_DAY_OFF = date(2026, 11, 25)


def registering(hands: Hands) -> Iterator[Done]:
    yield hands.submit()


def refusing(hands: Hands) -> Iterator[Done]:
    yield hands.submit("refuse")


def same_day(hands: Hands) -> Iterator[Done]:
    yield hands.submit("serve")


def drafting(hands: Hands) -> Iterator[Done]:
    drafts, draft = hands.town.desk.drafts, hands.new_id()
    for letters in ("Nguyễn", "Nguyễn Thị"):
        drafts.save(hands.town.admin, draft, letters)
        yield Done("save draft", draft=(draft, letters))
    yield hands.submit(draft=draft)
    hands.announce(draft, "discard")
    drafts.discard(hands.town.admin, draft)
    yield Done("discard draft")


def correcting(hands: Hands) -> Iterator[Done]:
    done = hands.submit()
    yield done
    draft, code = done.codes[0]
    town = hands.town
    typed = replace(town.typed(draft), note="Đã sửa số điện thoại")
    town.desk.corrections.correct(town.admin, code, typed, "Nhập sai")
    yield Done("correct")


def handing_over(hands: Hands) -> Iterator[Done]:
    town, handoffs = hands.town, hands.town.desk.handoffs
    codes = [hands.received() for _one in range(3)]
    handoffs.send(town.admin, town.facts.economy, codes)
    yield Done("handoff")
    handoffs.accept(town.agency_officer, codes[:1])
    yield Done("accept")
    town.desk.reminding.remind(town.officer, codes[0])
    yield Done("remind")
    handoffs.decline(town.agency_officer, codes[1], "Không thuộc thẩm quyền")
    yield Done("decline")
    handoffs.recall(town.admin, codes[2])
    yield Done("recall")


def deciding(hands: Hands) -> Iterator[Done]:
    code = hands.received()
    yield hands.decide(code, Action.ASK_SUPPLEMENT, note="Thiếu", items=("Bản sao căn cước",))
    yield hands.decide(code, Action.SUPPLEMENT_IN)
    yield hands.decide(code, Action.ASK_PAYMENT, note="Thuế")
    yield hands.decide(code, Action.PAYMENT_IN)
    yield hands.decide(code, Action.WITHDRAW, note="Không còn nhu cầu")
    hands.town.desk.control_slips.issue(hands.town.admin, code)
    yield Done("control slip")


def giving_back(hands: Hands) -> Iterator[Done]:
    town = hands.town
    code = _resolved(hands)
    yield Done("resolve")
    collection = Collection("Nguyễn Thị Ánh", prints_receipt=True)
    town.desk.returning.give_back(town.admin, code, collection)
    yield Done("return")


def _resolved(hands: Hands, **facts: object) -> str:
    town = hands.town
    typed = town.typed(hands.new_id(), town.facts.same_day_case, **facts)
    code = town.desk.intake.register(town.admin, typed).code
    said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
    town.desk.decisions.decide(town.admin, code, Action.RESOLVE, said)
    return code


def posting(hands: Hands) -> Iterator[Done]:
    town = hands.town
    sent = {"return_by": ReturnBy.POST, "return_address": "Số 1 đường Thử, xã An Thử"}
    code = _resolved(hands, **sent)
    bill = Waybill(number=f"EE{int(hands.new_id()[:8], 16):010}VN", carrier="VNPost")
    town.desk.postings.record(town.admin, code, PostDirection.OUT, bill)
    yield Done("posting")


def finishing(hands: Hands) -> Iterator[Done]:
    town = hands.town
    typed = town.typed(hands.new_id(), town.facts.same_day_case)
    code = town.desk.intake.register(town.admin, typed).code
    town.desk.same_day.finish(town.admin, code, Collection("Nguyễn Thị Ánh"), "8/CT")
    yield Done("finish")


def taking_fees(hands: Hands) -> Iterator[Done]:
    town = hands.town
    typed = town.typed(hands.new_id(), town.facts.fee_case, fee_vnd=50_000)
    code = town.desk.intake.register(town.admin, typed).code
    town.desk.cashier.take(town.admin, code, Taking(amount_vnd=20_000, kind=PaymentKind.ADVANCE))
    yield Done("take fee")
    town.desk.cashier.exempt(town.admin, code, 30_000, "Hộ nghèo")
    yield Done("exempt")
    said = Taking(amount_vnd=5_000, kind=PaymentKind.ADVANCE, prints_receipt=False)
    taken = town.desk.cashier.take(town.admin, code, said)
    yield Done("take fee")
    town.desk.cashier.receipt(town.admin, code, taken.number)
    yield Done("fee receipt")


def guiding(hands: Hands) -> Iterator[Done]:
    town = hands.town
    request = GuideRequest(town.facts.case_id, "Lê Văn Cam", advice="Bổ sung bản sao căn cước")
    town.desk.guiding.issue(town.admin, request)
    yield Done("guide")


def attaching(hands: Hands) -> Iterator[Done]:
    town = hands.town
    code = hands.received()
    content = a_pdf(hands.new_id())
    line = town.desk.attachments.add_paper(town.admin, code, 1, "đơn.pdf", content)
    yield Done("attach", scans=(line.sha256,))
    town.desk.attachments.end(town.admin, line.attachment_id, "Quét nhầm")
    yield Done("end attachment", scans=(line.sha256,))


def attaching_results(hands: Hands) -> Iterator[Done]:
    town, attachments = hands.town, hands.town.desk.attachments
    code = _resolved(hands)
    line = attachments.add_result(town.admin, code, "kết quả.pdf", a_pdf(hands.new_id()))
    yield Done("attach result", scans=(line.sha256,))
    attachments.mark_electronic(town.admin, code, is_electronic=True)
    yield Done("mark electronic")
    attachments.content(town.admin, line.attachment_id)
    yield Done("open attachment")
    slip = town.desk.handoffs.send(town.admin, town.facts.economy, [hands.received()])
    signed = attachments.add_signed_slip(
        town.admin, slip.number, "biên bản.pdf", a_pdf(hands.new_id())
    )
    yield Done("attach slip", scans=(signed.sha256,))


def moving_dates(hands: Hands) -> Iterator[Done]:
    """Move a date because a day was taken off; whose next life finds it taken off gives it back."""
    town, calendar = hands.town, hands.town.desk.calendar
    if any(one.day == _DAY_OFF for one in calendar.days(town.admin, _DAY_OFF.year).days):
        calendar.remove_day(town.admin, _DAY_OFF)
        yield Done("give a day back")
    code = hands.received()
    calendar.set_day(town.admin, _DAY_OFF, DayKind.OFF, "Mất điện")
    yield Done("take a day off")
    town.desk.rescheduling.reschedule(town.admin, code, "Mất điện")
    yield Done("reschedule")
    calendar.remove_day(town.admin, _DAY_OFF)
    yield Done("give a day back")


def taking_online(hands: Hands) -> Iterator[Done]:
    town = hands.town
    code = f"000.00.00.H53-261120-{int(hands.new_id()[:6], 16):08}"
    content = online_file([code])
    (taken,) = town.desk.portal_intake.take_in(town.admin, content)
    require(taken.registered is not None, f"not taken in: {taken.line.detail}")
    yield Done("take in online")
    (again,) = town.desk.portal_intake.take_in(town.admin, content)
    require(again.line.standing is OnlineStanding.KNOWN, "an online dossier was taken in twice")


def keeping_papers(hands: Hands) -> Iterator[Done]:
    town = hands.town
    keepers = Custodians(Transactions(town.desk.database, town.desk.clock))
    keepers.put(town.admin, [hands.received()], place="Tủ 1")
    yield Done("keep paper")
    day, away, here = local_date(town.desk.clock.now()), town.officer, town.admin
    draft = StandInDraft(
        officer_id=away.officer_id,
        deputy_id=here.officer_id,
        from_day=day,
        until=day,
        reason="Đi họp",
    )
    keepers.stand_in(away, draft)
    yield Done("stand in")
    for one in keepers.stand_ins(town.officer):
        if one.is_in_force:
            keepers.end_stand_in(town.officer, one.stand_in_id)
            yield Done("end stand-in")


def printing(hands: Hands) -> Iterator[Done]:
    """Print what waits, into this desk's folder, and a copy once more."""
    town, queue = hands.town, hands.town.desk.print_queue
    before = _printed(town)
    form_id = queue.latest_receipt(town.admin, hands.received())
    run = town.printing.send_all(town.admin)
    if run.failed:
        raise AssertionError(run.failed)
    yield Done("print", paths=tuple(hands.file(path) for path in _printed(town) - before))
    queue.mark_failed(town.admin, queue.reprint(town.admin, form_id).job_id, "Hết giấy")
    yield Done("reprint")
    queue.retry(town.admin)
    yield Done("print again")
    queue.cancel(town.admin, queue.queued(town.admin)[0].job_id)
    yield Done("cancel a copy")


def _printed(town: Town) -> set[Path]:
    return set(town.desk.files.papers.all())


def keeping_petitions(hands: Hands) -> Iterator[Done]:
    """Receive a petition, sent twice as after a lost answer, and bring it to its end."""
    town, petitions = hands.town, hands.town.desk.petitions
    drafts, form = town.desk.petition_drafts, a_petition(draft_id=hands.new_id())
    drafts.save(town.admin, form.draft_id, "Phạm Thị")
    yield Done("save a petition's draft")
    done = petitions.receive(town.admin, form)
    yield Done("receive a petition")
    again = petitions.receive(town.admin, form)
    require(again.number == done.number, "a petition was received twice")
    drafts.discard(town.admin, form.draft_id)
    yield Done("discard a petition's draft")
    for act, said in (OWN, STUDIED, DECIDED, ANSWERED, PUBLISHED):
        petitions.act(town.admin, done.petition_id, act, said)
        yield Done(f"{act.value} a petition")


SUBMITTERS: tuple[Flow, ...] = (registering, refusing, same_day)
PRINTERS: tuple[Flow, ...] = (printing,)
AT_THE_COUNTER: tuple[Flow, ...] = (
    registering,
    registering,
    registering,
    refusing,
    same_day,
    drafting,
    correcting,
    handing_over,
    deciding,
    giving_back,
    posting,
    finishing,
    taking_fees,
    guiding,
    attaching,
    attaching_results,
    moving_dates,
    taking_online,
    keeping_papers,
    keeping_petitions,
)
"""Registering thrice: it is what a counter does most."""
