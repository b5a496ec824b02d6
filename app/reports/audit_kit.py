"""Public keys, office keys and anchors of now, as files for the stand-alone verifier."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from app.outputs import OutputKind, Outputs
from app.services.audit.records import AuditKit
from app.services.forms.verification import PublicKeyFile, PublicUnit, write_public_key_file
from app.wording.texts import day_text


def write_kit(kit: AuditKit, folder: Path, today: date, outputs: Outputs) -> tuple[Path, ...]:
    """Write the public key file, the anchors and, where there are any, the office keys of a store.

    All into `folder`; return their paths in that order.

    Raises InvalidInputError (`out`) where none of them belongs, StoreError with advice.
    """
    unit = PublicUnit(kit.office_number, kit.office_code, kit.office_name)
    keys = folder / f"khoa-cong-khai-{kit.office_code}.json"
    anchors = folder / f"moc-kiem-toan-{kit.office_code}-{today:%Y%m%d}.txt"
    head = (
        f"# Mốc kiểm toán của {kit.office_name}, xuất ngày {day_text(today)}.\n"
        "# Mỗi dòng một mốc: 100 chữ số là đầu chuỗi nhật ký, 254 (giấy cũ: 201) là mã QR.\n"
        f"# Kiểm tra: python3 -m verifier motcua.db --public-key {keys.name} --anchor "
        f"{anchors.name}\n"
    )
    keys_place = outputs.place(keys, OutputKind.JSON)
    anchors_place = outputs.place(anchors, OutputKind.ANCHORS)
    write_public_key_file(keys_place, PublicKeyFile(unit, dict(kit.keys)))
    anchors_place.write((head + "\n".join(kit.anchors) + "\n").encode())
    if not kit.office_keys:
        return keys, anchors
    office = folder / f"khoa-don-vi-{kit.office_code}.json"
    outputs.place(office, OutputKind.JSON).write(_office_document(kit).encode())
    return keys, anchors, office


def _office_document(kit: AuditKit) -> str:
    document = {
        "unit": {"number": kit.office_number, "code": kit.office_code, "name": kit.office_name},
        "office_keys": {str(key_id): key.hex() for key_id, key in kit.office_keys},
        "certificates": [
            asdict(one) | {"issued_at": one.issued_at.isoformat()} for one in kit.certificates
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
