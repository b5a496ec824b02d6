"""Days closed, opened again and confirmed at the command line."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.commands.switches import SECOND_PASSWORD_VARIABLE
from tests.commands.conftest import Console

DAY = "2026-11-23"


@pytest.fixture
def closed(console: Console, tmp_path: Path) -> dict[str, Any]:
    console.register()
    path = tmp_path / "phiếu.pdf"
    words = ("close", "--day", DAY, "--out", path)
    said: dict[str, Any] = console.ask(*words, officer="phutrach")
    assert path.read_bytes().startswith(b"%PDF")
    assert said["sheet"] == str(path)
    return said


def test_what_waits_is_said_and_nothing_closed(console: Console) -> None:
    console.register()
    said = console.ask("close", "--dry-run", officer="phutrach")
    assert said == {
        "day": DAY,
        "can_close": True,
        "why": "",
        "on_the_way": 0,
        "unaccepted_slips": [],
        "print_jobs": 1,
    }
    assert "khóa được" in console.run("close", "--dry-run", officer="phutrach").out
    console.register(owner_name="Trần Văn Bình")


def test_closed_day_takes_nothing_and_says_by_whom(
    console: Console, closed: dict[str, Any], tmp_path: Path
) -> None:
    assert (closed["day"], closed["ordinal"], closed["number"]) == (DAY, 1, "1/PKN")
    path = tmp_path / "nhập bù.csv"
    path.write_text(
        "procedure,owner_name,received\n2.000815,Nguyễn Thị Ánh,2026-11-23 08:30\n", "utf-8"
    )
    console.time.advance(timedelta(days=1))
    answer = console.run("import-dossiers", path, "--json", officer="tiepnhan1")
    assert answer.status == 1
    assert "Ngày 23/11/2026 đã khóa" in answer.lines()[0]["error"]
    assert "mở lại ngày" in answer.lines()[0]["error"]
    refusal = console.run("close", "--day", DAY, officer="phutrach").refusal()
    assert "đã khóa" in refusal
    assert console.run("close", "--day", DAY, "--dry-run", officer="phutrach").status == 1


def test_only_a_supervisor_closes(console: Console) -> None:
    assert console.run("close", officer="tiepnhan1").refusal()
    assert "--officer" in console.run("close").refusal()


def test_sheet_confirms_the_store_at_the_next_opening(
    console: Console, closed: dict[str, Any]
) -> None:
    console.time.advance(timedelta(days=1))
    first = console.ask("confirm", closed["qr"], officer="tiepnhan1")
    assert (first["verdict"], first["day"]) == ("confirmed", DAY)
    again = console.ask("confirm", f" {closed['anchor']}", officer="tiepnhan1")
    assert again["verdict"] == "known"
    forged = console.run("confirm", closed["anchor"][:-1] + "x", officer="tiepnhan1")
    assert forged.status == 1


def test_reopening_takes_a_second_person_and_a_reason(
    console: Console, closed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("reopen", "--day", DAY, "--reason", "Quên một hồ sơ")
    assert "--second" in console.run(*words, officer="phutrach").refusal()
    monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, console.passwords["quantri"])
    said = console.ask(*words, "--second", "quantri", officer="phutrach")
    assert said["reopened"] == [DAY]
    console.register(owner_name="Trần Văn Bình")
    assert console.ask("close", "--day", DAY, officer="phutrach")["ordinal"] == 2
    assert console.ask("audit")["ok"]


@pytest.mark.usefixtures("closed")
def test_reopening_a_day_of_a_locked_period_says_what_that_means(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.time.advance(timedelta(days=1))
    console.ask("period", "lock", f"{DAY}..{DAY}", officer="phutrach")
    monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, console.passwords["quantri"])
    words = ("reopen", "--day", DAY, "--reason", "Quên một hồ sơ", "--second", "quantri")
    out = console.run(*words, officer="phutrach").out
    assert "thuộc kỳ báo cáo đã khóa: Từ 23/11/2026 đến 23/11/2026" in out
    assert "tính vào kỳ sau và được nêu là nhập muộn" in out
    console.ask("close", "--day", DAY, officer="phutrach")
    said = console.ask(*words, officer="phutrach")
    assert said["locked_periods"] == [f"{DAY}..{DAY}"]
