"""The acts of the law by the command line: each switch does what its help says."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.commands.conftest import Console

SAME_DAY = "2.000815"


def act(console: Console, code: str, *words: object) -> Any:
    console.time.advance(timedelta(minutes=10))
    return console.ask("act", code, *words, officer="tiepnhan1")


def refused(console: Console, code: str, *words: object) -> str:
    return console.run("act", code, *words, officer="tiepnhan1").refusal()


def forms(said: Any) -> list[str]:
    return [form["title"] for form in said["forms"]]


def details(said: Any) -> str:
    return json.dumps(said["timeline"], ensure_ascii=False)


def in_work(console: Console, owner: str = "Nguyễn Thị Ánh") -> str:
    code = console.register(procedure="1.001776", owner_name=owner)
    act(console, code, "handoff", "--to", console.agencies[0])
    act(console, code, "accept")
    return code


def test_a_same_day_dossier_is_finished_in_one_step(console: Console) -> None:
    code = console.register(procedure=SAME_DAY)
    said = act(console, code, "finish", "--document", "45/CT")
    assert (said["status"], said["outcome"], said["timeliness"]) == (
        "returned",
        "granted",
        "on_time",
    )
    assert said["timeline"][-1]["act"] == "finish"
    assert "không thể" in refused(console, code, "finish")
    assert console.ask("check") == {"ok": True, "problems": [], "notes": []}


def test_its_collector_is_who_brought_it_unless_another_is_named(console: Console) -> None:
    brought = console.register(
        procedure=SAME_DAY, submitter_name="Trần Văn Thay", submitter_id="079085001234"
    )
    assert act(console, brought, "finish")["status"] == "returned"
    stranger = console.register(procedure=SAME_DAY)
    assert "ủy quyền" in refused(console, stranger, "finish", "--collector", "Người Lạ")
    named = ("--collector", "Người Lạ", "--collector-id", "079085001234", "--authorised")
    assert act(console, stranger, "finish", *named)["status"] == "returned"


def test_an_ordinary_dossier_cannot_be_finished_at_once(console: Console) -> None:
    code = console.register(procedure="1.001776")
    assert "trong ngày" in refused(console, code, "finish")
    assert console.ask("show", code)["status"] == "received"


def test_finishing_on_paper_is_entered_with_its_time(console: Console) -> None:
    code = console.register(procedure=SAME_DAY, received="2026-11-20 08:00")
    said = act(console, code, "finish", "--at", "2026-11-20 08:30")
    assert said["ended"] == "2026-11-20T08:30:00+07:00"


def test_items_ground_and_approver_reach_the_second_request(console: Console) -> None:
    code = in_work(console)
    papers = ("--item", "Bản sao hộ khẩu", "--item", "Ảnh 4x6")
    first = act(console, code, "ask_supplement", *papers)
    assert "Phiếu yêu cầu bổ sung, hoàn thiện" in forms(first)
    assert "Bản sao hộ khẩu; Ảnh 4x6" in details(first)
    act(console, code, "supplement_in")
    assert "lần yêu cầu bổ sung thứ 2" in refused(console, code, "ask_supplement", *papers)
    ground = ("--ground", "Luật Đất đai, Điều 131")
    assert "phê duyệt" in refused(console, code, "ask_supplement", *papers, *ground)
    second = act(console, code, "ask_supplement", *papers, *ground, "--approver", "Đỗ Thị Mẫu")
    assert second["status"] == "awaiting_supplement"
    assert forms(second).count("Phiếu yêu cầu bổ sung, hoàn thiện") == 2


def test_a_supplement_that_names_no_paper_is_refused(console: Console) -> None:
    code = in_work(console)
    assert "Chưa ghi giấy tờ" in refused(console, code, "ask_supplement", "--note", "còn thiếu")
    assert console.ask("show", code)["status"] == "processing"


def test_reasons_of_a_refusal_are_its_items(console: Console) -> None:
    code = in_work(console)
    reasons = ("--item", "Đất có tranh chấp", "--item", "Không đúng quy hoạch")
    said = act(console, code, "resolve", "--outcome", "refused", *reasons, "--ground", "Điều 151")
    assert said["outcome"] == "refused"
    assert "Phiếu từ chối tiếp nhận giải quyết" in forms(said)


def test_papers_go_back_at_once_or_later(console: Console) -> None:
    code = console.register()
    said = act(console, code, "withdraw", "--note", "theo đơn", "--papers-back")
    assert "Phiếu rút hồ sơ, trả lại giấy tờ" in forms(said)
    assert said["actions"] == []
    assert "đã trả lại" in refused(console, code, "give_back")
    later = console.register(owner_name="Lê Thị Cúc")
    assert "give_back" in act(console, later, "withdraw", "--note", "theo đơn")["actions"]
    assert act(console, later, "give_back", "--receiver", "Trần Văn Nhận")["actions"] == []


def test_papers_at_an_agency_cannot_be_said_to_be_back(console: Console) -> None:
    code = in_work(console)
    said = refused(console, code, "stop", "--note", "hết hiệu lực", "--papers-back")
    assert "còn ở cơ quan giải quyết" in said
    assert console.ask("show", code)["status"] == "processing"


def test_a_new_date_is_promised_only_where_the_calendar_moved(console: Console) -> None:
    code = console.register(procedure="1.001776")
    assert "không cần hẹn lại" in refused(console, code, "reschedule", "--note", "lịch mới")
    assert "lý do" in refused(console, code, "reschedule")
    assert "bỏ --at" in refused(
        console, code, "reschedule", "--note", "x", "--at", "2026-11-20 08:30"
    )


def test_help_names_every_act_of_the_table(console: Console) -> None:
    said = " ".join(console.run("act", "--help").out.split())
    for words in ("finish (Giải quyết và trả ngay)", "reschedule (Hẹn theo lịch mới)"):
        assert words in said
    assert "correct (" not in said


def test_a_dossier_for_another_unit_begins_when_that_unit_has_it(console: Console) -> None:
    theirs = console.agencies[1]
    code = console.register(procedure="1.001776", competent=theirs)
    said = console.ask("show", code)
    assert (said["due"], said["clock_from"]) == (None, None)
    assert said["competent"]
    assert "Tiếp nhận cho: " in console.run("show", code).out
    act(console, code, "handoff", "--to", theirs)
    begun = act(console, code, "accept")
    assert begun["due"] is not None
    assert begun["clock_from"] == "2026-11-23T09:20:00+07:00"


def test_a_file_names_the_competent_unit_by_its_code(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    row = {"procedure": SAME_DAY, "owner_name": "Lê Thị Cúc", "competent": "KHÔNG-CÓ"}
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    answer = console.run("import-dossiers", path, "--json", officer="tiepnhan1")
    said = answer.document()
    assert (answer.status, said["field"]) == (1, "competent")
    assert "KHÔNG-CÓ" in said["error"]


def test_show_says_money_and_papers_in_words(console: Console, tmp_path: Path) -> None:
    rows = "code,name,field,level,case,value,unit,agency,fee_vnd,documents\n"
    rows += "9.100001,Thủ tục có phí,Thử,commune,Thông thường,1,working_day,,25000,Đơn\n"
    path = tmp_path / "danh-mục.csv"
    path.write_text(rows, encoding="utf-8")
    assert console.run("import-catalogue", path, officer="quantri").status == 0
    console.time.advance(timedelta(minutes=1))
    code = console.register(procedure="9.100001")
    said = console.ask("show", code)
    assert (said["fee_vnd"], said["paid_vnd"], said["exempt_ground"]) == (25_000, 0, "")
    spoken = console.run("show", code).out
    assert "Phí, lệ phí: 25.000 ₫, đã thu 0 ₫" in spoken
    assert "Giấy: Giấy tiếp nhận và hẹn trả số 1/TNHS" in spoken


def test_waiting_moves_the_date_only_by_a_law_that_is_named(console: Console) -> None:
    running, stopped = in_work(console), in_work(console, "Trần Văn Luật")
    due = console.ask("show", running)["due"]
    act(console, running, "ask_opinion", "--note", "hỏi phòng X")
    law = ("--special-law", "Luật Đất đai 2024, Điều 22")
    said = act(console, stopped, "ask_opinion", "--note", "hỏi phòng X", *law)
    assert "Luật Đất đai 2024" in details(said)
    console.time.advance(timedelta(days=2))
    said = act(console, running, "opinion_in")
    assert said["due"] == said["measured_due"] == due
    said = act(console, stopped, "opinion_in")
    assert said["due"] > said["measured_due"]
    assert any("Luật Đất đai 2024" in step for step in said["why"])


def test_a_new_date_is_a_working_moment_and_a_day_alone_its_end(console: Console) -> None:
    code = in_work(console)
    saturday = refused(console, code, "extend", "--note", "chờ", "--due", "2027-01-16")
    assert "Hãy hẹn lúc 17:00 ngày 18/01/2027 (thứ Hai)" in saturday
    night = refused(console, code, "extend", "--note", "chờ", "--due", "2027-01-18 20:00")
    assert "Hãy hẹn lúc 07:30 ngày 19/01/2027 (thứ Ba)" in night
    said = act(console, code, "extend", "--note", "chờ", "--due", "2027-01-18")
    assert said["due"].startswith("2027-01-18T17:00")


def test_an_apology_after_expiry_leaves_the_dossier_late(console: Console) -> None:
    code = in_work(console)
    due = console.ask("show", code)["due"]
    console.time.advance(timedelta(days=60))
    said = act(console, code, "extend", "--note", "chờ", "--due", "2027-03-01")
    assert (said["due"], said["timeliness"]) == (due, "overdue")
    assert forms(said)[0].startswith("Phiếu xin lỗi")
    assert any("vẫn tính quá hạn" in step for step in said["why"])
