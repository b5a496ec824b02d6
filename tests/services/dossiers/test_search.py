"""The one box: anything a person can scan, read out or remember finds the dossier."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.forms.numbering import check_digits
from app.vocabulary import Verdict
from tests.services.desk_builders import OWNER, Counter

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
