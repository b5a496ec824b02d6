"""Finds words that a shown window cuts off, and parts of it that lie out of sight."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.ui.daylog.tiles import FigureButton
from app.ui.desk.cards import KeyButton
from app.ui.intake.papers_table import EMPTY, PapersTable
from app.ui.look.fonts import CAPTION_PT, font
from app.ui.look.tokens import px
from app.ui.shell.sidebar import RailButton
from app.ui.widgets.inputs import WholeWordsBox
from app.ui.widgets.labels import ElidedLabel, empty_words_fit
from app.ui.widgets.layouts import ScrollFrame
from app.ui.widgets.table_view import RowTable

_ENDS_IN_DOTS = (ElidedLabel, KeyButton, WholeWordsBox)
"""They cut their words by design, with an ellipsis and the whole words in the tooltip."""
_PAINTS_ITSELF = (RailButton, FigureButton)
_LOOSE = 1
"""Pixels by which Qt's own rounding may miss."""
_HEADER_EDGE = 3
_TAB_EDGE = 9


def clipped(window: QWidget) -> list[str]:
    """Return what is cut in a shown window, a line each: what it is and its words."""
    found = [line for widget in _shown(window) for line in _faults(widget)]
    return list(dict.fromkeys(found))


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window:
            yield widget


def _faults(widget: QWidget) -> Iterator[str]:
    for words in (*_words_cut(widget), *_empty_words_cut(widget)):
        yield f"{_name(widget)}: “{words}” cần thêm chỗ ({_size(widget.size())})"
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit, QComboBox)) and _is_outside(widget):
        yield f"{_name(widget)}: “{_text(widget)}” nằm ngoài chỗ nhìn thấy"
    if isinstance(widget, ScrollFrame) and widget.horizontalScrollBar().isVisible():
        yield f"{_name(widget)}: phải cuộn ngang ({_size(widget.size())})"


def _words_cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, _ENDS_IN_DOTS + _PAINTS_ITSELF):
        return
    match widget:
        case QLabel():
            if widget.text() and not _label_fits(widget):
                yield widget.text()
        case QAbstractButton():
            if widget.text() and not _button_fits(widget):
                yield widget.text()
        case QTabBar():
            yield from _tabs_cut(widget)
        case QHeaderView():
            yield from _heads_cut(widget)
        case QComboBox():
            if not _choice_fits(widget):
                yield widget.currentText()
        case _:
            pass


def _empty_words_cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, RowTable) and not widget.rows_model.rowCount():
        view, words = widget.viewport(), widget.told_empty
    elif isinstance(widget, PapersTable) and not widget.papers.rowCount():
        view, words = widget.viewport(), EMPTY
    else:
        return
    if not empty_words_fit(view, words):
        yield words


def _label_fits(label: QLabel) -> bool:
    if not label.wordWrap():
        return _holds(label.size(), label.sizeHint())
    longest = max(label.text().split(), key=len, default="")
    widest = label.fontMetrics().horizontalAdvance(longest)
    return (
        label.heightForWidth(label.width()) <= label.height() + _LOOSE
        and widest <= label.contentsRect().width() + _LOOSE
    )


def _button_fits(button: QAbstractButton) -> bool:
    metrics = button.fontMetrics()
    words = metrics.size(Qt.TextFlag.TextShowMnemonic, button.text())
    if isinstance(button, QPushButton):
        option = QStyleOptionButton()
        button.initStyleOption(option)
        room = button.style().subElementRect(
            QStyle.SubElement.SE_PushButtonContents, option, button
        )
        icon = 0 if button.icon().isNull() else button.iconSize().width() + 4
        return _holds(room.size(), QSize(words.width() + icon, words.height()))
    if isinstance(button, (QCheckBox, QRadioButton, QToolButton)):
        return _holds(button.size(), QSize(button.sizeHint().width(), words.height()))
    return _holds(button.size(), words)


def _choice_fits(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    return box.fontMetrics().horizontalAdvance(box.currentText()) <= room.width() + _LOOSE


def _tabs_cut(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        if bar.tabToolTip(at) and bar.elideMode() is not Qt.TextElideMode.ElideNone:
            continue  # its key ends in dots by design and stands whole in the tooltip
        rect = bar.tabRect(at).adjusted(px(_TAB_EDGE), 0, -px(_TAB_EDGE), 0)
        words = bar.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, bar.tabText(at))
        is_shown = bar.isTabVisible(at)
        if is_shown and not (bar.rect().contains(rect) and _holds(rect.size(), words)):
            yield bar.tabText(at)


def _heads_cut(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if header.orientation() is not Qt.Orientation.Horizontal:
        return
    metrics = QFontMetrics(font(CAPTION_PT))  # the style sheet's, which Qt does not tell
    for at in range(header.count()):
        text = str(model.headerData(at, header.orientation()))
        if header.isSectionHidden(at) or not text:
            continue
        lines = text.split("\n")
        wide = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _HEADER_EDGE
        high = metrics.lineSpacing() * len(lines)
        if not _holds(QSize(header.sectionSize(at), header.height()), QSize(wide, high)):
            yield text.replace("\n", " ")


def _is_outside(widget: QWidget) -> bool:
    """Say whether a part lies outside what holds it; what a person can scroll to does not."""
    rect = QRect(widget.rect())
    while (parent := widget.parentWidget()) is not None and not widget.isWindow():
        rect.translate(widget.pos())
        holder = parent.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
            return False
        if not parent.rect().adjusted(-_LOOSE, -_LOOSE, _LOOSE, _LOOSE).contains(rect):
            return True
        widget = parent
    return False


def _holds(room: QSize, needed: QSize) -> bool:
    return needed.width() <= room.width() + _LOOSE and needed.height() <= room.height() + _LOOSE


def _name(widget: QWidget) -> str:
    """Return the widget's class within those of the program that hold it."""
    names, above = [type(widget).__name__], widget.parentWidget()
    while above is not None and len(names) < 3:
        if type(above).__module__.startswith("app."):
            names.append(type(above).__name__)
        above = above.parentWidget()
    return " < ".join(names)


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        return widget.text() or widget.accessibleName()
    return ""


def _size(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"
