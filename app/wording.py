"""Vietnamese words, dates and numbers that several places show; source strings are Vietnamese."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from app.clock import to_local
from app.vocabulary import (
    Action,
    Channel,
    DayKind,
    DossierStatus,
    DueTimeRule,
    FormKind,
    GroupBy,
    HandoffItemState,
    Level,
    Outcome,
    PersonKind,
    PrintState,
    ReceiptForm,
    ReturnBy,
    Role,
    Sex,
    Timeliness,
    TimeUnit,
    UnitKind,
    Verdict,
)

_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Role: {
        Role.OFFICER: "Cán bộ tiếp nhận",
        Role.SUPERVISOR: "Phụ trách bộ phận",
        Role.ADMINISTRATOR: "Quản trị",
        Role.AGENCY_OFFICER: "Cán bộ cơ quan giải quyết",
    },
    UnitKind: {
        UnitKind.ONE_STOP: "Bộ phận Một cửa",
        UnitKind.AGENCY: "Cơ quan giải quyết",
        UnitKind.EXTERNAL: "Đơn vị bên ngoài",
    },
    Level: {
        Level.MINISTRY: "Cấp bộ",
        Level.PROVINCE: "Cấp tỉnh",
        Level.DISTRICT: "Cấp huyện",
        Level.COMMUNE: "Cấp xã",
    },
    TimeUnit: {
        TimeUnit.WORKING_DAY: "ngày làm việc",
        TimeUnit.WORKING_HOUR: "giờ làm việc",
        TimeUnit.CALENDAR_DAY: "ngày",
        TimeUnit.MONTH: "tháng",
        TimeUnit.SAME_DAY: "trong ngày",
        TimeUnit.NONE: "không quy định thời hạn",
    },
    Channel: {
        Channel.COUNTER: "Tại quầy",
        Channel.ONLINE: "Trực tuyến",
        Channel.POST: "Bưu chính",
    },
    ReturnBy: {ReturnBy.COUNTER: "Tại quầy", ReturnBy.POST: "Qua bưu chính"},
    PersonKind: {
        PersonKind.CITIZEN: "Cá nhân",
        PersonKind.ENTERPRISE: "Doanh nghiệp",
        PersonKind.HOUSEHOLD_BUSINESS: "Hộ kinh doanh",
        PersonKind.ORGANISATION: "Tổ chức khác",
    },
    Sex: {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"},
    DueTimeRule: {
        DueTimeRule.SAME_TIME: "Cùng giờ với lúc nhận",
        DueTimeRule.END_OF_DAY: "Cuối giờ làm việc",
    },
    DayKind: {DayKind.OFF: "Nghỉ", DayKind.WORKED: "Làm bù"},
    DossierStatus: {
        DossierStatus.RECEIVED: "Đã tiếp nhận",
        DossierStatus.NOT_ACCEPTED: "Không tiếp nhận",
        DossierStatus.PROCESSING: "Đang xử lý",
        DossierStatus.AWAITING_SUPPLEMENT: "Chờ bổ sung",
        DossierStatus.AWAITING_PAYMENT: "Chờ thực hiện nghĩa vụ tài chính",
        DossierStatus.WITHDRAWN: "Công dân rút hồ sơ",
        DossierStatus.STOPPED: "Dừng giải quyết",
        DossierStatus.RESOLVED: "Đã xử lý xong",
        DossierStatus.RETURNED: "Đã trả kết quả",
    },
    Outcome: {
        Outcome.GRANTED: "Đồng ý giải quyết",
        Outcome.REFUSED: "Từ chối giải quyết",
    },
    Action: {
        Action.REGISTER: "Tiếp nhận",
        Action.CORRECT: "Sửa tiếp nhận",
        Action.HANDOFF: "Bàn giao",
        Action.ACCEPT: "Nhận bàn giao",
        Action.DECLINE: "Không nhận bàn giao",
        Action.RECALL: "Thu hồi bàn giao",
        Action.ASK_SUPPLEMENT: "Yêu cầu bổ sung",
        Action.SUPPLEMENT_IN: "Nhận bổ sung",
        Action.ASK_PAYMENT: "Yêu cầu thực hiện nghĩa vụ tài chính",
        Action.PAYMENT_IN: "Đã thực hiện nghĩa vụ tài chính",
        Action.EXTEND: "Hẹn lại ngày trả",
        Action.RESOLVE: "Nhập kết quả",
        Action.RETURN: "Trả kết quả",
        Action.WITHDRAW: "Công dân rút hồ sơ",
        Action.STOP: "Dừng giải quyết",
    },
    HandoffItemState: {
        HandoffItemState.SENT: "Đang đi",
        HandoffItemState.ACCEPTED: "Đã nhận",
        HandoffItemState.REFUSED: "Không nhận",
        HandoffItemState.RECALLED: "Đã thu hồi",
    },
    FormKind: {
        FormKind.RECEIPT: "Giấy tiếp nhận và hẹn trả",
        FormKind.HANDOFF_SLIP: "Phiếu bàn giao",
        FormKind.RETURN_RECEIPT: "Phiếu trả kết quả",
    },
    PrintState: {
        PrintState.QUEUED: "Chờ in",
        PrintState.SENT: "Đã gửi máy in",
        PrintState.FAILED: "Chưa in được",
        PrintState.CANCELLED: "Đã bỏ in",
    },
    ReceiptForm: {
        ReceiptForm.TT01_2018: "Mẫu 01, Thông tư 01/2018/TT-VPCP",
        ReceiptForm.TT03_2025: "Mẫu 01, Thông tư 03/2025/TT-VPCP",
    },
    Timeliness: {
        Timeliness.EARLY: "Trước hạn",
        Timeliness.ON_TIME: "Đúng hạn",
        Timeliness.LATE: "Quá hạn",
        Timeliness.IN_TIME: "Trong hạn",
        Timeliness.OVERDUE: "Quá hạn",
    },
    Verdict: {
        Verdict.GENUINE: "Giấy thật",
        Verdict.VOID: "Giấy đã hủy",
        Verdict.UNKNOWN: "Không có trong kho",
        Verdict.FORGED: "Giấy giả",
    },
    GroupBy: {
        GroupBy.AGENCY: "Cơ quan giải quyết",
        GroupBy.PROCEDURE: "Thủ tục",
        GroupBy.FIELD: "Lĩnh vực",
        GroupBy.OFFICER: "Cán bộ",
    },
}

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def label(code: StrEnum) -> str:
    """Return the Vietnamese word for a member of the vocabulary."""
    return _LABELS[type(code)][code]


def day_text(day: date) -> str:
    """Return dd/MM/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def weekday_text(day: date) -> str:
    """Return "Thứ Tư 25/11/2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day_text(day)}"


def time_text(instant: datetime) -> str:
    """Return the office's HH:mm of `instant`."""
    return f"{to_local(instant):%H:%M}"


