"""What the views of a window remember for the next time: page, tabs, widths of columns."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

_MEMORY: Final = "motcua_view_memory"


class ViewMemory:
    """Kept in the window while it stands; whoever makes the window stores it.

    `columns` holds widths in pixels at 100 %, by table and title; `tabs` the tab in front, by page.
    """

    def __init__(
        self,
        page: str = "",
        tabs: Mapping[str, str] | None = None,
        columns: Mapping[str, Mapping[str, float]] | None = None,
    ) -> None:
        self.page = page
        self.tabs = dict(tabs or {})
        self.columns = {table: dict(widths) for table, widths in (columns or {}).items()}

    def give_to(self, window: QWidget) -> None:
        """Let every view within `window` find this memory."""
        window.setProperty(_MEMORY, self)


def memory_over(view: QWidget) -> ViewMemory | None:
    """Return the memory of the window that `view` belongs to, also from within a dialog."""
    above: QWidget | None = view
    while above is not None:
        kept = above.property(_MEMORY)
        if isinstance(kept, ViewMemory):
            return kept
        above = above.parentWidget()
    return None
