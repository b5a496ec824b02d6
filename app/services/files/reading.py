"""A file from a person's disk, weighed before it is read whole."""

from pathlib import Path

from app.errors import InvalidInputError
from app.services.files.folder import LARGEST_BYTES


def read_scan(path: Path) -> bytes:
    """Return the content of `path`, at most one byte beyond the cap: enough to be refused.

    Raises InvalidInputError (field `file`) for what is no file or cannot be read.
    """
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise InvalidInputError("file", f"Không có tệp {path.name}. Hãy chọn lại tệp.")
        with path.open("rb") as source:
            return source.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise InvalidInputError(
            "file",
            f"Không đọc được tệp {path.name}. Hãy kiểm tra quyền đọc, thẻ nhớ hoặc đường mạng rồi "
            "chọn lại.",
        ) from fault
