"""What stands on the page Tiếp nhận and where: the form at the left, paper and date beside it."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.desk.drafting import DraftKeeper, DraftParts
from app.ui.intake.aftermath import Aftermath
from app.ui.intake.choosing import Choosing
from app.ui.intake.deciding import Deciding
from app.ui.intake.due_card import DueCard
from app.ui.intake.heading import Heading, ReasonCard
from app.ui.intake.last_act import LastAct
from app.ui.intake.live import LiveFacts
from app.ui.intake.notices import Notices
from app.ui.intake.online_panel import OnlinePanel, OnlineParts
from app.ui.intake.opening import Opening
from app.ui.intake.owner_filling import OwnerFilling
from app.ui.intake.parts import IntakeParts
from app.ui.intake.registering import Registering
from app.ui.intake.right_column import RightColumn
from app.ui.intake.sheet import IntakeSheet
from app.ui.intake.side_pane import SidePane
from app.ui.intake.typed import TypedIntake, encode
from app.ui.look.text_size import px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.scroll_frame import ScrollFrame

REGISTER = "Tiếp nhận và in"
_LEFT_SHARE, _RIGHT_SHARE = 13, 7
_ROOMY_HEIGHT = 640
_FULL_WIDTH = 1092
"""From this width on, a window of 1280 beside its rail, the paper stands above the due date."""
_OF_THE_FORM = (
    *("intake.same_person", "intake.all_papers", "intake.add_paper", "intake.why"),
    *("intake.refuse", "intake.guide", "intake.finish", "intake.for_unit", "intake.late_entry"),
)
"""Acts that have nothing to act on while a file stands in place of the form."""


class IntakeFrame(QWidget):
    """The parts of the page, put together; what they say to one another is the page's."""

    def __init__(self, parts: IntakeParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._parts = parts
        self._make()
        self._arrange()

    def keep_draft(self) -> None:
        """Store the form as it is typed now."""
        self.sheet.commit()
        self.keeper.save_now()

    def typed(self) -> TypedIntake:
        """Return the form as typed, with what it corrects."""
        typed = self.sheet.typed()
        code = self.opening.correcting
        return replace(
            typed,
            correcting=code,
            seen_receipt=self.opening.seen_receipt,
            reason=self.reason.reason.text() if code else "",
        )

    def begin_with(self, typed: TypedIntake) -> None:
        """Show a form that nobody has typed yet, ready for its procedure."""
        self.forget_answers()
        self.sheet.show_typed(typed, None)
        self.filling.forget()
        self.sheet.focus_procedure()

    def forget_answers(self) -> None:
        """Let nothing that was asked or said for the last form hold for another."""
        self.deciding.leave()
        self.due_card.other_acts.urge(is_urged=False)
        self.live.forget()
        self.choosing.forget()
        self.notices.clear()
        self.registering.forget_consent()

    def open_online(self) -> None:
        """Ask for a file of online dossiers and show it in place of the form."""
        if self.online.ask_file():
            self._show_online(is_shown=True)

    def _show_online(self, *, is_shown: bool) -> None:
        for each in self._form:
            each.setVisible(not is_shown)
        self.online.setVisible(is_shown)
        for key in _OF_THE_FORM:
            action = self._parts.actions.action(key)
            if action is not None:
                action.setEnabled(not is_shown)

    def _online_panel(self, key: str) -> OnlinePanel:
        parts = self._parts
        panel = OnlinePanel(
            OnlineParts(
                tasks=parts.tasks,
                messages=parts.messages,
                actor=parts.actor,
                portal=parts.services.portal,
                print_job=parts.print_job,
                ask_file=parts.ask_portal_file,
            ),
            key,
        )
        panel.left.connect(lambda: self._show_online(is_shown=False))
        return panel

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.save_now()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.heading.set_roomy(is_roomy=self.height() >= px(_ROOMY_HEIGHT))
        self.right.set_tabbed(is_tabbed=self.width() < px(_FULL_WIDTH))

    def _draft_text(self) -> str:
        typed = self.typed()
        return "" if typed.is_blank else encode(typed)

    def _make(self) -> None:
        key = self._parts.actions.key_text("intake.register")
        self.board = ProblemBoard(self)
        self.heading = Heading()
        self.reason = ReasonCard(self.board)
        self.sheet = IntakeSheet(self._parts, self.board)
        self.side = SidePane(self._parts)
        self.due_card = DueCard(REGISTER, key)
        self.notices = Notices(self.due_card.notice, self.board, self._parts.open_dossier, self)
        self.choosing = Choosing(self._parts, self.sheet, self)
        self.keeper = DraftKeeper(_draft_parts(self._parts), self._draft_text, self)
        self.live = LiveFacts(self._parts, self.typed, self)
        self.filling = OwnerFilling(self._parts, self.sheet.people, self)
        self.registering = Registering(self._parts, self)
        self.last = LastAct(self._parts, self)
        self.opening = Opening(self._parts, self.sheet, self.keeper, self)
        self.deciding = Deciding(self._parts, self.typed, lambda: self.keeper.draft_id, self)
        self.aftermath = Aftermath(self.opening, self.side, self.last, self.begin_with, self)
        special, acts = self.sheet.special, self.due_card.other_acts
        self.cases = (
            ("intake.for_unit", special.toggle_competence),
            ("intake.late_entry", special.toggle_lateness),
            ("intake.online", self.open_online),
        )
        self.online = self._online_panel(key)
        acts.name(self._parts.actions, self.cases)
        acts.add_switch("In giấy tiếp nhận cả khi trả ngay", self._parts.same_day_receipt)

    def _arrange(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 10, 24, 12)
        whole.setSpacing(12)
        column = QWidget()
        column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        left = QVBoxLayout(column)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self.heading)
        left.addWidget(ScrollFrame(self.sheet), 1)
        cards = (self.sheet.special, self.reason, self.due_card)
        panels = (self.deciding.refusal, self.deciding.guide)
        self.right = RightColumn(self.side, cards, panels)
        self._form = (column, self.right)
        whole.addWidget(column, _LEFT_SHARE)
        whole.addWidget(self.right, _RIGHT_SHARE)
        whole.addWidget(self.online, _LEFT_SHARE + _RIGHT_SHARE)
        for before, after in pairwise((self.sheet.wishes.note, *self.sheet.special.editors)):
            QWidget.setTabOrder(before, after)


def _draft_parts(parts: IntakeParts) -> DraftParts:
    return DraftParts(
        tasks=parts.tasks,
        messages=parts.messages,
        clock=parts.clock,
        actor=parts.actor,
        drafts=parts.services.drafts,
        open_stored=parts.open_dossier,
        open_words="Mở hồ sơ",
    )
