"""The Vietnamese words for a period's report and its registers; `wording.label` shows them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.vocabulary.evaluation import (
    EvaluatedKind,
    EvaluationIndex,
    Grade,
    OneStopWork,
    OnlineLevel,
    Publicity,
    ToldKind,
)
from app.vocabulary.reports import (
    REGISTER_TITLES,
    ActivityKind,
    GroupBy,
    RegisterKind,
    RemarkPlace,
    ReportSection,
)
from app.wording import captions

REPORT_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    ReportSection: {
        ReportSection.REGULATIONS: "Văn bản quy định về TTHC",
        ReportSection.PUBLISHING: "Công bố danh mục TTHC",
        ReportSection.ONE_STOP: "Giải quyết TTHC theo cơ chế một cửa, một cửa liên thông",
        ReportSection.EVALUATION: "Đánh giá việc giải quyết TTHC",
        ReportSection.PETITIONS: "Tiếp nhận, xử lý phản ánh, kiến nghị",
        ReportSection.INSPECTIONS: "Kiểm tra công tác kiểm soát TTHC, cải cách hành chính",
        ReportSection.COMMUNICATION: "Truyền thông, tập huấn",
        ReportSection.OVERDUE: "Hồ sơ quá hạn và nguyên nhân",
        ReportSection.NEXT_TASKS: "Phương hướng, nhiệm vụ kỳ sau",
    },
    RemarkPlace: {
        RemarkPlace.BEFORE: "Trước phần số liệu",
        RemarkPlace.AFTER: "Sau phần số liệu",
    },
    RegisterKind: {kind: REGISTER_TITLES[kind] for kind in RegisterKind},
    ActivityKind: {
        ActivityKind.COMMUNICATION: "Truyền thông",
        ActivityKind.TRAINING: "Tập huấn",
    },
}

SPLIT_TITLES: Final[Mapping[GroupBy, str]] = {
    GroupBy.AGENCY: "Theo cơ quan",
    GroupBy.FIELD: "Theo lĩnh vực",
    GroupBy.PROCEDURE: "Theo thủ tục",
    GroupBy.OFFICER: "Theo cán bộ",
}
"""What figures are called that are split by each, in the order of the sheets."""


# The Vietnamese words of the evaluation; `labels.label` shows them.

EVALUATION_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    EvaluationIndex: {
        EvaluationIndex.TOTAL_TIME: "Tổng thời gian giải quyết",
        EvaluationIndex.OWN_TIME: "Thời gian của từng cơ quan",
        EvaluationIndex.CONTACTS: "Số lần liên hệ nơi tiếp nhận",
        EvaluationIndex.OTHER_AGENCIES: "Số cơ quan phải liên hệ",
        EvaluationIndex.AT_ONE_STOP: "Thẩm định, phê duyệt tại Một cửa",
        EvaluationIndex.PUBLICITY: "Công khai thủ tục",
        EvaluationIndex.ATTITUDE: "Thái độ phục vụ",
        EvaluationIndex.COMPLAINTS: "Tiếp thu, giải trình phản ánh",
        EvaluationIndex.ONLINE: "Dịch vụ công trực tuyến",
    },
    EvaluatedKind: {
        EvaluatedKind.UNIT: captions.UNIT,
        EvaluatedKind.AGENCY: captions.AGENCY,
        EvaluatedKind.LEVEL: captions.LEVEL,
        EvaluatedKind.OFFICER: captions.OFFICER,
    },
    Grade: {
        Grade.EXCELLENT: "Xuất sắc",
        Grade.GOOD: "Tốt",
        Grade.FAIR: "Khá",
        Grade.AVERAGE: "Trung bình",
        Grade.WEAK: "Yếu",
    },
    OneStopWork: {
        OneStopWork.ELSEWHERE: "Không ở Bộ phận Một cửa",
        OneStopWork.RECEIVED_AND_RETURNED: "Tiếp nhận và trả kết quả",
        OneStopWork.APPROVED: "Tiếp nhận, thẩm định, phê duyệt, trả kết quả",
    },
    Publicity: {
        Publicity.POSTED_AND_ELECTRONIC: "Niêm yết và công khai điện tử",
        Publicity.ONE_OF_THEM: "Chỉ một hình thức",
        Publicity.WRONG: "Không công khai hoặc công khai sai",
    },
    OnlineLevel: {
        OnlineLevel.NONE: "Không trực tuyến",
        OnlineLevel.PARTIAL: "Trực tuyến một phần",
        OnlineLevel.FULL: "Trực tuyến toàn trình",
    },
    ToldKind: {
        ToldKind.PAID_ONLINE: "Thanh toán trực tuyến",
        ToldKind.REUSED: "Khai thác, sử dụng lại giấy tờ số hóa",
    },
}
