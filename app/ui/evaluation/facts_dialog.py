"""What is noted of one or more procedures, and from which day on."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.evaluation.facts import FactDraft, ProcedureFacts
from app.ui.look.text_size import px
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.vocabulary.evaluation import OneStopWork, OnlineLevel, Publicity
from app.wording.labels import label as word

_T = TypeVar("_T", bound=StrEnum)


class FactsDialog(FormDialog):
    """Begins with what holds of the first procedure chosen."""

    def __init__(
        self,
        today: Callable[[], date],
        chosen: Sequence[ProcedureFacts],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_title(chosen), "Ghi nhận", parent)
        self.setMinimumWidth(px(680))
        for column in range(2):
            self.fields.setColumnStretch(column, 1)
        self.codes = tuple(one.code for one in chosen)
        self.day = DateEdit(today)
        self.one_stop = _choices(OneStopWork)
        self.publicity = _choices(Publicity)
        self.online = _choices(OnlineLevel)
        self.remark = QLineEdit()
        self.remark.setPlaceholderText("Căn cứ, số văn bản, ngày kiểm tra…, nếu có")
        add = self.board.add
        self.fields.addWidget(add("valid_from", "&Từ ngày", self.day), 0, 0)
        self.fields.addWidget(add("one_stop_work", "&Làm tại Một cửa", self.one_stop), 0, 1)
        self.fields.addWidget(add("publicity", "&Công khai", self.publicity), 1, 0)
        self.fields.addWidget(add("online_level", "T&rực tuyến", self.online), 1, 1)
        self.fields.addWidget(add("note", "&Ghi chú", self.remark), 2, 0, 1, 2)
        self.day.set_value(today())
        now = chosen[0].now
        if now is not None:
            for box, code in (
                (self.one_stop, now.one_stop_work),
                (self.publicity, now.publicity),
                (self.online, now.online_level),
            ):
                box.setCurrentIndex(box.findData(code.value))
        self.day.setFocus()
        self.day.selectAll()

    def read(self) -> FactDraft | None:
        """Return what is to be noted; None where a field must be mended first."""
        try:
            day = self.day.value()
        except ValueError as error:
            self.board.show_problem("valid_from", str(error))
            return None
        if day is None:
            self.board.show_problem("valid_from", "Chưa nhập ngày; hãy gõ như 24/11/2026.")
            return None
        return FactDraft(
            valid_from=day,
            one_stop_work=_chosen(self.one_stop, OneStopWork),
            publicity=_chosen(self.publicity, Publicity),
            online_level=_chosen(self.online, OnlineLevel),
            note=self.remark.text(),
        )


def _title(chosen: Sequence[ProcedureFacts]) -> str:
    return f"Ghi nhận {len(chosen)} thủ tục" if len(chosen) > 1 else f"Ghi nhận {chosen[0].code}"


def _choices(kind: type[StrEnum]) -> ComboBox:
    made = ComboBox()
    for code in kind:
        made.addItem(word(code), code.value)
    return made


def _chosen(box: ComboBox, kind: type[_T]) -> _T:
    return kind(box.currentData())
