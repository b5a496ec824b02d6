"""What citizens say: a slip given out, scanned and entered; the panel tapped; answers told.

All answers are invented.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.bootstrap.demo.book import payload_of
from app.bootstrap.demo.cast import COUNTER, Cast
from app.bootstrap.demo.content import ratings
from app.bootstrap.demo.key_scanner import scan_by_keys
from app.bootstrap.demo.quarter.actors import administrator
from app.bootstrap.demo.stage import StageError
from app.services.ratings.records import Answers, Tap
from app.ui.ratings.entry_dialog import SlipEntryDialog
from app.ui.ratings.rating_window import RatingTimes, RatingWindow
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import Face

_PANEL: Final = (1280, 800)


def give_slips(cast: Cast, *, are_given: bool) -> None:
    """Let the administrator begin or stop giving slips out with receipts."""
    desk = cast.stage.window.services
    actor = administrator(cast)
    edit = desk.office.facts(actor).edit
    desk.office.update(actor, replace(edit, gives_rating_slips=are_given))


def slip_comes_back(cast: Cast) -> None:
    """Scan a slip that a citizen has filled in, and press a key for each answer."""
    stage = cast.stage
    stage.at(15, 28)
    stage.activate()
    scan_by_keys(stage, payload_of(cast.papers["rating slip"]))
    dialog = stage.child(SlipEntryDialog)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2):
        QTest.keyClick(dialog, key)
    stage.take("nhap-phieu-danh-gia", "Phiếu đánh giá: quét mã, mỗi câu một phím", dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    stage.settle()
    if dialog.slip is not None:
        message = f"the slip was not entered: {dialog.notice.text()}"
        raise StageError(message)
    stage.press(Qt.Key.Key_Escape)
    stage.activate()


def panel_is_tapped(cast: Cast) -> None:
    """Open the panel on the second screen, and tap on it as a citizen does."""
    stage = cast.stage
    stage.at(15, 30)
    panel = open_panel(cast)
    stage.take("man-hinh-danh-gia", "Màn hình đánh giá: ba khuôn mặt, không dữ liệu cá nhân", panel)
    tap(cast, panel.ask.faces[Face.HAPPY])
    tap(cast, panel.reasons.buttons[1])
    stage.take("ly-do-danh-gia", "Chạm thêm vài lý do, hoặc bấm Xong", panel)
    tap(cast, panel.reasons.finish)
    stage.take("cam-on-danh-gia", "Cảm ơn; vài giây sau màn hình sẵn sàng cho người kế tiếp", panel)
    close_panel(cast)


def open_panel(cast: Cast) -> RatingWindow:
    """Open the panel as large as a small touch screen is."""
    cast.stage.window.actions.do("ratings.window")
    cast.stage.settle()
    panel = cast.stage.window.ratings.window
    if panel is None:
        message = "the rating window is not open"
        raise StageError(message)
    panel.resize(*_PANEL)
    cast.stage.settle()
    return panel


def close_panel(cast: Cast) -> None:
    """Close the panel; what was tapped is stored."""
    cast.stage.window.actions.do("ratings.window")
    cast.stage.settle()
    cast.stage.activate()


def tap(cast: Cast, what: QWidget) -> None:
    """Tap once; a pane that has only just come takes no tap, so wait that long."""
    QTest.qWait(RatingTimes().guard_ms + 50)
    cast.stage.click(what)


def told_and_tapped(cast: Cast) -> None:
    """Enter what was told by telephone and on line, and the taps of the days before."""
    window = cast.stage.window
    service, actor, now = window.services.ratings, window.actor, window.services.clock.now()
    said = ratings()
    for one in said.told:
        code, answers = cast.book.entries[one.dossier].code, said.answers[one.answers]
        service.tell(actor, code, one.source, answers, str(uuid4()))
    reasons = {
        kind: [each.reason_id for each in window.services.reasons.of(actor, kind)]
        for kind in (ReasonKind.RATING_GOOD, ReasonKind.RATING_POOR)
    }
    for number, face in enumerate(said.tapped):
        kind = ReasonKind.RATING_GOOD if face is Face.HAPPY else ReasonKind.RATING_POOR
        answers = Answers(overall=face, reasons=tuple(reasons[kind][number % 3 : number % 3 + 1]))
        service.tap(actor, _tap_of(answers, now - timedelta(minutes=11 * (number + 1))))


def _tap_of(said: Answers, at: datetime) -> Tap:
    return Tap(answer_id=str(uuid4()), at=at, answers=said, counter_name=COUNTER)
