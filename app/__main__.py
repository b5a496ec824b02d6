"""Starts the program: a verb of the command line, or the window where none is given."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType

from app import __version__
from app.commands.parser import CommandParser
from app.commands.switches import add_shared_switches, add_store_switches
from app.errors import UserError, of_the_disk
from app.server_address import refuse_password

VERBS = (
    "demo",
    "init",
    "allow-desk",
    "database-password",
    "import-catalogue",
    "import-dossiers",
    "due",
    "show",
    "act",
    "late-reason",
    "attach",
    "summary",
    "procedures",
    "report",
    "sample-store",
    "evaluate",
    "register",
    "registers",
    "petition",
    "work",
    "cash",
    "void",
    "rate",
    "portal",
    "import-online",
    "verify",
    "bundle",
    "backup",
    "restore",
    "check",
    "clock",
    "retention",
    "recover",
    "key",
    "audit",
    "close",
    "reopen",
    "period",
    "confirm-closing",
)

FORMER_NAMES = {
    "late": "late-reason",
    "published": "procedures",
    "confirm": "confirm-closing",
    "example": "sample-store",
}
"""What verbs were called before version 0.7, and may still be called by."""

_WITH_A_VALUE = ("--data", "--database", "--officer")


def run() -> None:
    """Run and leave with the exit status."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run a verb, or the window; return the exit status.

    A failure that a person can cure is one line on standard error and 1; wrong usage is 2.
    """
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has left; what is still buffered must not complain at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        return _dispatch(arguments)
    except SystemExit as stop:  # argparse, after help or a complaint
        return stop.code if isinstance(stop.code, int) else 1


def verb_first(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the verb before the shared switches that stood in front of it.

    A former name of a verb becomes its present one.
    """
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in _WITH_A_VALUE else 1
    if at < len(arguments):
        verb = FORMER_NAMES.get(arguments[at], arguments[at])
        if verb in VERBS:
            return [verb, *arguments[:at], *arguments[at + 1 :]]
    return list(arguments)


def _dispatch(given: Sequence[str]) -> int:
    arguments = verb_first(given)
    if not any(argument in VERBS for argument in arguments[:1]):
        return _window(arguments)
    # Only the verb that runs is imported: a look-up must not wait for spreadsheets and Qt.
    verb = import_module(f"app.commands.{arguments[0].replace('-', '_')}")
    args = _parser(verb).parse_args(arguments)
    return _guarded(lambda: _refusing_passwords(args, verb.run))


def _guarded(work: Callable[[], int]) -> int:
    try:
        return work()
    except UserError as error:
        print(f"Lỗi: {error.message}", file=sys.stderr)  # noqa: T201
    except OSError as fault:
        trouble = of_the_disk(fault)
        if trouble is None:
            raise
        print(f"Lỗi: {trouble.message}", file=sys.stderr)  # noqa: T201
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)  # noqa: T201
    return 1


def _parser(verb: ModuleType) -> CommandParser:
    parser = CommandParser(
        prog="motcua", description="Một Cửa: phần mềm tiếp nhận và trả kết quả tại bộ phận một cửa."
    )
    subparsers = parser.add_subparsers(dest="verb", required=True)
    add_shared_switches(verb.add_parser(subparsers))
    return parser


def _window(arguments: Sequence[str]) -> int:
    parser = CommandParser(prog="motcua", description="Không kèm lệnh nào thì mở cửa sổ làm việc.")
    parser.epilog = f"Các lệnh: {', '.join(VERBS)}. Xem từng lệnh: motcua LỆNH --help"
    parser.add_argument(
        "--version",
        action="version",
        version=f"Một Cửa {__version__}",
        help="hiện phiên bản rồi thoát",
    )
    add_store_switches(parser)
    if arguments and not arguments[0].startswith("-"):
        parser.error(f"unrecognized arguments: {arguments[0]}")
    args = parser.parse_args(arguments)
    if not has_screen():
        print(  # noqa: T201
            "Máy này không có màn hình nên không mở được cửa sổ. Để xem chương trình làm việc, "
            "hãy chạy: python3 run.py demo --out THƯ_MỤC",
            file=sys.stderr,
        )
        return 1
    import_module("app.bootstrap.plain_import").import_qt()
    window = import_module("app.bootstrap.window")
    return _guarded(
        lambda: _refusing_passwords(
            args, lambda given: window.open_window(given.data, given.database)
        )
    )


def _refusing_passwords(
    args: argparse.Namespace, run_verb: Callable[[argparse.Namespace], int]
) -> int:
    """Run a verb unless its command line holds a server's password. Raises InvalidInputError."""
    refuse_password(args.database)
    return int(run_verb(args))


def has_screen() -> bool:
    """Say whether Qt can open a window here."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    run()
