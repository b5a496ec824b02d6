"""`motcua attach`: files are weighed, kept under their hash and told of; hostile ones refused."""

import hashlib
from pathlib import Path

from tests.commands.conftest import Console
from tests.services.files.contents import a_pdf, a_picture

SCAN = a_pdf("quét")
SHA256 = hashlib.sha256(SCAN).hexdigest()


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _is_sealed(folder: Path) -> bool:
    return SCAN not in (folder / SHA256[:2] / f"{SHA256}.sealed").read_bytes()


def test_a_scan_is_kept_in_the_data_folder(console: Console, tmp_path: Path) -> None:
    code = console.register(documents="Tờ khai")
    path = _file(tmp_path, "tờ khai.PDF", SCAN)
    said = console.ask("attach", code.lower(), path, "--paper", 1, officer="tiepnhan1")
    assert (said["kind"], said["paper"], said["slip"]) == ("paper", 1, None)
    assert (said["name"], said["size"]) == ("tờ khai.PDF", len(SCAN))
    assert _is_sealed(console.data / "files")
    assert said["sha256"] == SHA256
    again = console.run("attach", code, path, "--paper", 1, officer="tiepnhan1")
    assert "đã có ở đây" in again.refusal()
    assert console.ask("check") == {"ok": True, "problems": [], "notes": []}


def test_desks_that_share_a_store_share_a_folder(console: Console, tmp_path: Path) -> None:
    shared = tmp_path / "dùng chung"
    settings = f'files_folder = "{shared.as_posix()}"\n'
    (console.data / "settings.toml").write_text(settings, encoding="utf-8")
    code = console.register()
    path = _file(tmp_path, "kết quả.pdf", SCAN)
    said = console.run("attach", code, path, "--result", officer="tiepnhan1")
    assert said.out == f"Đã thêm tệp kết quả.pdf (application/pdf, {len(SCAN)} byte).\n"
    assert _is_sealed(shared)
    assert not (console.data / "files").exists()


def test_an_electronic_result_is_a_result(console: Console, tmp_path: Path) -> None:
    code, path = console.register(), _file(tmp_path, "kết quả.pdf", SCAN)
    wrong = console.run("attach", code, path, "--paper", 1, "--electronic", officer="tiepnhan1")
    assert "--result" in wrong.refusal()
    early = console.run("attach", code, path, "--result", "--electronic", officer="tiepnhan1")
    assert "chưa có kết quả" in early.refusal()
    console.ask("act", code, "resolve", "--outcome", "granted", officer="tiepnhan1")
    console.ask("attach", code, path, "--result", "--electronic", officer="tiepnhan1")
    titles = [step["act"] for step in console.ask("show", code)["timeline"]]
    assert titles[-2:] == ["resolve", "result_electronic"]


def test_a_signed_slip_is_found_by_its_number(console: Console, tmp_path: Path) -> None:
    code = console.register(procedure="1.001776")
    console.ask("act", code, "handoff", "--to", console.agencies[0], officer="tiepnhan1")
    path = _file(tmp_path, "phiếu.png", a_picture("JPEG"))
    said = console.ask("attach", "1/pbg", path, "--slip", officer="tiepnhan1")
    assert (said["slip"], said["name"]) == ("1/PBG", "phiếu.png.jpg")


def test_what_may_not_be_kept_is_one_line(console: Console, tmp_path: Path) -> None:
    code = console.register()
    exe = _file(tmp_path, "giấy.pdf", b"MZ" + bytes(100))
    for path, said in (
        (exe, "không phải PDF, JPEG hay PNG"),
        (tmp_path / "không có.pdf", "Không có tệp"),
        (tmp_path, "Không có tệp"),
        (_file(tmp_path, "rỗng.pdf", b""), "Tệp rỗng"),
        (_file(tmp_path, "lớn.pdf", b"%PDF-" + bytes(26 * 1024 * 1024)), "lớn hơn 25 MB"),
    ):
        answer = console.run("attach", code, path, "--result", officer="tiepnhan1")
        assert said in answer.refusal()
    assert "--officer" in console.run("attach", code, exe, "--result").refusal()
    assert console.run("attach", code, exe, officer="tiepnhan1").status == 2
    assert not (console.data / "files").exists()
