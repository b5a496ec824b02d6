"""Colours one can read, one font, icons that all exist and follow the theme."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QFileDialog, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from app.paths import resource
from app.ui.look.fonts import TEXT_FAMILY, font, load_icon_font
from app.ui.look.icons import Icon, Ink, icon, ink_of
from app.ui.look.theme import Mode, apply_theme, current_tokens, style_sheet
from app.ui.look.tokens import DARK, LIGHT, Tokens, Tone, contrast
from app.ui.widgets.labels import button, chip, label, set_tone, tooltip


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    qapp.setStyleSheet("")
    qapp.setProperty("motcua_is_dark", None)


def _pairs(tokens: Tokens) -> list[tuple[str, str]]:
    words = [tokens.text, tokens.quiet, tokens.accent, tokens.ok, tokens.warn, tokens.late]
    grounds = [tokens.background, tokens.surface, tokens.hover, tokens.accent_soft]
    return [
        *product(words, grounds),
        (tokens.ok, tokens.ok_soft),
        (tokens.warn, tokens.warn_soft),
        (tokens.late, tokens.late_soft),
        (tokens.on_accent, tokens.accent),
        (tokens.on_accent, tokens.accent_hover),
        (tokens.on_rail, tokens.rail),
        (tokens.on_rail, tokens.rail_active),
        (tokens.rail_quiet, tokens.rail),
        (tokens.rail_quiet, tokens.rail_active),
        (tokens.rail, tokens.on_rail),
    ]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(tokens: Tokens) -> None:
    weak = {pair: round(contrast(*pair), 2) for pair in _pairs(tokens) if contrast(*pair) < 4.5}
    assert weak == {}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1B4F8F", "#1B4F8F") == pytest.approx(1)


def test_a_theme_dresses_the_whole_program(app: QApplication) -> None:
    for mode, tokens in (("light", LIGHT), ("dark", DARK)):
        apply_theme(app, mode)  # type: ignore[arg-type]
        assert current_tokens() is tokens
        window = app.palette().color(QPalette.ColorRole.Window)
        assert window.name().upper() == tokens.background
        assert tokens.rail in app.styleSheet()
    assert apply_theme(app, "system") in {LIGHT, DARK}


def test_the_body_is_set_in_the_packaged_font(app: QApplication) -> None:
    apply_theme(app, "light")
    assert QFontInfo(app.font()).family() == TEXT_FAMILY
    assert app.font().pointSizeF() == 10.5
    assert QFontInfo(font()).exactMatch()


def test_the_style_sheet_has_a_value_for_every_name(qapp: QApplication) -> None:
    for tokens in (LIGHT, DARK):
        sheet = style_sheet(tokens)
        assert "$" not in sheet
        pictures = re.findall(r'url\("([^"]+)"\)', sheet)
        assert len(pictures) > 3


def test_the_style_sheet_writes_no_colour_of_its_own() -> None:
    template = resource("style/app.qss").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    own = [name for name in re.findall(r"#\w+", rules) if re.fullmatch(r"#[0-9A-Fa-f]{3,8}", name)]
    assert own == []
    assert "rgb" not in rules
    assert "shadow" not in rules


def test_every_icon_exists(qapp: QApplication) -> None:
    _family, characters = load_icon_font()
    assert [which for which in Icon if which.value not in characters] == []


def test_icons_follow_the_theme(app: QApplication) -> None:
    late = icon(Icon.LATE, Ink.LATE)
    colours = []
    for mode in ("light", "dark"):
        apply_theme(app, mode)
        image = late.pixmap(QSize(32, 32)).toImage()
        pixels = (image.pixelColor(x, y) for x in range(32) for y in range(32))
        colours.append({pixel.name().upper() for pixel in pixels if pixel.alpha() == 255})
    assert colours == [{LIGHT.late}, {DARK.late}]


@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_has_its_ink(tone: Tone) -> None:
    assert ink_of(tone).colour(LIGHT) == LIGHT.of(tone)


def test_a_label_never_takes_text_for_markup(qtbot: QtBot) -> None:
    hostile = '<img src="file:///etc/passwd"> <b>A</b>'
    shown = label(hostile)
    qtbot.addWidget(shown)
    plain = label("A")
    qtbot.addWidget(plain)
    assert shown.text() == hostile
    assert shown.sizeHint().width() > 5 * plain.sizeHint().width()
    assert shown.sizeHint().height() == plain.sizeHint().height()
    assert tooltip(hostile).startswith("<qt>&lt;img")
    assert tooltip("3 < 4\ndòng") == "<qt>3 &lt; 4<br>dòng</qt>"
    assert tooltip("A & B") == "A & B"


def test_controls_are_thirty_two_pixels_high(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, "light")
    for made in (button("Lưu"), button("Tiếp nhận", "accent", Icon.PRINT, hint="Ctrl+↵")):
        qtbot.addWidget(made)
        made.show()
        assert made.height() == 32


def test_a_chip_changes_its_tone(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, "light")
    made = chip("Quá hạn 2 ngày", Tone.LATE)
    qtbot.addWidget(made)
    made.show()
    ground = made.grab().toImage().pixelColor(5, 3).name().upper()
    set_tone(made, Tone.OK)
    assert (ground, made.grab().toImage().pixelColor(5, 3).name().upper()) == (
        LIGHT.late_soft,
        LIGHT.ok_soft,
    )


def _ground(view: QListView) -> str:
    """Return the colour in the corner of the list where no row is."""
    image = view.viewport().grab().toImage()
    return image.pixelColor(image.width() - 3, image.height() - 3).name(QColor.NameFormat.HexArgb)


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_what_a_completer_offers_can_be_read(
    app: QApplication, qtbot: QtBot, mode: Mode, tokens: Tokens
) -> None:
    apply_theme(app, mode)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setCompleter(QCompleter(["tep-mot.pdf", "tep-hai.pdf"], field))
    popup = field.completer().popup()
    assert isinstance(popup, QListView)
    popup.resize(300, 200)
    assert _ground(popup) == QColor(tokens.surface).name(QColor.NameFormat.HexArgb)
    assert popup.palette().color(QPalette.ColorRole.Text) == QColor(tokens.text)
    popup.deleteLater()


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_completer_of_the_file_dialog_can_be_read(
    app: QApplication, qtbot: QtBot, tmp_path: Path, mode: Mode, tokens: Tokens
) -> None:
    apply_theme(app, mode)
    dialog = QFileDialog(None, "Chọn tệp", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    popup = name.completer().popup()
    assert isinstance(popup, QListView)
    popup.resize(300, 200)
    assert _ground(popup) == QColor(tokens.surface).name(QColor.NameFormat.HexArgb)


def test_the_list_of_a_choice_box_keeps_its_ground(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, "dark")
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["một", "hai"])
    view = box.view()
    assert isinstance(view, QListView)
    box.show()
    box.showPopup()
    assert _ground(view) == QColor(DARK.surface).name(QColor.NameFormat.HexArgb)
