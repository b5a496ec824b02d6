"""Guide slips: numbered in their own book, no dossier, found again by scanning and in a list."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.errors import InvalidInputError, NotFoundError
from app.models.dossiers import Dossier
from app.services.forms.notice_records import GuideSlipData, PaperLine
from app.services.intake.guiding import GuideRequest
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Verdict
from tests.services.desk_builders import Counter

MISSING = (PaperLine("Giấy chứng nhận đã cấp", original=1),)


def a_request(counter: Counter, **facts: object) -> GuideRequest:
    wanted: dict[str, object] = {
        "case_id": counter.case_id,
        "person_name": "Nguyễn Thị Ánh",
        "phone": "0912 345 678",
        "missing": MISSING,
    }
    return GuideRequest(**(wanted | facts))  # type: ignore[arg-type]


def test_a_slip_says_what_is_missing_and_makes_no_dossier(counter: Counter) -> None:
    done = counter.guiding.issue(counter.officer, a_request(counter, advice="Nộp sau 14 giờ"))
    slip = done.form
    assert isinstance(slip, GuideSlipData)
    assert (slip.number, done.code) == ("1/PHD", "")
    assert (slip.missing, slip.advice, slip.phone) == (MISSING, "Nộp sau 14 giờ", "0912345678")
    assert (slip.procedure_code, slip.time_text) == ("1.000001", "03 ngày làm việc")
    with counter.database.read() as session:
        assert session.execute(select(Dossier.id)).all() == []
    assert [job.job_id for job in counter.print_queue.waiting(counter.officer)] == [done.job_id]
    assert StoreCheck(counter.database).problems() == []


def test_slips_have_their_own_book_and_the_newest_come_first(counter: Counter) -> None:
    counter.code()
    for name in ("Một", "Hai", "Ba"):
        counter.time.advance(timedelta(minutes=1))
        counter.guiding.issue(counter.officer, a_request(counter, person_name=name))
    lines = counter.guiding.newest(counter.officer, limit=2)
    assert [(line.number, line.person_name) for line in lines] == [
        ("3/PHD", "Ba"),
        ("2/PHD", "Hai"),
    ]
    assert (lines[0].missing_count, lines[0].procedure_name) == (1, "Thủ tục 1.000001")


def test_scanning_it_says_what_it_is_wherever_it_is_scanned(counter: Counter) -> None:
    counter.guiding.issue(counter.officer, a_request(counter, person_name="Người khác"))
    done = counter.guiding.issue(counter.officer, a_request(counter))
    assert isinstance(done.form, GuideSlipData)
    found = counter.search.find(counter.officer, done.form.qr_payload)
    proof = found.verification
    assert proof is not None
    assert (proof.verdict, proof.code, found.rows) == (Verdict.GENUINE, "2/PHD", ())
    assert proof.message == (
        "Phiếu hướng dẫn số 2/PHD lập lúc 23/11/2026 09:00 cho thủ tục 1.000001 "
        "Thủ tục 1.000001: còn thiếu 1 giấy tờ. Phiếu này chưa phải hồ sơ."
    )
    scanned = counter.scans.for_handoff(counter.officer, done.form.qr_payload)
    assert scanned.dossier.refusal == proof.message


def test_a_preview_is_shown_half_typed_and_spends_no_number(counter: Counter) -> None:
    shown = counter.guiding.preview(counter.officer, a_request(counter, person_name="", missing=()))
    assert (shown.number, shown.person_name, shown.qr_payload) == ("", "", "")
    done = counter.guiding.issue(counter.officer, a_request(counter))
    assert isinstance(done.form, GuideSlipData)
    assert done.form.number == "1/PHD"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"person_name": "  "}, "person_name"),
        ({"person_name": "12"}, "person_name"),
        ({"phone": "gọi sau"}, "phone"),
        ({"missing": (), "advice": " "}, "advice"),
        ({"missing": (PaperLine("giấy"),) * 301}, "missing"),
    ],
)
def test_a_slip_that_says_nothing_is_refused(
    counter: Counter, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        counter.guiding.issue(counter.officer, a_request(counter, **facts))
    assert refused.value.field == field
    assert counter.guiding.newest(counter.officer) == []


def test_a_case_that_is_not_there_is_said(counter: Counter) -> None:
    with pytest.raises(NotFoundError):
        counter.guiding.preview(counter.officer, a_request(counter, case_id=0))
