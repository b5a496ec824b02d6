"""Sổ quản lý, put together."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.bootstrap.board import Board
from app.bootstrap.plain_registers import write_plain_register
from app.bootstrap.publishing import publishing_parts
from app.bootstrap.ways import PUBLISHING_TAB, REGISTER_TABS
from app.ui.desk.tabbed_page import TabbedPage, TitledTab
from app.ui.publishing.publishing_tab import PublishingTab
from app.ui.registers.parts import RegisterParts
from app.ui.registers.register_tab import InspectionsTab, RegisterTab, UnitsTab
from app.vocabulary.registers import RegisterKind


def registers_page(board: Board) -> TabbedPage:
    """Return the page of what is kept in books beside the dossiers."""
    publishing = PublishingTab(publishing_parts(board))
    return TabbedPage(
        "Sổ quản lý", (TitledTab(PUBLISHING_TAB, publishing), *plain_register_tabs(board))
    )


def plain_register_tabs(board: Board) -> tuple[TitledTab, ...]:
    """Return the tabs of the registers that are all kept the same way."""
    parts = RegisterParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        registers=board.desk.registers,
        counts=board.desk.register_counts,
        write=partial(write_plain_register, board.desk),
        ask_path=board.ask_path,
        ask_file=ask_rows_file,
        actions=board.actions,
    )
    return (
        TitledTab(REGISTER_TABS[RegisterKind.INSPECTIONS], InspectionsTab(parts)),
        TitledTab(REGISTER_TABS[RegisterKind.ONE_STOP_UNITS], UnitsTab(parts)),
        *(
            TitledTab(REGISTER_TABS[kind], RegisterTab(parts, kind))
            for kind in (RegisterKind.REGULATIONS, RegisterKind.ACTIVITIES)
        ),
    )


def ask_rows_file(parent: QWidget) -> Path | None:
    """Ask for a file of entries, in the person's documents at first; None on turning back."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    chosen, _ = QFileDialog.getOpenFileName(
        parent,
        "Chọn tệp nhập vào sổ",
        QStandardPaths.writableLocation(place),
        "Bảng tính (*.xlsx *.csv *.tsv *.txt)",
    )
    return Path(chosen) if chosen else None
