"""Wednesday afternoon: results come back and go to citizens; the last papers come in."""

from typing import Final

from PySide6.QtCore import Qt

from app.bootstrap.demo.cast import OFFICER, Cast
from app.bootstrap.demo.key_scanner import scan_by_keys
from app.bootstrap.demo.quarter.ratings import give_slips
from app.bootstrap.demo.stage import CTRL, StageError
from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.dossiers import Verdict
from app.wording.labels import label

FORGED: Final = "1" + "7" * 200


def take_back(cast: Cast) -> None:
    """See the refused paper; accept by slip what the agencies sent back."""
    stage, handoff = cast.stage, cast.handoff
    stage.at(13, 32)
    cast.change_to(OFFICER)
    handoff.open()
    stage.take(
        "bi-tra-lai", "Hồ sơ bị trả lại hiện cùng lý do; hai phiếu của cơ quan đang chờ nhận"
    )
    for slip in cast.slips[2:]:
        handoff.accept_slip(slip)


def results_in(cast: Cast) -> None:
    """Enter results by scan: granted, refused, early, in time, late."""
    stage, returning = cast.stage, cast.returning
    stage.at(13, 50)
    returning.open_results()
    for name, document in (
        ("copy", ""),
        ("extract", "41/TLHT"),
        ("contract", "17/CTGD"),
        ("in time", "208/XN-CA"),
        ("chain", "12/KS, 88/TT-CA"),
    ):
        returning.enter(name, document)
        returning.store()
    returning.enter("late", "", refused_for="Không cư trú tại địa chỉ đã khai")
    stage.take("nhap-ket-qua", "Nhập kết quả: quét, chọn một lần, gõ số văn bản, Ctrl+Enter")
    returning.store()


def citizens_collect(cast: Cast) -> None:
    """Return results in person, with the fee settled, and by authorisation."""
    stage, returning = cast.stage, cast.returning
    stage.at(14, 5)
    returning.open_collecting()
    returning.check("copy", "cam")
    returning.give_back()
    stage.at(14, 12)
    returning.check("contract", "buoi", takes_fee=True)
    stage.take("tra-ket-qua", "Trả kết quả: ai được nhận, bản chính trả lại, phí còn phải thu")
    returning.give_back(prints=True)
    stage.at(14, 20)
    returning.check("in time", "sang")
    stage.take("uy-quyen-nhan", "Căn cước của người khác: chỉ nhận được khi có ủy quyền")
    returning.give_back(prints=True)
    stage.at(14, 25)
    returning.check("extract", "hong")
    returning.give_back()
    stage.take("cho-tra", "Còn chờ công dân đến nhận")


def building_permit(cast: Cast) -> None:
    """Register an enterprise's dossier, of fifteen calendar days."""
    stage, intake = cast.stage, cast.intake
    stage.at(14, 35)
    intake.open()
    intake.fill("permit")
    stage.window.actions.do("intake.why")
    stage.take("vi-sao-hen", "Ngày hẹn tự giải thích: từng bước, kèm ngày nghỉ và căn cứ")
    stage.press(Qt.Key.Key_Escape)
    intake.register("permit")


def after_three(cast: Cast) -> None:
    """Register after 15:00: due the next working day; a rating slip goes with the receipt."""
    cast.stage.at(15, 10)
    give_slips(cast, are_given=True)
    cast.intake.open()
    cast.intake.fill("signature")
    cast.papers["rating slip"] = cast.intake.register_with_slip("signature")
    give_slips(cast, are_given=False)


def find_by_name(cast: Cast) -> None:
    """Find a name without marks; tell a void receipt from a forged one."""
    stage = cast.stage
    stage.at(15, 25)
    stage.press(Qt.Key.Key_F6)
    stage.type("nguyen thi hong")
    stage.take("tim-khong-dau", "F6: gõ tên không dấu, kết quả hiện khi đang gõ")
    stage.press(Qt.Key.Key_Return)
    stage.take("mot-ho-so", "Mở một hồ sơ: ai giữ giấy, ở đâu bao lâu, vì sao hẹn ngày ấy")
    stage.press(Qt.Key.Key_F5)
    banner = stage.page(DossiersPage, "dossiers").list.banner
    stage.scan(cast.book.voided[0].payload)
    _expect(banner.title, label(Verdict.VOID))
    stage.take("giay-het-hieu-luc", "Quét giấy đã bị thay thế: chương trình nói giấy hết hiệu lực")
    scan_by_keys(stage, FORGED)
    _expect(banner.title, label(Verdict.FORGED))
    stage.take("giay-gia", "Quét giấy giả: giữ lại và báo người phụ trách")
    stage.press(Qt.Key.Key_2, CTRL)
    stage.take("qua-han", "Danh sách quá hạn: biểu tượng và chữ, không chỉ màu")


def _expect(told: str, wanted: str) -> None:
    if told != wanted:
        message = f"the banner says {told}, not {wanted}"
        raise StageError(message)
