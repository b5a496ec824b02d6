"""What a change of calendar or hours leaves behind: shown before it is saved, and kept after."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.dossiers.records import Registered
from app.services.intake.calendar_moves import CalendarEdit, MovedDossier
from app.services.ledger.rights import Right
from app.services.office.records import CalendarChange
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import Action
from app.wording import captions
from app.wording.labels import label as word_for
from app.wording.texts import moment_text


def _why(row: MovedDossier) -> str:
    return f"Đang tạm dừng, tính lại khi chạy tiếp · {row.why}" if row.is_paused else row.why


def _columns(*, is_checkable: bool) -> list[Column[MovedDossier]]:
    """Return the columns; where dossiers are chosen there is room for a box and for the reason."""
    dates: list[Column[MovedDossier]] = [
        digits_column(
            "Hẹn đã in",
            lambda row: moment_text(row.printed_due),
            144,
            sort_key=lambda row: row.printed_due,
        ),
        digits_column(
            "Theo lịch mới",
            lambda row: moment_text(row.counted_due),
            144,
            sort_key=lambda row: row.counted_due,
            tone=lambda _row: Tone.WARN,
        ),
    ]
    code = digits_column(captions.DOSSIER_CODE, "code", 244 if is_checkable else 224, tip=_why)
    owner: Column[MovedDossier] = text_column(captions.OWNER, "owner", 160 if is_checkable else 0)
    why = [text_column(captions.WHY, _why)] if is_checkable else []
    return [code, owner, *dates, *why]


_ACT = word_for(Action.RESCHEDULE)


def moves_table(*, is_checkable: bool = False) -> RowTable[MovedDossier]:
    """Return an empty table of dossiers left behind."""
    columns = _columns(is_checkable=is_checkable)
    return RowTable(columns, lambda row: row.code, empty_text="", is_checkable=is_checkable)


def preview_text(moved: Sequence[MovedDossier]) -> str:
    """Return what saving would leave behind, and that no printed date moves by it."""
    return (
        f"{len(moved)} hồ sơ đang mở sẽ lệch với hẹn đã in. Lưu không đổi ngày hẹn nào; "
        f"sau khi lưu, dùng “{_ACT}” ở danh sách Hồ sơ lệch lịch nếu cần."
    )


class MovesPreview(QWidget):
    """The count and the list; hidden until something would be left behind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label("", wrap=True)
        set_tone(self.text, Tone.WARN)
        self.table = moves_table()
        self.table.setMinimumHeight(px(150))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.text)
        rows.addWidget(self.table, 1)
        self.hide()

    def show_moved(self, moved: Sequence[MovedDossier]) -> None:
        self.text.setText(preview_text(moved))
        self.table.set_rows(moved)
        self.show()


