"""Vietnamese words, dates and numbers that several places show; source strings are Vietnamese."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from app.clock import to_local
from app.evaluation_wording import EVALUATION_LABELS
from app.petition_wording import PETITION_LABELS
from app.report_wording import REPORT_LABELS
from app.vocabulary import (
    Action,
    AttachmentKind,
    BundleDirection,
    BundleKind,
    Channel,
    DayKind,
    DossierStatus,
    DueTimeRule,
    Face,
    FormKind,
    FormSet,
    GroupBy,
    GuardedAct,
    HandoffItemState,
    LateReason,
    Level,
    Liaison,
    Outcome,
    PaymentKind,
    PeriodKind,
    PersonKind,
    PostDirection,
    PrintState,
    PublishedEffect,
    RatingSource,
    ReasonKind,
    ReturnBy,
    Role,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
    Sex,
    Timeliness,
    TimeUnit,
    UnitKind,
    Verdict,
    WorkKind,
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
    PublishedEffect: {
        PublishedEffect.NEW: "Công bố mới",
        PublishedEffect.AMENDED: "Sửa đổi, bổ sung",
        PublishedEffect.ABOLISHED: "Bãi bỏ",
    },
    Liaison: {
        Liaison.NONE: "Không liên thông",
        Liaison.SAME_LEVEL: "Liên thông cùng cấp",
        Liaison.ACROSS_LEVELS: "Liên thông các cấp",
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
    PeriodKind: {
        PeriodKind.QUARTER: "Quý",
        PeriodKind.HALF: "6 tháng",
        PeriodKind.NINE_MONTHS: "9 tháng",
        PeriodKind.YEAR: "Năm",
        PeriodKind.CUSTOM: "Khoảng ngày",
    },
    LateReason: {
        LateReason.LAW: "Quy định pháp luật, chính sách",
        LateReason.ORGANISATION: "Tổ chức bộ máy, cán bộ",
        LateReason.FUNDING: "Kinh phí",
        LateReason.FACILITIES: "Cơ sở vật chất, kỹ thuật",
        LateReason.COORDINATION: "Phối hợp giữa các cơ quan",
        LateReason.OTHER: "Nguyên nhân khác",
    },
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
        DossierStatus.AWAITING_OPINION: "Chờ ý kiến cơ quan khác",
        DossierStatus.AWAITING_CHECK: "Chờ xác minh thực tế",
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
        Action.NOT_ACCEPT: "Từ chối tiếp nhận",
        Action.CORRECT: "Sửa tiếp nhận",
        Action.HANDOFF: "Bàn giao",
        Action.ACCEPT: "Nhận bàn giao",
        Action.DECLINE: "Không nhận bàn giao",
        Action.RECALL: "Thu hồi bàn giao",
        Action.ASK_SUPPLEMENT: "Yêu cầu bổ sung",
        Action.SUPPLEMENT_IN: "Nhận bổ sung",
        Action.ASK_PAYMENT: "Yêu cầu thực hiện nghĩa vụ tài chính",
        Action.PAYMENT_IN: "Đã thực hiện nghĩa vụ tài chính",
        Action.ASK_OPINION: "Lấy ý kiến cơ quan khác",
        Action.OPINION_IN: "Đã có ý kiến",
        Action.ASK_CHECK: "Xác minh thực tế",
        Action.CHECK_IN: "Đã xác minh",
        Action.END_PHASE: "Xong giai đoạn",
        Action.EXTEND: "Hẹn lại ngày trả",
        Action.RESCHEDULE: "Hẹn theo lịch mới",
        Action.RESOLVE: "Nhập kết quả",
        Action.FINISH: "Giải quyết và trả ngay",
        Action.RETURN: "Trả kết quả",
        Action.WITHDRAW: "Công dân rút hồ sơ",
        Action.STOP: "Dừng giải quyết",
        Action.GIVE_BACK: "Trả lại giấy tờ",
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
        FormKind.SUPPLEMENT_REQUEST: "Phiếu yêu cầu bổ sung, hoàn thiện",
        FormKind.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết",
        FormKind.APOLOGY: "Phiếu xin lỗi và hẹn lại",
        FormKind.STOP_NOTICE: "Thông báo dừng giải quyết",
        FormKind.CONTROL_SLIP: "Phiếu kiểm soát quá trình giải quyết",
        FormKind.GUIDE_SLIP: "Phiếu hướng dẫn",
        FormKind.FEE_RECEIPT: "Phiếu thu phí, lệ phí",
        FormKind.WITHDRAWAL_NOTE: "Phiếu rút hồ sơ, trả lại giấy tờ",
        FormKind.POST_LABEL: "Nhãn bưu gửi",
        FormKind.DAY_CLOSING: "Phiếu khóa ngày",
        FormKind.PETITION_RECEIPT: "Phiếu tiếp nhận phản ánh",
        FormKind.PETITION_ANSWER: "Văn bản trả lời phản ánh",
        FormKind.RATING_SLIP: "Phiếu đánh giá",
    },
    PaymentKind: {
        PaymentKind.ADVANCE: "Tạm thu khi tiếp nhận",
        PaymentKind.FINAL: "Thu khi trả kết quả",
        PaymentKind.VOIDED: "Đã hủy",
    },
    PostDirection: {PostDirection.IN: "Bưu gửi đến", PostDirection.OUT: "Bưu gửi đi"},
    ReasonKind: {
        ReasonKind.SUPPLEMENT: "Yêu cầu bổ sung",
        ReasonKind.REFUSAL: "Từ chối",
        ReasonKind.APOLOGY: "Xin lỗi, hẹn lại",
        ReasonKind.STOP: "Dừng giải quyết",
        ReasonKind.WITHDRAWAL: "Rút hồ sơ",
        ReasonKind.EXEMPTION: "Miễn, giảm phí",
        ReasonKind.RATING_GOOD: "Đánh giá: điều hài lòng",
        ReasonKind.RATING_POOR: "Đánh giá: điều chưa hài lòng",
    },
    RatingSource: {
        RatingSource.SLIP: "Phiếu giấy",
        RatingSource.WINDOW: "Màn hình tại quầy",
        RatingSource.PHONE: "Qua điện thoại",
        RatingSource.ONLINE: "Trực tuyến",
    },
    Face: {
        Face.HAPPY: "Hài lòng",
        Face.NEUTRAL: "Bình thường",
        Face.UNHAPPY: "Không hài lòng",
    },
    SaidTime: {
        SaidTime.SOONER: "Sớm hơn hẹn",
        SaidTime.AS_PROMISED: "Đúng hẹn",
        SaidTime.LATER: "Muộn hơn hẹn",
    },
    SaidContacts: {
        SaidContacts.NONE: "Không lần nào",
        SaidContacts.ONE: "Một lần",
        SaidContacts.MORE: "Nhiều lần",
    },
    SaidOthers: {
        SaidOthers.NONE: "Không nơi nào",
        SaidOthers.ONE_STOP: "Chỉ Bộ phận Một cửa",
        SaidOthers.MORE: "Nhiều nơi",
    },
    SaidAttitude: {
        SaidAttitude.GOOD: "Tốt",
        SaidAttitude.NO_COMPLAINT: "Không phàn nàn",
        SaidAttitude.COMPLAINT: "Có phàn nàn",
    },
    WorkKind: {
        WorkKind.LATE: "Quá hạn",
        WorkKind.STEP_LATE: "Cơ quan giữ quá hạn bước",
        WorkKind.PETITION_LATE: "Phản ánh, kiến nghị quá hạn",
        WorkKind.DUE_TODAY: "Đến hạn hôm nay",
        WorkKind.PETITION_TODAY: "Phản ánh, kiến nghị đến hạn hôm nay",
        WorkKind.NEAR_DUE: "Sắp đến hạn",
        WorkKind.PETITION_NEAR: "Phản ánh, kiến nghị sắp đến hạn",
        WorkKind.SUPPLEMENT_OVER: "Quá lâu chưa bổ sung",
        WorkKind.HANDOVER_DUE: "Chưa chuyển cơ quan giải quyết",
        WorkKind.NOT_ACCEPTED_YET: "Đã giao, chưa ai nhận",
        WorkKind.ENTRY_LATE: "Kiểm tra, khắc phục quá hạn",
        WorkKind.WAITING_COLLECTION: "Chờ trả kết quả",
        WorkKind.PAPERS_TO_GIVE_BACK: "Chờ trả lại giấy tờ",
        WorkKind.ENTRY_DUE: "Kiểm tra, khắc phục đến hạn",
    },
    AttachmentKind: {
        AttachmentKind.PAPER: "Bản chụp giấy tờ",
        AttachmentKind.RESULT: "Kết quả điện tử",
        AttachmentKind.SIGNED_SLIP: "Phiếu bàn giao đã ký",
    },
    BundleKind: {
        BundleKind.HANDOVER: "Gói bàn giao",
        BundleKind.ANSWER: "Gói trả lời",
        BundleKind.RESULT: "Gói kết quả",
        BundleKind.PERIOD: "Số liệu kỳ báo cáo",
    },
    BundleDirection: {BundleDirection.OUT: "Gửi đi", BundleDirection.IN: "Nhận về"},
    GuardedAct: {
        GuardedAct.REOPEN_DAY: "Mở lại ngày đã khóa",
        GuardedAct.REOPEN_PERIOD: "Mở lại kỳ báo cáo đã khóa",
        GuardedAct.VOID_FORM: "Hủy giấy đã cấp",
        GuardedAct.RESTORE: "Khôi phục kho dữ liệu",
        GuardedAct.RENEW_KEY: "Thay khóa ký",
        GuardedAct.ENCRYPT_STORE: "Mã hóa kho dữ liệu",
        GuardedAct.DECRYPT_STORE: "Bỏ mã hóa kho dữ liệu",
        GuardedAct.CHANGE_STORE_KEY: "Đổi khóa của kho",
        GuardedAct.CHANGE_ROLES: "Thay vai trò tài khoản",
        GuardedAct.ERASE: "Xóa dữ liệu cá nhân hết thời hạn lưu",
        GuardedAct.EXPORT_UNMASKED: "Xuất dữ liệu không che",
        GuardedAct.PRINT_RECOVERY: "In phiếu khôi phục khóa",
    },
    PrintState: {
        PrintState.QUEUED: "Chờ in",
        PrintState.SENT: "Đã gửi máy in",
        PrintState.FAILED: "Chưa in được",
        PrintState.CANCELLED: "Đã bỏ in",
    },
    FormSet: {
        FormSet.TT01_2018: "Thông tư 01/2018/TT-VPCP",
        FormSet.TT03_2025: "Thông tư 03/2025/TT-VPCP",
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
    **REPORT_LABELS,
    **EVALUATION_LABELS,
    **PETITION_LABELS,
}

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


ERASED = "(đã xóa)"
"""What stands where personal data were erased at the end of their time."""


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


def tenths_text(tenths: int) -> str:
    """Return 35 tenths as "3,5"; not for negative ones."""
    return f"{number_text(tenths // 10)},{tenths % 10}"


def share_text(part: int, whole: int) -> str:
    """Return "12,5 %", rounded half up; `whole` is not 0."""
    return f"{tenths_text((2000 * part + whole) // (2 * whole))} %"


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
