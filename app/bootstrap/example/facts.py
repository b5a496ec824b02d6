"""What the report of Tây Ninh on quarter II 2019 says, as facts that a store can hold.

The report gives no number and date of the decision that published the lists, and no names of who
sent the petitions: those here are made up and say so ("thử", "mẫu").
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.office.records import NewOffice
from app.services.publishing.level_counts import LevelCounts
from app.services.publishing.records import DecisionDraft
from app.services.registers.fields import Given
from app.vocabulary.office import Level
from app.vocabulary.petitions import PetitionChannel, PetitionKind, PetitionOutcome
from app.vocabulary.registers import RegisterKind
from app.vocabulary.reports import RemarkPlace, ReportSection

PERIOD: Final = "2019-Q2"
NEXT_PERIOD: Final = "2019-Q3"
FOUNDED: Final = date(2019, 4, 1)
REPORTED: Final = date(2019, 7, 10)

OFFICE: Final = NewOffice(
    code="000.00.00.H53",
    name="Trung tâm Hành chính công tỉnh Tây Ninh",
    parent_name="UBND tỉnh Tây Ninh",
    level=Level.PROVINCE,
    head_name="Nguyễn Thủ Trưởng (thử)",
    place="Tây Ninh",
    is_demo=True,
)
FOUNDER: Final = ("phutrach", "Trần Phụ Trách (thử)")

LISTS: Final = DecisionDraft(
    number="01-MẪU/QĐ-UBND",
    decided_on=date(2019, 5, 15),
    issuer="UBND tỉnh Tây Ninh",
    agency_name="Sở Lao động Thương binh và Xã hội, Sở Khoa học và Công nghệ",
    effective_from=date(2019, 5, 15),
    note="Số và ngày của quyết định là mẫu; số lượng thủ tục theo báo cáo quý II năm 2019.",
    stated=LevelCounts(total=203, province=142, district=13, commune=49),
)

EVALUATING_RULES: Final = (
    "Quy định tổ chức đánh giá việc giải quyết TTHC theo cơ chế một cửa, cơ chế một cửa liên thông "
    "tại 3 cấp chính quyền"
)
REGISTERED: Final[tuple[tuple[RegisterKind, dict[str, Given]], ...]] = (
    (
        RegisterKind.REGULATIONS,
        {
            "document_no": "800/QĐ-UBND",
            "issued_on": date(2018, 4, 4),
            "issuer": "UBND tỉnh",
            "subject": EVALUATING_RULES,
            "is_legal": False,
            "procedures": 0,
        },
    ),
    (
        RegisterKind.INSPECTIONS,
        {
            "subject": "Công tác cải cách hành chính, kiểm soát TTHC",
            "inspected": "các cơ quan, đơn vị trong tỉnh",
            "planned_month": date(2019, 9, 1),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class TakenPetition:
    """One of the four petitions: when it came, how, and what came of it."""

    received_on: date
    channel: PetitionChannel
    kind: PetitionKind
    content: str
    outcome: PetitionOutcome
    answered_on: date


PETITIONS: Final = (
    TakenPetition(
        date(2019, 4, 9),
        PetitionChannel.WRITTEN,
        PetitionKind.PROPOSAL,
        "Đề nghị bỏ yêu cầu nộp bản sao có chứng thực khi đã xuất trình bản chính (thử).",
        PetitionOutcome.EXPLAIN,
        date(2019, 4, 19),
    ),
    TakenPetition(
        date(2019, 4, 25),
        PetitionChannel.ONLINE,
        PetitionKind.FEEDBACK,
        "Phản ánh quy định về thành phần hồ sơ chưa thống nhất với trang dịch vụ công (thử).",
        PetitionOutcome.EXPLAIN,
        date(2019, 5, 8),
    ),
    TakenPetition(
        date(2019, 5, 20),
        PetitionChannel.PHONE,
        PetitionKind.PROPOSAL,
        "Kiến nghị rút ngắn thời gian giải quyết của một thủ tục lĩnh vực lao động (thử).",
        PetitionOutcome.EXPLAIN,
        date(2019, 5, 31),
    ),
    TakenPetition(
        date(2019, 6, 4),
        PetitionChannel.OPINION_SLIP,
        PetitionKind.FEEDBACK,
        "Phản ánh mẫu đơn của một thủ tục khoa học công nghệ khó hiểu (thử).",
        PetitionOutcome.EXPLAIN,
        date(2019, 6, 14),
    ),
)

_RULES: Final = (
    "Đã ban hành Quyết định số 800/QĐ-UBND ngày 4/4/2018 của UBND tỉnh Quy định tổ chức đánh giá "
    "việc giải quyết TTHC theo cơ chế một cửa, cơ chế một cửa liên thông tại 3 cấp chính quyền."
)
_CARED: Final = (
    "Song song với các hoạt động trên thì công tác tiếp nhận, xử lý phản ánh, kiến nghị luôn được "
    "tỉnh quan tâm."
)
_CHARGED: Final = (
    "Tỉnh đã giao Văn phòng Đoàn ĐBQH, HĐND và UBND tỉnh tham mưu ban hành kế hoạch kiểm tra công "
    "tác CCHC, kiểm soát TTHC trong thời gian tới."
)
_DUTY: Final = (
    "Đồng thời, tỉnh thường xuyên kiểm tra công vụ tại cơ quan hành chính các cấp nhằm nâng cao "
    "trách nhiệm, kỷ cương, kỷ luật hành chính và tinh thần thái độ phục vụ Nhân dân của đội ngũ "
    "CBCCVC ở các cấp, các ngành trong tỉnh."
)
REMARKS: Final = (
    (ReportSection.REGULATIONS, RemarkPlace.AFTER, _RULES),
    (ReportSection.PETITIONS, RemarkPlace.BEFORE, _CARED),
    (ReportSection.INSPECTIONS, RemarkPlace.BEFORE, _CHARGED),
    (ReportSection.INSPECTIONS, RemarkPlace.AFTER, _DUTY),
)
TASKS: Final = (
    "Ban hành quy chế hoạt động Cổng Dịch vụ công trực tuyến, Hệ thống thông tin một cửa điện tử "
    "và Cổng hành chính công tỉnh",
    "Tổ chức đoàn đi học tập kinh nghiệm",
    "Công bố danh mục tên TTHC thực hiện tại Trung tâm Hành chính công, tên TTHC thực hiện liên "
    "thông cùng cấp, khác cấp",
    "Hoàn thành việc trang bị hệ thống Camera giám sát 100% Bộ phận Một cửa các cấp",
    "Đẩy mạnh công tác thông tin, tuyên truyền tới người dân, doanh nghiệp và toàn xã hội về công "
    "tác CCHC và kiểm soát TTHC, về dịch vụ công trực tuyến, dịch vụ bưu chính công ích",
)
