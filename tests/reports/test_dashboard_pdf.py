"""The glance on paper: every picture with its table, readable, and the same bytes again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.outputs import OutputPlace
from app.reports.dashboard_pdf import dashboard_pdf, export_dashboard
from app.services.counts import GroupFigures
from app.services.dashboard import DashboardView, LoadCell, StepTime, TrendPoint
from app.services.ratings.figures import FaceCounts, RatingFigures
from tests.reports.summaries import DAY, HOSTILE_NAMES, LONG_NAME, MORNING, some_figures

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


def a_view(names: tuple[str, ...] = ("Phòng Kinh tế", "Phòng Văn hóa")) -> DashboardView:
    groups = tuple(GroupFigures(str(at), name, some_figures()) for at, name in enumerate(names))
    faces = FaceCounts(happy=12, neutral=2, unhappy=1)
    return DashboardView(
        unit_name="Trung tâm Phục vụ hành chính công xã An Thử",
        parent_name="UBND xã An Thử",
        place="An Thử",
        is_demo=False,
        first_day=FIRST,
        last_day=LAST,
        as_of=MORNING,
        made_at=MORNING,
        made_by="Phạm Thị Kiều",
        total=some_figures(),
        trend=(
            TrendPoint(
                name="11/26",
                first_day=date(2026, 11, 1),
                last_day=DAY,
                received=42,
                ended=37,
                late=1,
                overdue=2,
                faces=faces,
            ),
        ),
        agencies=groups,
        fields=groups,
        steps=(
            StepTime(
                key="received",
                name="Đã tiếp nhận",
                dossiers=65,
                worked_minutes=71_760,
                day_minutes=480,
            ),
        ),
        load=(LoadCell(weekday=5, hour=9, received=1234, returned=0),),
        ratings=RatingFigures(
            first_day=FIRST,
            last_day=LAST,
            faces=faces,
            by_source=(),
            by_officer=(),
            by_agency=(),
            by_reason=(),
            slips_given=40,
            slips_answered=15,
        ),
    )


def text_of(view: DashboardView) -> str:
    document = pypdfium2.PdfDocument(dashboard_pdf(view))
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def test_every_picture_stands_with_its_figures() -> None:
    text = text_of(a_view())
    assert "TỔNG QUAN TỪ NGÀY 01/10/2026 ĐẾN NGÀY 31/12/2026" in text
    for heading in (
        "1. Xu hướng",
        "2. Đúng hạn theo cơ quan",
        "3. Đúng hạn theo lĩnh vực",
        "4. Thời gian nằm ở từng bước",
        "5. Hài lòng của người dân",
        "6. Tiếp nhận theo giờ trong tuần",
    ):
        assert heading in text
    assert "01/11/2026 – 23/11/2026 42 37 1 2" in text
    assert "Phòng Kinh tế 20 16 1 131 2" in text
    assert "Đã tiếp nhận 65 2,3" in text
    assert "Hài lòng 80 % của 15 ý kiến trong kỳ; phiếu thu về 15/40." in text
    assert "Thứ Bảy 1.234" in text


def test_a_period_without_data_says_so_and_draws_no_empty_picture() -> None:
    bare = replace(
        a_view(()),
        trend=(
            replace(*a_view().trend, received=0, ended=0, late=0, overdue=0, faces=FaceCounts()),
        ),
        steps=(),
        load=(),
        ratings=replace(a_view().ratings, faces=FaceCounts()),
    )
    assert text_of(bare).count("Chưa có dữ liệu trong kỳ này.") == 5


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, LONG_NAME])
def test_any_name_is_set_as_text(name: str) -> None:
    assert "Đúng hạn theo cơ quan" in text_of(a_view((name,)))


def test_equal_views_give_equal_bytes_and_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "tong-quan.pdf"
    export_dashboard(a_view(), OutputPlace(path))
    assert path.read_bytes() == dashboard_pdf(a_view())
