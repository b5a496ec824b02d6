"""One dossier through three units: the counter, the commune, the police, and back again."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.stage import CTRL, CTRL_SHIFT, StageError
from app.ui.printing.issued_form import IssuedFormDialog

POLICE_NAME = "Công an cấp xã"


def received(cast: Cast) -> None:
    """Register a birth whose household registration follows in the same dossier."""
    cast.stage.at(10, 18)
    cast.intake.visit("chain")


def commune_passes_on(cast: Cast) -> None:
    """Let the commune hand the dossier to the police, with the control slip that goes with it."""
    stage, handoff = cast.stage, cast.handoff
    stage.at(11, 8)
    handoff.put_on_slips(("chain",))
    target = handoff.page.waiting.target
    stage.choose(target, target.findText(POLICE_NAME))
    stage.take("lien-thong", "Liên thông: cơ quan giao thẳng cho cơ quan kế tiếp")
    (cast.papers["chain slip"],) = handoff.close_slips()
    stage.press(Qt.Key.Key_K, CTRL_SHIFT)
    cast.papers["control slip"] = cast.book.one_new_paper()
    stage.take("phieu-kiem-soat", "Phiếu kiểm soát đi theo hồ sơ: in lại sau mỗi lần giao")


def seen_whole(cast: Cast) -> None:
    """Look at who had the dossier for how long, and at its control slip after the last hand."""
    stage, hands = cast.stage, cast.dossiers
    stage.at(15, 50)
    hands.open("chain")
    stage.take("ba-don-vi", "Qua ba đơn vị: ai giao, ai nhận, mỗi nơi giữ bao lâu")
    _expect_grown(cast.papers["control slip"], hands.print_control_slip())
    button = next(each for each in stage.window.shell.strip.buttons if "Xem" in each.text())
    stage.click(button)
    shown = stage.child(IssuedFormDialog)
    stage.take("phieu-kiem-soat-du", "Phiếu kiểm soát: mỗi lần giao một dòng", shown)
    stage.press(Qt.Key.Key_Escape)
    stage.activate()
    stage.press(Qt.Key.Key_F11, CTRL)
    stage.take("giay-to-o-dau", "Ctrl+F11: mỗi đơn vị đang giữ gì, giữ bao lâu, cái nào trễ")


def _expect_grown(before: Path, after: Path) -> None:
    if before.name == after.name:
        message = f"{after.name} took the place of the edition before"
        raise StageError(message)
