"""What the law lets the desk decide: guide, refuse, ask for more, hold off, stop, finish."""

from typing import Final

from PySide6.QtCore import Qt

from app.bootstrap.demo.book import PlayedDossier
from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.stage import CTRL, CTRL_SHIFT, StageError
from app.ui.worklist.page import WorkListPage
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind
from app.wording import buttons

_NEXT_MONDAY: Final = "30/11/2026"
_NOT_OURS: Final = 2
_APOLOGY_LATE: Final = 2
_STOP_ORDERED: Final = 4
_WITHDRAWN_TO_MEND: Final = 2


def done_at_once(cast: Cast) -> None:
    """Receive, certify and return in one step; print the receipt because it is asked for."""
    stage, intake = cast.stage, cast.intake
    stage.at(9, 50)
    intake.open()
    intake.fill("at once")
    stage.take("trong-ngay", "Thủ tục trong ngày: Ctrl+Shift+Enter tiếp nhận và trả ngay")
    cast.book.new_papers()
    stage.press(Qt.Key.Key_Return, CTRL_SHIFT)
    stage.take("da-tra-ngay", "Một bước: đã nhận, đã giải quyết, đã trả; giấy in khi công dân cần")
    button = next(
        each for each in stage.window.shell.strip.buttons if buttons.PRINT_FORM in each.text()
    )
    stage.click(button)
    code = intake.page.side.done.texts[0]
    cast.book.entries["at once"] = PlayedDossier(code, cast.book.one_new_paper())


def guide_slip(cast: Cast) -> None:
    """Send a citizen home with a slip of what is missing: nothing is received."""
    stage, intake = cast.stage, cast.intake
    stage.at(10, 22)
    intake.open()
    intake.fill("guide")
    stage.press(Qt.Key.Key_M, CTRL_SHIFT)
    guide = intake.page.deciding.guide
    stage.fill(guide.advice, "Cả hai bên cùng có mặt khi nộp; mang theo căn cước bản chính.")
    stage.rest()
    stage.take("phieu-huong-dan", "Chưa nhận được thì in phiếu hướng dẫn: còn thiếu gì, làm gì")
    cast.book.new_papers()
    stage.press(Qt.Key.Key_Return, CTRL)
    cast.papers["guide"] = cast.book.one_new_paper()


def refused_at_the_desk(cast: Cast) -> None:
    """Refuse what belongs elsewhere: a code and Mẫu 03 with its reason, no clock."""
    stage, intake = cast.stage, cast.intake
    stage.at(10, 26)
    intake.fill("refused")
    stage.press(Qt.Key.Key_X, CTRL_SHIFT)
    refusal = intake.page.deciding.refusal
    stage.choose_opened(refusal.ready, _NOT_OURS)
    if not refusal.said()[0]:
        message = "the ready-made reason was not taken"
        raise StageError(message)
    stage.fill(refusal.ground, "Luật Hộ tịch 2014, Điều 32")
    stage.rest()
    stage.take("tu-choi-tiep-nhan", "Từ chối tiếp nhận: lý do soạn sẵn, căn cứ, Mẫu 03 xem trước")
    cast.book.new_papers()
    stage.press(Qt.Key.Key_Return, CTRL)
    code = intake.page.side.done.texts[0]
    cast.book.entries["refused"] = PlayedDossier(code, cast.book.one_new_paper())
    stage.take("da-tu-choi", "Hồ sơ bị từ chối có mã và phiếu, không có ngày hẹn")


def stop_at_an_agency(cast: Cast) -> None:
    """Stop a dossier whose paper lies at an agency (Mẫu 05)."""
    stage, hands = cast.stage, cast.dossiers
    stage.at(10, 40)
    hands.open("stopped")
    hands.ask(Action.STOP)
    hands.pick_reason(_STOP_ORDERED)
    hands.say(hands.panel.fields.ground, "Công văn số 07/CV-CA ngày 25/11/2026 (thử)")
    stage.take("dung-giai-quyet", "Dừng giải quyết: thông báo Mẫu 05 xem trước, giấy tờ còn ở xa")
    cast.papers["stop"] = hands.confirm_and_print()


def ask_for_the_paper(cast: Cast) -> None:
    """Ask for what the refused dossier lacks (Mẫu 02); its clock pauses."""
    stage, hands = cast.stage, cast.dossiers
    stage.at(13, 40)
    hands.open("birth")
    stage.take("mot-ho-so-giay-to", "Một hồ sơ: giấy tờ, dòng thời gian, ngày hẹn và việc làm được")
    hands.ask(Action.ASK_SUPPLEMENT)
    hands.pick_reason(1)
    hands.say(hands.panel.fields.items, "Bản chính giấy chứng sinh")
    stage.take("yeu-cau-bo-sung", "Yêu cầu bổ sung: gõ bên phải, Mẫu 02 sắp in hiện bên cạnh")
    cast.papers["supplement"] = hands.confirm_and_print()
    stage.take("cho-bo-sung", "Đã yêu cầu bổ sung: đồng hồ tạm dừng, dòng thời gian ghi lại")


