"""An import before and while it happens: what is new, changed, refused and why; then one button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.services.catalogue.records import ImportPreview, ImportResult
from app.services.container import Services
from app.ui.catalogue.fields import button_row
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change, Latest, Read, Write
from app.ui.shell.file_dialogs import CATALOGUES
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, plain_column, text_column
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import ElidedLabel, button, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.catalogue import HoursMeaning
from app.wording import buttons, captions, prompts, states
from app.wording.labels import label as word
from app.wording.texts import number_text

_ASK = "Tệp có chỗ chỉ ghi “giờ”. Theo quyết định công bố, đó là giờ nào? Chọn một lần cho cả tệp."
_HINTS = {
    HoursMeaning.WORKING: "chỉ tính trong giờ làm việc của đơn vị",
    HoursMeaning.CONTINUOUS: "tính liền ngày đêm kể từ lúc tiếp nhận",
}


class HoursQuestion(QWidget):
    """`chosen` follows every choice; nothing is chosen at first."""

    chosen = Signal(HoursMeaning)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meaning: HoursMeaning | None = None
        self.choices = {
            meaning: QRadioButton(f"{word(meaning).capitalize()}: {_HINTS[meaning]}")
            for meaning in HoursMeaning
        }
        answers = QHBoxLayout()
        answers.setSpacing(16)
        for meaning, choice in self.choices.items():
            choice.setAccessibleDescription(_ASK)
            choice.clicked.connect(lambda _on, meaning=meaning: self._choose(meaning))
            answers.addWidget(choice)
        answers.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(label(_ASK, wrap=True))
        rows.addLayout(answers)
        self.hide()

    def forget(self) -> None:
        """Take the choice back and hide: another file is asked about anew."""
        self.meaning = None
        for choice in self.choices.values():
            choice.setAutoExclusive(False)
            choice.setChecked(False)
            choice.setAutoExclusive(True)
        self.hide()

    def _choose(self, meaning: HoursMeaning) -> None:
        if meaning is not self.meaning:
            self.meaning = meaning
            self.chosen.emit(meaning)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSource:
    """What is imported: its name, how it is previewed, how it is done (partial or whole).

    Both are told what a bare "giờ" means, once that was asked.
    """

    title: str
    preview: Callable[[HoursMeaning | None], Read[ImportPreview]]
    run: Callable[[bool, HoursMeaning | None], Write[ImportResult]]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line of the preview, whatever its kind."""

    place: int
    row: int
    code: str
    name: str
    state: str
    tone: Tone
    detail: str


_COLUMNS: tuple[Column[PreviewRow], ...] = (
    digits_column(
        captions.LINE, lambda row: number_text(row.row), 64, sort_key=lambda row: row.row
    ),
    plain_column(captions.RESULT, "state", 104, tone=lambda row: row.tone),
    digits_column(captions.CODE, "code", 96),
    text_column(captions.PROCEDURE_NAME, "name", 240),
    text_column(captions.CONTENT, "detail"),
)
_KINDS = (captions.ALL, states.NEW, "Đổi", states.REFUSED, captions.NOTICE)
_DETAIL_HEIGHT = 40


