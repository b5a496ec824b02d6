"""The facts of an office as its papers name it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidInputError
from app.services.forms.numbering import UNIT_CODE_EXAMPLES
from app.services.office.records import NewOffice, OfficeEdit, OfficeFacts
from app.services.office.validation import MAX_SUPPLEMENT_DAYS
from app.ui.look.tokens import px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import ComboBox, SpinBox
from app.ui.widgets.labels import label
from app.vocabulary.catalogue import DueTimeRule, LatenessRule, OffHoursRule
from app.vocabulary.office import Level
from app.wording import prompts
from app.wording.citations import law_words
from app.wording.labels import label as word

_INDENT = 24


R = TypeVar("R", bound=StrEnum)


class RuleChoice(QWidget, Generic[R]):
    """Radio buttons under one another; the first is chosen until a rule is shown."""

    def __init__(self, rules: Iterable[R], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = {rule: QRadioButton(word(rule)) for rule in rules}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(2)
        for rule, choice in self.choices.items():
            # The newest text: the choice is for dossiers to come.
            words = law_words(rule, date.max)
            choice.setAccessibleDescription(words)
            law = label(words, "quiet", wrap=True)
            law.setIndent(_INDENT)
            rows.addWidget(choice)
            rows.addWidget(law)
        first = next(iter(self.choices.values()))
        first.setChecked(True)
        self.setFocusProxy(first)

    def value(self) -> R:
        """Return the rule that is chosen."""
        return next(rule for rule, choice in self.choices.items() if choice.isChecked())

    def show_value(self, rule: R) -> None:
        """Choose `rule`; one that is not offered leaves the choice as it is."""
        if rule in self.choices:
            self.choices[rule].setChecked(True)


_LEVELS = (Level.COMMUNE, Level.PROVINCE)
_DUE_TIMES = tuple((rule, word(rule)) for rule in DueTimeRule)
_FOOTER_HEIGHT = 64


class OfficeForm(QWidget):
    """All facts in two columns; the code can be typed only while the office is new."""

    def __init__(self, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_new = is_new
        self.code = QLineEdit()
        self.code.setReadOnly(not is_new)
        self.name = QLineEdit()
        self.parent_name = QLineEdit()
        self.head_name = QLineEdit()
        self.address = QLineEdit()
        self.place = QLineEdit()
        self.hotline = QLineEdit()
        self.lookup_url = QLineEdit()
        self.level = ComboBox()
        for level in _LEVELS:
            self.level.addItem(word(level), level)
        self.due_time = ComboBox()
        for rule, text in _DUE_TIMES:
            self.due_time.addItem(text, rule)
        self.off_hours = RuleChoice((OffHoursRule.DAY_OF_RECEIPT, OffHoursRule.NEXT_OPENING))
        self.lateness = RuleChoice(LatenessRule)
        self.footer = QPlainTextEdit()
        self.footer.setFixedHeight(px(_FOOTER_HEIGHT))
        self.supplement_days = SpinBox()
        self.supplement_days.setRange(1, MAX_SUPPLEMENT_DAYS)
        self.supplement_days.setSuffix(" ngày")
        self.gives_rating_slips = QCheckBox(
            "In &kèm phiếu đánh giá khi cấp giấy tiếp nhận, phiếu bổ sung, phiếu từ chối"
        )
        self.board = ProblemBoard(self)
        self._hint()
        self._arrange()
        self.setFocusProxy(self.name)

    def edit(self) -> OfficeEdit:
        """Return what is typed, except the code."""
        return OfficeEdit(
            name=self.name.text(),
            parent_name=self.parent_name.text(),
            level=_LEVELS[self.level.currentIndex()],
            head_name=self.head_name.text(),
            address=self.address.text(),
            place=self.place.text(),
            hotline=self.hotline.text(),
            lookup_url=self.lookup_url.text(),
            due_time=_DUE_TIMES[self.due_time.currentIndex()][0],
            off_hours=self.off_hours.value(),
            lateness=self.lateness.value(),
            footer=self.footer.toPlainText(),
            supplement_days=self.supplement_days.value(),
            gives_rating_slips=self.gives_rating_slips.isChecked(),
        )

    def new_office(self) -> NewOffice:
        """Return what is typed as an office to create."""
        return NewOffice(
            code=self.code.text(),
            name=self.name.text(),
            parent_name=self.parent_name.text(),
            level=_LEVELS[self.level.currentIndex()],
            head_name=self.head_name.text(),
            address=self.address.text(),
            place=self.place.text(),
            hotline=self.hotline.text(),
        )

    def show_facts(self, facts: OfficeFacts) -> None:
        """Show an office as it stands."""
        self.board.clear_problems()
        edit = facts.edit
        self.code.setText(facts.code)
        for field in ("name", "parent_name", "head_name", "address", "place", "hotline"):
            editor: QLineEdit = getattr(self, field)
            editor.setText(getattr(edit, field))
            editor.setCursorPosition(0)
        self.lookup_url.setText(edit.lookup_url)
        self.level.setCurrentIndex(_LEVELS.index(edit.level) if edit.level in _LEVELS else 0)
        self.due_time.setCurrentIndex([rule for rule, _ in _DUE_TIMES].index(edit.due_time))
        self.off_hours.show_value(edit.off_hours)
        self.lateness.show_value(edit.lateness)
        self.footer.setPlainText(edit.footer)
        self.supplement_days.setValue(edit.supplement_days)
        self.gives_rating_slips.setChecked(edit.gives_rating_slips)

    def take(self, error: InvalidInputError) -> bool:
        """Show the error at its field; False when the form has no such field."""
        return self.board.take(error)

    def _hint(self) -> None:
        self.code.setPlaceholderText(UNIT_CODE_EXAMPLES)
        self.name.setPlaceholderText("Trung tâm Phục vụ hành chính công phường …")
        self.parent_name.setPlaceholderText("UBND phường …")
        self.place.setPlaceholderText("Tên xã, phường ghi trước ngày tháng trên giấy")
        self.lookup_url.setPlaceholderText("Để trống nếu không có trang tra cứu")
        self.footer.setPlaceholderText("Tối đa ba dòng, in ở cuối mọi biểu mẫu; để trống nếu không")

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        add = self.board.add
        grid.addWidget(add("name", "&Tên đơn vị ghi trên giấy tờ", self.name), 0, 0, 1, 2)
        grid.addWidget(add("code", "&Mã đơn vị (đứng đầu mọi mã hồ sơ)", self.code), 1, 0)
        grid.addWidget(add("level", prompts.LEVEL, self.level), 1, 1)
        grid.addWidget(add("parent_name", "Cơ quan c&hủ quản", self.parent_name), 2, 0)
        grid.addWidget(add("head_name", "N&gười đứng đầu", self.head_name), 2, 1)
        grid.addWidget(add("place", "Địa &danh", self.place), 3, 0)
        grid.addWidget(add("hotline", "Điện th&oại", self.hotline), 3, 1)
        grid.addWidget(add("address", "Đị&a chỉ", self.address), 4, 0, 1, 2)
        if not self._is_new:
            grid.addWidget(add("lookup_url", "T&rang tra cứu", self.lookup_url), 5, 0)
            grid.addWidget(add("due_time", "Giờ hẹ&n trả", self.due_time), 5, 1)
            grid.addWidget(add("footer", "Chân giấ&y tờ", self.footer), 6, 0)
            days = add(
                "supplement_days",
                "Chờ bổ s&ung tối đa, sau đó đề xuất dừng giải quyết",
                self.supplement_days,
            )
            grid.addWidget(days, 6, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.gives_rating_slips, 7, 0, 1, 2)
            off_hours = add(
                "off_hours", "Hồ sơ nhận (từ nay) vào ngày nghỉ, sau giờ làm việc", self.off_hours
            )
            grid.addWidget(off_hours, 8, 0, Qt.AlignmentFlag.AlignTop)
            lateness = add("lateness", "Hồ sơ nhận từ nay quá hạn từ khi nào", self.lateness)
            grid.addWidget(lateness, 8, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
