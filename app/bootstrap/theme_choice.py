"""Light for dark, or dark for light: applied and remembered."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.settings import SettingsFile, ThemeMode
from app.ui.look.theme import apply_theme, current_tokens
from app.ui.look.tokens import DARK


def switch_theme(app: QApplication, file: SettingsFile) -> None:
    """Change light for dark or back, and remember it."""
    mode: ThemeMode = "light" if current_tokens() is DARK else "dark"
    apply_theme(app, mode)
    file.change(lambda settings: replace(settings, theme=mode))
