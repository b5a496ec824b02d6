"""The one box: anything a person can scan, read out or remember finds the dossier."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.dossiers.decision import Decision
from app.services.forms.numbering import check_digits
from app.vocabulary.dossiers import Action, Outcome, Verdict
from tests.services.desk_builders import OWNER, Counter
from tests.services.store_builders import MONDAY_MORNING

NAME = "Nguyễn Đình Ánh"


@pytest.fixture
def code(counter: Counter) -> str:
    counter.code("Trần Văn Khác", owner=replace(OWNER, name="Trần Văn Khác", id_number=""))
    return counter.code(NAME, owner=replace(OWNER, name=NAME))


def found(counter: Counter, text: str) -> list[str]:
    return [row.code for row in counter.search.find(counter.officer, text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "000.00.15.H53-261123-0002",
        " 000.00.15.h53-261123-0002 ",
        "Mã hồ sơ: 000.00.15.H53-261123-0002",
        "0002",
        "2",
        "261123-0002",
        "2611230002",
        "072185001234",
        "nguyen dinh anh",
        "ánh nguyễn",
        "ĐÌNH",
        "Nguye\u0302\u0303n",
        "dinh an",
    ],
)
def test_what_people_type_finds_it(counter: Counter, code: str, text: str) -> None:
    assert code in found(counter, text)
    if text not in {"2"}:
        assert found(counter, text)[0] == code


def test_the_code_with_its_check_digits_finds_it(counter: Counter, code: str) -> None:
    assert found(counter, code + check_digits(code)) == [code]


def test_a_scanned_receipt_opens_its_dossier_with_a_verdict(counter: Counter) -> None:
    done = counter.dossier()
    seen = counter.search.find(counter.officer, done.receipt.qr_payload)
    assert seen.verification is not None
    assert seen.verification.verdict is Verdict.GENUINE
    assert [row.code for row in seen.rows] == [done.code]


_ASKED = Decision(
    note="thiếu bản chính",
    items=("bản chính",),
    outcome=Outcome.REFUSED,
    new_due_at=MONDAY_MORNING + timedelta(days=14),
    approver="Lê Văn Ký",
    ground="Điều 5",
)


@pytest.mark.parametrize(
    ("action", "title"),
    [
        (Action.ASK_SUPPLEMENT, "Phiếu yêu cầu bổ sung, hoàn thiện số 1/HDHS"),
        (Action.RESOLVE, "Phiếu từ chối tiếp nhận giải quyết số 1/PTC"),
        (Action.EXTEND, "Phiếu xin lỗi và hẹn lại số 1/PXL"),
        (Action.STOP, "Thông báo dừng giải quyết số 1/TBD"),
        (Action.WITHDRAW, "Phiếu rút hồ sơ, trả lại giấy tờ số 1/PRHS"),
    ],
)
def test_a_notice_opens_its_dossier_and_says_which_form_it_is(
    counter: Counter, action: Action, title: str
) -> None:
    code = counter.code(case_id=counter.same_day_case)
    done = counter.decisions.decide(counter.officer, code, action, _ASKED)
    assert done.form is not None
    seen = counter.search.find(counter.officer, done.form.qr_payload)
    assert [row.code for row in seen.rows] == [code]
    assert seen.verification is not None
    assert seen.verification.message == f"Giấy thật: {title}, hồ sơ {code}."
    assert seen.verification.form_id == done.form_id


def test_a_handoff_slip_lists_its_dossiers(counter: Counter) -> None:
    codes = [counter.code(), counter.code()]
    counter.code()
    slip = counter.handoffs.send(counter.officer, counter.economy, codes)
    payload = counter.print_queue.form(counter.officer, slip.form_id).data.qr_payload
    seen = counter.search.find(counter.officer, payload)
    assert [row.code for row in seen.rows] == codes[::-1]
    assert seen.verification is not None
    assert seen.verification.message == "Giấy thật: Phiếu bàn giao số 1/PBG."


def test_an_altered_receipt_is_called_forged(counter: Counter) -> None:
    payload = counter.dossier().receipt.qr_payload
    altered = payload[:50] + str((int(payload[50]) + 1) % 10) + payload[51:]
    seen = counter.search.find(counter.officer, altered)
    assert seen.verification is not None
    assert seen.verification.verdict is Verdict.FORGED
    assert seen.rows == ()


@pytest.mark.parametrize(
    "text", ["%", "_", "' OR 1=1 --", '"', "*", "a* OR b*", "(", "NEAR(a b)", "\x00", "-", "", "🙂"]
)
def test_query_syntax_is_only_text(counter: Counter, code: str, text: str) -> None:
    assert code not in found(counter, text)


def test_an_agency_officer_finds_only_what_their_unit_holds_or_awaits(counter: Counter) -> None:
    code = counter.code()
    assert [row.code for row in counter.search.find(counter.culture_officer, "anh").rows] == []
    counter.handoffs.send(counter.officer, counter.culture, [code])
    assert [row.code for row in counter.search.find(counter.culture_officer, "anh").rows] == [code]


def test_lists_mask_the_number(counter: Counter, code: str) -> None:
    row = counter.search.find(counter.officer, code).rows[0]
    assert row.owner_id_masked == "072*****1234"


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_no_text_breaks_the_box(shared_counter: Counter, texts: list[str]) -> None:
    for text in texts:
        shared_counter.search.find(shared_counter.officer, text)
