"""Genuine, void, unknown and forged receipts are told apart by what is scanned alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from app.models.forms import IssuedForm, PrintJob, PublicKey
from app.services.dossiers.records import NewDossier
from app.services.forms import receipt_qr
from app.services.forms.issuing import bound, sign_payload
from app.services.forms.keys import KeyFolder
from app.services.forms.notice_records import ApologyData
from app.services.forms.records import ReceiptData
from app.services.forms.verification import Verification
from app.vocabulary.dossiers import Verdict
from app.vocabulary.forms import FormKind
from tests.printing.every_form import EVERY_FORM
from tests.printing.forms import payload as a_payload
from tests.services.desk_builders import OWNER, PAPERS, Counter


def _verify(counter: Counter, payload: str) -> Verification:
    return counter.verifier.verify(counter.officer, payload)


def test_receipt_just_printed_is_genuine(counter: Counter) -> None:
    made = counter.dossier()
    found = _verify(counter, made.receipt.qr_payload)
    assert (found.verdict, found.code) == (Verdict.GENUINE, made.code)
    assert made.code in found.message


def test_handoff_slip_is_genuine_under_its_number(counter: Counter) -> None:
    sent = counter.handoffs.send(counter.officer, counter.economy, [counter.code()])
    found = _verify(counter, sent.slip.qr_payload)
    assert (found.verdict, found.code) == (Verdict.GENUINE, sent.number)


def test_receipt_is_void_after_a_correction_and_its_successor_is_genuine(
    counter: Counter,
) -> None:
    made = counter.dossier()
    counter.time.advance(timedelta(minutes=5))
    right = NewDossier("d", counter.case_id, replace(OWNER, name="Nguyễn Thị Anh"), PAPERS)
    corrected = counter.corrections.correct(counter.officer, made.code, right, "Sai tên")
    old, new = (_verify(counter, each.receipt.qr_payload) for each in (made, corrected))
    assert (old.verdict, old.code) == (Verdict.VOID, made.code)
    assert "1/TNHS đã hủy lúc 23/11/2026 09:05" in old.message
    assert (new.verdict, new.code) == (Verdict.GENUINE, made.code)


def test_signed_receipt_that_the_store_does_not_know_is_unknown(counter: Counter) -> None:
    """The store was put back from a backup taken before the receipt."""
    made = counter.dossier()
    with counter.database.write() as session:
        session.execute(delete(PrintJob))
        session.execute(delete(IssuedForm))
    found = _verify(counter, made.receipt.qr_payload)
    assert (found.verdict, found.code) == (Verdict.UNKNOWN, "")
    assert "không có trong kho" in found.message


def test_copy_that_was_never_printed_is_unknown(counter: Counter) -> None:
    made = counter.dossier()
    job = counter.print_queue.reprint(counter.officer, made.form_id)
    assert isinstance(job.data, ReceiptData)
    payload = job.data.qr_payload
    assert _verify(counter, payload).verdict is Verdict.GENUINE
    with counter.database.write() as session:
        session.execute(update(IssuedForm).values(copy_count=1))
    found = _verify(counter, payload)
    assert (found.verdict, found.code) == (Verdict.UNKNOWN, made.code)
    assert "chưa từng được in" in found.message


def test_signature_of_a_stranger_is_forged(counter: Counter, tmp_path: Path) -> None:
    """Same key id, same fields, another key."""
    made = counter.dossier()
    fields, _signed, _signature = receipt_qr.decode(made.receipt.qr_payload)
    stranger = KeyFolder(tmp_path / "lạ").load_or_create(fields.key_id)
    found = _verify(counter, sign_payload(stranger, fields))
    assert (found.verdict, found.code) == (Verdict.FORGED, "")


def test_key_id_the_office_never_had_is_forged(counter: Counter) -> None:
    made = counter.dossier()
    with counter.database.write() as session:
        session.execute(delete(PublicKey))
    found = _verify(counter, made.receipt.qr_payload)
    assert (found.verdict, found.code) == (Verdict.FORGED, "")


def test_copy_number_cannot_be_changed_without_the_key(counter: Counter) -> None:
    made = counter.dossier()
    counter.print_queue.reprint(counter.officer, made.form_id)
    fields, _signed, signature = receipt_qr.decode(made.receipt.qr_payload)
    payload = receipt_qr.encode(replace(fields, copy_no=2), lambda _bytes: signature)
    assert _verify(counter, payload).verdict is Verdict.FORGED


def test_receipts_of_an_older_key_are_read_for_ever(counter: Counter, tmp_path: Path) -> None:
    made = counter.dossier()
    newer = KeyFolder(tmp_path / "máy 2").load_or_create(9)
    with counter.database.write() as session:
        session.add(
            PublicKey(
                key_id=9,
                unit_id=counter.officer.office_id,
                public_key=newer.public_key.hex(),
                station="Máy 2",
                made_at=counter.time.now,
            )
        )
    assert _verify(counter, made.receipt.qr_payload).verdict is Verdict.GENUINE
    fields, _signed, _signature = receipt_qr.decode(made.receipt.qr_payload)
    # The station has a new key; a copy of the old receipt is signed with that one.
    assert _verify(counter, sign_payload(newer, fields)).verdict is Verdict.GENUINE


def _printed_before_080(counter: Counter) -> tuple[int, str]:
    """Return the form and payload of a receipt as an earlier version of the program issued it."""
    made = counter.dossier()
    fields, _signed, _signature = receipt_qr.decode(made.receipt.qr_payload)
    old = replace(fields, version=0, due_at=None, name_digest=b"", held_digest=b"")
    payload = receipt_qr.encode(old, counter.signing_key.sign)
    said = replace(made.receipt, qr_payload=payload)
    with counter.database.write() as session:
        form = session.get_one(IssuedForm, made.form_id)
        form.snapshot = msgspec.json.encode(said).decode()
        form.qr_stem = receipt_qr.stem(old)
    return made.form_id, payload


def test_an_old_paper_is_genuine_and_its_copies_stay_old(counter: Counter) -> None:
    form_id, payload = _printed_before_080(counter)
    assert len(payload) == 201
    assert _verify(counter, payload).verdict is Verdict.GENUINE
    first = counter.print_queue.queued(counter.officer)[0]
    assert first.data.qr_payload == payload
    again = counter.print_queue.reprint(counter.officer, form_id)
    assert len(again.data.qr_payload) == 201
    assert receipt_qr.decode(again.data.qr_payload)[0].copy_no == 2
    assert _verify(counter, again.data.qr_payload).verdict is Verdict.GENUINE


def test_a_copy_of_an_old_paper_under_a_key_it_has_no_room_for_is_new(
    counter: Counter, tmp_path: Path
) -> None:
    """It is the same form, and binds no more than it did."""
    form_id, payload = _printed_before_080(counter)
    newer = KeyFolder(tmp_path / "máy 65").load_or_create(64)
    with counter.database.write() as session:
        session.add(
            PublicKey(
                key_id=64,
                unit_id=counter.officer.office_id,
                public_key=newer.public_key.hex(),
                station="Máy 65",
                made_at=counter.time.now,
            )
        )
    counter.signing_key.become(newer)
    assert counter.print_queue.queued(counter.officer)[0].data.qr_payload == payload
    again = counter.print_queue.reprint(counter.officer, form_id)
    fields, _signed, _signature = receipt_qr.decode(again.data.qr_payload)
    assert (fields.version, fields.key_id, fields.copy_no) == (1, 64, 2)
    assert (fields.due_at, fields.name_digest, fields.held_digest) == (None, b"", b"")
    found = _verify(counter, again.data.qr_payload)
    assert (found.verdict, found.form_id) == (Verdict.GENUINE, form_id)


_MORE: tuple[Callable[[ReceiptData], ReceiptData], ...] = (
    lambda said: replace(said, owner_name="Nguyễn Thị Ảnh"),
    lambda said: replace(said, due_at=said.received_at + timedelta(days=90)),
    lambda said: replace(said, fee_vnd=said.fee_vnd + 1),
    lambda said: replace(said, procedure_code="9.999999"),
    lambda said: replace(said, papers=said.papers[1:]),
)


@pytest.mark.parametrize("change", _MORE)
def test_a_store_that_says_otherwise_than_the_paper_is_told(
    counter: Counter, change: Callable[[ReceiptData], ReceiptData]
) -> None:
    made = counter.dossier()
    said = change(made.receipt)
    with counter.database.write() as session:
        form = session.get_one(IssuedForm, made.form_id)
        form.snapshot = msgspec.json.encode(said).decode()
    found = _verify(counter, made.receipt.qr_payload)
    assert (found.verdict, found.code) == (Verdict.UNKNOWN, made.code)
    assert "không còn ghi" in found.message
    with counter.database.write() as session:
        session.get_one(IssuedForm, made.form_id).erased_at = counter.time.now
    assert _verify(counter, made.receipt.qr_payload).verdict is Verdict.GENUINE


def test_what_each_form_binds() -> None:
    """All of a receipt; owner and date of what an owner is given; nothing of the rest."""
    whole = receipt_qr.decode(a_payload())[0]
    fields = replace(whole, due_at=None, name_digest=b"", held_digest=b"")
    binds = {kind: bound(fields, form) for kind, form in EVERY_FORM.items()}
    assert {kind for kind, one in binds.items() if one.held_digest} == {FormKind.RECEIPT}
    dated = {kind for kind, one in binds.items() if one.due_at}
    named = {kind for kind, one in binds.items() if one.name_digest}
    assert named == {
        FormKind.RECEIPT,
        FormKind.RETURN_RECEIPT,
        FormKind.SUPPLEMENT_REQUEST,
        FormKind.REFUSAL,
        FormKind.APOLOGY,
        FormKind.STOP_NOTICE,
        FormKind.WITHDRAWAL_NOTE,
        FormKind.FEE_RECEIPT,
    }
    assert dated <= named
    apology = EVERY_FORM[FormKind.APOLOGY]
    assert isinstance(apology, ApologyData)
    assert binds[FormKind.APOLOGY].due_at == apology.new_due_at


@pytest.mark.parametrize(
    "payload",
    [
        *("", " ", "0", "1" * 201, "9" * 201, "1" * 200, "1" * 202, "1" + "0" * 200),
        *("1" * 254, "9" * 254, "1" * 253, "1" * 255, "1" + "0" * 253, "nguyễn", "\0"),
    ],
)
def test_anything_else_is_forged_with_a_sentence(counter: Counter, payload: str) -> None:
    found = _verify(counter, payload)
    assert (found.verdict, found.code) == (Verdict.FORGED, "")
    assert found.message.endswith(".")


def _payload_of(counter: Counter) -> str:
    """Return the QR of the counter's one receipt, registering it at the first example."""
    queued = counter.print_queue.queued(counter.officer)
    data = queued[0].data if queued else counter.dossier().receipt
    return data.qr_payload


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 253), digit=st.sampled_from("0123456789"))
def test_no_changed_digit_is_taken(counter: Counter, place: int, digit: str) -> None:
    payload = _payload_of(counter)
    changed = payload[:place] + digit + payload[place + 1 :]
    verdict = _verify(counter, changed).verdict
    assert verdict is (Verdict.GENUINE if changed == payload else Verdict.FORGED)
