"""Listens for other desks on a thread of its own and tells the window what was heard."""

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from app.bootstrap.own_thread import OwnThread
from app.models.changes import Heard
from app.models.database import Database
from app.models.feeds import feed_of
from app.ui.look.tokens import Tone
from app.ui.shell.main_window import MainWindow
from app.ui.shell.messages import Messages


class StoreWatch(OwnThread):
    """`heard` carries what came in; it reaches whoever listens in their own thread."""

    heard = Signal(object)

    def __init__(self, database: Database, parent: QObject | None = None) -> None:
        super().__init__("store-watch", parent)
        self._feed = feed_of(database)

    @override
    def run(self) -> None:
        try:
            while not self._is_over.is_set():
                news = self._feed.listen()
                if news is not Heard.NOTHING and not self._is_over.is_set():
                    self.heard.emit(news)
                self._is_over.wait(self._feed.pause_s)
        finally:
            self._feed.close()


def tell(news: object, shell: MainWindow, messages: Messages) -> None:
    """Say that the shared store is out of reach, and that it is back; a change is not spoken of."""
    if news is Heard.LOST:
        shell.set_state("store", "Mất kết nối máy chủ, đang nối lại…", Tone.LATE)
        messages.warn(
            "Mất kết nối tới máy chủ dữ liệu. Nội dung đang gõ vẫn còn; chương trình đang tự nối "
            "lại, khi có mạng hãy làm tiếp."
        )
    elif news is Heard.BACK:
        shell.set_state("store", "")
        messages.done("Đã nối lại máy chủ dữ liệu. Hãy làm tiếp việc đang dở.")
