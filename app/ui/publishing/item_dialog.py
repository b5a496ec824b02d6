"""What a decision says of one procedure; and one internal process for several at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.publishing.records import LEVELS, ItemDraft
from app.services.publishing.validation import checked_item
from app.ui.look.text_size import px
from app.ui.publishing.fields import choose, day_in
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level
from app.wording.labels import label

_WIDTH = 720
Taken = Callable[[ItemDraft], None]


class ItemDialog(FormDialog):
    """Asks for one item and gives it to `take`, which may refuse it."""

    def __init__(
        self,
        item: ItemDraft | None,
        today: Callable[[], date],
        take: Taken,
        parent: QWidget | None = None,
    ) -> None:
        title = "Thêm thủ tục vào quyết định" if item is None else f"Thủ tục {item.code}"
        super().__init__(title, "Thêm" if item is None else "Ghi", parent)
        self.setMinimumWidth(px(_WIDTH))
        self._today = today
        self._take = take
        self.code, self.name = QLineEdit(), QLineEdit()
        self.field, self.agency = QLineEdit(), QLineEdit()
        self.level, self.effect, self.liaison = ComboBox(), ComboBox(), ComboBox()
        self.at_centre = QCheckBox("Tiếp nhận tại &Bộ phận Một cửa")
        self.process_number, self.process_date = QLineEdit(), DateEdit(today)
        self._arrange_fields()
        if item is not None:
            self._show(item)
        self.submitted.connect(self._on_submitted)
        self.code.setFocus()

    def item(self) -> ItemDraft:
        """Return what was typed. Raises InvalidInputError for what breaks a rule."""
        typed = ItemDraft(
            code=self.code.text(),
            name=self.name.text(),
            level=Level(self.level.currentData()),
            field=self.field.text(),
            agency_name=self.agency.text(),
            effect=PublishedEffect(self.effect.currentData()),
            at_centre=self.at_centre.isChecked(),
            liaison=Liaison(self.liaison.currentData()),
            process_number=self.process_number.text(),
            process_date=day_in(self.process_date, "process_date"),
        )
        return checked_item(typed, self._today())

    def _arrange_fields(self) -> None:
        for combo, codes in (
            (self.level, LEVELS),
            (self.effect, tuple(PublishedEffect)),
            (self.liaison, tuple(Liaison)),
        ):
            for code in codes:
                combo.addItem(label(code), code.value)
        self.at_centre.setChecked(True)
        self.agency.setPlaceholderText("để trống: cơ quan của quyết định")
        self.process_number.setPlaceholderText("để trống khi chưa ban hành")
        add, grid = self.board.add, self.fields
        grid.addWidget(add("code", "&Mã thủ tục", self.code), 0, 0)
        grid.addWidget(add("level", "&Cấp", self.level), 0, 1)
        grid.addWidget(add("effect", "&Nội dung công bố", self.effect), 0, 2)
        grid.addWidget(add("name", "&Tên thủ tục", self.name), 1, 0, 1, 3)
        grid.addWidget(add("field", "&Lĩnh vực", self.field), 2, 0)
        grid.addWidget(add("agency_name", "Cơ qu&an giải quyết", self.agency), 2, 1, 1, 2)
        grid.addWidget(add("liaison", "L&iên thông", self.liaison), 3, 0)
        grid.addWidget(
            add("process_number", "&Quyết định quy trình nội bộ", self.process_number), 3, 1
        )
        grid.addWidget(add("process_date", "N&gày quyết định", self.process_date), 3, 2)
        grid.addWidget(self.at_centre, 4, 0, 1, 3)
        self.board.follow(self.at_centre)
        for column in range(3):
            grid.setColumnStretch(column, 1)

    def _show(self, item: ItemDraft) -> None:
        self.code.setText(item.code)
        self.name.setText(item.name)
        self.field.setText(item.field)
        self.agency.setText(item.agency_name)
        choose(self.level, item.level.value)
        choose(self.effect, item.effect.value)
        choose(self.liaison, item.liaison.value)
        self.at_centre.setChecked(item.at_centre)
        self.process_number.setText(item.process_number)
        self.process_date.set_value(item.process_date)

    def _on_submitted(self) -> None:
        try:
            self._take(self.item())
        except InvalidInputError as error:
            self.fail(error)
            return
        self.accept()


class ProcessDialog(FormDialog):
    """One internal process for several procedures; empty takes it away."""

    def __init__(
        self,
        items: tuple[ItemDraft, ...],
        today: Callable[[], date],
        take: Callable[[tuple[ItemDraft, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Quy trình nội bộ của {len(items)} thủ tục", "Ghi", parent)
        self._items = items
        self._today = today
        self._take = take
        self.number, self.day = QLineEdit(), DateEdit(today)
        self.number.setText(items[0].process_number)
        self.day.set_value(items[0].process_date)
        add = self.board.add
        self.fields.addWidget(add("process_number", "&Số quyết định", self.number), 0, 0)
        self.fields.addWidget(add("process_date", "&Ngày ký", self.day), 0, 1)
        self.submitted.connect(self._on_submitted)
        self.number.setFocus()

    def _on_submitted(self) -> None:
        try:
            day = day_in(self.day, "process_date")
            number, today = self.number.text(), self._today()
            changed = tuple(
                checked_item(replace(item, process_number=number, process_date=day), today)
                for item in self._items
            )
        except InvalidInputError as error:
            self.fail(error)
            return
        self._take(changed)
        self.accept()
