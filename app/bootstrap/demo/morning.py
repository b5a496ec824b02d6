"""Wednesday morning at the counter: papers come in, papers go out."""

from PySide6.QtCore import Qt

from app.bootstrap.demo.cast import COMMUNE, OFFICER, POLICE, WEDNESDAY, Cast
from app.bootstrap.demo.stage import CTRL, CTRL_SHIFT
from app.ui.printing.print_list import PrintList
from app.wording import buttons

TO_COMMUNE = ("birth", "civil facts", "funeral", "chain")
TO_POLICE = ("household", "lodger", "new card")
FROM_POLICE = ("late", "in time", "chain", "stopped")


def open_the_counter(cast: Cast) -> None:
    """Sign in on Wednesday; what is late is seen at once."""
    stage = cast.stage
    stage.at(7, 30, WEDNESDAY)
    cast.change_to(OFFICER)
    stage.take("dau-ngay", "Đầu ngày: việc quá hạn hiện ngay ở chân cột trái")
    stage.press(Qt.Key.Key_F11)
    stage.take("viec-can-lam", "F11: việc đang chờ, gấp nhất đứng đầu; Enter làm việc tiếp theo")


def copy_of_a_paper(cast: Cast) -> None:
    """Register the commonest case: found by words, a card scanned, the fee paid."""
    stage, intake = cast.stage, cast.intake
    stage.at(7, 36)
    intake.open()
    card = intake.page.sheet.procedure
    stage.fill(card.lookup, "ban sao")
    stage.take("tim-thu-tuc", "Gõ không dấu vẫn thấy thủ tục; mũi tên và Enter để chọn")
    card.lookup.clear()
    intake.fill("copy")
    stage.rest()
    stage.take("dien-xong", "Điền xong: giấy sắp in và ngày hẹn hiện bên phải trước khi tiếp nhận")
    intake.register("copy")
    stage.take("da-tiep-nhan", "Đã tiếp nhận: mã và ngày hẹn hiện lớn để đọc cho công dân")


def birth_without_its_paper(cast: Cast) -> None:
    """Take a dossier although a required paper is missing."""
    stage, intake = cast.stage, cast.intake
    stage.at(7, 45)
    intake.fill("birth")
    stage.rest()
    stage.press(Qt.Key.Key_Return, CTRL)
    stage.take(
        "thieu-giay-to", "Thiếu giấy tờ bắt buộc: nói ngay tại chỗ, nhấn lần nữa để vẫn nhận"
    )
    intake.register("birth")


def online_household(cast: Cast) -> None:
    """Type a dossier of the portal, with the fee of its channel."""
    cast.stage.at(7, 58)
    cast.intake.visit("household")


def returning_applicant(cast: Cast) -> None:
    """Type the number of somebody who was here on Monday; then another procedure for her."""
    stage, intake = cast.stage, cast.intake
    stage.at(8, 10)
    intake.fill("extract")
    stage.rest()
    stage.take("nguoi-da-tung-nop", "Người đã từng nộp: gõ số căn cước, phần còn lại tự điền")
    intake.register("extract")
    stage.at(8, 18)
    intake.same_person("civil facts")


def authorised_person(cast: Cast) -> None:
    """Scan two cards: the owner's and that of whoever brings the paper."""
    stage, intake = cast.stage, cast.intake
    stage.at(8, 35)
    intake.fill("lodger")
    stage.rest()
    stage.take("duoc-uy-quyen", "Người được ủy quyền nộp thay; tên rất dài vẫn đủ trên giấy")
    intake.register("lodger")


def household_business(cast: Cast) -> None:
    """Register an owner with a tax number instead of a card."""
    cast.stage.at(8, 50)
    cast.intake.visit("business")


def land_by_post(cast: Cast) -> None:
    """Register a result to be sent by post, to the longest address of the day."""
    cast.stage.at(9, 5)
    cast.intake.visit("land")


