import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import InvalidInputError
from app.outputs import OutputPlace
from app.services.forms.receipt_qr import encode
from app.services.forms.records import QrFields
from app.services.forms.verification import (
    PublicKeyFile,
    PublicUnit,
    read_public_key_file,
    verify_offline,
    write_public_key_file,
)
from app.vocabulary.dossiers import Verdict

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
        ("keys", {"64": "00" * 32}),
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
