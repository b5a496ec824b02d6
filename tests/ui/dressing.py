"""The program's own look, put on once: every window alive is dressed anew each time."""

from functools import cache

from PySide6.QtWidgets import QApplication

from app.ui.look.theme import apply_theme, style_sheet
from app.ui.look.tokens import LIGHT, text_percent


def dress() -> None:
    """Let the program look as it does by day, where it does not yet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if app.styleSheet() != _sheet(text_percent()):
        apply_theme(app, "light")


@cache
def _sheet(_percent: float) -> str:
    return style_sheet(LIGHT)
