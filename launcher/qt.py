"""Finds out whether Qt's system libraries are there, and gets or names the packages if not.

Wheels bring Qt itself, but on Linux not the libraries of the graphics and window system under it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from launcher.console import LaunchError, say, tail
from launcher.environment import read_stamp, set_up_lock, write_stamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from launcher.console import Runner
    from launcher.environment import Checkout

OFFSCREEN_PACKAGES = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "libglib2.0-0t64",
    "libgssapi-krb5-2",
)
WINDOW_PACKAGES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
    "libwayland-cursor0",
    "libcups2t64",
    "fonts-liberation",
)
# Called so before Debian 13 and Ubuntu 24.04.
FORMER_NAMES = {"libglib2.0-0t64": "libglib2.0-0", "libcups2t64": "libcups2"}
MISSING_LIBRARY = re.compile(r"([\w.+-]+\.so[\w.]*): cannot open shared object file")
# Imports what the window imports, then loads one of the named platform plugins as Qt would.
PROBE = """
import ctypes, glob, os, sys
import PySide6.QtWidgets, PySide6.QtNetwork, PySide6.QtPrintSupport, PySide6.QtSvg
folder = os.path.join(os.path.dirname(PySide6.__file__), "Qt", "plugins", "platforms")
reasons = []
for name in sys.argv[1:]:
    for plugin in glob.glob(os.path.join(folder, "libq%s.so" % name)):
        try:
            ctypes.CDLL(plugin)
            sys.exit(0)
        except OSError as error:
            reasons.append(str(error))
sys.exit("; ".join(reasons) or None)
"""


class Machine(NamedTuple):
    """What the launcher needs to know of the computer."""

    run: Runner
    environ: Mapping[str, str]
    is_linux: bool
    is_root: bool
    has_apt: bool


def screens(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Name the Qt platforms of which one must load; none where there is no screen."""
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return tuple(name.split(":")[0] for name in chosen.split(";"))
    if environ.get("WAYLAND_DISPLAY"):
        return ("wayland", "xcb")
    return ("xcb",) if environ.get("DISPLAY") else ()


def ensure_qt(checkout: Checkout, platforms: Sequence[str], machine: Machine) -> None:
    """Make sure that Qt can start on one of the platforms; asked once per environment.

    Raises LaunchError with the line to type where this account cannot install.
    """
    key = f"qt {' '.join(platforms)}"
    if not machine.is_linux or key in read_stamp(checkout):
        return
    problem = probe(checkout, platforms, machine.run)
    if problem:
        install_libraries(problem, machine)
        problem = probe(checkout, platforms, machine.run)
    if problem:
        raise LaunchError(
            f"{problem}\nGiao diện vẫn chưa mở được sau khi cài thư viện hệ thống; lý do ở các dòng"
            " trên. Hãy xử lý rồi chạy lại lệnh này."
        )
    _remember(checkout, key)


def _remember(checkout: Checkout, key: str) -> None:
    # A checkout that belongs to another account is asked anew at each start instead.
    with suppress(PermissionError), set_up_lock(checkout):
        write_stamp(checkout, {**read_stamp(checkout), key: "ok"})


def probe(checkout: Checkout, platforms: Sequence[str], run: Runner) -> str:
    """Try to load Qt in the environment; gives what went wrong, empty if nothing did."""
    result = run([str(checkout.python), "-P", "-c", PROBE, *platforms])
    return "" if result.code == 0 else tail(result.output) or f"Qt: {result.code}"


def install_libraries(problem: str, machine: Machine) -> None:
    """Install Qt's system libraries as root.

    Raises LaunchError where they are not what is missing, or this account cannot install them.
    """
    missing = MISSING_LIBRARY.search(problem)
    if not missing:
        raise LaunchError(
            f"{problem}\nThư viện giao diện Qt không nạp được; lý do ở các dòng trên. Hãy xóa thư"
            " mục .venv rồi chạy lại lệnh này để cài lại."
        )
    if not machine.has_apt:
        raise LaunchError(
            f"Máy thiếu thư viện hệ thống {missing[1]} mà giao diện Qt cần. Hãy cài thư viện đó"
            " bằng trình quản lý gói của hệ điều hành rồi chạy lại lệnh này."
        )
    if not machine.is_root:
        raise LaunchError(
            f"Máy thiếu thư viện hệ thống {missing[1]} mà giao diện Qt cần. Hãy chạy dòng sau rồi"
            f" chạy lại lệnh này:\nsudo {' '.join(apt_install(machine.run))}"
        )
    say("Máy thiếu thư viện hệ thống của Qt: đang cài bằng apt-get, có thể mất vài phút…")
    _install_as_root(machine.run)


def _install_as_root(run: Runner) -> None:
    for is_last in (False, True):
        updated = run(["apt-get", "update"], lambda _: "đang đọc danh sách gói hệ thống")
        quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
        command = apt_install(run)
        done = run([*quiet, *command, "--yes"], lambda _: "đang cài gói hệ thống")
        if done.code == 0:
            return
        if is_last:
            raise LaunchError(
                f"{tail(updated.output)}\n{tail(done.output)}\n"
                "Không cài được thư viện hệ thống; lý do ở các dòng trên. Hãy kiểm tra mạng rồi"
                f" chạy lại, hoặc tự chạy:\n{' '.join(command)}"
            )


def apt_install(run: Runner) -> list[str]:
    """Give the command that installs everything a window needs, in this release's names."""
    packages = [_name_here(name, run) for name in (*OFFSCREEN_PACKAGES, *WINDOW_PACKAGES)]
    return ["apt-get", "install", "--no-install-recommends", *packages]


def _name_here(package: str, run: Runner) -> str:
    former = FORMER_NAMES.get(package)
    if former is None or run(["apt-cache", "show", package]).code == 0:
        return package
    return former
