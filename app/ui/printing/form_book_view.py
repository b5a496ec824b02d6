"""Đã cấp: the book of issued forms, found by kind, days and words, seen and printed again."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.forms.book import LINES_MAX, BookLine
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.printing.issued_form import IssuedFormView
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.dialogs import FIND, PRINT_AGAIN, bind_key
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.labels import card, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.forms import FormKind, PrintState
from app.wording import captions, prompts, states
from app.wording.labels import label as word_for
from app.wording.texts import moment_text

_FIRST_DAYS: Final = 30
_TYPING_MS: Final = 250
_EMPTY: Final = "Không có giấy nào như vậy. Hãy đổi loại giấy, khoảng ngày hoặc chữ tìm."
_STATES: Final[Mapping[PrintState, tuple[Icon, Tone]]] = {
    PrintState.QUEUED: (Icon.PRINT, Tone.ACCENT),
    PrintState.SENT: (Icon.CHECK, Tone.QUIET),
    PrintState.FAILED: (Icon.WARNING, Tone.LATE),
    PrintState.CANCELLED: (Icon.REMOVE, Tone.QUIET),
}


class FormBookView(QWidget):
    """Filters above the list, the form in front beside it; Enter shows it, Ctrl+P prints again."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest = Latest()
        self.kind = ComboBox()
        self.kind.addItem("Mọi loại giấy", None)
        for kind in FormKind:
            self.kind.addItem(word_for(kind), kind)
        self.first, self.last = DateEdit(context.clock.today), DateEdit(context.clock.today)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Số giấy, mã hồ sơ hoặc tên người (không cần dấu)")
        self.words.setClearButtonEnabled(True)
        self.summary = label("", "quiet")
        self.table = RowTable[BookLine](_columns(), lambda line: line.form_id, empty_text=_EMPTY)
        self.form = IssuedFormView(context, services)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._set_days()
        self._arrange()
        self._connect()

    def load(self) -> None:
        """Read the book as the filters ask."""
        try:
            days = self._days()
        except ValueError as fault:
            self._say(str(fault), Tone.LATE)
            return
        words = self.words.text()
        kind = tuple(FormKind)[self.kind.currentIndex() - 1] if self.kind.currentIndex() else None
        self._context.read(self._services.form_book.of_period, kind, *days, words).then(
            self._latest.only(self._show), self._fail
        )

    def put_away(self) -> None:
        """Show nobody's paper: the window is closed."""
        self._typing.stop()
        self._latest.forget()
        self.form.clear()
        self.table.set_rows(())

    def _set_days(self) -> None:
        today = self._context.clock.today()
        self.first.set_value(today - timedelta(days=_FIRST_DAYS))
        self.last.set_value(today)

    def _days(self) -> tuple[date, date]:
        """Return the days typed, today and a month before where none is; raises ValueError."""
        last = self.last.value() or self._context.clock.today()
        return self.first.value() or last - timedelta(days=_FIRST_DAYS), last

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        self.kind.setMinimumContentsLength(18)
        for field in (self.first, self.last):
            field.setFixedWidth(px(112))
        filters.addWidget(self.kind)
        filters.addWidget(label(prompts.FROM, "quiet"))
        filters.addWidget(self.first)
        filters.addWidget(label(prompts.TO, "quiet"))
        filters.addWidget(self.last)
        filters.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(filters)
        left.addWidget(self.words)
        left.addWidget(self.summary)
        left.addWidget(self.table, 1)
        paper = card()
        paper.setFixedWidth(px(372))
        QVBoxLayout(paper).addWidget(self.form)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(16)
        whole.addLayout(left, 1)
        whole.addWidget(paper)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.load)
        self.kind.currentIndexChanged.connect(self.load)
        self.words.textEdited.connect(self._typing.start)
        for field in (self.first, self.last, self.words):
            field.editingFinished.connect(self.load)
        self.table.row_activated.connect(self._on_activated)
        bind_key(PRINT_AGAIN, self.form.print_again, self)
        bind_key(FIND, partial(self.words.setFocus, Qt.FocusReason.ShortcutFocusReason), self)
        self._context.tasks.changed.connect(self._on_changed)

    def _show(self, lines: Sequence[BookLine]) -> None:
        self.table.set_rows(lines)
        void = sum(line.is_void for line in lines)
        more = "; còn nữa, hãy thu hẹp khoảng ngày" if len(lines) == LINES_MAX else ""
        told = f" · {void} giấy đã hủy" if void else ""
        self._say(f"{len(lines)} giấy, mới nhất trước{more}{told}", Tone.QUIET)

    def _on_activated(self, line: BookLine) -> None:
        self.form.show_form(line.form_id)

    def _on_changed(self, changes: frozenset[Change]) -> None:
        if self.isVisible() and Change.PRINT_QUEUE in changes:
            self.load()

    def _fail(self, error: UserError) -> None:
        self._say(error.message, Tone.LATE)

    def _say(self, text: str, tone: Tone) -> None:
        set_tone(self.summary, tone)
        self.summary.setText(text)


def _columns() -> tuple[Column[BookLine], ...]:
    return (
        digits_column(
            captions.NUMBER, "number", 80, sort_key=lambda line: (line.year, line.ordinal)
        ),
        text_column(captions.FORM, lambda line: word_for(line.kind), 168),
        text_column("Hồ sơ, người", _about),
        digits_column(
            "Cấp lúc",
            lambda line: moment_text(line.issued_at),
            140,
            tip=lambda line: f"{moment_text(line.issued_at)} · {line.officer_name}",
            sort_key=lambda line: line.issued_at,
        ),
        number_column(
            "Bản", lambda line: str(line.copy_count), 36, sort_key=lambda line: line.copy_count
        ),
        plain_column(captions.CONDITION, _state, 128, tone=_tone, icon=_sign),
    )


def _about(line: BookLine) -> str:
    return " · ".join(part for part in (line.person, line.subject) if part)


def _state(line: BookLine) -> str:
    if line.is_void:
        return states.VOIDED
    return word_for(line.print_state) if line.print_state else "Chưa in"


def _sign(line: BookLine) -> Icon | None:
    if line.is_void:
        return Icon.REFUSED
    return _STATES[line.print_state][0] if line.print_state else None


def _tone(line: BookLine) -> Tone:
    if line.is_void:
        return Tone.LATE
    return _STATES[line.print_state][1] if line.print_state else Tone.NORMAL
