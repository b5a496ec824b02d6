"""The quarter so far: the supervisor's glance, the books, the report itself."""

from typing import Final

from PySide6.QtCore import Qt

from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.stage import NO_KEY, SHIFT, Stage
from app.bootstrap.navigator import REPORT_TAB
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.evaluation.evaluation_tab import EvaluationTab
from app.ui.registers.register_tab import InspectionsTab
from app.ui.reporting.report_tab import ReportTab
from app.vocabulary.reports import RegisterKind, RemarkPlace, ReportSection
from app.wording import captions, headings
from app.wording.labels import label

REPORTING_TABS: Final = (
    (
        headings.OVERVIEW,
        "tong-quan",
        "Tổng quan: xu hướng, đúng hạn, thời gian từng bước, hài lòng, giờ đông",
    ),
    (
        headings.REPORT_PERIODS,
        "ky-bao-cao",
        "Kỳ báo cáo: mẫu II.06a, khóa kỳ; bấm vào số là mở hồ sơ",
    ),
    (headings.EVALUATION, "danh-gia", "Đánh giá: chín chỉ số, bộ chỉ số quốc gia"),
    (headings.REPORTING_UNITS, "don-vi-gui", "Đơn vị gửi số liệu: tệp có chữ ký của từng đơn vị"),
)
REGISTER_TABS: Final = (
    (
        headings.PUBLISHING,
        "cong-bo-tthc",
        "Công bố TTHC: các phần cộng lại không bằng tổng thì nói rõ",
    ),
    (headings.INSPECTIONS, "so-kiem-tra", "Sổ kiểm tra: kế hoạch, tồn tại, hạn khắc phục"),
    (captions.ONE_STOP_UNIT, "so-bo-phan-mot-cua", "Bộ phận Một cửa: thiết bị, tỷ lệ từng cấp"),
    (label(RegisterKind.REGULATIONS), "so-van-ban", "Văn bản có quy định thủ tục hành chính"),
    (label(RegisterKind.ACTIVITIES), "so-truyen-thong", "Hoạt động truyền thông, tập huấn"),
)


def look_at_the_quarter(cast: Cast) -> None:
    """Look at every tab of the reports and at the books beside the dossiers."""
    stage = cast.stage
    _press(stage, Qt.Key.Key_F8)
    page = stage.page(TabbedPage, "reporting")
    for title, name, caption in REPORTING_TABS:
        page.show_tab(title)
        show_this_quarter(stage, page)
        stage.take(name, caption)
    _press(stage, Qt.Key.Key_F8, SHIFT)
    kept = stage.page(TabbedPage, "registers")
    for title, name, caption in REGISTER_TABS:
        kept.show_tab(title)
        show_what_was_found(stage, kept)
        stage.take(name, caption)
    cast.petitions.open()
    stage.take("phan-anh", "Phản ánh, kiến nghị: sổ, hạn xử lý, từng bước")


def show_this_quarter(stage: Stage, page: TabbedPage) -> None:
    """Go on from the quarter before, which is proposed, to the one that runs."""
    tab = page.tabs.currentWidget()
    stage.settle()
    if isinstance(tab, EvaluationTab | ReportTab):
        stage.click(tab.period.forth)


def show_what_was_found(stage: Stage, page: TabbedPage) -> None:
    """Go to the inspection that found something."""
    tab = page.tabs.currentWidget()
    stage.settle()
    if isinstance(tab, InspectionsTab):
        tab.open_entry(RegisterKind.INSPECTIONS, 1)
        stage.settle()


def report_the_quarter(cast: Cast) -> None:
    """Add a sentence to the quarter's report, and write it with its annexes."""
    stage = cast.stage
    stage.window.context.files = stage.places.dialogs()
    stage.activate()
    stage.press(Qt.Key.Key_F8)
    page = stage.page(TabbedPage, "reporting")
    page.show_tab(REPORT_TAB)
    stage.settle()
    tab = page.tabs.currentWidget()
    show_this_quarter(stage, page)
    if isinstance(tab, ReportTab):
        tab.choose(ReportSection.ONE_STOP)
        stage.activate()
        tab.section.remarks.edits[RemarkPlace.AFTER].setFocus()
        stage.type("Trung tâm bố trí thêm cán bộ hỗ trợ người dân nộp hồ sơ trực tuyến.")
        stage.click(tab.section.remarks.save)
        stage.settle()
        stage.take("bao-cao-quy", "Báo cáo quý: câu lập từ số liệu, lời thêm được giữ nguyên")
        stage.click(tab.all_files)
    stage.take("da-lap-bao-cao", "Báo cáo bằng DOCX và PDF, mỗi phụ lục bằng Excel và PDF")


def _press(stage: Stage, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press a key of the window: a tab that went to the back took the focus with it."""
    stage.activate()
    stage.press(key, held)
