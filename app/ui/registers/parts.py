"""What the tabs of the registers are connected to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.services.ledger.records import Actor
from app.services.registers.counting import RegisterCounts
from app.services.registers.records import Wanted
from app.services.registers.registers import Registers
from app.ui.desk.saving import PathAsker
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec
from app.ui.shell.messages import Messages
from app.vocabulary.registers import RegisterKind


class RegisterWriter(Protocol):
    """Writes the entries asked for to a workbook; raises UserError where it cannot."""

    def __call__(self, actor: Actor, kind: RegisterKind, wanted: Wanted, path: Path) -> None: ...


REGISTER_ACTIONS = tuple(
    ActionSpec(f"registers.{name}", text, shortcut, "registers", which, "register")
    for name, text, shortcut, which in (
        ("add", "Thêm mục vào sổ", "Ins", Icon.ADD),
        ("strike", "Gạch mục đang chọn", "Del", Icon.REMOVE),
        ("find", "Tìm trong sổ", "Ctrl+F", Icon.SEARCH),
        ("export", "Xuất sổ", "Ctrl+E", Icon.EXPORT),
        ("take_in", "Nhập sổ từ tệp", "Ctrl+O", Icon.IMPORT),
        ("follow_up", "Theo dõi mục đang chọn", "Ctrl+T", Icon.CALENDAR),
        ("renew", "Ghi thay đổi từ một ngày", "Ctrl+D", Icon.EDIT),
        ("history", "Xem các lần sửa của mục", "Ctrl+H", Icon.MORE),
    )
)
"""Acts on the register in front, of two the one with the focus; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterParts:
    """The tabs' connections; `ask_file` gives the file to take in, None on turning back."""

    tasks: TaskRunner
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    registers: Registers
    counts: RegisterCounts
    write: RegisterWriter
    ask_path: PathAsker
    ask_file: Callable[[QWidget], Path | None]
    actions: ActionBook
