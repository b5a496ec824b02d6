"""What a person does to the card of files, and reads from it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.ui.files.files_card import FilesCard
from app.ui.files.files_table import FileRow
from tests.services.desk_builders import Counter


def show(counter: Counter, card: FilesCard, code: str) -> None:
    card.show_dossier(counter.tracking.one(counter.officer, code))


def lines_of(card: FilesCard) -> tuple[FileRow, ...]:
    return card.table.rows_model.rows


def states_of(card: FilesCard) -> list[str]:
    return [row.said for row in lines_of(card)]


def a_file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def files_of(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def spot(card: FilesCard, place: int) -> QPoint:
    return card.table.visualRect(card.table.rows_model.index(place, 0)).center()


def drop(card: FilesCard, where: QPoint, data: QMimeData) -> bool:
    event = QDropEvent(
        QPointF(where),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    card.table.dropEvent(event)
    return event.isAccepted()
