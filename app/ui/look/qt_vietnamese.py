"""Qt's own words in Vietnamese: Qt brings no such translation for its standard dialogs."""

from PySide6.QtCore import QCoreApplication, QTranslator
from typing_extensions import override

from app.wording import buttons, captions, prompts, states

_BUTTONS = {
    "OK": "Đồng ý",
    "&OK": "Đồn&g ý",
    "Save": buttons.SAVE,
    "&Save": "&Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "&Open": "&Mở",
    "&Yes": "&Có",
    "Yes": states.YES,
    "Yes to &All": "Có với &tất cả",
    "&No": "&Không",
    "No": states.NO,
    "N&o to All": "Khôn&g với tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Close": buttons.CLOSE,
    "&Close": "Đón&g",
    "Cancel": buttons.CANCEL,
    "&Cancel": "&Hủy",
    "Discard": buttons.DROP,
    "Don't Save": "Không lưu",
    "Close without Saving": "Đóng, không lưu",
    "Help": "Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": buttons.DEFAULTS,
}

_EDITING = {
    "&Undo": "H&oàn tác",
    "&Redo": "&Làm lại",
    "Cu&t": "&Cắt",
    "&Copy": "&Sao chép",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "Copy &Link Location": "Sao chép &liên kết",
    "&Step up": "&Tăng",
    "Step &down": "&Giảm",
    "Insert Unicode control character": "Chèn ký tự điều khiển Unicode",
}

_FILES = {
    "&Look in:": "Tì&m trong:",
    "Look in:": "Tìm trong:",
    "File &name:": "&Tên tệp:",
    "Files of &type:": "L&oại tệp:",
    "Files of type:": "Loại tệp:",
    "Files": captions.FILE,
    "Sidebar": "Cột bên",
    "List of places and bookmarks": "Các nơi và dấu trang",
    "Go back": "Lùi lại",
    "Go forward": "Tiến tới",
    "Go to the parent directory": "Lên thư mục cha",
    "Change to list view mode": "Xem dạng danh sách",
    "Change to detail view mode": "Xem dạng chi tiết",
    "Drive": "Ổ đĩa",
    "Folder": "Thư mục",
    "&Choose": "&Chọn",
    "Back": "Lùi",
    "Forward": "Tiến",
    "Parent Directory": "Thư mục cha",
    "Create New Folder": "Tạo thư mục mới",
    "Create a New Folder": "Tạo thư mục mới",
    "&New Folder": "Thư mục &mới",
    "New Folder": "Thư mục mới",
    "List View": "Dạng danh sách",
    "Detail View": "Dạng chi tiết",
    "All Files (*)": "Mọi tệp (*)",
    "All files (*)": "Mọi tệp (*)",
    "Directory:": "Thư mục:",
    "Directories": "Thư mục",
    "Find Directory": "Chọn thư mục",
    "Save As": "Lưu thành",
    "Recent Places": "Nơi dùng gần đây",
    "My Computer": "Máy tính",
    "Computer": "Máy tính",
    "Show ": "Hiện ",
    "&Rename": "Đổi &tên",
    "&Delete": "&Xóa",
    "Show &hidden files": "Hiện tệp ẩ&n",
    "Name": captions.NAME,
    "Size": captions.SIZE,
    "Type": captions.KIND,
    "Date Modified": "Ngày sửa",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có.\nBạn có muốn ghi đè không?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "Không thấy tệp %1.\nHãy kiểm tra lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "Không thấy thư mục %1.\nHãy kiểm tra lại tên thư mục."
    ),
}

_PRINTING = {
    "Print": "In",
    "&Print": "&In",
    "Printer": captions.PRINTER,
    "&Name:": "&Tên:",
    "P&roperties": "T&huộc tính",
    "Location:": "Vị trí:",
    "Preview": buttons.PREVIEW,
    "Type:": "Loại:",
    "Output &file:": "Tệp &ra:",
    "Print range": "Khoảng in",
    "Print all": "In tất cả",
    "Pages from": "Từ trang",
    "Pages": "Trang",
    "to": prompts.TO,
    "Current Page": "Trang này",
    "Selection": "Phần đã chọn",
    "Copies": captions.COPIES,
    "Copies:": "Số bản:",
    "Collate": "Xếp theo bộ",
    "Reverse": "Ngược thứ tự",
    "Options": captions.OPTIONS,
    "Color Mode": "Màu",
    "Color": "Màu",
    "Grayscale": "Đen trắng",
    "Paper": "Giấy",
    "Paper size": "Khổ giấy",
    "Orientation": "Hướng giấy",
    "Portrait": "Dọc",
    "Landscape": "Ngang",
    "Margins": "Lề",
    "&Options >>": "&Tùy chọn >>",
    "&Options <<": "&Tùy chọn <<",
    "Print to File (PDF)": "In ra tệp (PDF)",
    "Write PDF file": "Ghi tệp PDF",
    "Local file": "Tệp trên máy",
    "All Pages": "Mọi trang",
    "Even Pages": "Trang chẵn",
    "Odd Pages": "Trang lẻ",
    "Output Settings": "Cách in",
    "Double Sided Printing": "In hai mặt",
    "Off": "Tắt",
    "Long side binding": "Lật theo cạnh dài",
    "Short side binding": "Lật theo cạnh ngắn",
    "Page &Set:": "&Nhóm trang:",
    "Page Setup": "Thiết lập trang",
    "Page Layout": "Bố cục trang",
    "Page size:": "Khổ giấy:",
    "Paper source:": "Khay giấy:",
    "Width:": "Rộng:",
    "Height:": "Cao:",
    "Custom": "Tự chọn",
    "Reverse landscape": "Ngang, đảo chiều",
    "Reverse portrait": "Dọc, đảo chiều",
    "Pages &per sheet:": "Số &trang mỗi tờ:",
    "Page &order:": "Thứ tự tran&g:",
    "top margin": "lề trên",
    "bottom margin": "lề dưới",
    "left margin": "lề trái",
    "right margin": "lề phải",
    "Millimeters (mm)": "Milimét (mm)",
}

_WORDS = {
    "QPlatformTheme": _BUTTONS,
    "QDialogButtonBox": _BUTTONS,
    "QMessageBox": {
        **_BUTTONS,
        "Show Details...": "Xem chi tiết…",
        "Hide Details...": "Ẩn chi tiết…",
    },
    "QFileDialog": {**_BUTTONS, **_FILES},
    "QFileSystemModel": _FILES,
    "QAbstractFileIconProvider": _FILES,
    "QPrintDialog": {**_BUTTONS, **_PRINTING},
    "QPrintPropertiesWidget": _PRINTING,
    "QPrintSettingsOutput": _PRINTING,
    "QPrintWidget": _PRINTING,
    "QPrintPreviewDialog": _PRINTING,
    "QPageSetupWidget": _PRINTING,
    "QLineEdit": _EDITING,
    "QWidgetTextControl": _EDITING,
    "QAbstractSpinBox": {**_EDITING, "&Select All": "Chọn &tất cả"},
}


class QtVietnamese(QTranslator):
    """Answers for Qt's contexts; every other text stays as it is."""

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        # None leaves the question to the next translator; the stub knows only str.
        return _WORDS.get(_text(context), {}).get(_text(sourceText))  # type: ignore[return-value]

    @override
    def isEmpty(self) -> bool:
        return False


def install_vietnamese(app: QCoreApplication) -> QtVietnamese:
    """Let Qt speak Vietnamese for as long as `app` lives."""
    translator = QtVietnamese(app)
    app.installTranslator(translator)
    return translator


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
