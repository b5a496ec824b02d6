"""Dossiers from files, their due dates, and a whole life by the command line."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.printing.scan_reader import read_codes
from tests.commands.conftest import Console

_HEADINGS = ("procedure", "case", "channel", "received", "owner_name", "owner_id", "return_by")


def _a_csv(folder: Path, *rows: tuple[str, ...], name: str = "hồ sơ.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([_HEADINGS, *rows])
    return path


_GOOD = ("2.000815", "", "counter", "", "Nguyễn Thị Ánh", "", "counter")
_POST = ("1.001776", "", "post", "2026-11-20 08:10", "Trần Văn Bình", "", "counter")
_BAD_PROCEDURE = ("9.999999", "", "counter", "", "Lê Thị Cúc", "", "counter")
_BAD_NAME = ("2.000815", "", "counter", "", "  ", "", "counter")
_BAD_CHANNEL = ("2.000815", "", "bồ câu", "", "Lê Thị Cúc", "", "counter")
_BAD_ID = ("2.000815", "", "counter", "", "Lê Thị Cúc", "12", "counter")
_FUTURE = ("2.000815", "", "counter", "2031-01-01 08:00", "Lê Thị Cúc", "", "counter")


def test_each_row_is_registered_or_refused_with_its_field(console: Console, tmp_path: Path) -> None:
    rows = (_GOOD, _BAD_PROCEDURE, _BAD_NAME, _POST, _BAD_CHANNEL, _BAD_ID, _FUTURE)
    path = _a_csv(tmp_path, *rows)
    answer = console.run("import-dossiers", path, "--json", officer="tiepnhan1")
    assert (answer.status, answer.err) == (1, "")
    said = answer.lines()
    assert [line["row"] for line in said] == [2, 3, 4, 5, 6, 7, 8]
    assert [line.get("field") for line in said] == [
        None,
        "procedure",
        "owner_name",
        None,
        "channel",
        "owner_id",
        "received",
    ]
    assert said[0]["code"] == "000.00.15.H53-261123-0001"
    assert said[3]["code"] == "000.00.15.H53-261120-0001"
    assert said[0]["due"].endswith("+07:00")
    assert said[0]["receipt"] is None
    assert all(line["error"].endswith(".") for line in said if "error" in line)


def test_rows_are_said_in_words_too(console: Console, tmp_path: Path) -> None:
    answer = console.run("import-dossiers", _a_csv(tmp_path, _GOOD, _BAD_NAME), officer="tiepnhan1")
    assert answer.status == 1
    first, second = answer.out.splitlines()
    assert first.startswith("Dòng 2: 000.00.15.H53-261123-0001, hẹn trả ")
    assert second.startswith("Dòng 3: Chưa có họ tên")


def test_same_file_again_finds_the_same_dossiers(console: Console, tmp_path: Path) -> None:
    path = _a_csv(tmp_path, _GOOD, _POST)
    words = ("import-dossiers", path, "--receipts", tmp_path / "giấy", "--json")
    first = console.run(*words, officer="tiepnhan1")
    again = console.run(*words, officer="tiepnhan2")
    assert (first.status, again.status) == (0, 0)
    assert again.lines() == first.lines()
    assert len(list((tmp_path / "giấy").iterdir())) == 2


def test_receipts_are_saved_under_their_codes_and_prove_genuine(
    console: Console, tmp_path: Path
) -> None:
    # A copy that waits from an earlier run is not this run's to save.
    console.register(owner_name="Người trước đó")
    folder = tmp_path / "giấy" / "hôm nay"
    words = ("import-dossiers", _a_csv(tmp_path, _GOOD, _POST), "--receipts", folder, "--json")
    said = console.run(*words, officer="tiepnhan1").lines()
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{line['code']}.pdf" for line in said
    )
    for line in said:
        assert line["receipt"] == str(folder / f"{line['code']}.pdf")
        assert line["qr"] in read_codes(Path(line["receipt"]))
        found = console.ask("verify", line["receipt"])
        assert (found["verdict"], found["code"]) == ("genuine", line["code"])


def test_receipts_folder_that_cannot_be_made_is_said(console: Console, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    words = ("import-dossiers", _a_csv(tmp_path, _GOOD), "--receipts", tmp_path / "tệp" / "x")
    assert "Không tạo được thư mục" in console.run(*words, officer="tiepnhan1").refusal()


def test_fee_of_the_case_is_the_dossiers_fee(console: Console, tmp_path: Path) -> None:
    rows = "code,name,field,level,case,value,unit,agency,fee_vnd,documents\n"
    rows += "9.100001,Thủ tục có phí,Thử,commune,Thông thường,1,working_day,,25000,Đơn\n"
    path = tmp_path / "danh-mục.csv"
    path.write_text(rows, encoding="utf-8")
    assert console.run("import-catalogue", path, officer="quantri").status == 0
    console.time.advance(timedelta(minutes=1))
    code = console.register(procedure="9.100001")
    for words in (
        ("resolve", "--outcome", "granted"),
        ("return",),
    ):
        console.ask("act", code, *words, officer="tiepnhan1")
    day = ("summary", "--from", "2026-11-23", "--to", "2026-11-23")
    assert console.ask(*day)["total"]["fees_vnd"] == 25_000


def test_officer_without_the_right_is_told_once(console: Console, tmp_path: Path) -> None:
    path = _a_csv(tmp_path, _GOOD, _GOOD)
    answer = console.run("import-dossiers", path, "--json", officer="quantri")
    assert answer.refusal()
    assert answer.raw == b""


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b"{not json"])
def test_file_that_cannot_be_read_is_one_line(
    console: Console, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    answer = console.run("import-dossiers", path, "--json", officer="tiepnhan1")
    assert answer.refusal()
    assert answer.raw == b""


def test_missing_file_is_one_line(console: Console, tmp_path: Path) -> None:
    for verb, officer in (("import-dossiers", "tiepnhan1"), ("import-catalogue", "quantri")):
        assert console.run(verb, tmp_path / "không có.csv", officer=officer).refusal()


def test_json_lines_are_read(console: Console) -> None:
    code = console.register(
        owner_kind="enterprise",
        owner_name="Công ty TNHH Thử",
        documents=[{"name": "Đơn", "original": 1, "plain": 2}],
        submitter_name="Trần Văn Bình",
    )
    assert console.ask("show", code)["code"] == code


def test_due_date_explains_itself(console: Console) -> None:
    words = ("due", "--procedure", "2.000815", "--received", "2026-11-27 15:30")
    said = console.ask(*words)
    assert set(said) == {"due", "why"}
    assert said["due"].startswith("2026-11-30T")
    assert said["due"].endswith("+07:00")
    assert len(said["why"]) > 1
    spoken = console.run(*words)
    assert spoken.status == 0
    assert "30/11/2026" in spoken.out.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--procedure", "9.9", "--received", "2026-11-23 09:00"), "không có thủ tục 9.9"),
        (("--procedure", "2.000815", "--received", "23/11"), "YYYY-MM-DD HH:MM"),
        (
            ("--procedure", "2.000815", "--case", "x", "--received", "2026-11-23 09:00"),
            "không có trường hợp “x”",
        ),
    ],
)
def test_due_date_of_nothing_is_said(console: Console, words: tuple[str, ...], said: str) -> None:
    assert said in console.run("due", *words).refusal()


def test_show_without_an_officer_lists_what_the_table_allows(console: Console) -> None:
    code = console.register()
    said = console.ask("show", code)
    assert (said["status"], said["national_status"]) == ("received", 2)
    assert said["outcome"] is None
    assert {"correct", "handoff", "ask_supplement", "extend", "withdraw", "stop"} <= set(
        said["actions"]
    )
    assert "return" not in said["actions"]
    assert said["timeline"][0]["act"] == "register"
    assert "Nguyễn Thị Ánh" not in json.dumps(said, ensure_ascii=False)


def test_show_in_words(console: Console) -> None:
    code = console.register()
    answer = console.run("show", f"  {code.lower()} ")
    assert answer.status == 0
    assert answer.out.startswith(f"{code}  Đã tiếp nhận")
    assert "Tiếp nhận" in answer.out


def test_show_of_nothing_is_one_line(console: Console) -> None:
    assert "000.00.15.H53-261123-0999" in console.run("show", "000.00.15.H53-261123-0999").refusal()


def test_whole_life_through_an_agency(console: Console) -> None:
    code = console.register(procedure="1.001776")
    agency = console.agencies[0]

    def act(action: str, *more: object, officer: str = "tiepnhan1") -> Any:
        console.time.advance(timedelta(minutes=10))
        return console.ask("act", code, action, *more, officer=officer)

    assert act("handoff", "--to", agency)["on_the_way"]
    assert not act("recall")["on_the_way"]
    act("handoff", "--to", agency, "--note", "gửi lại")
    assert not act("decline", "--note", "thiếu giấy")["on_the_way"]
    act("handoff", "--to", agency)
    taken = act("accept", "--receiver", "Phạm Văn Nhận")
    assert (taken["status"], taken["national_status"]) == ("processing", 4)
    assert act("ask_supplement", "--item", "bản sao")["status"] == "awaiting_supplement"
    assert act("supplement_in")["status"] == "processing"
    assert act("ask_payment", "--note", "thuế")["status"] == "awaiting_payment"
    assert act("payment_in")["status"] == "processing"
    extended = act("extend", "--due", "2026-12-25", "--note", "chờ xác minh")
    assert extended["due"] == "2026-12-25T17:00:00+07:00"
    resolved = act("resolve", "--outcome", "granted", "--document", "12/QĐ-UBND")
    assert (resolved["status"], resolved["outcome"]) == ("resolved", "granted")
    returned = act("return")
    assert (returned["status"], returned["national_status"]) == ("returned", 10)
    assert returned["actions"] == []
    assert [step["act"] for step in returned["timeline"]].count("handoff") == 3
    assert console.ask("check") == {"ok": True, "problems": [], "notes": []}


@pytest.mark.parametrize(("action", "status"), [("withdraw", "withdrawn"), ("stop", "stopped")])
def test_life_that_ends_early(console: Console, action: str, status: str) -> None:
    code = console.register()
    assert "lý do" in console.run("act", code, action, officer="tiepnhan1").refusal()
    said = console.ask("act", code, action, "--note", "theo đơn", officer="tiepnhan1")
    assert said["status"] == status
    refused = console.run("act", code, "handoff", "--to", console.agencies[0], officer="tiepnhan1")
    assert "không thể “Bàn giao”" in refused.refusal()


def test_work_done_on_paper_is_recorded_at_its_time(console: Console) -> None:
    code = console.register(received="2026-11-20 08:00")
    said = console.ask(
        *("act", code, "resolve", "--outcome", "granted", "--at", "2026-11-20 10:00"),
        officer="tiepnhan1",
    )
    step = said["timeline"][-1]
    assert (step["act"], step["at"]) == ("resolve", "2026-11-20T10:00:00+07:00")
    assert step["late_entry"]
    assert said["late_entry"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("handoff",), "--to"),
        (("handoff", "--to", "KHÔNG-CÓ"), "KHÔNG-CÓ"),
        (("extend", "--note", "x", "--due", "mai"), "YYYY-MM-DD"),
        (("resolve", "--at", "hôm qua"), "YYYY-MM-DD"),
        (("return",), "không thể"),
        (("accept",), "không nằm trên phiếu bàn giao nào"),
    ],
)
def test_act_that_cannot_be_is_one_line(
    console: Console, words: tuple[str, ...], said: str
) -> None:
    code = console.register()
    assert said in console.run("act", code, *words, officer="tiepnhan1").refusal()


def test_act_is_said_in_words(console: Console) -> None:
    code = console.register()
    answer = console.run("act", code, "stop", "--note", "theo đơn", officer="tiepnhan1")
    assert answer.out == f"Đã ghi “Dừng giải quyết”. Hồ sơ {code}: Dừng giải quyết.\n"


def test_act_on_nothing_is_one_line(console: Console) -> None:
    words = ("act", "000.00.15.H53-261123-0999", "stop", "--note", "x")
    assert console.run(*words, officer="tiepnhan1").refusal()
