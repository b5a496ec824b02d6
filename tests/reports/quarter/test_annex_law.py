"""An annex cites the law in force on the last day of its period."""

from dataclasses import replace
from datetime import date

import pytest

from app.reports.quarter.annex import Annex
from app.reports.quarter.annexes.evaluation import processing_annex
from app.reports.quarter.annexes.every import annex_head, annexes_of
from app.reports.quarter.annexes.ratings import ratings_annex
from tests.reports.quarter.figures import a_quarter_report, report_figures


def _annexes(first_day: date, last_day: date) -> tuple[Annex, ...]:
    figures = report_figures()
    period = replace(figures.period, first_day=first_day, last_day=last_day)
    report = a_quarter_report(replace(figures, period=period))
    head = annex_head(report)
    more = (processing_annex(head, figures.quality), ratings_annex(head, figures.ratings))
    return (*annexes_of(report), *more)


def _words(annex: Annex) -> str:
    said = (annex.stem, annex.short, annex.form, annex.law, annex.title, *annex.notes)
    return " · ".join(said)


@pytest.mark.parametrize(
    ("first_day", "last_day", "laws"),
    [
        (
            date(2019, 3, 15),
            date(2019, 6, 14),
            [
                "Ban hành theo Thông tư số 02/2017/TT-VPCP ngày 31/10/2017",
                "Ban hành theo Thông tư số 02/2017/TT-VPCP ngày 31/10/2017",
                "",
                "Thông tư 01/2018/TT-VPCP, Điều 13 đến Điều 15",
                *(
                    "Nghị định 20/2008/NĐ-CP, sửa đổi bởi Nghị định 48/2013/NĐ-CP, Nghị định "
                    "92/2017/NĐ-CP",
                    "Kèm theo Biểu số II.06a/VPCP/KSTT",
                ),
                "",
                "Thông tư 01/2018/TT-VPCP, Điều 12",
            ],
        ),
        (
            date(2026, 10, 1),
            date(2026, 12, 31),
            [
                "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
                "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
                "Quyết định 766/QĐ-TTg",
                "Thông tư 03/2025/TT-VPCP",
                *(
                    "Nghị định 20/2008/NĐ-CP, sửa đổi bởi Nghị định 48/2013/NĐ-CP, Nghị định "
                    "92/2017/NĐ-CP",
                    "Kèm theo Biểu số II.06a/VPCP/KSTT",
                ),
                "Quyết định 766/QĐ-TTg",
                "Thông tư 03/2025/TT-VPCP",
            ],
        ),
    ],
    ids=["2019-Q2", "2026-Q4"],
)
def test_every_annex_cites_the_law_of_its_last_day(
    first_day: date, last_day: date, laws: list[str]
) -> None:
    assert [annex.law for annex in _annexes(first_day, last_day)] == laws


def test_annexes_of_2026_q4_cite_nothing_repealed() -> None:
    for annex in _annexes(date(2026, 10, 1), date(2026, 12, 31)):
        for repealed in ("61/2018", "01/2018", "02/2017", "42/2022"):
            assert repealed not in _words(annex)


def test_annexes_of_2019_q2_cite_nothing_later() -> None:
    for annex in _annexes(date(2019, 3, 15), date(2019, 6, 14)):
        for later in ("766", "2020", "2022", "2025"):
            assert later not in _words(annex)


def test_the_notes_name_the_measure_and_the_decree_of_the_day() -> None:
    of_2026 = _annexes(date(2026, 10, 1), date(2026, 12, 31))
    assert of_2026[6].notes == (
        "Hạn xét theo cách đo QĐ 766/QĐ-TTg, có thể khác ngày hẹn trả (Nghị định 118/2025/NĐ-CP) ở "
        "Biểu II.06a.",
    )
    assert "công khai 2 ngày sau trả lời (Quyết định 766/QĐ-TTg);" in of_2026[4].notes[0]
    of_2019 = _annexes(date(2019, 3, 15), date(2019, 6, 14))
    assert of_2019[6].notes == (
        "Hạn xét theo cách đo quốc gia, có thể khác ngày hẹn trả (Nghị định 61/2018/NĐ-CP, Điều 19 "
        "khoản 4) ở Biểu II.06a.",
    )
    assert "công khai 2 ngày sau trả lời; chuyển 5 ngày (Nghị định" in of_2019[4].notes[0]
