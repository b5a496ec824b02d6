"""What the tab of other units' figures is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.ledger.records import Actor
from app.services.periods.periods import Periods
from app.services.province.expected import ExpectedUnits
from app.services.province.province import Province
from app.services.province.records import ProvinceSum
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.messages import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class SumParts:
    """What the card of the sum is given; `write_files` writes its forms, on the worker."""

    tasks: TaskRunner
    messages: Messages
    ask_folder: Callable[[QWidget], Path | None]
    write_files: Callable[[ProvinceSum, Path], tuple[Path, ...]]
    open_folder: Callable[[Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceParts:
    """The tab's connections; `ask_files` asks for the files to take in, none on turning back."""

    tasks: TaskRunner
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    periods: Periods
    province: Province
    may_take: Callable[[], bool]
    ask_files: Callable[[QWidget], Sequence[Path]]
    expected: ExpectedUnits
    sums: SumParts
