"""What a database error means to the person at the counter, and what to do next."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError

from app.errors import (
    ConflictError,
    InvalidInputError,
    ServerPasswordError,
    StoreError,
    UserError,
)

_DAMAGED = "Kho dữ liệu bị hỏng. Hãy ngừng nhập và khôi phục từ bản sao lưu gần nhất."
_SQLITE_ADVICE = {
    "SQLITE_FULL": "Ổ đĩa đã đầy nên chưa ghi được. Hãy giải phóng dung lượng rồi làm lại; "
    "nội dung vừa gõ vẫn còn.",
    "SQLITE_IOERR": "Ổ đĩa báo lỗi khi ghi. Hãy kiểm tra dung lượng và ổ đĩa rồi làm lại.",
    "SQLITE_READONLY": "Kho dữ liệu đang ở chế độ chỉ đọc. Hãy cấp quyền ghi cho thư mục dữ liệu "
    "rồi làm lại.",
    "SQLITE_CANTOPEN": "Không mở được kho dữ liệu. Hãy kiểm tra thư mục dữ liệu còn đó và được "
    "phép đọc, ghi.",
    "SQLITE_BUSY": "Kho dữ liệu đang bận quá 15 giây. Hãy đợi việc đang chạy xong rồi làm lại.",
    "SQLITE_LOCKED": "Kho dữ liệu đang bận. Hãy đợi việc đang chạy xong rồi làm lại.",
    "SQLITE_NOTADB": "Tệp này không phải kho dữ liệu Một Cửa hoặc sai khóa mã hóa. Hãy ngừng nhập "
    "và kiểm tra thư mục dữ liệu, hoặc khôi phục từ bản sao lưu gần nhất.",
    "SQLITE_PROTOCOL": "Kho dữ liệu đang bị chương trình khác giữ. Hãy đóng chương trình rồi mở "
    "lại; nội dung vừa gõ vẫn còn trong bản nháp.",
    "SQLITE_PERM": "Không có quyền dùng kho dữ liệu. Hãy cấp quyền cho thư mục dữ liệu rồi làm "
    "lại.",
    "SQLITE_CORRUPT": _DAMAGED,
}
_POSTGRESQL_ADVICE = {
    "53100": "Ổ đĩa của máy chủ dữ liệu đã đầy nên chưa ghi được. Hãy báo người quản trị máy chủ "
    "rồi làm lại; nội dung vừa gõ vẫn còn.",
    "53300": "Máy chủ dữ liệu đang phục vụ quá nhiều máy. Hãy đợi một lát rồi làm lại.",
    "55P03": "Kho dữ liệu đang bận quá 15 giây vì việc của quầy khác. Hãy đợi một lát rồi làm lại; "
    "nội dung vừa gõ vẫn còn.",
    "57014": "Máy chủ dữ liệu làm việc này quá 60 giây nên đã dừng. Hãy thu hẹp khoảng thời gian "
    "hoặc làm lại lúc vắng.",
    "40": "Hai máy vừa ghi cùng lúc nên việc này chưa được ghi. Hãy làm lại.",
    "25006": "Máy chủ dữ liệu đang ở chế độ chỉ đọc. Hãy báo người quản trị máy chủ.",
    "42501": "Tài khoản của máy chủ dữ liệu không đủ quyền. Hãy báo người quản trị máy chủ.",
}
_UNPROVEN = (
    "Máy chủ dữ liệu không chứng minh được danh tính (chứng thư sai hoặc không mã hóa đường "
    "truyền). Đừng nhập dữ liệu; hãy báo người quản trị máy chủ."
)
_ASKS_AGAIN = (
    "Máy chủ dữ liệu cần mật khẩu, hoặc mật khẩu đang giữ không đúng. Hãy nhập mật khẩu của tài "
    "khoản máy chủ (lệnh database-password), hoặc ghi vào tệp ~/.pgpass hay tệp dịch vụ."
)
_TOO_LARGE = "22003"
_LOST = "Mất kết nối tới máy chủ dữ liệu. Hãy kiểm tra mạng rồi làm lại; nội dung vừa gõ vẫn còn."


_OF_NO_SCHEMA: Final = (
    *("no such table", "no such module", "no such tokenizer"),
    "foreign key mismatch",
)
"""What SQLite says of a schema that this program never wrote."""


def explain(error: DBAPIError) -> UserError | DBAPIError:
    """Return the UserError that `error` means, or `error` itself when it is a bug."""
    unusable = _unusable(error) if isinstance(error, DataError) else None
    if unusable is not None:
        return unusable
    for words, make in _BY_WORDS.items():
        if words in str(error.orig):
            return make()
    if isinstance(error, IntegrityError):
        return _explain_conflict(error)
    name = _sqlite_name(error)
    state = getattr(error.orig, "sqlstate", "") or ""
    for code, advices in ((name, _SQLITE_ADVICE), (state, _POSTGRESQL_ADVICE)):
        for prefix, advice in advices.items():
            if code.startswith(prefix):
                return StoreError(advice)
    if error.connection_invalidated or (not name and _is_connection_trouble(error)):
        return _of_the_line(error)
    return error


def damaged() -> StoreError:
    """Return what is said of a store that holds what this program never writes."""
    return StoreError(_DAMAGED)


def out_of_memory() -> StoreError:
    """Return what is said where the database gets no memory.

    SQLite also asks for more than there is where a row that was damaged says how long it is.
    """
    return StoreError(
        "Không đủ bộ nhớ để đọc kho dữ liệu, hoặc kho bị hỏng. Hãy đóng bớt chương trình khác rồi "
        "làm lại; nếu vẫn lỗi thì ngừng nhập và kiểm tra kho (motcua check)."
    )


def _sqlite_name(error: DBAPIError) -> str:
    """Return SQLite's name of `error`, "" for another database's."""
    name: str = getattr(error.orig, "sqlite_errorname", "") or ""
    if name == "SQLITE_ERROR" and any(words in str(error.orig) for words in _OF_NO_SCHEMA):
        return "SQLITE_CORRUPT"  # every table was there when the store was opened
    return name


def unusable_text() -> InvalidInputError:
    """Return what is said of text that no database can look for or keep."""
    return InvalidInputError("text", "Nội dung có ký tự không dùng được. Hãy xóa và gõ lại.")


def too_long_to_look_for() -> InvalidInputError:
    """Return what is said of text that is longer than any database looks for."""
    return InvalidInputError("text", "Nội dung tìm quá dài. Hãy gõ vài từ rồi tìm lại.")


def unusable_moment() -> InvalidInputError:
    """Return what is said of a moment at the very edge of the calendar."""
    return InvalidInputError("at", "Ngày giờ này nằm ngoài lịch. Hãy kiểm tra và nhập lại.")


def unusable_number() -> InvalidInputError:
    """Return what is said of a number that no database can look for or keep."""
    return InvalidInputError("number", "Con số này quá lớn. Hãy kiểm tra và nhập lại.")


_BY_WORDS: Final[Mapping[str, Callable[[], UserError]]] = {
    "append-only": lambda: StoreError("Nhật ký không cho sửa hoặc xóa."),
    "Could not decode": damaged,  # this program writes no such text
    "pattern too complex": too_long_to_look_for,
}
"""What is told apart by a driver's words alone."""


