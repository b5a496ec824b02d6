"""Seals what earlier versions left plain beside the store, on a thread of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from app.bootstrap.own_thread import OwnThread
from app.errors import StoreError

_BREATH_S: Final = 0.001


class StoreSealing(OwnThread):
    """Goes through the files once after the start; `failed` says what stands in the way.

    The next start tries again: a plain file is as good as a sealed one until then.
    """

    failed = Signal(str)

    def __init__(
        self, seal_plain: Callable[[], Iterator[Path]], parent: QObject | None = None
    ) -> None:
        super().__init__("store-sealing", parent)
        self._seal_plain = seal_plain

    @override
    def run(self) -> None:
        try:
            for _sealed in self._seal_plain():
                if self._is_over.wait(_BREATH_S):
                    return
        except StoreError as fault:
            self.failed.emit(fault.message)
