"""What is behind a chosen figure: one line a dossier, procedure or complaint, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.evaluation.records import SaidTimes, ScoredLine, TimeDispute
from app.ui.evaluation import columns, words
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.widgets.labels import ElidedLabel, icon_button, label, set_tone
from app.ui.widgets.table_view import RowTable
from app.wording.texts import number_text


class LinesPanel(QFrame):
    """A title and the lines; `dossier_wanted` carries a code, `petition_wanted` id and number."""

    dossier_wanted = Signal(str)
    petition_wanted = Signal(int, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.title = ElidedLabel()
        self.title.setProperty("kind", "heading")
        self.count = label("", "quiet")
        self.apart = label("", "body", wrap=True)
        set_tone(self.apart, Tone.WARN)
        self.close_button = icon_button(Icon.CLOSE, "Đóng danh sách")
        self.table: RowTable[tuple[int, ScoredLine]] = RowTable(
            columns.LINES, lambda numbered: numbered[0], empty_text="Không có gì trong số liệu này."
        )
        self.table.setAccessibleName("Từng hồ sơ của số liệu")
        self._arrange()
        self.table.row_activated.connect(self._on_row_activated)
        self.close_button.clicked.connect(self.closed)

    def show_lines(self, title: str, lines: Sequence[ScoredLine], frozen: int | None) -> None:
        """Show the lines behind `title`; `frozen` is how many a locked period counted."""
        self.title.set_text(title)
        self.count.setText(f"{number_text(len(lines))} dòng")
        self.table.set_rows(tuple(enumerate(lines)))
        hidden = columns.needless(lines)
        for at in (columns.AT_CODE, columns.AT_POINTS):
            self.table.setColumnHidden(at, at in hidden)
        is_wide = columns.AT_CODE in hidden
        width = columns.WIDE_SUBJECT if is_wide else columns.LINES[columns.AT_SUBJECT].width
        self.table.setColumnWidth(columns.AT_SUBJECT, px(width))
        self.table.scrollToTop()
        apart = (
            "" if frozen is None else words.apart_text(frozen, len(lines), columns.noun_of(lines))
        )
        self.apart.setText(apart)
        self.apart.setVisible(bool(apart))

    def _on_row_activated(self, numbered: tuple[int, ScoredLine]) -> None:
        line = numbered[1]
        if line.dossier_code:
            self.dossier_wanted.emit(line.dossier_code)
        elif line.petition is not None:
            self.petition_wanted.emit(*line.petition)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        head.addWidget(self.close_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 6, 12, 8)
        rows.setSpacing(2)
        rows.addLayout(head)
        rows.addWidget(self.apart)
        rows.addWidget(self.table, 1)


class TimesView(QWidget):
    """One line a dossier; `dossier_wanted` carries the code of the one to open."""

    dossier_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times: SaidTimes | None = None
        self._is_locked = False
        self.lead = label("", "quiet", wrap=True)
        self.table: RowTable[TimeDispute] = RowTable(
            columns.TIMES,
            lambda one: one.dossier_code,
            empty_text="Không có hồ sơ nào mà câu trả lời về thời gian khác với hệ thống.",
        )
        self.table.setAccessibleName("Hồ sơ có câu trả lời về thời gian khác hệ thống")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.lead)
        rows.addWidget(self.table, 1)
        self.table.row_activated.connect(lambda one: self.dossier_wanted.emit(one.dossier_code))

    def clear(self) -> None:
        """Show no period."""
        self._times = None
        self.lead.setText("")
        self.table.set_rows(())

    def show_times(self, times: SaidTimes | None, *, is_locked: bool) -> None:
        """Say what the answers of a period come to; the list comes later."""
        self._times, self._is_locked = times, is_locked
        self.lead.setText(words.times_text(times))
        self.table.set_rows(())

    def show_disputes(self, disputes: Sequence[TimeDispute]) -> None:
        """List the dossiers, and say where the locked count is another."""
        said = words.times_text(self._times)
        if self._is_locked and self._times is not None:
            apart = words.apart_text(self._times.differing, len(disputes), "hồ sơ")
            said = f"{said} {apart}".strip()
        self.lead.setText(said)
        self.table.set_rows(disputes)
