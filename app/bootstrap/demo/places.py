"""Where the demo leaves what it makes."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.errors import InvalidInputError
from app.reports.formats import ExportFormat
from app.ui.shell.file_dialogs import FileDialogs


class _FixedFolders(FileDialogs):
    """Says where an export goes, in place of the person who would be asked."""

    def __init__(self, exports: Path, reports: Path) -> None:
        self._exports = exports
        self._reports = reports

    @override
    def save_export(self, parent: QWidget, name: str, fmt: ExportFormat) -> Path:
        return self._exports / name

    @override
    def folder(self, parent: QWidget, title: str, present: str = "") -> Path:
        return self._reports


@dataclass(frozen=True, slots=True)
class Places:
    """The folders below the one a person named; names that every file system takes."""

    out: Path

    @property
    def store(self) -> Path:
        """The data folder of the demo office."""
        return self.out / "kho"

    @property
    def papers(self) -> Path:
        """What the printer would have printed."""
        return self.out / "giay-to"

    @property
    def summaries(self) -> Path:
        """The day's summary in every format."""
        return self.out / "tong-hop"

    @property
    def report(self) -> Path:
        """The quarter's report with its annexes."""
        return self.out / "bao-cao"

    @property
    def pictures(self) -> Path:
        """Screenshots in the order of the day."""
        return self.out / "anh"

    @property
    def gallery(self) -> Path:
        """Every page in both sizes, light and dark."""
        return self.pictures / "gallery"

    @property
    def index(self) -> Path:
        """The page that shows all of it in order."""
        return self.out / "index.html"

    def dialogs(self) -> FileDialogs:
        """Return what answers each question for a file: summaries and reports have a folder."""
        return _FixedFolders(self.summaries, self.report)

    def prepare(self) -> None:
        """Create the folders. Raises InvalidInputError where `out` holds anything already."""
        try:
            is_used = self.out.exists() and (not self.out.is_dir() or any(self.out.iterdir()))
            if not is_used:
                for folder in (self.store, self.papers, self.summaries, self.pictures):
                    folder.mkdir(parents=True)
        except OSError as fault:
            raise InvalidInputError(
                "out",
                f"Không tạo được thư mục {self.out} ({fault.strerror}). Hãy kiểm tra quyền ghi, "
                "hoặc chọn thư mục khác.",
            ) from fault
        if is_used:
            raise InvalidInputError(
                "out",
                f"{self.out} đã có nội dung. Hãy chọn một thư mục mới hoặc còn trống để không ghi "
                "đè lên dữ liệu đang có.",
            )
