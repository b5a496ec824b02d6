"""What a person is told after a store was put back."""

from app.services.backup.records import Restored
from app.wording.texts import moment_text, number_text


def restored_sentences(restored: Restored) -> list[str]:
    """Return what is true after a restoration, a sentence or two each: first what came back."""
    said = [
        f"Đã khôi phục {number_text(restored.header.dossier_count)} hồ sơ từ bản sao lưu lúc "
        f"{moment_text(restored.header.made_at)} trong {restored.seconds:.1f} giây."
    ]
    lost = restored.lost_to - restored.lost_from + 1
    if lost > 0:
        said.append(
            f"Mất {number_text(lost)} dòng nhật ký ghi sau bản sao lưu; hồ sơ và việc sau lúc đó "
            "phải nhập bù từ giấy. "
            f"{number_text(restored.lost_numbers)} số đã cấp không cấp lại."
        )
    if restored.is_guessed:
        said.append(
            f"Máy này không biết kho cũ đã cấp đến số nào nên bỏ cách "
            f"{number_text(restored.lost_numbers)} số để không cấp trùng."
        )
    if restored.files_missing:
        said.append(
            f"Thiếu {number_text(restored.files_missing)} tệp đính kèm; hãy chép thư mục "
            "motcua-backup-files từ nơi giữ bản sao lưu thứ hai rồi khôi phục lại."
        )
    if restored.kept_aside is not None:
        said.append(f"Kho cũ được giữ tại {restored.kept_aside}.")
    return said
