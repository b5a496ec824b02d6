"""The dialog of a bug of the program, loaded when there is one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.look.icons import Icon
from app.ui.look.tokens import size_window
from app.ui.widgets.labels import button, label


class CrashDialog(QDialog):
    """Says that the program failed, that stored work is safe, and offers the report to copy."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Lỗi của chương trình")
        size_window(self, 640, 400)
        self._box = QPlainTextEdit(text)
        self._box.setReadOnly(True)
        self._box.setTabChangesFocus(True)
        self._box.setFont(QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)))
        self._box.setAccessibleName("Báo cáo lỗi")
        copy = button("Sao chép báo cáo", "accent", Icon.COPY)
        copy.clicked.connect(self._copy)
        close = button("Làm việc tiếp")
        close.clicked.connect(self.accept)
        keys = QHBoxLayout()
        keys.addStretch(1)
        keys.addWidget(copy)
        keys.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(12)
        rows.addWidget(label("Chương trình vừa gặp lỗi ngoài dự kiến", "title"))
        rows.addWidget(
            label(
                "Việc đã lưu vẫn còn nguyên; việc đang làm dở có thể chưa được ghi, hãy kiểm tra "
                "lại. Hãy sao chép báo cáo dưới đây gửi cho người phụ trách; báo cáo không chứa "
                "dữ liệu của công dân.",
                wrap=True,
            )
        )
        rows.addWidget(self._box, 1)
        rows.addLayout(keys)

    @property
    def text(self) -> str:
        return self._box.toPlainText()

    def add(self, text: str) -> None:
        """Put another report under the first, up to a length one can still send."""
        if len(self.text) < 20_000:
            self._box.appendPlainText("\n" + text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
