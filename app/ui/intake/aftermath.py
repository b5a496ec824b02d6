"""What follows an act: the form gives way to the next one, the side shows what was done."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.services.dossiers.decision import Decided
from app.services.dossiers.records import NotAccepted, Registered
from app.services.forms.notice_records import GuideSlipData
from app.ui.intake.last_act import LastAct
from app.ui.intake.opening import Opening
from app.ui.intake.side_pane import SidePane
from app.ui.intake.typed import TypedIntake

Begin = Callable[[TypedIntake], None]


class Aftermath(QObject):
    """`last_people` is the form registered last; `keeps_people` begins the next one with them."""

    def __init__(
        self, opening: Opening, side: SidePane, last: LastAct, begin: Begin, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._opening = opening
        self._side = side
        self._last = last
        self._begin = begin
        self.last_people = TypedIntake()
        self.keeps_people = False

    def take_registered(self, registered: Registered, typed: TypedIntake) -> None:
        words = "Đã sửa và in lại giấy tiếp nhận" if typed.correcting else "Đã tiếp nhận"
        self._go_on(typed)
        self._side.show_form(registered.receipt, f"Giấy tiếp nhận số {registered.receipt.number}")
        self._side.show_done(registered, words)
        self._last.take(registered, words)

    def take_served(self, registered: Registered, typed: TypedIntake) -> None:
        self._go_on(typed)
        self._side.show_form(registered.receipt, f"Giấy tiếp nhận số {registered.receipt.number}")
        self._side.show_done(registered, "Đã tiếp nhận và trả ngay")
        self._last.take_served(registered)

    def take_refused(self, refused: NotAccepted, typed: TypedIntake) -> None:
        self._go_on(typed)
        self._side.show_form(refused.notice, f"Phiếu từ chối số {refused.notice.number}")
        self._side.show_refused(refused)
        self._last.take_refused(refused)

    def take_guided(self, decided: Decided, typed: TypedIntake) -> None:
        slip = decided.form
        if not isinstance(slip, GuideSlipData):
            return
        reopen = self._opening.finish_with_way_back(typed)
        self._begin(TypedIntake(channel=typed.channel))
        self._side.show_form(slip, f"Phiếu hướng dẫn số {slip.number}")
        self._last.take_guided(slip.number, decided.form_id, reopen)

    def _go_on(self, typed: TypedIntake) -> None:
        self.last_people = typed
        self._opening.finish()
        following = typed.of_same_people() if self.keeps_people else None
        if not typed.correcting or following is not None:
            self._begin(following or TypedIntake(channel=typed.channel))