class ImportPanel(QFrame):
    """`finished` follows an import that was done; `left` follows turning back."""

    finished = Signal()
    left = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self._services = services
        self._latest = Latest()
        self._source: ImportSource | None = None
        self._preview: ImportPreview | None = None
        self._rows: tuple[PreviewRow, ...] = ()
        self.title = ElidedLabel()
        self.title.setProperty("kind", "heading")
        self.summary = label("", "quiet", wrap=True)
        self.progress = QProgressBar()
        self.kinds = QTabBar()
        self.table = RowTable[PreviewRow](
            _COLUMNS, lambda row: row.place, empty_text="Không có dòng nào thuộc loại này."
        )
        self.detail = label("", "quiet", wrap=True)
        self.detail.setMinimumHeight(px(_DETAIL_HEIGHT))
        self.hours = HoursQuestion()
        self.partial = QCheckBox()
        self.go = button("Nhập", "accent", Icon.IMPORT)
        self.other = button(buttons.OTHER_FILE)
        self.back = button(buttons.CANCEL)
        self._arrange()
        self._connect()

    def open_file(self, path: Path) -> None:
        """Read `path` and show what importing it would do."""
        context, imports = self._context, self._services.catalogue_import
        self.open(
            ImportSource(
                title=f"Nhập từ tệp {path.name}",
                preview=lambda hours: context.work(imports.preview, path, hours=hours),
                run=lambda is_partial, hours: context.write(
                    imports.run, path, partial=is_partial, hours=hours
                ),
            )
        )

    def open_starter(self) -> None:
        """Show what taking the starter catalogue in would do."""
        context, imports = self._context, self._services.catalogue_import
        self.open(
            ImportSource(
                title="Danh mục có sẵn trong chương trình",
                preview=lambda _hours: context.work(imports.preview_starter),
                run=lambda _is_partial, _hours: context.write(imports.load_starter),
            )
        )

    def open(self, source: ImportSource) -> None:
        """Preview `source`."""
        self._source = source
        self.title.set_text(source.title)
        self.partial.setChecked(False)
        self.hours.forget()
        self._read()

    def _read(self) -> None:
        source, hours = self._source, self.hours.meaning
        if source is None:
            return
        self._preview = None
        self._show_rows(())
        self._set_working(states.READING_FILE, can_stop=True)
        source.preview(hours).then(self._latest.only(self._show_preview), self._on_refused)

    def _arrange(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Đang làm việc")
        self.kinds.setDrawBase(False)
        self.kinds.setExpanding(False)
        self.kinds.setAccessibleName("Loại dòng")
        for kind in _KINDS:
            self.kinds.addTab(kind)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.title)
        rows.addWidget(self.summary)
        rows.addWidget(self.progress)
        rows.addWidget(self.kinds)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.detail)
        rows.addWidget(self.hours)
        rows.addWidget(self.partial)
        rows.addLayout(button_row(self.go, None, self.other, self.back))

    def _connect(self) -> None:
        self.kinds.currentChanged.connect(self._filter)
        self.table.row_selected.connect(self._show_detail)
        self.hours.chosen.connect(self._read)
        self.partial.toggled.connect(self._show_go)
        self.go.clicked.connect(self._on_go_clicked)
        self.other.clicked.connect(self._on_other_clicked)
        self.back.clicked.connect(self.leave)

    def leave(self) -> None:
        """Turn back; an answer still under way is not shown any more."""
        self._latest.forget()
        self.left.emit()

    def _set_working(self, text: str, *, can_stop: bool) -> None:
        is_working = bool(text)
        self.progress.setVisible(is_working)
        if is_working:
            self.summary.setText(text)
            set_tone(self.summary, Tone.NORMAL)
        self.go.setEnabled(not is_working)
        self.other.setEnabled(not is_working)
        self.back.setEnabled(can_stop)
        self.partial.setVisible(False)
        self.hours.setEnabled(not is_working)
        self.kinds.setEnabled(not is_working)

    def _show_preview(self, preview: ImportPreview) -> None:
        self._preview = preview
        self._set_working("", can_stop=True)
        self.summary.setText(summary_of(preview))
        if preview.asks_hours:
            self.hours.show()
        refused = len(preview.refused)
        set_tone(self.summary, Tone.LATE if refused else Tone.NORMAL)
        self.partial.setText(f"Bỏ qua {refused} dòng bị từ chối, nhập các thủ tục còn lại")
        self.partial.setVisible(bool(refused))
        self._show_rows(preview_rows(preview))
        counts = (len(self._rows), *(self._count(kind) for kind in _KINDS[1:]))
        for place, (kind, count) in enumerate(zip(_KINDS, counts, strict=True)):
            self.kinds.setTabText(place, f"{kind} ({number_text(count)})")
            self.kinds.setTabEnabled(place, count > 0)
        self.kinds.setCurrentIndex(_KINDS.index(states.REFUSED) if refused else 0)
        self._filter()
        self._show_go()

    def _count(self, kind: str) -> int:
        return sum(row.state == kind for row in self._rows)

    def _show_rows(self, rows: Sequence[PreviewRow]) -> None:
        self._rows = tuple(rows)
        self.table.set_rows(self._rows)

    def _filter(self) -> None:
        kind = _KINDS[max(0, self.kinds.currentIndex())]
        shown = self._rows if kind == _KINDS[0] else [r for r in self._rows if r.state == kind]
        self.table.set_rows(shown)
        if shown:
            self.table.selectRow(0)
        self._show_detail(self.table.current_row())

    def _show_detail(self, row: PreviewRow | None) -> None:
        """Show the whole of what the table may have cut."""
        self.detail.setText(f"Dòng {number_text(row.row)}: {row.detail}" if row else "")

    def _show_go(self) -> None:
        preview = self._preview
        if preview is None:
            return
        count = len(preview.new) + len(preview.changed)
        is_allowed = not preview.refused or self.partial.isChecked()
        self.go.setEnabled(count > 0 and is_allowed and not preview.asks_hours)
        self.go.setText(f" Nhập {number_text(count)} thủ tục" if count else " Không có gì để nhập")

    def _on_go_clicked(self) -> None:
        source = self._source
        if source is None or not self.go.isEnabled():
            return
        commit_input_method()
        is_partial, hours = self.partial.isChecked(), self.hours.meaning
        self._set_working("Đang ghi vào kho…", can_stop=False)
        source.run(is_partial, hours).then(
            self._on_done, changed=(Change.CATALOGUE,), failed=self._on_refused
        )

    def _on_other_clicked(self) -> None:
        path = self._context.files.open(self, prompts.CHOOSE_CATALOGUE, CATALOGUES)
        if path is not None:
            self.open_file(path)

    def _on_done(self, result: ImportResult) -> None:
        self._set_working("", can_stop=True)
        self._context.messages.done(
            f"Đã nhập {number_text(result.imported)} thủ tục: {number_text(result.new)} mới, "
            f"{number_text(result.changed)} đổi; thêm {result.new_agencies} cơ quan."
        )
        self.finished.emit()

    def _on_refused(self, error: UserError) -> None:
        self._set_working("", can_stop=True)
        self.go.setEnabled(False)
        self.summary.setText(error.message)
        set_tone(self.summary, Tone.LATE)


