"""What is told about a bug: where it happened and on which versions, never what was being typed."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePath
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot, qVersion

from app import __version__

_LOG = logging.getLogger(__name__)
_ROOTS = ("app", "site-packages", "lib")

Report = Callable[[BaseException], None]


def crash_report(error: BaseException, happened_at: datetime) -> str:
    """Return a report that can be copied to anybody.

    Messages of exceptions and values of variables are left out: a database error quotes the values
    it was given, and those are people's names and numbers.
    """
    lines = [
        f"Một Cửa {__version__} · {happened_at:%d/%m/%Y %H:%M:%S}",
        f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} "
        f"{platform.release()}",
    ]
    for link in _chain(error):
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
    return "\n".join(lines)


def install_crash_hooks(report: Report) -> Callable[[], None]:
    """Send what nobody caught, in any thread, to `report` on this thread; return the way back."""
    before = sys.excepthook, threading.excepthook
    relay = _Relay(report)

    def on_main(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, at)
            return
        relay.crashed.emit(error)

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            relay.crashed.emit(args.exc_value)

    sys.excepthook = on_main
    threading.excepthook = on_thread

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    return undo


class _Relay(QObject):
    """Brings an exception from any thread to the one it was made on."""

    crashed = Signal(object)

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report
        self.crashed.connect(self._deliver)

    @Slot(object)
    def _deliver(self, error: BaseException) -> None:
        _LOG.error("unexpected %s", type(error).__qualname__)
        self._report(error)


def _chain(error: BaseException) -> list[BaseException]:
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return links


def _short(filename: str) -> str:
    parts = PurePath(filename).parts
    for root in _ROOTS:
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else "?"