def moment_text(instant: datetime) -> str:
    """Return "25/11/2026 09:42" in the office's time."""
    return f"{day_text(to_local(instant).date())} {time_text(instant)}"


def long_moment_text(instant: datetime) -> str:
    """Return "09 giờ 42 phút, ngày 25/11/2026" as the forms write it."""
    local = to_local(instant)
    return f"{local:%H} giờ {local:%M} phút, ngày {day_text(local.date())}"


def number_text(number: int) -> str:
    """Return 1.250.000."""
    return f"{number:,}".replace(",", ".")


def money_text(amount_vnd: int) -> str:
    """Return 1.250.000 ₫."""
    return f"{number_text(amount_vnd)} ₫"


def late_text(due_at: datetime, now: datetime) -> str:
    """Return how far past its due instant something is: "Quá hạn 2 ngày", "Quá hạn 3 giờ"."""
    past = now - due_at
    if past.days >= 1:
        return f"Quá hạn {past.days} ngày"
    hours = int(past.total_seconds() // 3600)
    return f"Quá hạn {hours} giờ" if hours else "Quá hạn dưới 1 giờ"


def mask_id(number: str) -> str:
    """Return an identity number with its middle hidden: 079*****1234."""
    if len(number) <= 4:
        return number
    shown = 3 if len(number) >= 9 else 0
    return number[:shown] + "*" * (len(number) - shown - 4) + number[-4:]
