from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import RuleBrokenError
from app.outputs import OutputPlace
from app.reports.export import export_summary, summary_bytes, summary_dict
from app.reports.formats import ExportFormat, check_sums, identity_text
from app.services.figures.records import DailySummary
from tests.reports.summaries import broken_group, broken_total, some_figures, some_summary

EVERY_WRITER: list[Callable[[DailySummary], object]] = [
    *(lambda summary, fmt=fmt: summary_bytes(summary, fmt) for fmt in ExportFormat),
    lambda summary: summary_dict(summary, None),
]


def test_figures_that_add_up_pass() -> None:
    check_sums(some_summary())


@pytest.mark.parametrize("write", EVERY_WRITER)
def test_no_writer_lets_a_broken_total_out(write: Callable[[DailySummary], object]) -> None:
    with pytest.raises(RuleBrokenError, match=r"“Tổng số”.* 129 .* 42 .* 37 .* 133"):
        write(broken_total())


@pytest.mark.parametrize("write", EVERY_WRITER)
def test_no_writer_lets_a_broken_group_out(write: Callable[[DailySummary], object]) -> None:
    with pytest.raises(RuleBrokenError, match=r"Phòng Nội vụ”.* 11 .* 4 .* 5 .* 9"):
        write(broken_group())


def test_a_broken_summary_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "cu.json"
    path.write_text("cũ", encoding="utf-8")
    with pytest.raises(RuleBrokenError):
        export_summary(broken_total(), ExportFormat.JSON, OutputPlace(path))
    assert path.read_text(encoding="utf-8") == "cũ"
    assert [entry.name for entry in tmp_path.iterdir()] == ["cu.json"]


def test_identity_text_says_whether_it_is_true() -> None:
    assert identity_text(some_figures()) == "128 + 42 = 37 + 133"
    assert identity_text(some_figures(carried_over=1_129)) == "1.129 + 42 ≠ 37 + 133"
