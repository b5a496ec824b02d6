"""`motcua petition`: received, shown with its times, brought on, listed, counted, exported."""

from datetime import timedelta
from pathlib import Path

from tests.commands.conftest import Console

_NEW = (
    *("petition", "add", "--channel", "phone", "--kind", "feedback", "--about", "conduct"),
    *("--name", "Phạm Thị Phản", "--address", "Ấp 3, xã An Thử, tỉnh Tây Ninh"),
    *("--phone", "0987654321", "--content", "Hồ sơ chậm trả, hỏi không ai trả lời."),
)


def _act(console: Console, *words: object) -> str:
    said = console.ask("petition", "act", "1/PAKN", *words, officer="tiepnhan1")
    return str(said["status"])


def test_a_complaint_goes_to_its_end_and_every_step_is_told(console: Console) -> None:
    code = console.register()
    first = console.ask(*_NEW, "--dossier", code, "--draft", "d1", officer="tiepnhan1")
    assert (first["number"], first["status"]) == ("1/PAKN", "received")
    assert first["due"].endswith("17:00:00+07:00")
    again = console.ask(*_NEW, "--dossier", code, "--draft", "d1", officer="tiepnhan1")
    assert (again["number"], again["was_known"]) == ("1/PAKN", True)
    assert _act(console, "classify", "--class", "conduct") == "to_forward"
    assert _act(console, "forward", "--to-name", "Thanh tra tỉnh") == "passed_on"
    assert _act(console, "find", "--finding", "false", "--note", "Đã trả đúng hẹn") == "passed_on"
    said = console.ask("petition", "one", "1/pakn", officer="tiepnhan1")
    assert said["sender"]["phone"] == "0987654321"
    assert (said["dossier"], said["finding"]) == (code, "false")
    assert [one["act"] for one in said["events"]] == ["receive", "classify", "forward", "find"]
    (forward,) = said["duties"]
    assert (forward["duty"], forward["standing"]) == ("forward", "on_time")
    assert "Nghị định 20/2008/NĐ-CP" in forward["why"][0]
    day = "2026-11-23"
    figures = console.ask("petition", "figures", "--from", day, "--until", day, officer="phutrach")
    assert (figures["carried_over"], figures["passed_on"], figures["found_false"]) == (0, 1, 1)


def test_lists_say_what_is_late_and_nothing_of_its_sender(console: Console, tmp_path: Path) -> None:
    console.ask(*_NEW, officer="tiepnhan1")
    _act(console, "classify", "--class", "other_rule")
    console.time.advance(timedelta(days=20))
    found = console.ask("petition", "list", "--overdue", officer="phutrach")
    assert (found["open"], found["overdue"]) == (1, 1)
    assert found["petitions"][0]["standing"] == "overdue"
    said = console.run("petition", "list", "--text", "phan", officer="phutrach").out
    assert "1/PAKN/2026  Chờ chuyển  QUÁ HẠN" in said
    assert "0987654321" not in said
    out = tmp_path / "sổ.xlsx"
    assert console.run("petition", "export", "--out", out, officer="phutrach").status == 0
    assert out.read_bytes().startswith(b"PK")


def test_what_cannot_be_done_is_one_line_that_says_why(console: Console) -> None:
    nameless = console.run(*_NEW, "--name", "Ẩn danh", officer="tiepnhan1")
    assert "nặc danh thì không tiếp nhận" in nameless.refusal()
    assert "--officer" in console.run(*_NEW).refusal()
    assert (
        "hãy chọn: written" in console.run(*_NEW, "--channel", "x", officer="tiepnhan1").refusal()
    )
    lost = console.run("petition", "one", "9/PAKN", officer="tiepnhan1")
    assert "Không có phản ánh, kiến nghị số 9/PAKN" in lost.refusal()
    assert "--from" in console.run("petition", "figures", officer="phutrach").refusal()
    assert "--out" in console.run("petition", "export", officer="tiepnhan1").refusal()
    assert "Thiếu số" in console.run("petition", "one", officer="tiepnhan1").refusal()