class MovesQuestion(QFrame):
    """Asks in the page before saving: goes on by itself where nothing would be left behind.

    `asking_changed` tells whether the question stands, so that others make room for it.
    """

    asking_changed = Signal(bool)

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._context = context
        self._services = services
        self._latest = Latest()
        self._go_on: Callable[[], None] | None = None
        self.title = label("", "heading")
        self.preview = MovesPreview()
        self.proceed = button("", "accent", Icon.SAVE)
        self.back = button("Không đổi nữa", hint="Esc")
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addStretch(1)
        keys.addWidget(self.back)
        keys.addWidget(self.proceed)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.title)
        rows.addWidget(self.preview, 1)
        rows.addLayout(keys)
        self.proceed.clicked.connect(self._on_proceed)
        self.back.clicked.connect(self.put_away)
        context.actions.bind("act.back", self.put_away, self)
        self.hide()

    def ask(
        self,
        change: CalendarEdit,
        words: tuple[str, str],
        go_on: Callable[[], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Ask about `change`; `words` are the question's title and the act's name."""
        self.put_away()
        self._context.read(self._services.calendar_moves.preview, change).then(
            self._latest.only(partial(self._on_previewed, words, go_on)), failed
        )

    def put_away(self) -> None:
        self._latest.forget()
        self._go_on = None
        self.hide()
        self.asking_changed.emit(False)  # noqa: FBT003 - Qt's own signature

    def _on_previewed(
        self, words: tuple[str, str], go_on: Callable[[], None], moved: Sequence[MovedDossier]
    ) -> None:
        if not moved:
            go_on()
            return
        self._go_on = go_on
        title, act = words
        self.title.setText(title)
        self.proceed.setText(f" {act}")
        self.preview.show_moved(moved)
        self.asking_changed.emit(True)  # noqa: FBT003 - Qt's own signature
        self.show()
        self.proceed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_proceed(self) -> None:
        go_on = self._go_on
        self.put_away()
        if go_on is not None:
            go_on()


class MovedCard(QFrame):
    """Hồ sơ lệch lịch: open dossiers the calendar counts otherwise; promised anew by an act."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._context = context
        self._services = services
        self._is_back = False
        self.title = label("", "heading")
        self.table = moves_table(is_checkable=True)
        self.table.setMinimumHeight(px(120))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Lý do in trên nhật ký, ví dụ: nghỉ theo 12/TB-UBND")
        self.all = button("Đánh dấu tất cả", "plain", Icon.CHECK)
        self.act = button(_ACT, "accent", Icon.CALENDAR, hint="Ctrl+↵")
        self.notice = label("", wrap=True)
        self._arrange()
        self.all.clicked.connect(self._on_all)
        self.act.clicked.connect(self._on_act)
        context.actions.bind("administration.promise_anew", self._on_act, self)
        self.hide()

    def load(self) -> None:
        """Read again which dossiers are left behind."""
        self._context.read(self._services.calendar_moves.of).then(self._show, self._fail)

    def make_room(self, is_asking: bool) -> None:  # noqa: FBT001 - a slot
        """Stand back while the page asks something."""
        self._is_back = is_asking
        self.setVisible(bool(self.table.rows_model.rows) and not is_asking)

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.all)
        foot.addWidget(self.act)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.title)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
        rows.addWidget(self.notice)
        self.notice.hide()

    def _show(self, moved: Sequence[MovedDossier]) -> None:
        self.table.set_rows(moved)
        self.make_room(self._is_back)
        can_act = self._context.may(Right.DECIDE)
        for widget in (self.reason, self.all, self.act):
            widget.setVisible(can_act)
        self.act.setEnabled(True)
        who = "" if can_act else f" “{_ACT}” là việc của cán bộ Một cửa ở trang Hồ sơ."
        self.title.setText(
            f"Hồ sơ lệch lịch: {len(moved)} hồ sơ đang mở có hẹn đã in khác lịch hiện nay.{who}"
        )

    def _on_all(self) -> None:
        rows = self.table.rows_model.rows
        self.table.rows_model.set_checked([row for row in rows if not row.is_paused])

    def _on_act(self) -> None:
        if not self.act.isVisible() or not self.act.isEnabled():
            return
        commit_input_method()
        codes = [row.code for row in self.table.checked_rows()]
        reason = self.reason.text()
        self.act.setEnabled(False)
        self.notice.hide()
        self._context.write(self._services.rescheduling.reschedule_all, codes, reason).then(
            self._on_done, changed=(Change.DOSSIERS, Change.PRINT_QUEUE), failed=self._fail
        )

    def _on_done(self, done: Sequence[Registered]) -> None:
        self.reason.clear()
        self._context.messages.done(
            f"Đã hẹn {len(done)} hồ sơ theo lịch mới; giấy tiếp nhận cũ đã hủy, đang in giấy mới."
        )
        self._context.print_queued()
        self.load()

    def _fail(self, error: UserError) -> None:
        self.act.setEnabled(True)
        set_tone(self.notice, Tone.LATE)
        self.notice.setText(error.message)
        self.notice.show()


def touched_text(change: CalendarChange) -> str:
    """Return what a change of calendar or hours means for dossiers on the way."""
    if not change.open_count:
        return "Không có hồ sơ đang mở nào có hạn từ ngày đó."
    return f"{change.open_count} hồ sơ đang mở có hạn từ ngày đó trở đi; ngày hẹn đã in giữ nguyên."
