"""The Vietnamese words for a period's report and its registers; `wording.label` shows them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.vocabulary.registers import RegisterKind
from app.vocabulary.reports import ActivityKind, RemarkPlace, ReportSection

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
    RegisterKind: {
        RegisterKind.INSPECTIONS: "Kế hoạch kiểm tra",
        RegisterKind.FINDINGS: "Tồn tại qua kiểm tra",
        RegisterKind.ONE_STOP_UNITS: "Bộ phận Một cửa và thiết bị",
        RegisterKind.REGULATIONS: "Văn bản quy định",
        RegisterKind.ACTIVITIES: "Truyền thông, tập huấn",
    },
    ActivityKind: {
        ActivityKind.COMMUNICATION: "Truyền thông",
        ActivityKind.TRAINING: "Tập huấn",
    },
}
