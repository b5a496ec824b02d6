"""`motcua import-online`: a file of the portal becomes dossiers, line by line."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Console

CODE = "000.00.00.H53-261120-0042"
OTHER = "000.00.00.H53-261120-0043"


def _file(folder: Path, *dossiers: dict[str, object]) -> Path:
    path = folder / "cổng.json"
    path.write_text(json.dumps({"DongBoHoSoMC": dossiers}), encoding="utf-8")
    return path


def _online(code: str = CODE, **said: object) -> dict[str, object]:
    new = {"MaHoSo": code, "MaTTHC": "2.000815", "ChuHoSo": "Trần Văn Bình", "TrangThaiHoSo": 1}
    return new | said


def test_new_dossiers_are_received_and_wrong_lines_said(console: Console, tmp_path: Path) -> None:
    path = _file(tmp_path, _online(), _online(OTHER, MaTTHC="9.999999"), _online("x"))
    answer = console.run("import-online", path, "--json", officer="tiepnhan1")
    received, *wrong = answer.lines()
    assert answer.status == 1
    assert (received["row"], received["code"], received["standing"]) == (1, CODE, "received")
    assert received["qr"].isdigit()
    assert [(line["row"], line["field"]) for line in wrong] == [(2, "MaTTHC"), (3, "MaHoSo")]
    assert console.ask("show", CODE)["national_status"] == 2
    again = console.run("import-online", _file(tmp_path, _online()), officer="tiepnhan1")
    assert again.status == 0
    assert again.out == f"Dòng 1: {CODE}: Đã có ở đây từ 23/11/2026 09:00, nay: Đã tiếp nhận.\n"
    assert console.run("check").status == 0


def test_a_dry_run_shows_and_changes_nothing(console: Console, tmp_path: Path) -> None:
    path = _file(tmp_path, _online(), _online(OTHER, TrangThaiHoSo=4))
    answer = console.run("import-online", path, "--dry-run", officer="tiepnhan1")
    assert answer.status == 0
    assert "hồ sơ mới, 2.000815" in answer.out
    assert "Không phải hồ sơ mới: Cổng ghi 4 – Đang xử lý." in answer.out
    assert console.run("show", CODE).status == 1


def test_a_dossier_is_refused_with_its_reasons(console: Console, tmp_path: Path) -> None:
    words = ("import-online", _file(tmp_path, _online(), _online(OTHER)))
    reasons = ("--refuse", f"{CODE}=Sai thẩm quyền", "--refuse", f"{CODE}=Thiếu tờ khai")
    answer = console.run(*words, *reasons, officer="tiepnhan1")
    assert answer.status == 0, answer.err
    assert f"{CODE}, không tiếp nhận, phiếu " in answer.out
    assert f"{OTHER}, đã tiếp nhận, hẹn trả " in answer.out
    assert console.ask("show", CODE)["national_status"] == 3


@pytest.mark.parametrize("words", [CODE, f"{CODE}= "])
def test_a_refusal_without_its_reason_is_refused(
    console: Console, tmp_path: Path, words: str
) -> None:
    path = _file(tmp_path, _online())
    answer = console.run("import-online", path, "--refuse", words, officer="tiepnhan1")
    assert "MÃ=LÝ_DO" in answer.refusal()
    assert console.run("show", CODE).status == 1


def test_nobody_takes_in_without_signing_in(console: Console, tmp_path: Path) -> None:
    assert "--officer" in console.run("import-online", _file(tmp_path, _online())).refusal()
