import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.outputs import OutputPlace
from app.services.forms.receipt_qr import digests, encode
from app.services.forms.records import QrFields
from app.services.forms.verification import (
    NameAnswer,
    PublicKeyFile,
    PublicUnit,
    proof_of,
    read_public_key_file,
    verify_offline,
    write_public_key_file,
)
from app.text import name_key
from app.vocabulary.dossiers import Verdict
from verifier import one_paper

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
_FILE = PublicKeyFile(
    PublicUnit(number=7, code="000.00.15.H53", name="Bộ phận Một cửa UBND xã Tân Phú"),
    {1: _KEY.public_key().public_bytes_raw()},
)
_FIELDS = QrFields(
    key_id=1,
    unit_number=7,
    day_number=12,
    received_at=datetime(2019, 7, 9, 17, 0, tzinfo=UTC),  # already 10 July at the office
    kind=1,
    copy_no=1,
    chain_head=bytes(8),
)
_OWNER = replace(
    _FIELDS,
    due_at=datetime(2019, 7, 15, 2, 30, tzinfo=UTC),
    name_digest=digests(_FIELDS, "Nguyễn Thị Thúy Hòa")[0],
)
_OLD = replace(_FIELDS, version=0)


def _document() -> dict[str, Any]:
    return {
        "unit": {"number": 7, "code": "000.00.15.H53", "name": "Một cửa"},
        "keys": {"1": _FILE.keys[1].hex()},
    }


def test_file_is_read_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "khoa.json"
    write_public_key_file(OutputPlace(path), _FILE)
    assert read_public_key_file(path) == _FILE
    assert json.loads(path.read_text("utf-8"))["unit"]["name"] == _FILE.unit.name


def test_genuine_receipt_gives_its_code_by_the_office_s_day() -> None:
    found = verify_offline(encode(_FIELDS, _KEY.sign), _FILE)
    assert found.verdict is Verdict.GENUINE
    assert found.code == "000.00.15.H53-190710-0012"


def test_genuine_slip_is_named_without_a_code() -> None:
    found = verify_offline(encode(replace(_FIELDS, kind=2), _KEY.sign), _FILE)
    assert (found.verdict, found.code) == (Verdict.GENUINE, "")
    assert "Phiếu bàn giao thứ 12 ngày 10/07/2019" in found.message


@pytest.mark.parametrize(
    "fields", [replace(_FIELDS, unit_number=8), replace(_FIELDS, day_number=0)]
)
def test_well_signed_but_not_this_unit_s_is_unknown(fields: QrFields) -> None:
    found = verify_offline(encode(fields, _KEY.sign), _FILE)
    assert (found.verdict, found.code) == (Verdict.UNKNOWN, "")


def test_foreign_signature_is_forged() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    found = verify_offline(encode(_FIELDS, other.sign), _FILE)
    assert (found.verdict, found.code) == (Verdict.FORGED, "")


_DUE = "Mã QR chứng thực hẹn trả lúc 15/07/2019 09:30."


@pytest.mark.parametrize(
    ("fields", "name", "answer", "sentences"),
    [
        (_OWNER, "", None, (_DUE,)),
        (_OWNER, "   ", None, (_DUE,)),
        (_OWNER, "Nguyễn Thị Thúy Hòa", NameAnswer.MATCHES, (_DUE, "đúng là")),
        (_OWNER, " NGUYỄN THỊ  THUÝ HOÀ", NameAnswer.MATCHES, (_DUE, "đúng là")),
        (_OWNER, "Nguyễn Thị Thúy Hóa", NameAnswer.DIFFERS, (_DUE, "không phải")),
        (_OWNER, "Nguyen Thi Thuy Hoa", NameAnswer.DIFFERS, (_DUE, "không phải")),
        (replace(_OWNER, due_at=None), "", None, ("không hẹn ngày trả",)),
        (_OLD, "", None, ("không chứng thực ngày hẹn trả",)),
        (_OLD, "An", NameAnswer.OLD_PAPER, ("ngày hẹn trả", "không chứng thực tên chủ hồ sơ")),
        (replace(_OLD, kind=2), "", None, ()),
        (_FIELDS, "", None, ()),
        (replace(_FIELDS, kind=2), "An", NameAnswer.NOT_BOUND, ("không chứng thực tên ai",)),
    ],
)
def test_what_a_paper_proves_is_told(
    fields: QrFields, name: str, answer: NameAnswer | None, sentences: tuple[str, ...]
) -> None:
    found = verify_offline(encode(fields, _KEY.sign), _FILE)
    assert found.verdict is Verdict.GENUINE
    assert found.fields == fields
    proof = proof_of(found.fields, name)
    assert (proof.due_at, proof.name) == (fields.due_at, answer)
    assert len(proof.sentences) == len(sentences)
    for said, part in zip(proof.sentences, sentences, strict=True):
        assert part in said


@given(st.text(alphabet="aeiouăâêôơưđnghtý \u0300\u0301\u0303\u0309\u0323AĐỐ", max_size=30))
def test_the_verifier_makes_the_same_of_a_name(name: str) -> None:
    assert one_paper.name_key(name) == name_key(name)


def test_a_payload_of_another_unit_proves_a_date_too_and_a_forged_one_nothing() -> None:
    other = verify_offline(encode(replace(_OWNER, unit_number=8), _KEY.sign), _FILE)
    assert (other.verdict, other.fields is not None) == (Verdict.UNKNOWN, True)
    assert verify_offline("1" * 254, _FILE).fields is None


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("unit", {"number": 70000, "code": "000.00.15.H53", "name": "x"}),
        ("unit", {"number": -1, "code": "000.00.15.H53", "name": "x"}),
        ("unit", {"number": "7", "code": "000.00.15.H53", "name": "x"}),
        ("unit", {"number": 7, "code": "H53", "name": "x"}),
        ("unit", {"number": 7, "code": "000.00.15.H53"}),
        ("unit", None),
        ("keys", {}),
        ("keys", {"4194304": "00" * 32}),
        ("keys", {"-1": "00" * 32}),
        ("keys", {"²": "00" * 32}),
        ("keys", {"9" * 5000: "00" * 32}),
        ("keys", {"1": "00" * 31}),
        ("keys", {"1": "zz" * 32}),
        ("keys", ["00" * 32]),
        ("surprise", 1),
    ],
)
def test_faulty_file_is_refused(tmp_path: Path, part: str, value: object) -> None:
    path = tmp_path / "khoa.json"
    path.write_text(json.dumps({**_document(), part: value}), "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_public_key_file(path)
    assert caught.value.field == "public_key"


@pytest.mark.parametrize(
    "content",
    [b"", b"not json", b"\xff\xfe{}", b"[" * 60_000, b" " * (64 * 1024 + 1), b"null"],
    ids=["empty", "text", "utf-16", "deep", "huge", "null"],
)
def test_what_is_no_key_file_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "khoa.json"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError):
        read_public_key_file(path)


def test_missing_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"khoa\.json"):
        read_public_key_file(tmp_path / "khoa.json")