def wrong_intake(cast: Cast) -> None:
    """Correct a name seen to be wrong a moment later; the first receipt is void then."""
    stage, intake = cast.stage, cast.intake
    stage.at(9, 20)
    intake.visit("single again")
    stage.at(9, 24)
    intake.correct_last("single again", "Trần Thị Bưởi Hồng", "Gõ thiếu chữ đệm trong họ tên")


def printed_again(cast: Cast) -> None:
    """Print a receipt again for somebody who has lost it at once."""
    stage, intake = cast.stage, cast.intake
    stage.at(9, 40)
    intake.visit("new card")
    button = next(
        each for each in stage.window.shell.strip.buttons if buttons.PRINT_AGAIN in each.text()
    )
    stage.click(button)
    cast.book.one_new_paper()


def funeral_by_post(cast: Cast) -> None:
    """Register a dossier that came in an envelope."""
    cast.stage.at(10, 0)
    cast.intake.visit("funeral")


def printer_fails(cast: Cast) -> None:
    """Register while the printer fails; print from the list when it is back."""
    stage, intake = cast.stage, cast.intake
    stage.at(10, 15)
    with stage.no_paper():
        intake.fill("death")
        entry = intake.register("death", has_paper=False)
        stage.press(Qt.Key.Key_P, CTRL_SHIFT)
        caption = "Máy in hỏng: bản chưa in nằm trong Việc in kèm lý do"
        stage.take("viec-in", caption, stage.child(PrintList))
    stage.press(Qt.Key.Key_Return, CTRL)
    stage.press(Qt.Key.Key_Escape)
    stage.activate()
    cast.book.entries["death"] = type(entry)(entry.code, cast.book.one_new_paper())


def hand_over(cast: Cast) -> None:
    """Scan dossiers onto two slips, one for each agency; F12 prints both."""
    stage, handoff = cast.stage, cast.handoff
    stage.at(10, 30)
    handoff.open()
    handoff.put_on_slips((*TO_COMMUNE, *TO_POLICE))
    stage.take("quet-ban-giao", "Quét giấy là hồ sơ lên phiếu của cơ quan kế tiếp")
    slips = handoff.close_slips()
    cast.slips.extend(slips)
    stage.take("da-giao", "F12 đóng và in mỗi cơ quan một phiếu bàn giao")


def commune_answers(cast: Cast) -> None:
    """Let the commune accept three by scanning, refuse one, and send finished work back."""
    stage, handoff = cast.stage, cast.handoff
    stage.at(10, 50)
    cast.change_to(COMMUNE)
    handoff.accept(TO_COMMUNE[1:])
    handoff.ask_decline("birth", "Thiếu bản chính giấy chứng sinh")
    stage.take("khong-nhan", "Cơ quan không nhận một hồ sơ và ghi lý do")
    handoff.confirm()
    stage.at(11, 5)
    handoff.put_on_slips(("contract", "single"))
    stage.take("co-quan-giao-lai", "Cơ quan giao hồ sơ đã giải quyết về Bộ phận Một cửa")
    cast.slips.extend(handoff.close_slips())


def police_answer(cast: Cast) -> None:
    """Let the police accept two slips by scanning them, and send back what they are done with."""
    stage, handoff = cast.stage, cast.handoff
    stage.at(11, 15)
    cast.change_to(POLICE)
    handoff.accept_slip(cast.slips[1])
    handoff.accept_slip(cast.papers["chain slip"])
    stage.take("cong-an-nhan", "Cơ quan thứ ba tự nhận ở cửa sổ của mình: quét phiếu, Ctrl+Shift+A")
    stage.at(11, 20)
    handoff.put_on_slips(FROM_POLICE)
    stage.take("giay-to-ve", "Hồ sơ đã dừng cũng phải trả giấy tờ về Bộ phận Một cửa")
    cast.slips.extend(handoff.close_slips())
