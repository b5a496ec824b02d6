"""What is behind a chosen figure: one line a dossier, procedure or complaint, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.evaluation.records import ScoredLine
from app.ui.evaluation import words
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import ElidedLabel, icon_button, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import number_text


class LinesPanel(QFrame):
    """A title and the lines; `dossier_wanted` carries the code of the dossier to open."""

    dossier_wanted = Signal(str)
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
            _columns(), lambda numbered: numbered[0], empty_text="Không có gì trong số liệu này."
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
        self.table.scrollToTop()
        apart = "" if frozen is None else words.apart_text(frozen, len(lines), _noun(lines))
        self.apart.setText(apart)
        self.apart.setVisible(bool(apart))

    def _on_row_activated(self, numbered: tuple[int, ScoredLine]) -> None:
        if numbered[1].dossier_code:
            self.dossier_wanted.emit(numbered[1].dossier_code)

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


def _noun(lines: Sequence[ScoredLine]) -> str:
    return "hồ sơ" if all(line.dossier_code for line in lines) else "dòng"


def _columns() -> tuple[Column[tuple[int, ScoredLine]], ...]:
    return (
        Column(
            title="Hồ sơ",
            value=lambda one: one[1].dossier_code,
            width=212,
            figures=True,
            tip=lambda one: f"{one[1].dossier_code}: nhấn đúp để mở" if one[1].dossier_code else "",
        ),
        Column(
            title="Thủ tục",
            value=lambda one: one[1].subject,
            tip=lambda one: one[1].subject,
            width=190,
        ),
        Column(
            title="Cơ quan", value=lambda one: one[1].about, tip=lambda one: one[1].about, width=150
        ),
        Column(
            title="Điểm",
            value=lambda one: "" if one[1].points is None else str(one[1].points),
            sort_key=lambda one: -1 if one[1].points is None else one[1].points,
            width=48,
            figures=True,
        ),
        Column(title="Vì sao", value=lambda one: one[1].why, tip=lambda one: one[1].why),
    )
