"""The register book from the command line: to a file, for who may see the figures."""

from pathlib import Path

import pytest

from tests.commands.conftest import Console

_YEAR = ("register", "--from", "2026-01-01", "--to", "2026-12-31")


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_each_format_is_written(console: Console, tmp_path: Path, kind: str, start: bytes) -> None:
    console.register()
    out = tmp_path / f"sổ.{kind}"
    answer = console.run(*_YEAR, "--format", kind, "--out", out)
    assert (answer.status, answer.out) == (0, f"Đã ghi {out}.\n")
    assert out.read_bytes().startswith(start)


def test_json_counts_lines_and_dossiers(console: Console, tmp_path: Path) -> None:
    for name in ("Nguyễn Thị Ánh", "Trần Văn Bình"):
        console.register(owner_name=name)
    out = tmp_path / "so.xlsx"
    said = console.ask(*_YEAR, "--out", out)
    assert said == {"out": str(out), "lines": 2, "dossiers": 2}


def test_wrong_usage_and_wrong_period(console: Console, tmp_path: Path) -> None:
    assert console.run(*_YEAR).status == 2
    assert console.run(*_YEAR, "--format", "csv", "--out", tmp_path / "x").status == 2
    backwards = ("register", "--from", "2026-12-31", "--to", "2026-01-01")
    console.run(*backwards, "--out", tmp_path / "x").refusal()
    console.run(*_YEAR, "--out", tmp_path / "none" / "x.pdf").refusal()


def test_counter_officer_has_no_right_to_it(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "so.xlsx"
    assert "quyền" in console.run(*_YEAR, "--out", out, officer="tiepnhan1").refusal()
    assert console.run(*_YEAR, "--out", out, officer="phutrach").status == 0
