"""Công bố TTHC, put together."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.bootstrap.board import Board
from app.outputs import OutputKind
from app.reports.published_xlsx import PublishedSheet, published_xlsx
from app.services.publishing.counts import PublishedFigures
from app.ui.publishing.parts import PublishingParts


def publishing_parts(board: Board) -> PublishingParts:
    """Return what the tab of published procedures is connected to."""
    desk = board.desk

    def write(figures: PublishedFigures, path: Path) -> None:
        place = desk.outputs.place(path, OutputKind.XLSX)
        facts = desk.office.facts(board.actor())
        sheet = PublishedSheet(
            unit_name=facts.edit.name, made_at=desk.clock.now(), is_demo=facts.is_demo
        )
        place.write(published_xlsx(figures, sheet))

    return PublishingParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        publishing=desk.publishing,
        write=write,
        ask_path=board.ask_path,
        ask_file=ask_items_file,
        actions=board.actions,
    )


def ask_items_file(parent: QWidget) -> Path | None:
    """Ask for a file of procedures, in the person's documents at first; None on turning back."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    chosen, _ = QFileDialog.getOpenFileName(
        parent,
        "Chọn tệp thủ tục của quyết định",
        QStandardPaths.writableLocation(place),
        "Bảng tính (*.xlsx *.csv *.tsv *.txt)",
    )
    return Path(chosen) if chosen else None
