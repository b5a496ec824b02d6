"""Where somebody says why: a few lines, and Tab goes on to the next field."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.look.text_size import px

_HEIGHT = 72


class ReasonEdit(QPlainTextEdit):
    """A reason as typed; what a good one says stands in it until then."""

    def __init__(
        self,
        hint: str = "Việc gì, theo yêu cầu hay văn bản nào",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(px(_HEIGHT))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
