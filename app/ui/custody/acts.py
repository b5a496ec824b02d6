"""What the page does: papers to another desk or shelf, and who stands in for whom."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import InvalidInputError
from app.services.keeping.records import Colleague, StandIn
from app.ui.custody.dialogs import PutDialog, StandInDialog
from app.ui.custody.parts import CustodyParts
from app.ui.runtime.tasks import Change

_CHANGED = (Change.DOSSIERS,)


class CustodyActs(QObject):
    """Asks in a small form, does it on the worker, and tells what was done."""

    def __init__(self, parts: CustodyParts, page: QWidget) -> None:
        super().__init__(page)
        self._parts = parts
        self._page = page

    def ask_put(self, codes: Sequence[str], colleagues: Sequence[Colleague]) -> None:
        """Ask who takes the papers (nobody new without `colleagues`) and where they lie."""
        if not codes:
            self._parts.messages.info("Chọn giấy tờ trong danh sách trước.")
            return
        dialog = PutDialog(len(codes), colleagues, self._page)
        dialog.submitted.connect(partial(self._put, dialog, tuple(codes)))
        dialog.open()

    def ask_stand_in(self, colleagues: Sequence[Colleague]) -> None:
        """Ask who is away, who stands in, and until when."""
        if len(colleagues) < 2:
            self._parts.messages.info("Đơn vị chưa có đồng nghiệp nào khác để ủy quyền.")
            return
        dialog = StandInDialog(
            colleagues, self._parts.actor().officer_id, self._parts.clock.today, self._page
        )
        dialog.submitted.connect(partial(self._stand_in, dialog))
        dialog.open()

    def end_stand_in(self, row: StandIn) -> None:
        """End a stand-in now."""
        keepers, actor = self._parts.services.keepers, self._parts.actor()
        self._parts.tasks.write(
            lambda: keepers.end_stand_in(actor, row.stand_in_id),
            lambda _none: self._done(f"{row.deputy_name} không còn thay {row.officer_name}."),
            _CHANGED,
            self._parts.messages.refused,
        )

    def _put(self, dialog: PutDialog, codes: tuple[str, ...]) -> None:
        keepers, actor = self._parts.services.keepers, self._parts.actor()
        officer_id, place = dialog.officer_id(), dialog.place.text()
        to = dialog.keeper.currentText() or place.strip()
        dialog.run(
            self._parts.tasks,
            lambda: keepers.put(actor, codes, officer_id=officer_id, place=place),
            lambda _none: self._done(f"Đã chuyển {len(codes)} hồ sơ tới {to}."),
            _CHANGED,
        )

    def _stand_in(self, dialog: StandInDialog) -> None:
        keepers, actor = self._parts.services.keepers, self._parts.actor()
        try:
            days = dialog.days()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        absent_id = int(dialog.absent.currentData())
        deputy_id = int(dialog.deputy.currentData())
        reason, deputy = dialog.reason.text(), dialog.deputy.currentText()
        absent = dialog.absent.currentText()
        dialog.run(
            self._parts.tasks,
            lambda: keepers.stand_in(actor, absent_id, deputy_id, days, reason),
            lambda _none: self._done(f"{deputy} thay {absent} đến {days[1]:%d/%m/%Y}."),
            _CHANGED,
        )

    def _done(self, text: str) -> None:
        self._parts.messages.done(text)
