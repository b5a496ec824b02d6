"""The evaluation at the command line: words, one JSON document, or a workbook."""

from pathlib import Path

from tests.commands.conftest import Console

_QUARTER = ("evaluate", "--from", "2026-10-01", "--to", "2026-12-31")


def test_the_document_has_every_index_and_what_has_no_data_is_null(console: Console) -> None:
    console.register()
    said = console.ask(*_QUARTER)
    assert (said["from"], said["to"]) == ("2026-10-01", "2026-12-31")
    unit = said["rows"][0]
    assert unit["kind"] == "unit"
    indices = {one["index"]: one for one in unit["indices"]}
    assert len(indices) == 9
    assert (indices["total_time"]["points"], indices["total_time"]["value"]) == (None, None)
    assert indices["total_time"]["why"].startswith("Chưa có dữ liệu")
    assert (indices["complaints"]["points"], indices["complaints"]["value"]) == (None, None)
    assert (unit["total"], unit["possible"], unit["grade"]) == (None, 0, None)
    assert said["processing"][0]["received"]["total"] == 1
    assert said["said_times"] == {"answered": 0, "differing": 0, "said_late": 0}
    ratios = {one["key"]: one for one in said["quality"]}
    assert (ratios["on_time_all"]["part"], ratios["on_time_all"]["percent"]) == (1, "100.00")
    assert ratios["paid_online"]["percent"] is None


def test_without_json_it_is_read_in_words(console: Console) -> None:
    console.register()
    answer = console.run(*_QUARTER)
    assert answer.status == 0, answer.err
    assert "Tổng thời gian giải quyết: chưa có dữ liệu" in answer.out
    assert "kể cả đang xử lý: 100 % 1/1" in answer.out


def test_a_workbook_is_written_where_it_is_asked_for(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "danh-gia.xlsx"
    assert console.ask(*_QUARTER, "--out", path) == {"out": str(path)}
    assert path.read_bytes().startswith(b"PK")


def test_bad_days_are_refused_in_one_line(console: Console) -> None:
    answer = console.run("evaluate", "--from", "2026-12-31", "--to", "2026-10-01")
    assert "Ngày cuối kỳ đứng trước" in answer.refusal()
