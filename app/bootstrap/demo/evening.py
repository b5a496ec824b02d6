"""The end of Wednesday: the supervisor reads the day and exports it; the administrator looks."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap.demo.cast import ADMINISTRATOR, SUPERVISOR, Cast
from app.bootstrap.demo.stage import CTRL, NO_KEY, Stage
from app.ui.administration.administration_page import AdministrationPage
from app.ui.catalogue.page import CataloguePage
from app.ui.daylog.page import DaylogPage
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.safekeeping.backup_tab import BackupTab
from app.ui.shell.palette import CheatSheet, CommandPalette


def supervisor_takes_over(cast: Cast) -> None:
    """Let the supervisor sign in at the counter."""
    cast.stage.at(16, 40)
    cast.change_to(SUPERVISOR)


def work_of_the_office(cast: Cast) -> None:
    """Let the supervisor see what waits in every unit, and take the list along."""
    stage = cast.stage
    stage.at(16, 45)
    stage.window.context.files = stage.places.dialogs()
    stage.press(Qt.Key.Key_F11)
    stage.press(Qt.Key.Key_E, CTRL)
    stage.take("viec-toan-don-vi", "Phụ trách thấy việc của mọi đơn vị; Ctrl+E xuất Excel")


def read_the_day(cast: Cast) -> None:
    """Read the figures, the pictures, the register."""
    stage = cast.stage
    stage.press(Qt.Key.Key_F7)
    stage.take(
        "nhat-ky-ngay", "Nhật ký ngày: tồn đầu + tiếp nhận = đã giải quyết + đang giải quyết"
    )


def export_the_day(cast: Cast) -> None:
    """Export every format through the menu of the page; what asks for a reason is left alone."""
    stage = cast.stage
    page = stage.page(DaylogPage, "daylog")
    menu = page.export.menu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    for place, said in enumerate(words):
        if said.startswith("Sổ theo dõi hồ sơ ("):
            continue
        stage.press(Qt.Key.Key_E, CTRL)
        for _step in range(place):
            QTest.keyClick(menu, Qt.Key.Key_Down, NO_KEY)
        QTest.keyClick(menu, Qt.Key.Key_Return, NO_KEY)
        stage.settle()
    stage.take("da-xuat", "Đã xuất bảng tổng hợp: Excel, PDF, CSV và sổ tiếp nhận")
    page.period.kinds.setCurrentIndex(1)
    stage.take("ca-tuan", "Cùng trang ấy cho tuần, tháng, quý hoặc kỳ tự chọn")


def look_after_the_office(cast: Cast) -> None:
    """Look at catalogue, accounts, calendar, printers; back the store up."""
    stage = cast.stage
    stage.at(17, 0)
    cast.change_to(ADMINISTRATOR)
    stage.press(Qt.Key.Key_F9)
    catalogue = stage.page(CataloguePage, "catalogue")
    stage.fill(catalogue.list.search, "kết hôn")
    stage.select(catalogue.list.table, 0)
    stage.take("danh-muc", "Danh mục: tìm, sửa thủ tục; hồ sơ cũ giữ hạn cũ")
    stage.press(Qt.Key.Key_F10)
    administration = stage.page(AdministrationPage, "administration")
    for tab, name, caption in (
        (administration.accounts, "tai-khoan", "Quản trị: tài khoản và vai trò"),
        (administration.calendar, "lich-nghi", "Quản trị: lịch nghỉ, ngày làm bù, số quyết định"),
        (administration.printers, "may-in", "Quản trị: máy in hoặc thư mục PDF cho từng cỡ giấy"),
    ):
        administration.tabs.setCurrentWidget(tab)
        stage.take(name, caption)
    _back_up(stage)
    _keys(stage)


def _back_up(stage: Stage) -> None:
    stage.press(Qt.Key.Key_F10, CTRL)
    tab = stage.page(TabbedPage, "safekeeping").tabs.widget(0)
    if isinstance(tab, BackupTab):
        stage.click(tab.make)
        stage.settle()
    stage.take("sao-luu", "Bảo quản: bản sao lưu đã mã hóa và phục hồi thử trước khi được tính")


def _keys(stage: Stage) -> None:
    stage.press(Qt.Key.Key_F1)
    stage.take("phim-tat", "F1: mọi phím tắt trên một trang", stage.child(CheatSheet))
    stage.press(Qt.Key.Key_Escape)
    stage.activate()
    stage.press(Qt.Key.Key_K, CTRL)
    stage.type("giao dien")
    stage.take("moi-thao-tac", "Ctrl+K: tìm mọi thao tác theo tên", stage.child(CommandPalette))
    stage.press(Qt.Key.Key_Escape)
    stage.activate()
