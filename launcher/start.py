"""Decides what a start needs, sees to it, and becomes the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.checks import CHANGED, call_in, run_suite
from launcher.console import LaunchError, run_command, say
from launcher.environment import Checkout, prepare
from launcher.qt import Machine, ensure_qt, screens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_SCREEN = "offscreen"
TESTING = ("test", "check")
WITH_A_VALUE = ("--data", "--database", "--officer")
QUESTIONS = ("-h", "--help", "--version")


def main(arguments: Sequence[str]) -> int:
    """Start the checkout this file lies in; gives the exit code where it did not become it."""
    checkout = Checkout(Path(__file__).resolve().parent.parent)
    try:
        return launch(checkout, arguments, this_machine())
    except LaunchError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(
            f"Không chuẩn bị được môi trường ở {checkout.root}: {error}. Hãy kiểm tra quyền ghi và"
            " chỗ trống trên đĩa, đóng chương trình nếu đang mở, rồi chạy lại lệnh này."
        )
        return 1
    except KeyboardInterrupt:
        say("\nĐã dừng theo yêu cầu; lần chạy sau sẽ làm tiếp những gì còn dở.")
        return 130


def this_machine() -> Machine:
    """Look at the computer this runs on."""
    return Machine(
        run=run_command,
        environ=os.environ,
        is_linux=sys.platform == "linux",
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        has_apt=shutil.which("apt-get") is not None,
    )


def launch(checkout: Checkout, arguments: Sequence[str], machine: Machine) -> int:
    """Prepare what these arguments need, then run the suite or become the program.

    Raises LaunchError, OSError and KeyboardInterrupt from the preparation.
    """
    verb = arguments[0] if arguments else ""
    testing = verb in TESTING
    if verb == "supply":
        prepare(checkout, machine.run, with_tests=False)
        return become([str(checkout.python), "-P", "-m", "launcher.supply", *arguments[1:]])
    prepare(checkout, machine.run, with_tests=testing)
    platforms = platforms_for(arguments, machine.environ)
    if platforms:
        ensure_qt(checkout, platforms, machine)
    if testing:
        wanted = [CHANGED] if verb == "check" else arguments[1:]
        return run_suite(checkout, wanted, call_in(checkout))
    return become([str(checkout.python), "-P", "-m", "app", *arguments])


def platforms_for(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[str, ...]:
    """Name the Qt platforms these arguments draw on; none for a verb of the command line.

    A window without a screen is the program's to explain.
    """
    verb = verb_of(arguments)
    if verb in TESTING:
        return (NO_SCREEN,)
    if verb == "demo":
        return screens(environ) or (NO_SCREEN,)
    opens_window = not verb and not set(arguments) & set(QUESTIONS)
    return screens(environ) if opens_window else ()


def verb_of(arguments: Sequence[str]) -> str:
    """Return the verb, which may stand behind switches of the store; "" for the window."""
    values = {at + 1 for at, one in enumerate(arguments) if one in WITH_A_VALUE}
    words = (
        one for at, one in enumerate(arguments) if at not in values and not one.startswith("-")
    )
    return next(words, "")


def become(command: list[str]) -> int:
    """Turn into the command; on Windows, which cannot, wait for it and give its exit code."""
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - our own interpreter, no shell wanted
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the program got the key too and decides what it means
