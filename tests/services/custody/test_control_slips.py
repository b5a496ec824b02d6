"""Phiếu kiểm soát: one number a dossier, growing with its handoffs, each edition in the log."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from sqlalchemy import select

from app.clock import to_local
from app.errors import NotFoundError
from app.models.catalogue import RouteStep
from app.models.forms import IssuedForm, PrintJob
from app.models.log import LogEntry
from app.services.custody.control_slips import content_hash
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.forms.issuing import signed_form_problems
from app.services.forms.notice_records import ControlSlipData, ControlStep
from app.services.ledger.checking import StoreCheck
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, HandoffItemState, Outcome, Timeliness, Verdict
from app.vocabulary.forms import FormKind, FormSet, PrintState
from tests.services.desk_builders import Counter, a_procedure
from tests.services.store_builders import MONDAY_MORNING

A = Action


def slip(data: object) -> ControlSlipData:
    assert isinstance(data, ControlSlipData)
    return data


def handed(counter: Counter, code: str) -> None:
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])


def routed(counter: Counter, days: int = 1) -> int:
    """Return a case whose route gives the economy office `days` working days."""
    case_id = a_procedure(counter.database, MONDAY_MORNING, counter.economy, "3.000003")
    with counter.database.write() as session:
        session.add(
            RouteStep(
                case_id=case_id,
                ordinal=1,
                unit_id=counter.economy,
                time_value=Decimal(days),
                time_unit=TimeUnit.WORKING_DAY,
            )
        )
    return case_id


def back(counter: Counter, code: str) -> None:
    counter.handoffs.send(counter.economy_officer, counter.officer.office_id, [code])
    counter.handoffs.accept(counter.officer, [code])


def entries(counter: Counter) -> list[dict[str, object]]:
    with counter.database.read() as session:
        rows = session.scalars(
            select(LogEntry.facts).where(LogEntry.act == "control_slip").order_by(LogEntry.seq)
        )
        return [msgspec.json.decode(facts) for facts in rows]


def test_one_number_and_one_form_grow_with_the_custody(counter: Counter) -> None:
    code = counter.code()
    first = counter.control_slips.issue(counter.officer, code)
    assert (slip(first.form).steps, slip(first.form).edition) == ((), 1)
    handed(counter, code)
    second = counter.control_slips.issue(counter.officer, code)
    assert (second.form_id, slip(second.form).number) == (first.form_id, "1/PKS")
    assert slip(second.form).edition == 2
    assert [step.to_name for step in slip(second.form).steps] == ["Phòng Kinh tế"]
    stored = counter.print_queue.form(counter.officer, first.form_id)
    assert (stored.data, stored.copy_count, stored.number) == (second.form, 2, "1/PKS")
    assert (
        slip(counter.control_slips.issue(counter.officer, counter.code("Trần B")).form).number
        == "2/PKS"
    )
    assert StoreCheck(counter.database, (signed_form_problems,)).problems() == []


def test_the_log_proves_what_each_edition_said(counter: Counter) -> None:
    code = counter.code()
    first = slip(counter.control_slips.issue(counter.officer, code).form)
    handed(counter, code)
    second = slip(counter.control_slips.issue(counter.officer, code).form)
    assert entries(counter) == [
        {"edition": 1, "form": "1/PKS", "sha256": content_hash(first)},
        {"edition": 2, "form": "1/PKS", "sha256": content_hash(second)},
    ]
    assert content_hash(first) != content_hash(second)
    told = counter.tracking.one(counter.officer, code).timeline[-1]
    assert told.title == "In phiếu kiểm soát"
    assert set(told.detail.split(" · ")) == {"in lần 2", "số 1/PKS"}


def test_its_qr_is_genuine_in_every_edition(counter: Counter) -> None:
    code = counter.code()
    first = slip(counter.control_slips.issue(counter.officer, code).form)
    handed(counter, code)
    grown = counter.control_slips.issue(counter.officer, code)
    assert slip(grown.form).qr_payload == first.qr_payload
    verifier = counter.verifier
    printed = counter.print_queue.job(counter.officer, grown.job_id)
    for payload in (first.qr_payload, printed.data.qr_payload):
        said = verifier.verify(counter.officer, payload)
        assert (said.verdict, said.code) == (Verdict.GENUINE, code)
    assert printed.data.qr_payload != first.qr_payload


def test_a_copy_that_waits_is_not_printed_with_newer_words(counter: Counter) -> None:
    code = counter.code()
    first = counter.control_slips.issue(counter.officer, code)
    counter.control_slips.issue(counter.officer, code)
    with counter.database.read() as session:
        jobs = session.execute(
            select(PrintJob.id, PrintJob.copy_no, PrintJob.state)
            .join(IssuedForm, IssuedForm.id == PrintJob.form_id)
            .where(IssuedForm.kind == FormKind.CONTROL_SLIP)
            .order_by(PrintJob.id)
        ).all()
    assert [(row.copy_no, row.state) for row in jobs] == [
        (1, PrintState.CANCELLED),
        (2, PrintState.QUEUED),
    ]
    assert jobs[0].id == first.job_id


def test_a_reprint_and_a_growth_never_share_a_count(counter: Counter) -> None:
    code = counter.code()
    first = counter.control_slips.issue(counter.officer, code)
    assert counter.print_queue.reprint(counter.officer, first.form_id).copy_no == 2
    assert slip(counter.control_slips.issue(counter.officer, code).form).edition == 3


def test_the_kept_page_of_an_older_edition_is_not_taken_for_the_new_one(counter: Counter) -> None:
    code = counter.code()
    first = counter.control_slips.issue(counter.officer, code)
    counter.print_queue.mark_sent(counter.officer, first.job_id, "ab" * 32)
    assert counter.print_queue.form(counter.officer, first.form_id).sha256 == "ab" * 32
    counter.control_slips.issue(counter.officer, code)
    assert counter.print_queue.form(counter.officer, first.form_id).sha256 == ""


def test_preview_says_what_would_be_printed_and_changes_nothing(counter: Counter) -> None:
    code = counter.code()
    shown = counter.control_slips.preview(counter.officer, code)
    assert (shown.number, shown.qr_payload, shown.edition) == ("", "", 1)
    assert entries(counter) == []
    counter.control_slips.issue(counter.officer, code)
    handed(counter, code)
    shown = counter.control_slips.preview(counter.officer, code)
    assert (shown.number, shown.edition, len(shown.steps)) == ("1/PKS", 2, 1)
    assert slip(counter.control_slips.issue(counter.officer, code).form) == shown


def test_its_head_names_the_dossier_and_who_decides(counter: Counter) -> None:
    code = counter.code()
    data = counter.control_slips.preview(counter.officer, code)
    assert (data.subject.code, data.form) == (code, FormSet.TT03_2025)
    assert (data.agency_name, data.partner_names) == ("Phòng Kinh tế", ())
    counter.handoffs.send(counter.officer, counter.culture, [code])
    counter.handoffs.accept(counter.culture_officer, [code])
    counter.handoffs.send(counter.culture_officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])
    data = counter.control_slips.preview(counter.officer, code)
    assert (data.agency_name, data.partner_names) == (
        "Phòng Kinh tế",
        ("Phòng Văn hóa - Xã hội",),
    )


@pytest.mark.parametrize(
    ("waited", "timeliness"),
    [
        (timedelta(hours=2), Timeliness.EARLY),
        (timedelta(days=2), Timeliness.ON_TIME),
        (timedelta(days=3), Timeliness.LATE),
    ],
)
def test_the_giver_s_step_is_judged_when_it_hands_on(
    counter: Counter, waited: timedelta, timeliness: Timeliness
) -> None:
    code = counter.code(case_id=routed(counter))
    handed(counter, code)
    accepted_at = counter.time.now
    counter.time.advance(waited)
    back(counter, code)
    there, home = counter.control_slips.preview(counter.officer, code).steps
    assert (there.step_due_at, there.timeliness) == (None, None)
    assert home.timeliness is timeliness
    assert home.step_due_at == accepted_at + timedelta(days=2)  # 24/11 is off


def test_each_handing_over_names_who_gave_who_took_and_when(counter: Counter) -> None:
    code = counter.code()
    sent_at = counter.time.now
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.time.advance(timedelta(hours=1))
    counter.handoffs.accept(counter.economy_officer, [code])
    assert counter.control_slips.preview(counter.officer, code).steps == (
        ControlStep(
            from_name=counter.officer.unit_name,
            from_person=counter.officer.name,
            to_name="Phòng Kinh tế",
            to_person=counter.economy_officer.name,
            sent_at=sent_at,
            received_at=sent_at + timedelta(hours=1),
            state=HandoffItemState.ACCEPTED,
            step_due_at=None,
            timeliness=None,
            note="Phiếu 1/PBG",
        ),
    )


def _decline(counter: Counter, code: str) -> None:
    counter.handoffs.decline(counter.economy_officer, code, "thiếu bản vẽ")


def _recall(counter: Counter, code: str) -> None:
    counter.handoffs.recall(counter.officer, code)


@pytest.mark.parametrize(
    ("act", "state", "reason"),
    [
        (_decline, HandoffItemState.REFUSED, ": thiếu bản vẽ"),
        (_recall, HandoffItemState.RECALLED, ""),
    ],
)
def test_what_did_not_arrive_says_why_and_is_not_judged(
    counter: Counter, act: Callable[[Counter, str], None], state: HandoffItemState, reason: str
) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    on_the_way = counter.control_slips.preview(counter.officer, code).steps[0]
    assert (on_the_way.state, on_the_way.received_at, on_the_way.to_person) == (
        HandoffItemState.SENT,
        None,
        "",
    )
    act(counter, code)
    (step,) = counter.control_slips.preview(counter.officer, code).steps
    assert (step.state, step.received_at, step.timeliness) == (state, None, None)
    assert step.note == f"Phiếu 1/PBG; lúc {_said(counter.time.now)}{reason}"


def _said(at: datetime) -> str:
    return f"{to_local(at):%d/%m/%Y %H:%M}"


def test_result_brought_back_and_collected_are_its_last_steps(counter: Counter) -> None:
    code = counter.code(case_id=routed(counter))
    handed(counter, code)
    counter.time.advance(timedelta(days=5))
    said = Decision(outcome=Outcome.GRANTED, document_number="9/GP")
    counter.decisions.decide(counter.officer, code, A.RESOLVE, said)
    resolved_at = counter.time.now
    data = counter.control_slips.preview(counter.officer, code)
    assert (data.result_text, data.ended_at, data.timeliness) == (
        "Đồng ý giải quyết, văn bản số 9/GP",
        resolved_at,
        Timeliness.LATE,
    )
    brought = data.steps[-1]
    assert (brought.from_name, brought.to_name) == ("Phòng Kinh tế", counter.officer.unit_name)
    assert (brought.sent_at, brought.timeliness) == (resolved_at, Timeliness.LATE)
    counter.time.advance(timedelta(days=1))
    counter.returning.give_back(counter.officer, code, Collection("Nguyễn Thị Ánh"))
    given = counter.control_slips.preview(counter.officer, code).steps[-1]
    assert (given.from_person, given.to_person) == (counter.officer.name, "Nguyễn Thị Ánh")
    assert (given.note, given.timeliness) == ("Trả kết quả", Timeliness.LATE)


def test_result_of_a_desk_case_was_never_brought_anywhere(counter: Counter) -> None:
    data = counter.control_slips.preview(counter.officer, counter.resolved())
    assert data.steps == ()
    assert data.result_text


def test_papers_given_back_are_a_step(counter: Counter) -> None:
    code = counter.code()
    said = Decision(note="không cần nữa", gives_papers_back=True, receiver_name="Lê Văn Nhận")
    counter.decisions.decide(counter.officer, code, A.WITHDRAW, said)
    data = counter.control_slips.preview(counter.officer, code)
    assert data.result_text == "Công dân rút hồ sơ"
    assert [(step.note, step.to_person) for step in data.steps] == [
        ("Trả lại giấy tờ", "Lê Văn Nhận")
    ]


def test_an_agency_prints_the_slips_of_its_own_dossiers_alone(counter: Counter) -> None:
    code = counter.code()
    handed(counter, code)
    assert counter.control_slips.issue(counter.economy_officer, code).form_id
    for act in (counter.control_slips.issue, counter.control_slips.preview):
        with pytest.raises(NotFoundError, match="không thuộc"):
            act(counter.culture_officer, code)


def test_unknown_code_is_told(counter: Counter) -> None:
    with pytest.raises(NotFoundError):
        counter.control_slips.issue(counter.officer, "000.00.15.H53-261123-0999")
