from __future__ import annotations

import pytest

from launcher.start import platforms_for

SCREEN = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    "arguments",
    [["show", "X"], ["due", "--procedure", "1"], ["summary"], ["--help"], ["--version"], ["-h"]],
)
def test_a_command_line_verb_needs_no_qt(arguments: list[str]) -> None:
    assert platforms_for(arguments, SCREEN) == ()


@pytest.mark.parametrize("arguments", [[], ["--data", "folder"]])
def test_the_window_needs_the_screen_it_opens_on(arguments: list[str]) -> None:
    assert platforms_for(arguments, SCREEN) == ("xcb",)


def test_a_window_without_a_screen_is_left_to_the_program() -> None:
    assert platforms_for([], {}) == ()


def test_the_demo_draws_offscreen_where_there_is_no_screen() -> None:
    assert platforms_for(["demo", "--out", "x"], {}) == ("offscreen",)
    assert platforms_for(["demo", "--out", "x"], SCREEN) == ("xcb",)


def test_the_tests_never_open_a_window() -> None:
    assert platforms_for(["test"], SCREEN) == ("offscreen",)
