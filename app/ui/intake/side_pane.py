"""The column beside the form: the paper to be printed, and below it what the moment asks for."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.services.dossiers.records import DueView, NotAccepted, Registered
from app.services.forms.records import FormData
from app.ui.intake.delivery_card import ExceptionsCard
from app.ui.intake.desk_panels import GuidePanel, RefusalPanel
from app.ui.intake.due_card import DuePreviewCard, due_words, steps_text
from app.ui.intake.heading import ReasonCard
from app.ui.look.icons import Icon, Ink
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import ElidedLabel, IconLabel, button, card, label
from app.ui.widgets.layouts import ScrollColumn, show_part
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.wording import headings

DONE_SHOWN_MS = 2000
_LEAST_HEIGHT = 24
_PLACEHOLDER = "Giấy tiếp nhận và hẹn trả kết quả hiện ở đây, đúng như bản sẽ in."
_PREVIEW = "Giấy tiếp nhận · xem trước"
_GAP = 10
_DUE, _PAPER = 0, 1


class SidePane(QWidget):
    """`asked_for` tells whether what it shows was asked for: not the paper that is always here."""

    asked_for = Signal(bool)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._latest = Latest()
        self._head = label(_PREVIEW, "heading")
        self.back = button("Xem giấy", "ghost")
        self.back.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.back.clicked.connect(self.show_paper)
        self.pages = PdfView(context.tasks, _PLACEHOLDER)
        self._why = label("", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.done = DonePanel()
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(px(_LEAST_HEIGHT))
        self._arrange()
        self._timer = QTimer(self, singleShot=True, interval=DONE_SHOWN_MS)
        self._timer.timeout.connect(self.show_paper)

    @property
    def is_why_shown(self) -> bool:
        return self._stack.currentIndex() == 1

    @property
    def is_done_shown(self) -> bool:
        return self._stack.currentWidget() is self.done

    @property
    def why_text(self) -> str:
        return self._why.text()

    def show_pages(self, source: PageSource, title: str = _PREVIEW) -> None:
        """Show finished pages under their title."""
        self._title = title
        self.pages.show_source(source)
        if self._stack.currentIndex() == 0:
            self._head.setText(title)

    def show_form(self, data: FormData, title: str) -> None:
        """Show a form as it went to the printer."""
        self._context.tasks.read(
            lambda: self._context.printing.typeset(data),
            self._latest.only(lambda source: self.show_pages(source, title)),
        )

    def clear(self) -> None:
        """Show no page."""
        self._latest.forget()
        self._title = _PREVIEW
        self.pages.clear()
        if self._stack.currentIndex() == 0:
            self._head.setText(_PREVIEW)

    def toggle_why(self, due: DueView) -> None:
        """Show the steps of the due date in place of the paper, or the paper again."""
        if self.is_why_shown:
            self.show_paper()
            return
        self.show_steps(due)
        self._show(1, headings.WHY_DUE)

    def show_steps(self, due: DueView) -> None:
        self._why.setText(steps_text(due.steps))

    def show_done(self, registered: Registered, words: str) -> None:
        """Show code and due date large for two seconds."""
        self.done.show_registered(registered, words)
        self._show(2, "")
        self._timer.start()

    def show_refused(self, refused: NotAccepted) -> None:
        """Show the code of what was refused, and its notice's number, as long."""
        self.done.show_refused(refused)
        self._show(2, "")
        self._timer.start()

    def show_paper(self) -> None:
        """Show the paper."""
        self._timer.stop()
        self._show(0, self._title)

    def _show(self, place: int, title: str) -> None:
        self._stack.setCurrentIndex(place)
        self._head.setText(title)
        self.back.setVisible(place == 1)
        self.asked_for.emit(place != 0)

    def _arrange(self) -> None:
        self._title = _PREVIEW
        body = QWidget()
        body.setObjectName("body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._why)
        inside.addStretch(1)
        for page in (self.pages, ScrollColumn(body), self.done):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self.back)
        self.back.hide()
        frame = card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 8, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)


