"""What the supervisor's books of the demo hold: all of it invented, marked "MẪU" or "(thử)"."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from app.services.evaluation.facts import FactDraft
from app.services.publishing.level_counts import LevelCounts
from app.services.publishing.records import DecisionDraft, ItemDraft
from app.services.registers.fields import Given
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.evaluation import OneStopWork, OnlineLevel, Publicity
from app.vocabulary.office import Level
from app.vocabulary.registers import RegisterKind
from app.vocabulary.reports import ActivityKind

Entry = Mapping[str, Given]
_COMMUNE: Final = Level.COMMUNE

INSPECTIONS: Final[Mapping[str, Entry]] = {
    "held": {
        "subject": "Công khai, niêm yết thủ tục hành chính và tiếp nhận hồ sơ theo cơ chế một cửa",
        "inspected": "UBND phường Mẫu",
        "planned_month": date(2026, 10, 1),
        "decision_no": "15-MẪU/QĐ-UBND",
        "decided_on": date(2026, 9, 28),
        "held_on": date(2026, 10, 22),
        "note": "Biên bản số 03 (thử)",
    },
    "this month": {
        "subject": "Xử lý phản ánh, kiến nghị về quy định hành chính",
        "inspected": "Công an cấp xã",
        "planned_month": date(2026, 11, 1),
        "decision_no": "21-MẪU/KH-UBND",
        "decided_on": date(2026, 10, 30),
    },
    "late": {
        "subject": "Số hóa giấy tờ, kết quả giải quyết thủ tục hành chính",
        "inspected": "Phòng Kinh tế",
        "planned_month": date(2026, 9, 1),
    },
    "coming": {
        "subject": "Thực hiện thủ tục liên thông khai sinh, thường trú, bảo hiểm y tế",
        "inspected": "UBND phường Mẫu",
        "planned_month": date(2026, 12, 1),
    },
}
FINDINGS: Final[tuple[tuple[str, Entry], ...]] = (
    (
        "held",
        {
            "finding": "Niêm yết thiếu 3 thủ tục lĩnh vực hộ tịch",
            "found_on": date(2026, 10, 22),
            "mend_by": date(2026, 11, 6),
            "mended_on": date(2026, 11, 4),
            "followed_up": "Đã niêm yết đủ (thử)",
        },
    ),
    (
        "held",
        {
            "finding": "Chưa in phiếu xin lỗi cho 2 hồ sơ trễ hẹn",
            "found_on": date(2026, 10, 22),
            "mend_by": date(2026, 11, 18),
        },
    ),
    (
        "held",
        {
            "finding": "Chưa bố trí chỗ ngồi chờ cho người khuyết tật",
            "found_on": date(2026, 10, 22),
            "mend_by": date(2026, 11, 30),
        },
    ),
)


def _unit(name: str, level: Level, *counts: int) -> tuple[RegisterKind, Entry]:
    names = ("cameras", "queue_machines", "kiosks", "scanners", "touch_screens")
    given: dict[str, Given] = {"name": name, "level": level, "valid_from": date(2025, 7, 1)}
    return RegisterKind.ONE_STOP_UNITS, given | dict(zip(names, counts, strict=True))


def _activity(
    day: date, kind: ActivityKind, form: str, subject: str, place: str, people: int
) -> tuple[RegisterKind, Entry]:
    return RegisterKind.ACTIVITIES, {
        "held_on": day,
        "kind": kind,
        "form": form,
        "subject": subject,
        "place": place,
        "participants": people,
    }


def _regulation(
    number: str, day: date, subject: str, *, is_legal: bool, procedures: int
) -> tuple[RegisterKind, Entry]:
    return RegisterKind.REGULATIONS, {
        "document_no": number,
        "issued_on": day,
        "issuer": "UBND tỉnh Mẫu",
        "subject": subject,
        "is_legal": is_legal,
        "procedures": procedures,
    }


REGISTERED: Final = (
    _unit("Trung tâm Phục vụ hành chính công tỉnh Mẫu", Level.PROVINCE, 8, 2, 4, 6, 3),
    _unit("Trung tâm Phục vụ hành chính công phường Mẫu", _COMMUNE, 4, 1, 2, 3, 1),
    _unit("Trung tâm Phục vụ hành chính công xã Thử Một", _COMMUNE, 2, 1, 0, 2, 0),
    _unit("Trung tâm Phục vụ hành chính công xã Thử Hai", _COMMUNE, 2, 0, 0, 1, 0),
    _unit("Trung tâm Phục vụ hành chính công xã Thử Ba", _COMMUNE, 0, 0, 0, 1, 0),
    _regulation(
        "12-MẪU/2026/QĐ-UBND",
        date(2026, 10, 5),
        "Quy định mức hỗ trợ mai táng đối tượng bảo trợ xã hội trên địa bàn tỉnh",
        is_legal=True,
        procedures=1,
    ),
    _regulation(
        "640-MẪU/QĐ-UBND",
        date(2026, 10, 19),
        "Quy chế hoạt động của Trung tâm Phục vụ hành chính công các cấp",
        is_legal=False,
        procedures=0,
    ),
    _regulation(
        "15-MẪU/2026/QĐ-UBND",
        date(2026, 11, 9),
        "Quy định về cấp giấy phép chặt hạ, dịch chuyển cây xanh đô thị",
        is_legal=True,
        procedures=2,
    ),
    _activity(
        date(2026, 10, 10),
        ActivityKind.COMMUNICATION,
        "Ngày hội chuyển đổi số",
        "Hướng dẫn nộp hồ sơ trực tuyến, thanh toán phí không dùng tiền mặt",
        "Nhà văn hóa khu phố 2",
        120,
    ),
    _activity(
        date(2026, 11, 6),
        ActivityKind.COMMUNICATION,
        "Phát thanh",
        "Quyền phản ánh, kiến nghị về quy định hành chính",
        "Đài truyền thanh phường Mẫu",
        0,
    ),
    _activity(
        date(2026, 11, 13),
        ActivityKind.TRAINING,
        "Hội nghị",
        "Tập huấn nghiệp vụ một cửa, số hóa hồ sơ theo Nghị định 118/2025/NĐ-CP",
        "Hội trường UBND phường Mẫu",
        45,
    ),
)


def _item(code: str, name: str, field: str, agency: str, **more: object) -> ItemDraft:
    return ItemDraft(code=code, name=name, level=_COMMUNE, field=field, agency_name=agency, **more)  # type: ignore[arg-type]


DECISIONS: Final = (
    DecisionDraft(
        number="101-MẪU/QĐ-UBND",
        decided_on=date(2026, 7, 6),
        issuer="UBND tỉnh Mẫu",
        agency_name="Sở Tư pháp, Công an tỉnh",
        effective_from=date(2026, 7, 6),
        note="Danh mục mẫu; tên thủ tục là tên thật.",
        stated=LevelCounts(total=6, province=0, commune=6),
        items=(
            _item(
                "1.001193",
                "Đăng ký khai sinh",
                "Hộ tịch",
                "Sở Tư pháp",
                liaison=Liaison.ACROSS_LEVELS,
                process_number="88-MẪU/QĐ-UBND",
                process_date=date(2026, 7, 10),
            ),
            _item(
                "1.000894",
                "Đăng ký kết hôn",
                "Hộ tịch",
                "Sở Tư pháp",
                process_number="88-MẪU/QĐ-UBND",
                process_date=date(2026, 7, 10),
            ),
            _item(
                "1.000656", "Đăng ký khai tử", "Hộ tịch", "Sở Tư pháp", liaison=Liaison.SAME_LEVEL
            ),
            _item("1.004873", "Cấp giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "Sở Tư pháp"),
            _item("1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú", "Công an tỉnh"),
            _item("1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú", "Công an tỉnh"),
        ),
    ),
    DecisionDraft(
        number="174-MẪU/QĐ-UBND",
        decided_on=date(2026, 10, 20),
        issuer="UBND tỉnh Mẫu",
        agency_name="Sở Nông nghiệp và Môi trường",
        effective_from=date(2026, 10, 20),
        note="Các phần ghi trong quyết định cộng lại không bằng tổng số (thử).",
        stated=LevelCounts(total=203, province=142, district=13, commune=49),
    ),
    DecisionDraft(
        number="188-MẪU/QĐ-UBND",
        decided_on=date(2026, 11, 12),
        issuer="UBND tỉnh Mẫu",
        agency_name="Sở Tư pháp",
        effective_from=date(2026, 11, 15),
        stated=LevelCounts(total=1, commune=1),
        items=(
            _item(
                "1.000894",
                "Đăng ký kết hôn",
                "Hộ tịch",
                "Sở Tư pháp",
                effect=PublishedEffect.AMENDED,
                process_number="92-MẪU/QĐ-UBND",
                process_date=date(2026, 11, 16),
            ),
            _item(
                "1.004873",
                "Cấp giấy xác nhận tình trạng hôn nhân",
                "Hộ tịch",
                "Sở Tư pháp",
                effect=PublishedEffect.ABOLISHED,
            ),
        ),
    ),
)
"""The second one says what the seed's report says: 203 in all, of which 142, 13 and 49."""

FACTS: Final = (
    (
        ("1.001193", "1.000894", "1.000656", "1.004873", "1.004194", "1.010041"),
        FactDraft(
            valid_from=date(2026, 10, 1),
            one_stop_work=OneStopWork.RECEIVED_AND_RETURNED,
            publicity=Publicity.POSTED_AND_ELECTRONIC,
            online_level=OnlineLevel.PARTIAL,
            note="Ghi mẫu để đánh giá",
        ),
    ),
    (
        ("2.000815", "2.000635", "2.001035"),
        FactDraft(
            valid_from=date(2026, 10, 1),
            one_stop_work=OneStopWork.APPROVED,
            publicity=Publicity.ONE_OF_THEM,
            online_level=OnlineLevel.FULL,
            note="Ghi mẫu để đánh giá",
        ),
    ),
)
TASKS: Final = (
    ("Hoàn thành khắc phục tồn tại sau kiểm tra (thử)", "Phòng Kinh tế", date(2027, 1, 29)),
    ("Rà soát, thống nhất số liệu thủ tục đã công bố (thử)", "Trung tâm", date(2027, 2, 26)),
    ("Lắp camera, kiosk cho các trung tâm còn thiếu (thử)", "UBND tỉnh Mẫu", None),
)
