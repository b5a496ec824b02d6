"""The days before: what is carried over, due and overdue when the day begins."""

from app.bootstrap.demo.cast import FRIDAY, MONDAY, OFFICER, Cast


def open_for_the_first_time(cast: Cast) -> None:
    """Give the office its store on Friday morning, and let the first officer sign in."""
    cast.stage.at(7, 20, FRIDAY)
    cast.found_office()
    cast.stage.take("tiep-nhan-trong", "Trang Tiếp nhận khi chưa gõ gì")


def register_on_friday(cast: Cast) -> None:
    """Register two that nobody will answer in time, and one of three working days."""
    cast.stage.at(8, 5)
    cast.intake.visit("overdue")
    cast.stage.at(9, 10)
    cast.intake.visit("residence")
    cast.stage.at(9, 40)
    cast.intake.visit("late")


def go_home_on_friday(cast: Cast) -> None:
    """Leave the desk to whoever comes on Monday."""
    cast.stage.at(16, 30)
    cast.stage.change_officer()
    cast.stage.take("dang-nhap", "Đăng nhập: tên, mật khẩu, quầy")


def register_on_monday(cast: Cast) -> None:
    """Register four more before the holiday of the 24th."""
    stage, intake = cast.stage, cast.intake
    stage.at(8, 15, MONDAY)
    cast.sign_in(OFFICER)
    stage.at(9, 30)
    intake.visit("contract")
    stage.at(10, 20)
    intake.visit("single")
    stage.at(14, 30)
    intake.visit("in time")
    stage.at(15, 10)
    intake.visit("stopped")


def hand_over_on_monday(cast: Cast) -> None:
    """Hand all of it to two agencies, which sign for it on paper."""
    cast.stage.at(16, 5)
    cast.handoff.open()
    cast.handoff.put_on_slips(list(cast.book.entries))
    cast.handoff.close_slips()
    cast.handoff.record_receivers("Người trực văn thư (thử)")
