"""Đối chiếu thời gian: what citizens answered about the time where the system says otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.evaluation.records import SaidTimes, TimeDispute
from app.ui.evaluation import columns, words
from app.ui.widgets.labels import label
from app.ui.widgets.table_view import RowTable


class TimesView(QWidget):
    """One line a dossier; `dossier_wanted` carries the code of the one to open."""

    dossier_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times: SaidTimes | None = None
        self._is_locked = False
        self.lead = label("", "quiet", wrap=True)
        self.table: RowTable[TimeDispute] = RowTable(
            columns.TIMES,
            lambda one: one.dossier_code,
            empty_text="Không có hồ sơ nào mà câu trả lời về thời gian khác với hệ thống.",
        )
        self.table.setAccessibleName("Hồ sơ có câu trả lời về thời gian khác hệ thống")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.lead)
        rows.addWidget(self.table, 1)
        self.table.row_activated.connect(lambda one: self.dossier_wanted.emit(one.dossier_code))

    def clear(self) -> None:
        """Show no period."""
        self._times = None
        self.lead.setText("")
        self.table.set_rows(())

    def show_times(self, times: SaidTimes | None, *, is_locked: bool) -> None:
        """Say what the answers of a period come to; the list comes later."""
        self._times, self._is_locked = times, is_locked
        self.lead.setText(words.times_text(times))
        self.table.set_rows(())

    def show_disputes(self, disputes: Sequence[TimeDispute]) -> None:
        """List the dossiers, and say where the locked count is another."""
        said = words.times_text(self._times)
        if self._is_locked and self._times is not None:
            apart = words.apart_text(self._times.differing, len(disputes), "hồ sơ")
            said = f"{said} {apart}".strip()
        self.lead.setText(said)
        self.table.set_rows(disputes)
