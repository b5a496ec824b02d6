"""Light and dark: palette, font and style sheet, all made from the same tokens."""

import re
from functools import partial
from string import Template
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resource
from app.ui.look.fonts import font
from app.ui.look.tokens import DARK, LIGHT, USUAL, Tokens, px, text_percent

Mode = Literal["light", "dark", "system"]

_IS_DARK = "motcua_is_dark"
_MODE = "motcua_mode"
_MEASURE: Final = re.compile(r"\b(\d+(?:\.\d+)?)(px|pt)\b")
_THIN: Final = 3
"""Up to so many pixels a measure is the thickness of a line."""


def apply_theme(app: QApplication, mode: Mode) -> Tokens:
    """Dress the whole program and return the tokens in force; `system` follows the desktop."""
    if app.property(_MODE) is None:
        app.styleHints().colorSchemeChanged.connect(partial(_on_scheme_changed, app))
    app.setProperty(_MODE, mode)
    tokens = _tokens_for(app, mode)
    app.setProperty(_IS_DARK, tokens.is_dark)
    app.setStyle("Fusion")
    app.setPalette(palette_of(tokens))
    app.setFont(font())
    app.setStyleSheet(style_sheet(tokens))
    return tokens


def dress_again(app: QApplication) -> None:
    """Apply the theme in force once more: the text has another size."""
    apply_theme(app, app.property(_MODE) or "system")


def current_tokens() -> Tokens:
    """Return the tokens in force: the application itself remembers which."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(_IS_DARK) else LIGHT


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet filled with `tokens`."""
    values = {name: getattr(tokens, name) for name in tokens.__slots__}
    shade = "dark" if tokens.is_dark else "light"
    pictures = {
        name: str(resource(f"style/{name}-{shade}.svg")).replace("\\", "/")
        for name in ("chevron", "check", "dot", "up")
    }
    template = resource("style/app.qss").read_text(encoding="utf-8")
    return _at_text_size(Template(template).substitute(values, **pictures))


def _at_text_size(sheet: str) -> str:
    """Return the style sheet with its measures at the size of text in force; lines stay thin."""

    def scaled(found: re.Match[str]) -> str:
        number, unit = float(found[1]), found[2]
        if unit == "pt":
            return f"{number * text_percent() / USUAL:g}pt"
        return f"{number:g}px" if number <= _THIN else f"{px(number)}px"

    return _MEASURE.sub(scaled, sheet)


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette that Fusion draws with where the style sheet says nothing."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.background,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.background,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.quiet,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.late,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.control_line,
        role.Shadow: tokens.control_line,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, name, QColor(tokens.quiet))
    return palette


def _on_scheme_changed(app: QApplication) -> None:
    if app.property(_MODE) == "system" and _tokens_for(app, "system") is not current_tokens():
        apply_theme(app, "system")


def _tokens_for(app: QApplication, mode: Mode) -> Tokens:
    if mode == "system":
        wants_dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if wants_dark else LIGHT
    return DARK if mode == "dark" else LIGHT
