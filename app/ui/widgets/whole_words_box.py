"""A choice that may be narrower than its words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter, QWidget
from typing_extensions import override

from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import tooltip

_LIST_MARGIN = 40
_EDGE = 4


class WholeWordsBox(ComboBox):
    """A choice whose chosen words end in an ellipsis where they are too long, and are whole below.

    The list is as wide as its longest line; the tooltip says what is chosen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentTextChanged.connect(lambda text: self.setToolTip(tooltip(text)))

    @override
    def showPopup(self) -> None:
        texts = (self.itemText(place) for place in range(self.count()))
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        most = self.screen().availableGeometry().width() // 2
        self.view().setMinimumWidth(min(max(widest + _LIST_MARGIN, self.width()), most))
        super().showPopup()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - _EDGE
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
