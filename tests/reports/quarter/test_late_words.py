"""What was entered too late for a locked period is named where the next one counts it."""

from dataclasses import replace

import pytest

from app.reports.quarter.annexes.petitions import petitions_annex
from app.reports.quarter.annexes.procedures import form_07b
from app.reports.quarter.content import Told
from app.reports.quarter.sections.evaluation import tell_evaluation
from app.reports.quarter.sections.petitions import tell_petitions
from app.reports.quarter.sections.publishing import tell_publishing
from app.reports.quarter.sections.registers import (
    tell_communication,
    tell_inspections,
    tell_regulations,
)
from app.services.publishing.records import LevelCounts
from app.services.registers.figures import LateCount, RegisterFigure
from tests.reports.quarter.figures import (
    compared,
    petitions,
    published,
    ratings,
    registers,
    report_figures,
)
from tests.reports.quarter.reports import an_annex

_SAID = "là nhập muộn của kỳ trước, ghi sau khi kỳ đó đã khóa."
_HEAD = an_annex().head
_SIGNED = LevelCounts(1, 1, None, None)


def _late(*figures: RegisterFigure) -> tuple[LateCount, ...]:
    return tuple(LateCount(figure=each, count=number) for number, each in enumerate(figures, 1))


_F = RegisterFigure
_HELD = registers(training=2, late=_late(_F.COMMUNICATION, _F.TRAINING))
_INSPECTED = registers(inspections_done=2, late=_late(_F.INSPECTIONS_DONE, _F.FINDINGS_MADE))


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (
            tell_petitions(compared(petitions(2, late_received=2))),
            "2 phản ánh, kiến nghị tiếp nhận",
        ),
        (tell_publishing(compared(published(_SIGNED, late=1))), "1 quyết định công bố"),
        (
            tell_evaluation(compared(report_figures(ratings=replace(ratings(happy=3), late=3)))),
            "3 lượt đánh giá",
        ),
        (tell_regulations(compared(registers(late=_late(_F.REGULATIONS)))), "1 văn bản"),
        (
            tell_communication(compared(_HELD)),
            "1 hoạt động truyền thông và 2 lớp tập huấn",
        ),
        (
            tell_inspections(compared(_INSPECTED), "quý III"),
            "1 cuộc kiểm tra đã thực hiện và 2 vấn đề phát hiện",
        ),
    ],
)
def test_section_says_which_part_was_entered_late(told: Told, what: str) -> None:
    assert f"Trong đó {what} {_SAID}" in told.sentences


@pytest.mark.parametrize("late", [0, None])
def test_nothing_is_said_where_nothing_was_late_or_it_is_not_known(late: int | None) -> None:
    now = petitions(2, late_received=late, late_ended=late)
    sections = (tell_petitions(compared(now)), tell_publishing(compared(published(late=late))))
    assert not any("muộn" in each for told in sections for each in told.sentences)
    annex = petitions_annex(_HEAD, now)
    assert not any("muộn" in str(cell) for row in annex.rows for cell in row.cells)


def test_annexes_name_what_was_entered_late() -> None:
    annex = petitions_annex(_HEAD, petitions(3, late_received=2, late_ended=1))
    named = [row.cells[2] for row in annex.rows if "nhập muộn" in str(row.cells[1])]
    assert named == [2, 1]
    assert annex.notes[-1] == (
        "Trong đó 2 phản ánh, kiến nghị tiếp nhận và 1 phản ánh, kiến nghị xử lý xong " + _SAID
    )
    form = form_07b(_HEAD, published(_SIGNED, late=1))
    assert form.notes[-1] == f"Trong đó 1 quyết định công bố {_SAID}"
