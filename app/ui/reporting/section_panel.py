"""One section: what the figures say, each number with its rows, the officer's own words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPlainTextEdit, QVBoxLayout, QWidget

from app.reports.quarter.content import FigureLine, SectionText
from app.services.reporting.records import Remark
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.reports import ActivityKind, RegisterKind, RemarkPlace, ReportSection
from app.wording import captions, headings
from app.wording.labels import label as word
from app.wording.labels import label as words_of

_HEIGHT = 92


class RemarkFields(QWidget):
    """Two fields; `saving` says that what was typed is to be kept."""

    saving = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[RemarkPlace, str] = dict.fromkeys(RemarkPlace, "")
        self.board = ProblemBoard(self)
        self.edits = {place: QPlainTextEdit() for place in RemarkPlace}
        self.save = button("Lưu lời thêm", "accent", Icon.SAVE)
        self.history = button("Các lần viết")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        sides = QHBoxLayout()
        sides.setSpacing(8)
        for place, edit in self.edits.items():
            edit.setFixedHeight(px(_HEIGHT))
            edit.setTabChangesFocus(True)
            title = f"Lời thêm {words_of(place).lower()}"
            sides.addWidget(self.board.add(place.value, title, edit))
            edit.textChanged.connect(self._on_text_changed)
        rows.addLayout(sides)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(label("Giữ nguyên khi lập lại báo cáo.", "caption"))
        foot.addStretch(1)
        foot.addWidget(self.history)
        foot.addWidget(self.save)
        rows.addLayout(foot)
        self.save.clicked.connect(self._on_save)
        self.history.clicked.connect(self.history_wanted)
        self._on_text_changed()

    @property
    def is_changed(self) -> bool:
        return bool(self.changed())

    def changed(self) -> Mapping[RemarkPlace, str]:
        """Return what was typed and is not kept yet."""
        return {
            place: edit.toPlainText()
            for place, edit in self.edits.items()
            if edit.toPlainText().strip() != self._kept[place]
        }

    def show_remarks(self, remarks: Iterable[Remark]) -> None:
        """Show what is kept; a field that was typed in since keeps what was typed."""
        held = {remark.place: remark.text for remark in remarks}
        for place, edit in self.edits.items():
            is_untouched = edit.toPlainText().strip() == self._kept[place]
            self._kept[place] = held.get(place, "")
            if is_untouched and edit.toPlainText() != self._kept[place]:
                edit.setPlainText(self._kept[place])
        self._on_text_changed()

    def accept(self, remarks: Iterable[Remark]) -> None:
        """Take what was typed for kept: it is what the store holds now."""
        held = {remark.place: remark.text for remark in remarks}
        self._kept = {place: held.get(place, "") for place in self.edits}
        self._on_text_changed()

    def start(self, remarks: Iterable[Remark]) -> None:
        """Show the remarks of another section: nothing typed is left."""
        for place, edit in self.edits.items():
            self._kept[place] = ""
            edit.clear()
        self.board.clear_problems()
        self.show_remarks(remarks)

    def _on_text_changed(self) -> None:
        self.save.setEnabled(self.is_changed)

    def _on_save(self) -> None:
        commit_input_method()
        self.saving.emit()


COLUMNS: Sequence[Column[FigureLine]] = (
    text_column(captions.FIGURE, "words"),
    number_column("Số liệu", "value", 120, tip=lambda line: line.value),
)


class SectionPanel(QWidget):
    """Shows a section; `behind_wanted` carries a figure whose rows are to be opened."""

    behind_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName("Nội dung lập từ số liệu")
        self.figures = RowTable[FigureLine](
            COLUMNS, lambda line: line.words, empty_text="Mục này không có số liệu."
        )
        self.figures.setAccessibleName("Số liệu của mục; Enter mở các dòng đứng sau")
        self.remarks = RemarkFields()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.title)
        rows.addWidget(self.told, 3)
        rows.addWidget(label("Số liệu: Enter hoặc bấm đúp để mở các dòng đứng sau", "caption"))
        rows.addWidget(self.figures, 5)
        rows.addWidget(self.remarks)
        self.figures.row_activated.connect(self._on_row_activated)

    def show_section(
        self, section: SectionText, remarks: Sequence[Remark], *, is_new: bool
    ) -> None:
        """Show a section; where it `is_new` on the screen nothing typed is left."""
        self.title.setText(section.title)
        self.told.setPlainText("\n\n".join(section.told.sentences))
        self.figures.set_rows(section.told.figures)
        if is_new:
            self.remarks.start(remarks)
        else:
            self.remarks.show_remarks(remarks)

    def _on_row_activated(self, line: FigureLine) -> None:
        if line.behind is not None:
            self.behind_wanted.emit(line)


# The sections of a report in their order, and which of them have words of their own.

_SHORT: Final = {
    ReportSection.REGULATIONS: word(RegisterKind.REGULATIONS),
    ReportSection.PUBLISHING: headings.PUBLISHING,
    ReportSection.ONE_STOP: "Giải quyết hồ sơ",
    ReportSection.EVALUATION: headings.EVALUATION,
    ReportSection.PETITIONS: headings.PETITIONS,
    ReportSection.INSPECTIONS: headings.INSPECTIONS,
    ReportSection.COMMUNICATION: word(ActivityKind.COMMUNICATION),
    ReportSection.OVERDUE: headings.OVERDUE_DOSSIERS,
    ReportSection.NEXT_TASKS: headings.NEXT_TASKS,
}
_ORDER: Final = tuple(ReportSection)
_WIDTH: Final = 196
_MARK_WIDTH: Final = 32


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section, and whether somebody wrote into it."""

    section: ReportSection
    is_noted: bool = False


def _tip(row: SectionRow) -> str:
    return f"{word(row.section)}{' · có lời thêm' if row.is_noted else ''}"


class SectionList(QWidget):
    """Holds one section; `section_chosen` follows every change."""

    section_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RowTable[SectionRow](
            (
                text_column(
                    "Mục của báo cáo",
                    lambda row: f"{_ORDER.index(row.section) + 1}. {_SHORT[row.section]}",
                    tip=_tip,
                ),
                text_column(
                    "",
                    lambda _row: "",
                    _MARK_WIDTH,
                    tip=_tip,
                    icon=lambda row: Icon.EDIT if row.is_noted else None,
                ),
            ),
            lambda row: row.section,
            empty_text="",
        )
        self.table.setAccessibleName("Các mục của báo cáo")
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFixedWidth(px(_WIDTH))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self.show_noted(())
        self.choose(_ORDER[0])
        self.table.row_selected.connect(self._on_row_selected)

    @property
    def chosen(self) -> ReportSection:
        row = self.table.current_row()
        return row.section if row else _ORDER[0]

    def choose(self, section: ReportSection) -> None:
        self.table.go_to(section)

    def show_noted(self, noted: Collection[ReportSection]) -> None:
        """Say which sections have words of their own."""
        self.table.set_rows([SectionRow(section, section in noted) for section in _ORDER])

    def _on_row_selected(self) -> None:
        self.section_chosen.emit(self.chosen)
