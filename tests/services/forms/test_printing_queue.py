"""The outbox: every copy is waited for, sent, failed or dropped; a number is never given twice."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.errors import NotAllowedError, NotFoundError, RuleBrokenError
from app.models.forms import IssuedForm
from app.models.office import Unit
from app.services.custody.records import Collection
from app.services.dossiers.records import NewDossier, Owner
from app.services.forms.records import HandoffSlipData, ReceiptData, ReturnReceiptData
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID
from app.vocabulary.dossiers import Verdict
from app.vocabulary.forms import FormKind, PrintState
from app.vocabulary.office import Level, UnitKind
from tests.services.desk_builders import OWNER, PAPERS, Counter
from tests.services.store_builders import logged_acts

_PDF_HASH = "ab" * 32


def _states(counter: Counter, actor: Actor | None = None) -> list[PrintState]:
    return [job.state for job in counter.print_queue.waiting(actor or counter.officer)]


def test_new_form_waits_with_what_it_says(counter: Counter) -> None:
    made = counter.dossier()
    (job,) = counter.print_queue.queued(counter.officer)
    assert (job.job_id, job.form_id, job.copy_no) == (made.job_id, made.form_id, 1)
    assert (job.kind, job.number) == (FormKind.RECEIPT, "1/TNHS")
    assert job.data == made.receipt
    assert (job.state, job.is_void, job.error) == (PrintState.QUEUED, False, "")
    assert job.queued_at == counter.time.now
    assert OWNER.name not in job.title


def test_oldest_is_printed_first(counter: Counter) -> None:
    made = [counter.dossier() for _turn in range(3)]
    assert [job.job_id for job in counter.print_queue.queued(counter.officer)] == [
        each.job_id for each in made
    ]


def test_sent_copy_leaves_the_list_and_keeps_its_hash(counter: Counter) -> None:
    made = counter.dossier()
    counter.print_queue.mark_sent(counter.officer, made.job_id, _PDF_HASH)
    assert _states(counter) == []
    assert counter.print_queue.form(counter.officer, made.form_id).sha256 == _PDF_HASH


def test_hash_of_the_first_copy_stays(counter: Counter) -> None:
    made = counter.dossier()
    counter.print_queue.mark_sent(counter.officer, made.job_id, _PDF_HASH)
    again = counter.print_queue.reprint(counter.officer, made.form_id)
    counter.print_queue.mark_sent(counter.officer, again.job_id, "cd" * 32)
    assert counter.print_queue.form(counter.officer, made.form_id).sha256 == _PDF_HASH


def test_failed_copy_is_shown_with_its_reason_until_it_is_tried_again(counter: Counter) -> None:
    made = counter.dossier()
    counter.print_queue.mark_failed(counter.officer, made.job_id, "Hết giấy.")
    (job,) = counter.print_queue.waiting(counter.officer)
    assert (job.state, job.error) == (PrintState.FAILED, "Hết giấy.")
    assert counter.print_queue.queued(counter.officer) == ()
    assert counter.print_queue.retry(counter.officer) == 1
    (job,) = counter.print_queue.queued(counter.officer)
    assert (job.number, job.copy_no, job.error) == ("1/TNHS", 1, "")
    assert counter.print_queue.retry(counter.officer) == 0


def test_dropped_copy_is_gone_and_its_number_is_not_given_again(counter: Counter) -> None:
    made = counter.dossier()
    counter.print_queue.cancel(counter.officer, made.job_id)
    assert _states(counter) == []
    assert counter.dossier().receipt.number == "2/TNHS"


def test_failed_copy_may_be_dropped(counter: Counter) -> None:
    made = counter.dossier()
    counter.print_queue.mark_failed(counter.officer, made.job_id, "Hết giấy.")
    counter.print_queue.cancel(counter.officer, made.job_id)
    assert _states(counter) == []
    assert counter.print_queue.retry(counter.officer) == 0


def test_copy_that_was_sent_cannot_be_dropped(counter: Counter) -> None:
    made = counter.dossier()
    counter.print_queue.mark_sent(counter.officer, made.job_id, _PDF_HASH)
    with pytest.raises(RuleBrokenError, match="đã gửi máy in"):
        counter.print_queue.cancel(counter.officer, made.job_id)


def test_reprint_is_counted_logged_and_keeps_its_number(counter: Counter) -> None:
    made = counter.dossier()
    for copy_no in (2, 3):
        job = counter.print_queue.reprint(counter.officer, made.form_id)
        assert (job.number, job.copy_no, job.state) == ("1/TNHS", copy_no, PrintState.QUEUED)
    assert counter.print_queue.form(counter.officer, made.form_id).copy_count == 3
    assert logged_acts(counter.database)[-2:] == ["reprint", "reprint"]
    assert len(counter.print_queue.queued(counter.officer)) == 3


def test_qr_of_a_reprint_is_signed_anew_and_verifies(counter: Counter) -> None:
    made = counter.dossier()
    job = counter.print_queue.reprint(counter.officer, made.form_id)
    assert isinstance(job.data, ReceiptData)
    assert job.data.qr_payload != made.receipt.qr_payload
    assert replace(job.data, qr_payload="") == replace(made.receipt, qr_payload="")
    for payload in (made.receipt.qr_payload, job.data.qr_payload):
        found = counter.search.find(counter.officer, payload)
        assert found.verification is not None
        assert (found.verification.verdict, found.verification.code) == (
            Verdict.GENUINE,
            made.code,
        )


def test_sixteenth_copy_still_prints_and_verifies(counter: Counter) -> None:
    """The QR counts copies up to fifteen; paper and store count on."""
    made = counter.dossier()
    jobs = [counter.print_queue.reprint(counter.officer, made.form_id) for _turn in range(16)]
    assert jobs[-1].copy_no == 17
    data = jobs[-1].data
    assert isinstance(data, ReceiptData)
    found = counter.search.find(counter.officer, data.qr_payload).verification
    assert found is not None
    assert found.verdict is Verdict.GENUINE


def test_slip_and_return_receipt_are_reprinted_too(counter: Counter) -> None:
    slip = counter.handoffs.send(counter.officer, counter.economy, [counter.code()])
    again = counter.print_queue.reprint(counter.officer, slip.form_id)
    assert isinstance(again.data, HandoffSlipData)
    assert (again.number, again.copy_no) == (slip.number, 2)
    assert again.data.qr_payload != slip.slip.qr_payload or not slip.slip.qr_payload


def test_void_receipt_is_not_printed_any_more(counter: Counter) -> None:
    made = counter.dossier()
    right = NewDossier("d", counter.case_id, replace(OWNER, name="Nguyễn Thị Anh"), PAPERS)
    counter.time.now = counter.time.now.replace(hour=3)
    corrected = counter.corrections.correct(counter.officer, made.code, right, "Sai tên")
    assert [job.form_id for job in counter.print_queue.queued(counter.officer)] == [
        corrected.form_id
    ]
    with pytest.raises(RuleBrokenError, match=r"đã hủy.*giấy thay thế"):
        counter.print_queue.reprint(counter.officer, made.form_id)
    assert counter.print_queue.form(counter.officer, made.form_id).is_void
    assert counter.print_queue.latest_receipt(counter.officer, made.code) == corrected.form_id


def test_jobs_of_another_station_are_its_own(counter: Counter) -> None:
    made = counter.dossier()
    other = replace(counter.officer, station="Máy 2")
    assert counter.print_queue.waiting(other) == counter.print_queue.queued(other) == ()
    with pytest.raises(NotFoundError):
        counter.print_queue.mark_sent(other, made.job_id, _PDF_HASH)
    with pytest.raises(NotFoundError):
        counter.print_queue.mark_failed(other, made.job_id, "x")
    with pytest.raises(NotFoundError):
        counter.print_queue.cancel(other, made.job_id)
    counter.print_queue.mark_failed(counter.officer, made.job_id, "Hết giấy.")
    assert counter.print_queue.retry(other) == 0
    assert _states(counter) == [PrintState.FAILED]


def test_reprint_goes_to_the_station_that_asked(counter: Counter) -> None:
    made = counter.dossier()
    other = replace(counter.officer, station="Máy 2")
    job = counter.print_queue.reprint(other, made.form_id)
    assert [each.job_id for each in counter.print_queue.queued(other)] == [job.job_id]
    assert [each.job_id for each in counter.print_queue.queued(counter.officer)] == [made.job_id]


def test_jobs_of_another_office_on_a_shared_store_are_its_own(counter: Counter) -> None:
    """Two offices may both call a station "Máy 1"."""
    made = counter.dossier()
    with counter.database.write() as session:
        other = Unit(
            kind=UnitKind.ONE_STOP, level=Level.COMMUNE, code="000.00.16.H53", name="Đơn vị khác"
        )
        session.add(other)
        session.flush()
        session.execute(
            update(IssuedForm).where(IssuedForm.id == made.form_id).values(unit_id=other.id)
        )
    assert counter.print_queue.waiting(counter.officer) == ()
    with pytest.raises(NotFoundError):
        counter.print_queue.mark_sent(counter.officer, made.job_id, _PDF_HASH)
    with pytest.raises(NotFoundError):
        counter.print_queue.form(counter.officer, made.form_id)
    with pytest.raises(NotFoundError):
        counter.print_queue.reprint(counter.officer, made.form_id)


@pytest.mark.parametrize("number", [0, 4711])
def test_unknown_forms_and_copies_are_said(counter: Counter, number: int) -> None:
    for ask in (
        lambda: counter.print_queue.form(counter.officer, number),
        lambda: counter.print_queue.reprint(counter.officer, number),
        lambda: counter.print_queue.mark_sent(counter.officer, number, _PDF_HASH),
        lambda: counter.print_queue.cancel(counter.officer, number),
    ):
        with pytest.raises(NotFoundError):
            ask()
    with pytest.raises(NotFoundError, match="chưa có giấy tiếp nhận"):
        counter.print_queue.latest_receipt(counter.officer, "000.00.15.H53-261123-0099")


def test_agency_officer_sees_the_forms_of_their_unit_alone(counter: Counter) -> None:
    mine = counter.dossier()
    theirs = counter.dossier(case_id=counter.same_day_case)
    slip = counter.handoffs.send(counter.officer, counter.economy, [mine.code])
    officer = counter.economy_officer
    for form_id in (mine.form_id, slip.form_id):
        assert counter.print_queue.form(officer, form_id).form_id == form_id
    assert counter.print_queue.latest_receipt(officer, mine.code) == mine.form_id
    for refused in (
        lambda: counter.print_queue.form(officer, theirs.form_id),
        lambda: counter.print_queue.reprint(officer, theirs.form_id),
        lambda: counter.print_queue.latest_receipt(officer, theirs.code),
        lambda: counter.print_queue.form(counter.culture_officer, slip.form_id),
    ):
        with pytest.raises(NotFoundError):
            refused()


def test_console_prints_nothing(counter: Counter) -> None:
    office_id = counter.officer.office_id
    console = Actor(CONSOLE_ID, "console", "Dòng lệnh", office_id, "", office_id)
    made = counter.dossier()
    with pytest.raises(NotAllowedError):
        counter.print_queue.reprint(console, made.form_id)
    assert counter.print_queue.form(console, made.form_id).number == "1/TNHS"


def test_snapshot_is_what_was_printed_not_what_is_true_now(counter: Counter) -> None:
    made = counter.dossier()
    with counter.database.write() as session:
        session.execute(update(Unit).values(name="Tên mới"))
    stored = counter.print_queue.form(counter.officer, made.form_id).data
    assert stored == made.receipt
    assert isinstance(stored, ReceiptData)
    assert stored.head.unit_name != "Tên mới"


def test_return_receipt_is_kept_with_what_it_says(counter: Counter) -> None:
    code = counter.resolved("Trần Văn Bình")
    counter.returning.give_back(
        counter.officer, code, Collection("Trần Văn Bình", prints_receipt=True)
    )
    job = counter.print_queue.queued(counter.officer)[-1]
    assert (job.kind, job.number) == (FormKind.RETURN_RECEIPT, "1/PTKQ")
    assert isinstance(job.data, ReturnReceiptData)
    assert (job.data.code, job.data.collector_name) == (code, "Trần Văn Bình")
    again = counter.print_queue.reprint(counter.officer, job.form_id)
    assert isinstance(again.data, ReturnReceiptData)
    assert replace(again.data, qr_payload=job.data.qr_payload) == job.data
    assert again.data.qr_payload != job.data.qr_payload


def test_owner_of_many_names_prints(counter: Counter) -> None:
    """Text for people goes through the snapshot unchanged."""
    owner = Owner('Công ty "Đặng & Con" <TNHH> \\ Ấp 3', id_number="")
    made = counter.dossier(owner=owner)
    stored = counter.print_queue.form(counter.officer, made.form_id).data
    assert isinstance(stored, ReceiptData)
    assert stored.owner_name == owner.name
