"""The figures of a period in every format, to a file or to the screen."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Console

_DAY = ("summary", "--from", "2026-11-23", "--to", "2026-11-23")
_STARTS = {"xlsx": b"PK", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbf", "json": b"{"}


def test_document_adds_up(console: Console) -> None:
    for name in ("Nguyễn Thị Ánh", "Trần Văn Bình"):
        console.register(owner_name=name)
    said = console.ask(*_DAY)["total"]
    assert said["received"] == {"counter": 2, "online": 0, "post": 0}
    assert said["carried_over"] + sum(said["received"].values()) == sum(
        said["ended"].values()
    ) + sum(said["open"].values())
    assert set(said) >= {
        *("paused", "refused", "withdrawn", "stopped", "supplements", "not_accepted", "returned"),
        *("waiting_collection", "fees_vnd", "handoffs"),
    }


@pytest.mark.parametrize("by", ["agency", "procedure", "field", "officer"])
def test_document_is_split(console: Console, by: str) -> None:
    console.register()
    said = console.ask(*_DAY, "--by", by)
    assert sum(group["received"]["counter"] for group in said["groups"]) == 1


@pytest.mark.parametrize("kind", _STARTS)
def test_each_format_is_written(console: Console, tmp_path: Path, kind: str) -> None:
    console.register()
    out = tmp_path / f"kết quả.{kind}"
    answer = console.run(*_DAY, "--format", kind, "--out", out)
    assert (answer.status, answer.out) == (0, f"Đã ghi {out}.\n")
    assert out.read_bytes().startswith(_STARTS[kind])


def test_json_and_a_file_give_one_document_that_names_it(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    assert console.ask(*_DAY, "--format", "xlsx", "--out", out) == {"out": str(out)}


def test_without_a_file_the_bytes_go_to_the_screen(console: Console) -> None:
    answer = console.run(*_DAY, "--format", "csv")
    assert answer.status == 0
    assert answer.raw.startswith(_STARTS["csv"])
    assert json.loads(console.run(*_DAY).raw)["total"]


def test_json_with_another_format_wants_a_file(console: Console) -> None:
    answer = console.run(*_DAY, "--format", "pdf", "--json")
    assert "--out" in answer.refusal()
    assert answer.raw == b""


def test_file_that_cannot_be_written_is_one_line(console: Console, tmp_path: Path) -> None:
    console.run(*_DAY, "--format", "csv", "--out", tmp_path / "none" / "x.csv").refusal()


@pytest.mark.parametrize(
    "days", [("2026-11-24", "2026-11-23"), ("2026-02-30", "2026-03-01"), ("hôm nay", "mai")]
)
def test_period_that_cannot_be_is_one_line(console: Console, days: tuple[str, str]) -> None:
    console.run("summary", "--from", days[0], "--to", days[1]).refusal()


def test_counter_officer_has_no_right_to_the_figures(console: Console) -> None:
    assert "quyền" in console.run(*_DAY, officer="tiepnhan1").refusal()
    assert console.run(*_DAY, officer="phutrach").status == 0
