"""What stands on the page and where: the list at the left, one petition or the form beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.services.petitions.records import PetitionFilter, PetitionList, PetitionRow
from app.ui.desk.cards import GAP, page_layout
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.petitions.columns import petition_columns
from app.ui.petitions.detail_pane import DetailPane
from app.ui.petitions.entry_form import EntryForm
from app.ui.petitions.fields import chosen, words_box
from app.ui.petitions.parts import PetitionParts
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, card, label, set_tone, tooltip
from app.ui.widgets.table_view import RowTable
from app.vocabulary.petitions import PetitionAbout, PetitionChannel
from app.wording.texts import number_text

_LIST_SHARE, _PANE_SHARE = 14, 11
_OVERDUE = "Quá hạn"
_EMPTY = "Chưa có phản ánh, kiến nghị nào như vậy. Nhấn {key} để tiếp nhận."


class PetitionsFrame(QWidget):
    """The parts of the page, put together; what they do is the page's."""

    def __init__(self, parts: PetitionParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        key_of = parts.actions.key_text
        self.new = button("Tiếp nhận mới", "accent", Icon.ADD, hint=key_of("petitions.new"))
        self.export = button("Xuất", "plain", Icon.EXPORT, hint=key_of("petitions.export"))
        self.box = QLineEdit()
        self.box.setPlaceholderText(f"Tìm trong sổ   {key_of('petitions.find')}")
        self.box.setToolTip(tooltip("Tìm theo số, người gửi, nội dung, mã hồ sơ, không cần dấu"))
        self.box.setAccessibleName("Tìm phản ánh, kiến nghị")
        self.shown = ComboBox()
        for words, wanted in (
            ("Tất cả", PetitionFilter()),
            ("Đang xử lý", PetitionFilter(only_open=True)),
            (_OVERDUE, PetitionFilter(only_overdue=True)),
        ):
            self.shown.addItem(words, wanted)
        self.channel = words_box(PetitionChannel, "Mọi hình thức")
        self.about = words_box(PetitionAbout, "Mọi nội dung")
        self.table = RowTable[PetitionRow](
            petition_columns(parts.clock.now),
            lambda row: row.petition_id,
            empty_text=_EMPTY.format(key=key_of("petitions.new")),
        )
        self.table.setAccessibleName("Phản ánh, kiến nghị, gấp nhất trước")
        self.detail = DetailPane()
        self.entry = EntryForm(parts)
        self.count = label("", "quiet")
        self.side = QStackedWidget()
        self._arrange()

    def wanted(self) -> PetitionFilter:
        """Return what the list is asked to show."""
        kind = self.shown.currentData()
        return PetitionFilter(
            text=self.box.text(),
            channel=chosen(self.channel, PetitionChannel),
            about=chosen(self.about, PetitionAbout),
            only_open=kind.only_open,
            only_overdue=kind.only_overdue,
        )

    def toggle_overdue(self) -> None:
        """Show what is overdue alone, or all again."""
        place = self.shown.findText(_OVERDUE)
        self.shown.setCurrentIndex(0 if self.shown.currentIndex() == place else place)

    def go_to_box(self) -> None:
        """Put the focus where one types what is looked for."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def show_counts(self, found: PetitionList) -> None:
        """Say how many are open, and how many overdue."""
        late = f" · {number_text(found.overdue)} quá hạn" if found.overdue else ""
        self.count.setText(f"{number_text(found.open)} đang xử lý{late}")
        set_tone(self.count, Tone.LATE if found.overdue else Tone.QUIET)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label("Phản ánh, kiến nghị", "title"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.export)
        head.addWidget(self.new)
        narrow = QHBoxLayout()
        narrow.setSpacing(8)
        narrow.addWidget(self.box, 1)
        for box, name, width in (
            (self.shown, "Xem", 113),
            (self.channel, "Hình thức", 128),
            (self.about, "Nội dung", 128),
        ):
            box.setAccessibleName(name)
            box.setFixedWidth(px(width))
            narrow.addWidget(box)
        surface = card()
        left = QVBoxLayout(surface)
        left.setContentsMargins(8, 8, 8, 4)
        left.setSpacing(8)
        left.addLayout(narrow)
        left.addWidget(self.table, 1)
        self.side.addWidget(self.detail)
        self.side.addWidget(self.entry)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(surface, _LIST_SHARE)
        body.addWidget(self.side, _PANE_SHARE)
        rows = page_layout(self)
        rows.addLayout(head)
        rows.addLayout(body, 1)
