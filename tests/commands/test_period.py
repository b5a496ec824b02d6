"""Report periods at the command line: locked, opened by two, sent, taken in and added up."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.commands.switches import SECOND_PASSWORD_VARIABLE
from tests.commands.conftest import Console

DAY = "2026-11-23"
PERIOD = f"{DAY}..{DAY}"


def test_period_is_locked_shown_sent_added_up_and_opened_by_two(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.register()
    refusal = console.run("period", "lock", PERIOD, officer="phutrach").refusal()
    assert "Hãy khóa ngày" in refusal or "mới khóa được" in refusal
    console.ask("close", "--day", DAY, officer="phutrach")
    console.time.advance(timedelta(days=1))
    assert console.ask("period", "show", PERIOD)["can_lock"]
    locked = console.ask("period", "lock", PERIOD, officer="phutrach")
    assert (locked["state"], locked["lock"]["ordinal"]) == ("locked", 1)
    view = console.ask("period", "show", PERIOD)
    assert view["total"]["received"]["counter"] == view["total"]["taken_on"] == 1
    assert view["problems"] == []
    assert "(3) 1 = (7) 0 + (11) 1" in console.run("period", "show", PERIOD).out

    out = tmp_path / "kỳ.motcua"
    console.ask("period", "export", PERIOD, "--out", out, officer="phutrach")
    own = console.run("period", "import", out, officer="phutrach").refusal()
    assert "Chưa xác nhận khóa" in own
    told = console.ask("period", "sum", PERIOD)
    assert (told["total"]["taken_on"], told["units"][0]["state"]) == (1, "own")
    assert told["rows"][0]["units"][0]["taken_on"] == 1
    assert told["units"][0]["has_sections"]
    forms = tmp_path / "các biểu"
    assert (
        f"Đã ghi các biểu vào {forms}" in console.run("period", "sum", PERIOD, "--out", forms).out
    )
    assert len(list(forms.iterdir())) == 20

    reopen = ("period", "reopen", PERIOD, "--reason", "Sót một hồ sơ")
    assert "--second" in console.run(*reopen, officer="phutrach").refusal()
    monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, console.passwords["quantri"])
    said = console.ask(*reopen, "--second", "quantri", officer="phutrach")
    assert said["reopened"] == ["Từ 23/11/2026 đến 23/11/2026"]
    state = console.ask("period", "list", 2026)["periods"][-1]
    assert (state["state"], state["reopened"][0]["reason"]) == ("reopened", "Sót một hồ sơ")
    assert console.ask("check")["ok"]
    assert console.ask("audit")["ok"]


def test_periods_of_a_year_are_listed_and_a_wrong_name_says_the_right_ways(
    console: Console,
) -> None:
    keys = [one["period"] for one in console.ask("period", "list", 2026)["periods"]]
    assert keys[:3] == ["2026-Q1", "2026-Q2", "2026-H1"]
    assert "Quý IV năm 2026" in console.run("period", "list").out
    assert "2019-Q2 (quý)" in console.run("period", "show", "Q4").refusal()
    assert "motcua period show" in console.run("period", "show").refusal()
    assert "không phải năm" in console.run("period", "list", "nay").refusal()


def test_only_a_supervisor_locks_and_nobody_exports_what_is_open(
    console: Console, tmp_path: Path
) -> None:
    assert console.run("period", "lock", PERIOD, officer="tiepnhan1").refusal()
    assert "--officer" in console.run("period", "lock", PERIOD).refusal()
    out = tmp_path / "mở.motcua"
    words = ("period", "export", PERIOD, "--out", out)
    assert "chưa khóa" in console.run(*words, officer="phutrach").refusal()
    assert not out.exists()
    assert "--out" in console.run("period", "export", PERIOD, officer="phutrach").refusal()


def test_cutoff_days_are_told_and_set_by_who_may(console: Console) -> None:
    assert "quý kết thúc vào cuối tháng" in console.run("period", "cutoff").out
    words = ("period", "cutoff", "2027-01-01", "--end-day", 14)
    assert console.run(*words, officer="tiepnhan1").refusal()
    assert "--officer" in console.run(*words).refusal()
    said = console.ask(*words, officer="quantri")
    assert said == {"cutoffs": [{"from": "2027-01-01", "end_day": 14}]}
    assert "ngày 14 của tháng cuối quý" in console.run("period", "cutoff").out
    first = console.ask("period", "list", 2027)["periods"][0]
    assert first["to"] == "2027-03-14"
    console.ask("period", "cutoff", "2028-01-01", "--end-day", 0, officer="quantri")
    assert console.ask("period", "cutoff")["cutoffs"][1]["end_day"] is None
    half = ("period", "cutoff", "2028-01-01")
    assert "--end-day" in console.run(*half, officer="quantri").refusal()
    assert "ngày áp dụng" in console.run("period", "cutoff", "--end-day", 14).refusal()
    wrong = ("period", "cutoff", "2028-01-01", "--end-day", 29)
    assert "từ 1 đến 28" in console.run(*wrong, officer="quantri").refusal()


def test_reason_for_lateness_is_recorded_and_told(console: Console) -> None:
    code = console.register()
    words = ("late", code.lower(), "--reason", "coordination", "--note", "Chờ xã bên")
    assert "không quá hạn" in console.run(*words, officer="phutrach").refusal()
    assert "chưa ghi lý do" in console.run("late", code, officer="phutrach").out
    console.time.advance(timedelta(days=60))
    assert "--officer" in console.run(*words).refusal()
    said = console.ask(*words, officer="phutrach")
    assert (said["late_reason"]["reason"], said["late_reason"]["note"]) == (
        "coordination",
        "Chờ xã bên",
    )
    assert "Chờ xã bên" in console.run("late", code, officer="phutrach").out
    assert console.ask("late", code, officer="phutrach") == said
    assert console.ask("audit")["ok"]


def test_units_that_are_to_send_are_listed_kept_and_struck(console: Console) -> None:
    code = "000.00.77.H53"
    keep = ("period", "units", code, "--name", "Xã Chờ")
    assert "--from NGÀY" in console.run(*keep, officer="phutrach").refusal()
    (line,) = console.ask(*keep, "--from", "2026-07-01", officer="phutrach")["units"]
    assert (line["code"], line["has_key"], line["from"], line["to"]) == (
        *(code, False),
        *("2026-07-01", None),
    )
    told = console.run("period", "units").out
    assert told.strip() == f"{code}  Xã Chờ: phải gửi, từ 01/07/2026, chưa có thẻ khóa"
    assert "Xã Chờ: chưa gửi" in console.run("period", "sum", "2026-Q3").out
    struck = console.ask("period", "units", code, "--strike", officer="phutrach")
    assert struck["units"] == []
