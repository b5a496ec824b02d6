"""A scanner that types: a burst of keys into the window in sight, and an Enter."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from app.bootstrap.demo.stage import Stage
from app.ui.runtime.scan_filter import ScanFilter


def scan_by_keys(stage: Stage, text: str) -> None:
    """Scan `text` as the device does. Raises StageError where it is never taken for a scan.

    A busy machine may stumble and make the burst look typed: then it is held up again, as a
    person would.
    """

    def is_taken() -> bool:
        if text in _burst(stage, text):
            return True
        stage.press(Qt.Key.Key_Escape)
        return False

    stage.until(is_taken, "the scanner's keys to be taken for a scan")


def _burst(stage: Stage, text: str) -> list[str]:
    """Send the keys of one scan; return what was recognised as scanned."""
    heard: list[str] = []
    links = [each.scanned.connect(heard.append) for each in stage.app.findChildren(ScanFilter)]
    handle = stage.front.windowHandle()
    for char in text:
        QTest.keyClick(handle, char)  # type: ignore[call-overload]
    QTest.keyClick(handle, Qt.Key.Key_Return)
    stage.settle()
    for link in links:
        QObject.disconnect(link)
    return heard
