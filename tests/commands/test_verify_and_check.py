"""Receipts proved from digits, pictures and files; a touched store is found."""

import errno
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from PIL import Image

from app.models.forms import PublicKey
from app.models.store import open_sqlite
from app.outputs import OutputPlace
from app.paths import STORE_NAME
from app.printing.raster import page_image
from app.services.forms.verification import PublicKeyFile, PublicUnit, write_public_key_file
from tests.commands.conftest import Console
from verifier.__main__ import main as verifier_main

_VERIFIER = (sys.executable, "-m", "verifier")


@pytest.fixture
def receipt(console: Console, tmp_path: Path) -> dict[str, Any]:
    """A dossier with its receipt saved: what the import said of it."""
    path = tmp_path / "một.csv"
    path.write_text("procedure,owner_name\n2.000815,Nguyễn Thị Ánh\n", encoding="utf-8")
    words = ("import-dossiers", path, "--receipts", tmp_path / "giấy")
    said: dict[str, Any] = console.ask(*words, officer="tiepnhan1")
    return said


def test_digits(console: Console, receipt: dict[str, Any]) -> None:
    said = console.ask("verify", receipt["qr"])
    assert set(said) == {"verdict", "code", "message", "due_at", "name"}
    assert (said["due_at"] is not None, said["name"]) == (True, None)
    assert (said["verdict"], said["code"]) == ("genuine", receipt["code"])
    told = console.run("verify", f" {receipt['qr']}\n").out
    assert told.startswith("Giấy thật: ")
    assert told.count("Giấy thật") == 1
    assert "\nMã QR chứng thực hẹn trả lúc " in told


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("nguyễn thị  ÁNH", 0, "đúng là tên chủ hồ sơ"),
        ("Nguyễn Thị Ảnh", 1, "không phải tên chủ hồ sơ"),
    ],
)
def test_a_typed_name_is_compared(
    console: Console,
    receipt: dict[str, Any],
    tmp_path: Path,
    name: str,
    status: int,
    said: str,
) -> None:
    path = _public_keys(console, tmp_path)
    here = console.run("verify", receipt["qr"], "--name", name)
    alone = console.run("verify", receipt["qr"], "--name", name, "--public-key", path)
    by_verifier = subprocess.run(
        [*_VERIFIER, "--paper", receipt["qr"], "--name", name, "--public-key", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert {here.status, alone.status, by_verifier.returncode} == {status}
    for out in (here.out, alone.out, by_verifier.stdout):
        assert said in out
        assert "Mã QR chứng thực hẹn trả lúc " in out


def test_the_verifier_tells_forged_papers_and_papers_without_a_name(
    console: Console, receipt: dict[str, Any], tmp_path: Path
) -> None:
    path = _public_keys(console, tmp_path)
    asked = ["--public-key", str(path), "--paper"]
    assert verifier_main([*asked, receipt["qr"]]) == 0
    assert verifier_main([*asked, receipt["qr"][:-1] + "x"]) == 1
    last = "1" if receipt["qr"][-1] == "0" else "0"
    assert verifier_main([*asked, receipt["qr"][:-1] + last]) == 1
    assert verifier_main([*asked, "9" * 254]) == 1
    with pytest.raises(SystemExit):
        verifier_main([*asked, receipt["qr"], "kho.db"])
    with pytest.raises(SystemExit):
        verifier_main(["--public-key", str(path)])


def _public_keys(console: Console, folder: Path) -> Path:
    """Write the office's public keys and return where."""
    database = open_sqlite(console.data / STORE_NAME)
    with database.read() as session:
        rows = session.query(PublicKey).all()
        keys = {row.key_id: bytes.fromhex(row.public_key) for row in rows}
        number = rows[0].unit_id
    database.close()
    path = folder / "khóa.json"
    unit = PublicUnit(number, "000.00.15.H53", "Trung tâm thử")
    write_public_key_file(OutputPlace(path), PublicKeyFile(unit, keys))
    return path


def test_pdf_and_picture(console: Console, receipt: dict[str, Any], tmp_path: Path) -> None:
    page = page_image(Path(receipt["receipt"]).read_bytes(), 0, 200)
    picture = tmp_path / "ảnh.png"
    Image.frombytes("RGB", (page.width, page.height), page.rgb).save(picture)
    for subject in (receipt["receipt"], picture):
        assert console.ask("verify", subject)["code"] == receipt["code"]


def test_altered_digit_is_forged_and_1(console: Console, receipt: dict[str, Any]) -> None:
    last = "1" if receipt["qr"][-1] == "0" else "0"
    answer = console.run("verify", receipt["qr"][:-1] + last, "--json")
    assert answer.status == 1
    assert answer.document()["verdict"] == "forged"
    assert answer.document()["code"] == ""


def test_receipt_of_another_office_is_forged(
    console: Console,
    receipt: dict[str, Any],
    demo: tuple[Path, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other, _said = demo
    # Another machine, which has not seen what the copy went on to hold.
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    answer = Console(other, {}, console.time).run("verify", receipt["qr"], "--json")
    # The copy of a store has its keys; a receipt issued after the copy is signed and not stored.
    assert (answer.status, answer.document()["verdict"]) == (1, "unknown")


def test_public_key_file_is_enough(
    console: Console, receipt: dict[str, Any], tmp_path: Path
) -> None:
    path = _public_keys(console, tmp_path)
    nowhere = Console(tmp_path / "không có kho", {}, console.time)
    said = nowhere.ask("verify", receipt["qr"], "--public-key", path)
    assert (said["verdict"], said["code"]) == ("genuine", receipt["code"])
    assert not nowhere.data.exists()


@pytest.mark.parametrize("subject", ["không-có.pdf", "/none/x.png", "x" * 400, "chữ"])
def test_missing_file_is_said(console: Console, subject: str) -> None:
    assert "Không có tệp" in console.run("verify", subject).refusal()


def test_missing_key_file_is_said(console: Console, tmp_path: Path) -> None:
    assert console.run("verify", "1" * 201, "--public-key", tmp_path / "x").refusal()


def test_file_without_a_qr_is_said(console: Console, tmp_path: Path) -> None:
    picture = tmp_path / "trắng.png"
    Image.new("RGB", (300, 300), "white").save(picture)
    assert "Không thấy mã QR" in console.run("verify", picture).refusal()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x89PNG broken", b"GIF89a"])
def test_file_that_is_no_picture_is_said(console: Console, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hỏng.pdf"
    path.write_bytes(content)
    assert console.run("verify", path).refusal()


def test_whole_store(console: Console, receipt: dict[str, Any]) -> None:
    unread = "Tự kiểm tra toàn bộ tệp kho: chưa xong.\n"
    assert console.run("check").out == f"{unread}Kho dữ liệu nguyên vẹn.\n"
    assert console.ask("check") == {"ok": True, "problems": [], "notes": []}


def test_age_of_the_last_full_check_is_told(console: Console, receipt: dict[str, Any]) -> None:
    database = open_sqlite(console.data / STORE_NAME)
    assert database.page_check is not None
    database.page_check.finish(console.time, lambda _part: None)
    database.close()
    told = console.run("check").out
    assert re.match(r"Tự kiểm tra toàn bộ tệp kho: lúc \d\d:\d\d, nguyên vẹn\.\n", told)


def test_touched_store_is_said_and_1(console: Console, receipt: dict[str, Any]) -> None:
    touched = sqlite3.connect(console.data / STORE_NAME)
    touched.execute("DROP TRIGGER log_entries_no_update")
    touched.execute("UPDATE log_entries SET facts = '{}' WHERE seq = 2")
    touched.commit()
    touched.close()
    answer = console.run("check", "--json")
    assert answer.status == 1
    assert answer.document()["ok"] is False
    assert "dòng số 2" in answer.document()["problems"][0]
    assert "dòng số 2" in console.run("check").out


def test_failing_disk_is_one_line(console: Console) -> None:
    fault = OSError(errno.EIO, "Input/output error", "a.db")
    with patch("app.commands.frame.open_services", side_effect=fault):
        assert "Ổ đĩa báo lỗi" in console.run("check").refusal()
    other = OSError(errno.EBADF, "Bad file descriptor")
    with (
        patch("app.commands.frame.open_services", side_effect=other),
        pytest.raises(OSError, match="Bad file"),
    ):
        console.run("check")


def test_damaged_store_is_one_line(console: Console) -> None:
    path = console.data / STORE_NAME
    path.write_bytes(path.read_bytes()[:50_000])
    assert "bị hỏng" in console.run("check").refusal()
