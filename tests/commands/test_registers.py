"""`motcua registers`: entries listed, added, taken in, exported and counted."""

from pathlib import Path

from openpyxl import load_workbook

from app.services.fields import Given
from app.vocabulary.reports import RegisterKind
from tests.commands.conftest import Console
from tests.harness.register_entries import TYPED, csv_of

_ACTIVITIES = RegisterKind.ACTIVITIES


def _settings(kind: RegisterKind, **given: Given) -> list[str]:
    typed = {**TYPED[kind], **given}
    return [word for name, value in typed.items() for word in ("--set", f"{name}={value}")]


def test_an_entry_is_added_and_listed(console: Console) -> None:
    words = ("registers", "add", "activities", *_settings(_ACTIVITIES, note="Gọi 0912345678"))
    assert "--officer" in console.run(*words).refusal()
    made = console.ask(*words, officer="phutrach")
    assert (made["number"], made["participants"], made["held_on"]) == (1, 45, "2026-11-10")
    (listed,) = console.ask("registers", "list", "activities", "--text", "hoi truong")
    assert listed == {**made, "note": listed["note"]}
    assert "0912345678" not in listed["note"]
    assert console.ask("registers", "list", "activities", "--scope", "struck") == []
    said = console.run("registers", "list", "activities").out.splitlines()
    assert said[0].startswith("1. 10/11/2026 · Tập huấn · Hội nghị")
    assert said[1] == "1 mục."


def test_what_is_wrong_is_one_sentence(console: Console) -> None:
    add = ("registers", "add", "activities")
    wrong = console.run(*add, *_settings(_ACTIVITIES, participants="-5"), officer="phutrach")
    assert "số nguyên từ 0" in wrong.refusal()
    assert "Ô=GIÁ_TRỊ" in console.run(*add, "--set", "kind", officer="phutrach").refusal()
    assert "Không có sổ “cửa”" in console.run("registers", "list", "cửa").refusal()
    assert "--out" in console.run("registers", "export", "activities").refusal()
    assert "--from" in console.run("registers", "figures").refusal()
    assert (
        "tên tệp" in console.run("registers", "import", "activities", officer="phutrach").refusal()
    )
    assert "quyền" in console.run(*add, *_settings(_ACTIVITIES), officer="tiepnhan1").refusal()


def test_a_file_goes_in_and_comes_out(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "hoat-dong.csv"
    lines = ({**TYPED[_ACTIVITIES], "place": place} for place in ("A", "A"))
    path.write_text(csv_of(_ACTIVITIES, *lines), encoding="utf-8")
    taken = console.run("registers", "import", "activities", path, officer="phutrach")
    assert taken.status == 1
    assert taken.out.startswith("Dòng 3: Nội dung này đã có ở mục số 1.")
    path.write_text(csv_of(_ACTIVITIES, TYPED[_ACTIVITIES]), encoding="utf-8")
    again = console.ask("registers", "import", "activities", path, officer="phutrach")
    assert again == {"added": 1, "refused": []}
    out = tmp_path / "ra.xlsx"
    assert console.ask("registers", "export", "activities", "--out", out) == {"out": str(out)}
    sheet = load_workbook(out).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)][-1] == 1


def test_figures_of_a_period_are_told_and_given(console: Console) -> None:
    units = RegisterKind.ONE_STOP_UNITS
    console.run("registers", "add", units.value, *_settings(units), officer="phutrach")
    days = ("--from", "2026-10-01", "--to", "2026-12-31")
    figures = console.ask("registers", "figures", *days)
    assert (figures["equipment"][0]["units"], figures["regulations"]) == (1, 0)
    told = console.run("registers", "figures", *days).out
    assert "Bộ phận Một cửa: 1; Camera 100 %, Máy xếp hàng 100 %, Kiosk 0 %" in told
    before = console.run("registers", "figures", "--from", "2019-04-01", "--to", "2019-06-30").out
    assert "Camera chưa có dữ liệu" in before
