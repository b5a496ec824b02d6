"""`motcua portal`: the portal's data set in a file."""

import json
from pathlib import Path

from tests.commands.conftest import Console


def test_the_data_set_of_a_day_is_written(console: Console, tmp_path: Path) -> None:
    code = console.register()
    day = f"20{code[14:16]}-{code[16:18]}-{code[18:20]}"
    out = tmp_path / "cong.json"
    said = console.ask("portal", "--from", day, "--to", day, "--out", out)
    assert said == {"out": str(out), "dossiers": 1, "steps": 1}
    document = json.loads(out.read_text(encoding="utf-8"))
    assert document["DongBoHoSoMC"][0]["MaHoSo"] == code
    book = tmp_path / "cong.xlsx"
    answer = console.run("portal", "--from", day, "--to", day, "--format", "xlsx", "--out", book)
    assert answer.status == 0
    assert book.read_bytes().startswith(b"PK")


def test_a_period_that_is_none_is_refused(console: Console, tmp_path: Path) -> None:
    words = ("portal", "--from", "2026-11-24", "--to", "2026-11-23", "--out", tmp_path / "x")
    assert "Ngày cuối kỳ" in console.run(*words).refusal()
    assert not (tmp_path / "x").exists()
