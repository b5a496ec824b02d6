"""Writing a summary to a file the officer names: whole or not at all."""

import errno
from pathlib import Path
from typing import Final

from app.errors import StoreError
from app.paths import write_whole
from app.reports.formats import ExportFormat
from app.reports.summary_csv import register_csv, summary_csv
from app.reports.summary_json import summary_json
from app.reports.summary_pdf import summary_pdf
from app.reports.summary_xlsx import summary_xlsx
from app.services.figures.records import DailySummary
from app.vocabulary.periods import GroupBy

# An export is the officer's own document: the system's mask decides who else reads it.
_MODE: Final = 0o666


def export_summary(
    summary: DailySummary, fmt: ExportFormat, path: Path, by: GroupBy | None = None
) -> None:
    """Write `summary` to `path` as `fmt`, split by `by` (None: every split the format holds).

    An existing file is replaced; after a failure it is as it was. Raises RuleBrokenError where the
    figures do not add up and StoreError where the file cannot be written.
    """
    write_report(summary_bytes(summary, fmt, by), path)


def write_report(content: bytes, path: Path) -> None:
    """Write a finished file to `path`: whole or not at all. Raises StoreError with advice."""
    try:
        write_whole(path, content, mode=_MODE)
    except OSError as error:
        raise StoreError(_advice(error, path)) from error


def summary_bytes(summary: DailySummary, fmt: ExportFormat, by: GroupBy | None = None) -> bytes:
    """Return the file's content. Raises RuleBrokenError where the figures do not add up."""
    match fmt:
        case ExportFormat.XLSX:
            return summary_xlsx(summary, by)
        case ExportFormat.PDF:
            return summary_pdf(summary, by)
        case ExportFormat.CSV:
            return summary_csv(summary, by)
        case ExportFormat.REGISTER_CSV:
            return register_csv(summary)
        case ExportFormat.JSON:
            return summary_json(summary, by)


def _advice(error: OSError, path: Path) -> str:
    name, folder = path.name, path.parent
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return (
                f"Ổ đĩa đã đầy nên chưa xuất được “{name}”. Hãy giải phóng dung lượng hoặc chọn "
                "ổ khác rồi xuất lại."
            )
        case errno.ENOENT | errno.ENOTDIR:
            return f"Không có thư mục “{folder}”. Hãy chọn thư mục khác rồi xuất lại."
        case errno.EISDIR:
            return f"“{path}” là một thư mục. Hãy đặt tên tệp khác rồi xuất lại."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            # Windows answers so while another program has the file open.
            return (
                f"Không ghi được “{name}” vào “{folder}”: tệp đang mở trong chương trình khác hoặc "
                "thư mục không cho ghi. Hãy đóng tệp đó hoặc chọn thư mục khác rồi xuất lại."
            )
        case _:
            reason = error.strerror or "lỗi không rõ"
            return f"Chưa ghi được “{name}” ({reason}). Hãy chọn nơi khác rồi xuất lại."
