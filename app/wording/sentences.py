"""What is answered in several places: what is missing, what failed, what to do next."""

from typing import Final

NOT_DONE: Final = "Chưa làm được"
FAILED: Final = "Không làm được"
NO_DOSSIER_CHOSEN: Final = "Chưa chọn hồ sơ"
SCAN_OR_CHOOSE: Final = "Quét giấy tiếp nhận hoặc chọn trong danh sách."
SCAN_OR_CHOOSE_THEN_ENTER: Final = (
    "Quét giấy tiếp nhận của công dân, hoặc chọn hồ sơ trong danh sách rồi Enter."
)
NO_PROCEDURE_CHOSEN: Final = "Chưa chọn thủ tục. Hãy gõ tên hoặc mã rồi chọn trong danh sách."
NO_SUCH_PROCEDURE: Final = "Không có thủ tục này trong danh mục. Hãy tìm lại."
NO_SUCH_CASE: Final = "Trường hợp này không còn trong danh mục. Hãy chọn lại thủ tục."
NO_PROCEDURE_CODE: Final = "Chưa có mã thủ tục. Hãy nhập mã, ví dụ 1.001193."
NO_REASON_OR_DECISION: Final = "Chưa có lý do. Hãy ghi lý do hoặc số quyết định."
NO_REOPEN_REASON: Final = "Chưa có lý do mở lại ngày. Hãy ghi lý do."
NO_KEY_REASON: Final = "Hãy ghi lý do thay khóa ký."
NO_OFFICE_KEY_REASON: Final = "Hãy ghi lý do thay khóa đơn vị."
OFFICE_KEY_MADE: Final = (
    "Đã tạo khóa đơn vị. Hãy gửi thẻ khóa đơn vị cho các đơn vị khác; các máy còn lại của đơn vị "
    "cần được chứng nhận."
)
OFFICE_KEY_REPLACED: Final = (
    "Đã thay khóa đơn vị. Đơn vị khác cần thẻ khóa mới; các máy còn lại cần được chứng nhận lại."
)
STATION_CERTIFIED: Final = "Đã chứng nhận khóa ký số {key_id}, dấu vân tay {digits}."
KEY_IDS_USED_UP: Final = "Đã dùng hết số hiệu khóa ký. Hãy liên hệ quản trị viên."
NO_PASSWORD: Final = "Chưa nhập mật khẩu; hãy nhập mật khẩu."  # noqa: S105 - a label
PASSWORDS_DIFFER: Final = "Hai lần nhập khác nhau; hãy nhập lại mật khẩu."
NO_DAY: Final = "Chưa nhập ngày; hãy gõ như 24/11/2026."
NOT_BY_POST: Final = (
    "Hồ sơ này không đăng ký trả qua bưu chính. Hãy trả tại quầy cho người có quyền."
)
NO_DOSSIERS_IN_FIGURE: Final = "Không có hồ sơ nào trong số liệu này."
NO_DOSSIERS_RECEIVED: Final = "Không có hồ sơ nào được tiếp nhận trong kỳ."
NO_CASES: Final = "Không có trường hợp nào."
NO_PAYMENTS: Final = "Trong ngày không thu khoản nào."
PERIOD_BACKWARDS: Final = "Ngày cuối kỳ đứng trước ngày đầu kỳ. Hãy chọn lại."
PERIOD_TOO_LONG: Final = "Kỳ dài hơn 10 năm. Hãy chia thành nhiều kỳ."
NO_DATABASE: Final = "Hãy ghi --database với địa chỉ của kho dùng chung."
STORE_WHOLE: Final = "Kho dữ liệu nguyên vẹn."
STORE_ENCRYPTED: Final = "Đã mã hóa kho dữ liệu."
STORE_DECRYPTED: Final = "Đã bỏ mã hóa kho dữ liệu."
STORE_KEY_CHANGED: Final = "Đã đổi khóa."
