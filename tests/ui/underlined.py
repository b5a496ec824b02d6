"""Looks for letters that are underlined twice on what is in sight: Alt would choose neither."""

import re
from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget

_MARK = re.compile(r"&(.)")


def _texts(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() if widget.buddy() is not None:
            yield widget.text()
        case QAbstractButton():
            yield widget.text()
        case QTabBar():
            yield from (widget.tabText(at) for at in range(widget.count()))
        case _:
            pass


def twice(window: QWidget) -> list[list[str]]:
    """Return the texts in sight that have their underlined letter in common."""
    found = defaultdict(list)
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            for text in _texts(widget):
                for letter in _MARK.findall(text.replace("&&", "")):
                    found[letter.lower()].append(text.strip())
    return [texts for texts in found.values() if len(texts) > 1]
