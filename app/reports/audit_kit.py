"""Public keys and anchors of now, as files for the stand-alone verifier."""

from datetime import date
from pathlib import Path

from app.outputs import OutputKind, Outputs
from app.services.audit.records import AuditKit
from app.services.forms.verification import PublicKeyFile, PublicUnit, write_public_key_file
from app.wording.texts import day_text


def write_kit(kit: AuditKit, folder: Path, today: date, outputs: Outputs) -> tuple[Path, Path]:
    """Write the public key file and the anchors of a store into `folder`, and return both.

    Raises InvalidInputError (`out`) where neither belongs, StoreError with advice.
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
    return keys, anchors
