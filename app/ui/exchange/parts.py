"""What the exchange page is given, and the keys it has."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services.exchange.bundles import Bundles
from app.services.exchange.key_card import KeyCard
from app.services.exchange.peers import Peers
from app.services.exchange.records import MadeBundle
from app.services.ledger.records import Actor
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook, ActionSpec

EXCHANGE_ACTIONS = (
    ActionSpec("exchange.open", "Chọn gói để nhập", "Ctrl+O", "exchange", Icon.IMPORT),
    ActionSpec("exchange.take", "Nhập gói và lưu trả lời", "Ctrl+Return", "exchange", Icon.RECEIVE),
    ActionSpec("exchange.decline", "Không nhận hồ sơ của gói", "Ctrl+Shift+D", "exchange"),
    ActionSpec("exchange.export", "Xuất hồ sơ đang đi", "Ctrl+Shift+E", "exchange", Icon.SEND),
    ActionSpec("exchange.results", "Xuất kết quả", "Ctrl+Shift+K", "exchange", Icon.EXPORT),
)
"""Acts of this page beyond those every window has; they join the one action table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeServices:
    """The services the page calls, always on the worker."""

    bundles: Bundles
    peers: Peers


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAskers:
    """Ask for a file to open, or to write (by a proposed name); None on turning back."""

    to_open: Callable[[QWidget], Path | None]
    to_save: Callable[[QWidget, str], Path | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeParts:
    """The page's connections; `save_card` writes the key card for paper and for a stick."""

    tasks: TaskRunner
    actions: ActionBook
    actor: Callable[[], Actor]
    services: ExchangeServices
    files: FileAskers
    save_card: Callable[[KeyCard, Path], None]
    save_bundle: Callable[[MadeBundle, Path], None]
    may_exchange: bool = True
    may_trust: bool = True
