"""SECURITY.md links each row of the checklist to the tests that hold it."""

import re
from pathlib import Path

from tests.security.sources import ROOT

_HERE = Path(__file__).parent
_ROW = re.compile(r"^\| (\d+) \| [^|]+ \| [^|]+ \| `([\w/.]+)` \|$", re.MULTILINE)


def _linked() -> dict[int, str]:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    return {int(number): file for number, file in _ROW.findall(text)}


def _rows_of(path: Path) -> set[int]:
    return {int(row) for row in re.findall(r"def test_row_(\d\d)_", path.read_text("utf-8"))}


def test_every_row_is_linked_to_a_file_that_tests_it() -> None:
    linked = _linked()
    assert sorted(linked) == list(range(1, 36))
    for number, file in linked.items():
        assert number in _rows_of(_HERE / file), f"row {number} is not tested in {file}"


def test_every_row_that_is_tested_is_in_the_table() -> None:
    tested = set().union(*(_rows_of(path) for path in _HERE.rglob("test_*.py")))
    assert tested == set(_linked())
