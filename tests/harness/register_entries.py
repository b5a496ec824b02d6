"""Entries of every register as somebody types them, for flows and recipes."""

from collections.abc import Mapping
from typing import Final

from app.services.fields import Given
from app.vocabulary.reports import RegisterKind

TYPED: Final[Mapping[RegisterKind, Mapping[str, Given]]] = {
    RegisterKind.INSPECTIONS: {
        "subject": "Kiểm soát thủ tục hành chính",
        "inspected": "Phòng Kinh tế",
        "planned_month": "12/2026",
        "decision_no": "15/KH-UBND",
        "decided_on": "02/11/2026",
    },
    RegisterKind.FINDINGS: {
        "inspection": 1,
        "finding": "Chưa niêm yết đủ thủ tục",
        "found_on": "20/11/2026",
        "mend_by": "05/12/2026",
    },
    RegisterKind.ONE_STOP_UNITS: {
        "name": "Bộ phận Một cửa xã An Thử",
        "level": "commune",
        "valid_from": "01/07/2025",
        "cameras": "2",
        "queue_machines": "1",
        "kiosks": "0",
        "scanners": "1",
        "touch_screens": "0",
    },
    RegisterKind.REGULATIONS: {
        "document_no": "800/QĐ-UBND",
        "issued_on": "04/11/2026",
        "issuer": "UBND tỉnh",
        "subject": "Quy định đánh giá việc giải quyết thủ tục hành chính",
        "is_legal": "Không",
        "procedures": "0",
    },
    RegisterKind.ACTIVITIES: {
        "held_on": "10/11/2026",
        "kind": "training",
        "form": "Hội nghị",
        "subject": "Tập huấn nghiệp vụ một cửa",
        "participants": "45",
        "place": "Hội trường UBND xã",
    },
}


def csv_of(kind: RegisterKind, *entries: Mapping[str, Given]) -> str:
    """Return a file of entries: the names of the fields, and a line for each."""
    names = tuple(TYPED[kind])
    lines = [";".join(str(entry.get(name, "")) for name in names) for entry in entries]
    return "\n".join([";".join(names), *lines]) + "\n"