def summary_of(preview: ImportPreview) -> str:
    """Return what the preview says in one sentence."""
    parts = [
        f"{number_text(len(preview.new))} thủ tục mới",
        f"{number_text(len(preview.changed))} đổi",
        f"{number_text(len(preview.unchanged))} không đổi",
    ]
    if preview.new_agencies:
        parts.append(f"{len(preview.new_agencies)} cơ quan sẽ được thêm")
    if preview.notices:
        parts.append(f"{number_text(len(preview.notices))} chỗ cần xem lại")
    if preview.refused:
        parts.append(f"{number_text(len(preview.refused))} dòng bị từ chối")
    ending = " Hãy sửa tệp rồi chọn lại, hoặc bỏ qua các dòng đó." if preview.refused else ""
    return ", ".join(parts) + "." + ending


def preview_rows(preview: ImportPreview) -> tuple[PreviewRow, ...]:
    """Return every line of a preview: refused first, then what a person should look at."""
    names = {line.code: line.name for line in (*preview.new, *preview.changed, *preview.unchanged)}
    found: list[tuple[int, str, str, Tone, str]] = [
        (each.row, each.code, states.REFUSED, Tone.LATE, each.reason) for each in preview.refused
    ]
    found += [(each.row, each.code, states.NEW, Tone.OK, each.field) for each in preview.new]
    found += [
        (each.row, each.code, "Đổi", Tone.ACCENT, f"Đổi {each.detail}") for each in preview.changed
    ]
    found += [
        (each.row, each.code, captions.NOTICE, Tone.WARN, each.message) for each in preview.notices
    ]
    return tuple(
        PreviewRow(place, row, code, names.get(code, ""), state, tone, detail)
        for place, (row, code, state, tone, detail) in enumerate(found)
    )
