"""A scanner that types: a burst of keys into the window in sight, and an Enter."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.bootstrap.demo.stage import Stage, StageError
from app.ui.runtime.scan_filter import ScanFilter


def scan_by_keys(stage: Stage, text: str) -> None:
    """Scan `text` as the device does. Raises StageError where it is not taken for a scan.

    The keys have one time stamp: a busy machine does not make typing of them.
    """
    stage.settle()
    heard: list[str] = []
    links = [each.scanned.connect(heard.append) for each in stage.app.findChildren(ScanFilter)]
    handle = stage.front.windowHandle()
    keys = [(0, char) for char in text]
    for key, char in (*keys, (Qt.Key.Key_Return.value, "\r")):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            QCoreApplication.sendEvent(handle, event)
    for link in links:
        QObject.disconnect(link)
    if text not in heard:
        message = "the scanner's keys were not taken for a scan"
        raise StageError(message)
    stage.settle()
