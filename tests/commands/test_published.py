"""Published procedures at the command line: counts at a date, and what does not add up."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from app.bootstrap.stores import open_services
from app.clock import Clock
from tests.commands.conftest import Console
from tests.services.publishing.builders import a_draft, an_item, the_seed
from tests.services.store_builders import the_actor

_SAID = "800/QĐ-UBND ghi tổng số 203 thủ tục, nhưng các cấp ghi 142 + 13 + 49 = 204 (lệch 1)."


def _enter_two(console: Console) -> None:
    desk = open_services(console.data, clock=Clock(console.time))
    try:
        boss = the_actor(desk.database, "phutrach")
        desk.publishing.enter(boss, the_seed())
        item = an_item(
            agency_name="Sở Tư pháp", process_number="9/QĐ", process_date=date(2020, 2, 1)
        )
        desk.publishing.enter(boss, a_draft("9/QĐ", item, decided_on=date(2020, 1, 2)))
    finally:
        desk.close()


def test_the_counts_are_said_with_what_does_not_add_up(console: Console) -> None:
    _enter_two(console)
    said = console.run("published", "--at", "2019-06-30").out
    assert f"! Quyết định {_SAID}" in said
    assert said.splitlines()[1] == f"{'':48}   tổng số  cấp tỉnh cấp huyện    cấp xã"
    (total,) = (line.split() for line in said.splitlines() if line.startswith("Tổng số"))
    assert total[2:] == ["203", "142", "13", "49"]
    (one_stop,) = (line.split() for line in said.splitlines() if line.startswith("  thực hiện"))
    assert one_stop[-4:] == ["–"] * 4
    later = console.run("published", "--at", "2020-12-31").out
    assert "Quyết định ký từ 01/01/2020 đến 31/12/2020: 1" in later
    assert "Sở Tư pháp" in later


def test_the_document_holds_every_count(console: Console) -> None:
    _enter_two(console)
    said = console.ask("published", "--at", "2019-06-30", "--from", "2019-04-01")
    assert said["stated"] == {"total": 203, "province": 142, "district": 13, "commune": 49}
    assert [_SAID in sentence for sentence in said["mismatches"]] == [True]
    assert said["total"]["one_stop"]["total"] is None


def test_the_workbook_is_written(console: Console, tmp_path: Path) -> None:
    _enter_two(console)
    out = tmp_path / "công bố.xlsx"
    answer = console.run("published", "--at", "2020-12-31", "--from", "2019-01-01", "--out", out)
    assert answer.out == f"Đã ghi {out}.\n"
    first, form, lacking = load_workbook(out).worksheets
    stated = next(row for row in first.iter_rows(values_only=True) if row[1] == "800/QĐ-UBND")
    assert stated[6:17] == (203, 142, 13, 49, *[None] * 7)
    assert [row[17] for row in first.iter_rows(values_only=True)][6:] == [
        f"Quyết định {_SAID}",
        "",
    ]
    sums = next(row for row in form.iter_rows(values_only=True) if row[1] == "Tổng số")
    assert sums[2:] == (204, 143, 13, 49, 1, 1, 0, 0, 1, 1, 0, 0)
    assert lacking.title == "Chưa có quy trình nội bộ"


def test_wrong_words_are_refused(console: Console, tmp_path: Path) -> None:
    assert ".xlsx" in console.run("published", "--out", tmp_path / "a.pdf").refusal()
    assert "YYYY-MM-DD" in console.run("published", "--at", "30/6/2019").refusal()
    assert (
        "đứng trước"
        in console.run("published", "--at", "2019-06-30", "--from", "2019-07-01").refusal()
    )
