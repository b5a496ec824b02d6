"""Money at the counter: one fee with its receipt, and what the day took in."""

from PySide6.QtCore import Qt

from app.bootstrap.demo.cast import Cast
from app.ui.daylog.lists import MONEY, REGISTER
from app.ui.daylog.page import DaylogPage


def take_a_fee(cast: Cast) -> None:
    """Take the fee of a dossier that an agency works on; print its receipt."""
    stage, returning = cast.stage, cast.returning
    stage.at(14, 32)
    returning.open_fees()
    returning.find_fee("new card", "tam")
    stage.take("thu-phi", "Thu phí: quét giấy tiếp nhận, số tiền còn thiếu điền sẵn")
    cast.papers["fee"] = returning.take_fee()
    stage.take("da-thu-phi", "Đã thu: số phiếu thu, và bảng thu trong ngày của chính mình")


def cash_of_the_day(cast: Cast) -> None:
    """Let the supervisor see what each officer took."""
    stage = cast.stage
    show_cash(cast)
    stage.take("thu-trong-ngay", "Thu phí trong ngày theo từng cán bộ, xuất bảng kê để ký")
    tabs = stage.page(DaylogPage, "daylog").lists.tabs
    while tabs.currentIndex() != REGISTER:
        stage.press(Qt.Key.Key_Left)


def show_cash(cast: Cast) -> None:
    """Go along the tabs of the day's log to the money."""
    tabs = cast.stage.page(DaylogPage, "daylog").lists.tabs
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    while tabs.currentIndex() != MONEY:
        cast.stage.press(Qt.Key.Key_Right)
