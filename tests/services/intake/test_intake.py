"""Registering: what is stored, numbered, refused, and never done twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.catalogue import ProcedureVersion
from app.services.dossiers.records import HandedPaper, NewDossier, Owner, Submitter
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import ReturnBy, Verdict
from app.vocabulary.forms import FormSet
from app.vocabulary.people import PersonKind, Sex
from tests.services.desk_builders import OWNER, PAPERS, Counter


def new(counter: Counter, **changes: object) -> NewDossier:
    plain = NewDossier(str(uuid4()), counter.case_id, OWNER, PAPERS)
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_dossier_gets_the_days_next_code_and_a_receipt_that_proves_itself(
    counter: Counter,
) -> None:
    first, second = counter.dossier(), counter.dossier()
    assert first.code == "000.00.15.H53-261123-0001"
    assert second.code == "000.00.15.H53-261123-0002"
    assert (first.receipt.number, second.receipt.number) == ("1/TNHS", "2/TNHS")
    verifier = counter.verifier
    found = verifier.verify(counter.officer, second.receipt.qr_payload)
    assert (found.verdict, found.code) == (Verdict.GENUINE, second.code)
    assert StoreCheck(counter.database).problems() == []


def test_numbers_begin_anew_at_the_offices_midnight(counter: Counter) -> None:
    counter.time.now = datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC)
    late = counter.code()
    counter.time.now = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    early = counter.code()
    assert (late[-11:], early[-11:]) == ("261123-0001", "261124-0001")


def test_a_draft_sent_twice_is_the_same_dossier(counter: Counter) -> None:
    wanted = new(counter)
    once = counter.intake.register(counter.officer, wanted)
    again = counter.intake.register(counter.officer, replace(wanted, note="bấm lần hai"))
    assert (again.code, again.was_known, once.was_known) == (once.code, True, False)
    assert again.form_id == once.form_id
    assert counter.code().endswith("0002")


def test_a_refused_form_spends_no_number(counter: Counter) -> None:
    with pytest.raises(InvalidInputError):
        counter.intake.register(counter.officer, new(counter, owner=Owner("")))
    assert counter.code().endswith("0001")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"owner": replace(OWNER, name="")}, "owner_name"),
        ({"owner": replace(OWNER, name="123")}, "owner_name"),
        ({"owner": replace(OWNER, name="A\u202eB")}, "owner_name"),
        ({"owner": replace(OWNER, name="A\x07B")}, "owner_name"),
        ({"owner": replace(OWNER, birth="1986-01-01")}, "owner_id"),
        ({"owner": replace(OWNER, sex=Sex.MALE)}, "owner_id"),
        ({"owner": replace(OWNER, birth="2027-01-01", id_number="")}, "birth"),
        ({"owner": replace(OWNER, birth="2025-02-30", id_number="")}, "birth"),
        ({"owner": replace(OWNER, birth="hôm qua", id_number="")}, "birth"),
        ({"owner": replace(OWNER, phone="12")}, "phone"),
        ({"owner": replace(OWNER, email="a@")}, "email"),
        ({"owner": Owner("Công ty A", PersonKind.ENTERPRISE, "0100109107")}, "owner_id"),
        ({"submitter": Submitter("")}, "submitter_name"),
        ({"submitter": Submitter("B", "12")}, "submitter_id"),
        ({"papers": (HandedPaper("Tờ khai"),)}, "papers"),
        ({"papers": (HandedPaper("", 1),)}, "papers"),
        ({"papers": (HandedPaper("Tờ khai", -1),)}, "papers"),
        ({"set_count": 0}, "set_count"),
        ({"fee_vnd": -1}, "fee_vnd"),
        ({"fee_vnd": 10, "paid_vnd": 20}, "paid_vnd"),
        ({"return_by": ReturnBy.POST}, "return_address"),
        ({"received_at": datetime(2026, 11, 23, 2, 1, tzinfo=UTC)}, "received"),
        ({"received_at": datetime(2017, 12, 1, tzinfo=UTC)}, "received"),
        ({"draft_id": ""}, "draft_id"),
    ],
)
def test_what_is_off_is_said_at_its_field(
    counter: Counter, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        counter.intake.register(counter.officer, new(counter, **changes))
    assert caught.value.field == field
    assert caught.value.message.endswith(".")


def test_text_is_kept_in_one_form_and_markup_as_text(counter: Counter) -> None:
    owner = replace(OWNER, name="  Nguye\u0302\u0303n   <img src=x> ")
    code = counter.intake.register(counter.officer, new(counter, owner=owner)).code
    assert counter.tracking.one(counter.officer, code).owner.name == "Nguyễn <img src=x>"


def test_a_late_entry_is_marked_and_numbered_on_its_own_day(counter: Counter) -> None:
    received = counter.time.now - timedelta(days=3)
    done = counter.intake.register(counter.officer, new(counter, received_at=received))
    assert done.code.endswith("261120-0001")
    assert done.receipt.is_late_entry
    view = counter.tracking.one(counter.officer, done.code)
    assert view.is_late_entry
    assert view.row.received_at == received


@pytest.mark.parametrize(
    ("day", "form"),
    [
        (datetime(2025, 9, 12, 2, tzinfo=UTC), FormSet.TT01_2018),
        (datetime(2025, 9, 15, 2, tzinfo=UTC), FormSet.TT03_2025),
    ],
)
def test_the_day_of_receipt_chooses_the_form(
    counter: Counter, day: datetime, form: FormSet
) -> None:
    done = counter.intake.register(counter.officer, new(counter, received_at=day))
    assert done.receipt.form is form


def test_a_preview_of_a_day_that_no_calendar_reaches_is_refused_in_words(
    counter: Counter,
) -> None:
    new = counter.as_typed(received_at=datetime(9999, 12, 31, 8, tzinfo=UTC))
    with pytest.raises(InvalidInputError, match="2100"):
        counter.intake.preview(counter.officer, new)


def test_a_preview_has_neither_code_nor_number_nor_qr(counter: Counter) -> None:
    seen = counter.intake.preview(counter.officer, new(counter))
    assert (seen.code, seen.number, seen.qr_payload) == ("", "", "")
    assert seen.due_at is not None
    assert counter.code().endswith("0001")


def test_a_version_no_longer_in_force_is_refused_at_the_counter(counter: Counter) -> None:
    with counter.database.write() as session:
        for version in session.query(ProcedureVersion):
            version.valid_to = counter.time.now
    with pytest.raises(RuleBrokenError, match="cập nhật"):
        counter.intake.register(counter.officer, new(counter))


def test_an_unknown_case_is_said(counter: Counter) -> None:
    with pytest.raises(NotFoundError):
        counter.intake.register(counter.officer, new(counter, case_id=999))


def test_money_taken_is_numbered_and_counted(counter: Counter) -> None:
    done = counter.intake.register(counter.officer, new(counter, fee_vnd=8000, paid_vnd=8000))
    assert counter.tracking.one(counter.officer, done.code).paid_vnd == 8000


def test_the_due_date_explains_itself(counter: Counter) -> None:
    due = counter.intake.due(counter.officer, counter.case_id)
    assert due.due_at == datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    assert any("Văn hóa" in step for step in due.steps)