def _unusable(error: DataError) -> InvalidInputError | None:
    if "NUL" in str(error.orig):
        return unusable_text()
    return unusable_number() if getattr(error.orig, "sqlstate", "") == _TOO_LARGE else None


def _explain_conflict(error: IntegrityError) -> UserError | DBAPIError:
    text = str(error.orig)
    if "handoff_items" in text and "dossier_id" in text:
        return ConflictError("Hồ sơ này vừa được đưa vào một phiếu bàn giao khác đang đi.")
    return error


def _is_connection_trouble(error: DBAPIError) -> bool:
    return isinstance(error, (OperationalError, InterfaceError)) and (
        "connect" in str(error.orig).lower() or "server" in str(error.orig).lower()
    )


def _of_the_line(error: DBAPIError) -> StoreError:
    if _is_about_password(error):
        return ServerPasswordError(_ASKS_AGAIN)
    return StoreError(_UNPROVEN if _is_unproven(error) else _LOST)


def _is_about_password(error: DBAPIError) -> bool:
    """Say whether a server wanted a password and was given none, or another one."""
    line = getattr(error.orig, "pgconn", None)
    if line is None or not isinstance(error, OperationalError):
        return False
    said = str(error.orig).lower()
    return bool(line.needs_password or (line.used_password and "password" in said))


def _is_unproven(error: DBAPIError) -> bool:
    said = str(error.orig)
    return "SSL" in said or "certificate" in said
