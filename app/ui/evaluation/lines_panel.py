"""What is behind a chosen figure: one line a dossier, procedure or complaint, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.evaluation.records import ScoredLine
from app.ui.evaluation import columns, words
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
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
