"""Máy in and Giao diện: this desk's own, for whoever sits there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.settings import PrinterChoice
from app.ui.administration.administration_page import AdministrationPage
from app.ui.administration.appearance_tab import AppearanceTab, problem_with
from app.ui.shell.actions import ACTIONS, ActionSpec
from app.vocabulary.people import Role
from tests.services.store_builders import an_actor
from tests.ui.administration.desk import Desk


@pytest.fixture
def looks(page: AdministrationPage) -> AppearanceTab:
    page.tabs.setCurrentWidget(page.appearance)
    return page.appearance


def test_printers_and_names_are_saved_for_this_desk(page: AdministrationPage, desk: Desk) -> None:
    page.tabs.setCurrentWidget(page.printers)
    tab = page.printers
    tab.counter.setText(" Quầy 4 ")
    combo = tab.editor.choices["A5"]
    combo.setCurrentIndex(combo.findData("HP_A5"))
    tab.save.click()
    saved = desk.settings.load()
    assert (saved.counter_name, saved.printer("A5")) == ("Quầy 4", PrinterChoice("queue", "HP_A5"))
    assert desk.said


@pytest.mark.parametrize("field", ["counter_name", "station"])
def test_desk_must_have_its_names(page: AdministrationPage, desk: Desk, field: str) -> None:
    page.tabs.setCurrentWidget(page.printers)
    tab = page.printers
    {"counter_name": tab.counter, "station": tab.station}[field].setText(" ")
    tab.save.click()
    assert tab.problem(field)
    assert not desk.settings.path.exists()


def test_theme_is_tried_on_and_kept(looks: AppearanceTab, desk: Desk) -> None:
    looks.modes["dark"].click()
    assert desk.themes == ["dark"]
    assert desk.settings.load().theme == "dark"


def test_minutes_until_the_screen_is_locked_are_kept_within_five(
    looks: AppearanceTab, desk: Desk
) -> None:
    assert looks.idle.value() == 5
    assert not desk.settings.path.exists(), "showing what holds writes nothing"
    looks.idle.setValue(2)
    assert desk.settings.load().lock_after_minutes == 2
    assert "2 phút" in desk.said[-1][0]
    for asked, kept in ((0, 1), (60, 5)):
        looks.idle.setValue(asked)
        assert desk.settings.load().lock_after_minutes == kept
    desk.settings.change(lambda settings: replace(settings, lock_after_minutes=3))
    said = len(desk.said)
    looks.load()
    assert (looks.idle.value(), len(desk.said)) == (3, said)


def test_keys_pressed_become_the_act_s_own(looks: AppearanceTab, desk: Desk) -> None:
    choose(looks, "act.print_again")
    press(looks, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    looks.assign.click()
    assert desk.settings.load().shortcuts == {"act.print_again": "Ctrl+I"}
    looks.restore.click()
    assert desk.settings.load().shortcuts == {}


def test_keys_of_another_act_are_refused_by_name(looks: AppearanceTab, desk: Desk) -> None:
    choose(looks, "act.print_again")
    press(looks, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    looks.assign.click()
    assert "Tới ô quét và tìm" in looks.notice.text()
    assert desk.settings.load().shortcuts == {}


def test_backspace_takes_the_keys_away(looks: AppearanceTab, desk: Desk) -> None:
    choose(looks, "act.print_again")
    press(looks, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    press(looks, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
    looks.assign.click()
    assert desk.settings.load().shortcuts == {"act.print_again": ""}


def test_keypad_enter_is_the_same_key_and_modifiers_alone_are_none(looks: AppearanceTab) -> None:
    press(looks, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert looks.keys.keys() == ""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier
    press(looks, Qt.Key.Key_Enter, both)
    assert looks.keys.keys() == "Ctrl+Return"
    assert looks.keys.text() == "Ctrl+↵"


_FIXED = next(spec for spec in ACTIONS if spec.is_fixed)
_BACK = next(spec for spec in ACTIONS if spec.key == "act.back")
_PRINT = next(spec for spec in ACTIONS if spec.key == "act.print_again")
_REGISTER = next(spec for spec in ACTIONS if spec.key == "intake.register")


@pytest.mark.parametrize(
    ("keys", "spec", "changed", "is_taken"),
    [
        ("", _PRINT, {}, True),
        ("Ctrl+I", _PRINT, {}, True),
        ("Shift+F11", _PRINT, {}, True),
        ("F11", _PRINT, {}, False),
        ("Shift+F4", _PRINT, {}, True),
        ("Shift+F5", _PRINT, {}, False),
        ("Alt+I", _PRINT, {}, True),
        ("I", _PRINT, {}, False),
        ("Shift+I", _PRINT, {}, False),
        ("Return", _PRINT, {}, False),
        ("F6", _PRINT, {}, False),
        ("F6", _PRINT, {"window.box": "Ctrl+6"}, True),
        ("Ctrl+6", _PRINT, {"window.box": "Ctrl+6"}, False),
        ("F12", _REGISTER, {}, True),
        ("Ctrl+Shift+N", _REGISTER, {}, False),
        ("Ctrl+Shift+N", _PRINT, {}, False),
        (_PRINT.shortcut, _PRINT, {}, True),
        ("Ctrl+Shift+9", _FIXED, {}, False),
        ("Esc", _BACK, {}, True),
        ("Shift+Ins", _PRINT, {}, False),
    ],
)
def test_keys_an_act_may_have(
    keys: str, spec: ActionSpec, changed: dict[str, str], is_taken: bool
) -> None:
    assert (problem_with(keys, spec, ACTIONS, changed) == "") is is_taken


def test_others_see_only_what_belongs_to_the_desk(page: AdministrationPage, desk: Desk) -> None:
    assert page.tabs.count() == 7
    desk.actor = an_actor(desk.database, Role.OFFICER)
    page.activated()
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == ["Máy in", "Giao diện"]
    assert desk.tasks.notices == []


def choose(looks: AppearanceTab, key: str) -> None:
    keys = [row.spec.key for row in looks.table.rows_model.rows]
    looks.table.selectRow(keys.index(key))


def press(looks: AppearanceTab, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(looks.keys, key, modifiers)


def test_the_size_of_text_is_chosen_for_the_account_at_once(
    looks: AppearanceTab, desk: Desk
) -> None:
    words = [looks.text_size.itemText(at) for at in range(looks.text_size.count())]
    assert words == ["90 %", "100 %", "110 %", "125 %", "150 %"]
    assert looks.text_size.currentText() == "100 %"
    looks.text_size.setCurrentIndex(3)
    looks.text_size.activated.emit(3)
    assert desk.text_sizes == [125]
