from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from launcher.console import LaunchError, Result
from launcher.environment import Checkout, read_stamp, write_stamp
from launcher.qt import FORMER_NAMES, Machine, ensure_qt, probe, screens
from tests.launcher.fake_runner import FakeRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

NO_EGL = Result(1, "ImportError: libEGL.so.1: cannot open shared object file: No such file")
PROBING = "PySide6.QtWidgets"


class Installing(FakeRunner):
    """Qt loads once apt-get install has succeeded."""

    def __call__(
        self, command: Sequence[str], describe: Callable[[str], str] | None = None
    ) -> Result:
        result = super().__call__(command, describe)
        if "install" in command and result.code == 0:
            self.rules = [rule for rule in self.rules if rule[0] != PROBING]
        return result


def a_machine(run: FakeRunner, *, is_root: bool = True, has_apt: bool = True) -> Machine:
    return Machine(run=run, environ={}, is_linux=True, is_root=is_root, has_apt=has_apt)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    checkout = Checkout(tmp_path)
    checkout.python.parent.mkdir(parents=True)
    checkout.python.touch()
    write_stamp(checkout, {"python": "3.13 /usr"})
    return checkout


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ()),
        ({"DISPLAY": ":0"}, ("xcb",)),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ("wayland", "xcb")),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, ("offscreen",)),
        ({"QT_QPA_PLATFORM": "wayland;vnc:size=8x6"}, ("wayland", "vnc")),
    ],
)
def test_the_platform_is_the_one_qt_will_choose(
    environ: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert screens(environ) == expected


def test_qt_is_asked_once_per_environment(checkout: Checkout) -> None:
    run = FakeRunner()

    ensure_qt(checkout, ("xcb",), a_machine(run))
    ensure_qt(checkout, ("xcb",), a_machine(run))

    assert len(run.asked(PROBING)) == 1
    assert read_stamp(checkout) == {"python": "3.13 /usr", "qt xcb": "ok"}


def test_other_systems_bring_their_own_libraries(checkout: Checkout) -> None:
    run = FakeRunner()

    ensure_qt(checkout, ("xcb",), a_machine(run)._replace(is_linux=False))

    assert run.commands == []


def test_root_installs_what_is_missing(checkout: Checkout) -> None:
    run = Installing((PROBING, NO_EGL))

    ensure_qt(checkout, ("offscreen",), a_machine(run))

    assert len(run.asked("apt-get update")) == 1
    (command,) = run.asked("apt-get install")
    assert {"--yes", "--no-install-recommends", "libegl1", "libxcb-cursor0"} <= set(command.split())
    assert "qt offscreen" in read_stamp(checkout)


def test_a_failed_apt_is_tried_twice_and_then_explained(checkout: Checkout) -> None:
    run = FakeRunner((PROBING, NO_EGL), ("apt-get install", Result(100, "E: no mirror")))

    with pytest.raises(LaunchError, match="E: no mirror\nKhông cài được thư viện hệ thống"):
        ensure_qt(checkout, ("xcb",), a_machine(run))

    assert len(run.asked("apt-get install")) == 2
    assert "qt xcb" not in read_stamp(checkout)


def test_libraries_that_do_not_help_are_not_stamped(checkout: Checkout) -> None:
    with pytest.raises(LaunchError, match="vẫn chưa mở được"):
        ensure_qt(checkout, ("xcb",), a_machine(FakeRunner((PROBING, NO_EGL))))

    assert "qt xcb" not in read_stamp(checkout)


def test_an_ordinary_account_gets_the_line_to_type(checkout: Checkout) -> None:
    run = FakeRunner((PROBING, NO_EGL))

    with pytest.raises(LaunchError) as failure:
        ensure_qt(checkout, ("xcb",), a_machine(run, is_root=False))

    sentence, line = str(failure.value).split("\n")
    assert "libEGL.so.1" in sentence
    assert line.startswith("sudo apt-get install --no-install-recommends libegl1 ")
    assert not run.asked("apt-get")


@pytest.mark.parametrize("package", FORMER_NAMES)
def test_older_releases_know_some_packages_by_another_name(
    checkout: Checkout, package: str
) -> None:
    run = FakeRunner((PROBING, NO_EGL), (f"apt-cache show {package}", Result(100, "")))

    with pytest.raises(LaunchError) as failure:
        ensure_qt(checkout, ("xcb",), a_machine(run, is_root=False))

    names = str(failure.value).split()
    assert FORMER_NAMES[package] in names
    assert package not in names
    assert len(FORMER_NAMES.keys() & set(names)) == len(FORMER_NAMES) - 1


def test_without_apt_the_missing_library_is_named(checkout: Checkout) -> None:
    run = FakeRunner((PROBING, NO_EGL))

    with pytest.raises(LaunchError, match=r"libEGL\.so\.1.*trình quản lý gói"):
        ensure_qt(checkout, ("xcb",), a_machine(run, has_apt=False))


def test_a_broken_wheel_is_not_cured_with_system_packages(checkout: Checkout) -> None:
    run = FakeRunner((PROBING, Result(1, "ImportError: bad magic")))

    with pytest.raises(LaunchError, match=r"bad magic(.|\n)*xóa thư mục \.venv"):
        ensure_qt(checkout, ("xcb",), a_machine(run))

    assert not run.asked("apt-get")


def test_a_checkout_of_another_account_still_opens(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("launcher.qt.write_stamp", refuse)
    run = FakeRunner()

    ensure_qt(checkout, ("xcb",), a_machine(run))

    assert len(run.asked(PROBING)) == 1


def test_a_silent_crash_of_the_probe_is_a_problem(checkout: Checkout) -> None:
    assert probe(checkout, ("xcb",), FakeRunner((PROBING, Result(-11, "")))) == "Qt: -11"
