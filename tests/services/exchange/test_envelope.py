"""A bundle comes back as it was written, or is refused in one sentence; never half."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.exchange import envelope
from app.services.exchange.envelope import (
    BundleError,
    BundleHeader,
    KnownKeys,
    open_bundle,
    write_bundle,
)
from app.vocabulary.exchange import BundleKind

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_PUBLIC = _KEY.public_key().public_bytes_raw().hex()
_KNOWN = KnownKeys({"000.00.15.H53": frozenset({_PUBLIC})})
_HEADER = BundleHeader(
    uid="4a1c1f5e-0000-4000-8000-000000000001",
    kind=BundleKind.HANDOVER,
    from_code="000.00.15.H53",
    to_code="000.00.08.H53",
    made_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
    public_key=_PUBLIC,
)
_SCAN = b"%PDF-1.7 " + bytes(range(256)) * 40
_DATA = b'{"dossiers": []}'


def _write(path: Path, *files: bytes, header: BundleHeader = _HEADER, data: bytes = _DATA) -> Path:
    named = {hashlib.sha256(each).hexdigest(): (lambda each=each: each) for each in files}
    write_bundle(path, header, data, named, _KEY.sign)
    return path


def _problem(path: Path) -> str:
    with pytest.raises(BundleError) as caught:
        _read_whole(path)
    return caught.value.message


def _read_whole(path: Path) -> None:
    with open_bundle(path, _KNOWN) as bundle:
        for sha256 in bundle.files:
            bundle.read_file(sha256)


def test_a_bundle_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.motcua", _SCAN, b"", b"x" * 3_000_000)
    with open_bundle(path, _KNOWN) as bundle:
        assert bundle.header == _HEADER
        assert bundle.data == _DATA
        contents = {bundle.read_file(sha256) for sha256 in bundle.files}
    assert contents == {_SCAN, b"", b"x" * 3_000_000}


def test_equal_content_gives_equal_bytes(tmp_path: Path) -> None:
    first, second = _write(tmp_path / "a", _SCAN), _write(tmp_path / "b", _SCAN)
    assert first.read_bytes() == second.read_bytes()


def test_unknown_keys_and_senders_are_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "a")
    for known in ({}, {"000.00.99.H53": frozenset({_PUBLIC})}, {"000.00.15.H53": frozenset("0")}):
        with (
            pytest.raises(BundleError, match="Chưa xác nhận khóa"),
            open_bundle(path, KnownKeys(known)),
        ):
            pass


def test_a_key_that_did_not_sign_is_refused(tmp_path: Path) -> None:
    other = Ed25519PrivateKey.generate()
    write_bundle(tmp_path / "a", _HEADER, _DATA, {}, other.sign)
    assert "không khớp chữ ký" in _problem(tmp_path / "a")


@pytest.mark.parametrize("length", [0, 1, 100, 0.5, 0.9, -1])
def test_a_cut_file_is_refused(tmp_path: Path, length: float) -> None:
    path = _write(tmp_path / "a", _SCAN)
    whole = path.read_bytes()
    kept = int(len(whole) * length) if 0 < length < 1 else int(length)
    path.write_bytes(whole[:kept])
    assert _problem(path)


def test_another_program_s_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.txt", "x")
    assert "không phải gói" in _problem(path)


def _rewritten(path: Path, changes: dict[str, bytes | None]) -> None:
    """Write the archive anew with members changed, taken out (None) or added."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old:
        members = {name: old.read(name) for name in old.namelist()}
    merged: dict[str, bytes | None] = {**members, **changes}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in merged.items():
            if content is not None:
                new.writestr(name, content)


@pytest.mark.parametrize(
    "changes",
    [
        {"data.json": b'{"dossiers": [1]}'},
        {"signature": bytes(64)},
        {"signature": b"short"},
        {"files/extra": b"x"},
        {"../escape": b"x"},
        {"data.json": None},
        {"files/" + hashlib.sha256(_SCAN).hexdigest(): None},
        {"files/" + hashlib.sha256(_SCAN).hexdigest(): _SCAN + b"x"},
        {"manifest.json": b"{}"},
    ],
)
def test_every_alteration_is_refused(tmp_path: Path, changes: dict[str, bytes | None]) -> None:
    path = _write(tmp_path / "a", _SCAN)
    _rewritten(path, changes)
    assert _problem(path)


def test_a_changed_header_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "a")
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("manifest.json")
    _rewritten(path, {"manifest.json": manifest.replace(b"000.00.08.H53", b"000.00.09.H53")})
    assert "không khớp chữ ký" in _problem(path)


def test_what_inflates_beyond_its_word_is_not_read(tmp_path: Path) -> None:
    path = _write(tmp_path / "a", data=b" " * 1000)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (members | {"data.json": b" " * 300_000_000}).items():
            new.writestr(name, content)
    assert "không khớp chữ ký" in _problem(path)


def test_caps_hold_when_writing_and_when_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _write(tmp_path / "a", _SCAN)
    monkeypatch.setattr(envelope, "MAX_FILE_BYTES", len(_SCAN) - 1)
    assert "lớn hơn" in _problem(path)
    with pytest.raises(BundleError, match="lớn hơn"):
        _write(tmp_path / "b", _SCAN)
    monkeypatch.undo()
    monkeypatch.setattr(envelope, "MAX_FILES", 0)
    assert "quá 0 tệp" in _problem(path)
    monkeypatch.undo()
    monkeypatch.setattr(envelope, "MAX_BYTES", 10)
    assert "Hãy chia" in _problem(path)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_flipped_byte_gets_through(tmp_path: Path, data: st.DataObject) -> None:
    path = _write(tmp_path / "a", _SCAN)
    whole = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(whole))
    try:
        with open_bundle(path, _KNOWN) as bundle:
            assert (bundle.header, bundle.data) == (_HEADER, _DATA)
            assert [bundle.read_file(sha256) for sha256 in bundle.files] == [_SCAN]
    except BundleError:
        pass


def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "_PLAIN", 3)
    path = _write(tmp_path / "a", header=replace(_HEADER, answers="x"))
    monkeypatch.undo()
    assert "phiên bản mới hơn" in _problem(path)
