"""The Vietnamese words for the parts of a period's report; `wording.label` shows them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.report_vocabulary import RemarkPlace, ReportSection

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
}