class DonePanel(QWidget):
    """Code, check digits and due date, large enough to be read out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", "quiet")
        self._unit = label("", "figure")
        self._number = label("", "figure")
        self._check = label("", "quiet")
        self._weekday = label("", "quiet")
        self._due = ElidedLabel()
        self._due.setProperty("kind", "large")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(Icon.DONE, Ink.OK))
        head.addWidget(self._words)
        head.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addStretch(1)
        rows.addLayout(head)
        rows.addWidget(self._unit)
        rows.addWidget(self._number)
        rows.addWidget(self._check)
        rows.addSpacing(16)
        rows.addWidget(self._weekday)
        rows.addWidget(self._due)
        rows.addStretch(2)

    @property
    def texts(self) -> tuple[str, str, str]:
        """Code, check digits and due date as shown."""
        return self._unit.text() + self._number.text(), self._check.text(), self._due.text()

    def show_registered(self, registered: Registered, words: str) -> None:
        self._words.setText(words)
        self._show_code(registered.code, registered.receipt.code_check)
        weekday, instant = due_words(registered.due)
        self._weekday.setText(f"Hẹn trả {weekday}".strip())
        self._due.set_text(instant)

    def show_refused(self, refused: NotAccepted) -> None:
        self._show_code(refused.code, refused.notice.subject.code_check)
        self._words.setText("Đã từ chối tiếp nhận")
        self._weekday.setText("Phiếu từ chối số")
        self._due.set_text(refused.notice.number)

    def _show_code(self, code: str, check: str) -> None:
        unit, dash, number = code.partition("-")
        self._unit.setText(unit + dash)
        self._number.setText(number)
        self._check.setText(f"Hai số kiểm tra: {check}")


class RightColumn(QWidget):
    """Its width is its share alone, whatever stands in it.

    On a narrow page the paper is a tab of its own: it comes to the front when it is asked for.
    """

    def __init__(
        self,
        side: SidePane,
        cards: tuple[ExceptionsCard, ReasonCard, DuePreviewCard],
        panels: tuple[RefusalPanel, GuidePanel],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._side = side
        self._due_card = cards[-1]
        self._answers = QWidget()
        self._is_tabbed = False
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Hẹn trả hay giấy tiếp nhận")
        for words in ("&Hẹn trả", "&Giấy"):
            self.tabs.addTab(words)
        below = QVBoxLayout(self._answers)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(_GAP)
        for each in (*cards, *panels):
            below.addWidget(each)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_GAP)
        rows.addWidget(self.tabs)
        rows.addWidget(side, 1)
        rows.addWidget(self._answers)
        rows.addStretch(0)
        self.tabs.currentChanged.connect(self._show_front)
        side.asked_for.connect(self._on_asked_for)
        self._show_front()

    @property
    def is_tabbed(self) -> bool:
        """Whether paper and due date stand one behind the other."""
        return self._is_tabbed

    def set_tabbed(self, *, is_tabbed: bool) -> None:
        """Stand the paper behind the due date, or above it."""
        self._is_tabbed = is_tabbed
        self._show_front()

    def show_panel(self) -> None:
        """Let a panel stand where date and button stand."""
        self._due_card.hide()
        self.tabs.setCurrentIndex(_DUE)

    def show_due(self) -> None:
        self._due_card.show()

    def _on_asked_for(self, is_asked_for: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.tabs.setCurrentIndex(_PAPER if is_asked_for else _DUE)

    def _show_front(self) -> None:
        front = self.tabs.currentIndex()
        show_part(self.tabs, is_shown=self._is_tabbed)
        show_part(self._side, is_shown=not self._is_tabbed or front == _PAPER)
        show_part(self._answers, is_shown=not self._is_tabbed or front == _DUE)