def stopped_papers_back(cast: Cast) -> None:
    """Give the papers of the stopped dossier back to whoever brings the receipt and a card."""
    stage, returning = cast.stage, cast.returning
    stage.at(14, 28)
    returning.open_papers()
    returning.check_papers("stopped", "mai")
    stage.take("tra-giay-to", "Giấy tờ của hồ sơ dừng, rút: kiểm tra từng giấy rồi trả lại")
    cast.papers["papers back"] = returning.give_papers_back()


def supplement_comes(cast: Cast) -> None:
    """Scan the request that the citizen brings back with the paper; the date is counted anew."""
    stage, hands = cast.stage, cast.dossiers
    stage.at(15, 2)
    hands.scan_again(cast.papers["supplement"], FormKind.SUPPLEMENT_REQUEST, "birth")
    stage.take("quet-phieu-bo-sung", "Quét phiếu yêu cầu: biết là giấy nào và mở đúng hồ sơ")
    hands.ask(Action.SUPPLEMENT_IN)
    hands.say(hands.panel.note, "Đã nộp bản chính giấy chứng sinh số 15")
    hands.confirm()
    hands.show_steps()
    stage.take("da-bo-sung", "Đã bổ sung: ngày hẹn tính lại từ đầu, cách đo quốc gia đi kèm")


def tax_is_awaited(cast: Cast) -> None:
    """Let the clock of the land dossier wait for what the citizen owes the state."""
    cast.stage.at(15, 6)
    hands = cast.dossiers
    hands.open("land")
    hands.ask(Action.ASK_PAYMENT)
    hands.say(hands.panel.note, "Lệ phí trước bạ theo thông báo thuế số 112 (thử)")
    hands.confirm()


def citizen_withdraws(cast: Cast) -> None:
    """Let a citizen withdraw; the originals go back at once."""
    stage, hands = cast.stage, cast.dossiers
    stage.at(15, 18)
    hands.open("business")
    hands.ask(Action.WITHDRAW)
    hands.pick_reason(_WITHDRAWN_TO_MEND)
    stage.take("rut-ho-so", "Công dân rút hồ sơ: bản chính trả ngay, phiếu rút ghi từng giấy")
    cast.papers["withdrawal"] = hands.confirm_and_print()


def hold_off_with_apology(cast: Cast) -> None:
    """Apologise a day before the appointment and name a new one, from the work list."""
    stage, hands = cast.stage, cast.dossiers
    stage.at(15, 35)
    stage.press(Qt.Key.Key_F11)
    table = stage.page(WorkListPage, "worklist").table
    code = cast.book.entries["residence"].code
    stage.select(table, [line.key for line in table.rows_model.rows].index(code))
    stage.take("sap-den-han", "Sắp đến hạn: hệ thống nhắc trước một ngày làm việc")
    stage.press(Qt.Key.Key_Return)
    if hands.panel.action is not Action.EXTEND:
        message = f"Enter on the work list led to {hands.panel.action}"
        raise StageError(message)
    hands.say(hands.panel.due, _NEXT_MONDAY)
    hands.pick_reason(_APOLOGY_LATE)
    stage.take("xin-loi-hen-lai", "Xin lỗi và hẹn lại một lần: Mẫu 04 xem trước với ngày mới")
    cast.papers["apology"] = hands.confirm_and_print()


def every_form_scanned(cast: Cast) -> None:
    """Scan each new form once more: each is told by its name and opens its dossier."""
    stage, hands = cast.stage, cast.dossiers
    stage.at(16, 5)
    for paper, kind, name in (
        ("stop", FormKind.STOP_NOTICE, "stopped"),
        ("papers back", FormKind.WITHDRAWAL_NOTE, "stopped"),
        ("withdrawal", FormKind.WITHDRAWAL_NOTE, "business"),
        ("apology", FormKind.APOLOGY, "residence"),
        ("fee", FormKind.FEE_RECEIPT, "new card"),
        ("control slip", FormKind.CONTROL_SLIP, "chain"),
    ):
        hands.scan_again(cast.papers[paper], kind, name)
    refused = cast.book.entries["refused"].paper
    if refused is not None:
        hands.scan_again(refused, FormKind.REFUSAL, "refused")
    stage.take("quet-phieu-tu-choi", "Quét phiếu từ chối: hồ sơ không tiếp nhận vẫn tra lại được")
    hands.scan_loose(cast.papers["guide"], FormKind.GUIDE_SLIP)
    stage.take("quet-phieu-huong-dan", "Quét phiếu hướng dẫn: của thủ tục nào, còn thiếu gì")
