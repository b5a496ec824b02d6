"""What a file may weigh, checked before anything parses it, and the one way to refuse it."""

from pathlib import Path

from app.errors import InvalidInputError

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
MOST_ROWS = 50_000
MOST_COLUMNS = 64


def refuse(message: str) -> InvalidInputError:
    """Return the error that refuses a whole file."""
    return InvalidInputError("file", message)


def read_capped(path: Path) -> bytes:
    """Return the file's bytes. Raises InvalidInputError for one missing, empty or too large."""
    try:
        if not path.is_file():
            raise refuse(f"Không có tệp {path.name}. Hãy chọn lại tệp.")
        with path.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        raise refuse(
            f"Không đọc được tệp {path.name}. Hãy kiểm tra quyền đọc, đóng chương trình đang mở "
            "tệp rồi thử lại."
        ) from error
    if len(content) > MOST_BYTES:
        raise refuse(f"Tệp {path.name} lớn hơn 10 MB. Hãy chia thành nhiều tệp nhỏ hơn.")
    if not content.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise refuse(f"Tệp {path.name} rỗng. Hãy chọn tệp có dữ liệu.")
    return content


def too_many_rows() -> InvalidInputError:
    """Return the refusal of a file with more rows than the limit."""
    return refuse("Tệp có hơn 50.000 dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
