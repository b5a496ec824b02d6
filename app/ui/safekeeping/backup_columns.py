"""The list of backups: when, where made, how much, and whether each counts."""

from app.services.backup.records import BackupRow
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.row_table import Column
from app.wording import captions
from app.wording.texts import moment_text, number_text

_MB = 1024 * 1024


def size_text(size: int) -> str:
    """Return a size in megabytes, at least 0,1."""
    return f"{max(0.1, size / _MB):,.1f} MB".replace(",", " ").replace(".", ",")


def state_text(row: BackupRow) -> str:
    """Return in words whether a backup counts and is still there."""
    if not row.is_good:
        return f"Không đạt: {row.error}"
    if row.error:
        return f"Nguyên vẹn. {row.error}"
    return "Nguyên vẹn" if row.is_here else "Nguyên vẹn, không còn ở máy này"


def _tone(row: BackupRow) -> Tone:
    if not row.is_good:
        return Tone.LATE
    if row.error:
        return Tone.WARN
    return Tone.NORMAL if row.is_here else Tone.QUIET


def _icon(row: BackupRow) -> Icon:
    if not row.is_good:
        return Icon.REFUSED
    return Icon.WARNING if row.error else Icon.DONE


BACKUP_COLUMNS: list[Column[BackupRow]] = [
    digits_column(
        captions.AT,
        lambda row: moment_text(row.made_at),
        150,
        sort_key=lambda row: row.made_at,
        tone=_tone,
    ),
    plain_column(captions.STATION, "station", 110, tone=_tone),
    number_column(
        captions.DOSSIER,
        lambda row: number_text(row.dossier_count) if row.is_good else "",
        90,
        sort_key=lambda row: row.dossier_count,
        tone=_tone,
    ),
    number_column(
        "Dung lượng",
        lambda row: size_text(row.size) if row.is_good else "",
        120,
        sort_key=lambda row: row.size,
        tone=_tone,
    ),
    text_column(captions.CONDITION, state_text, tone=_tone, icon=_icon),
    text_column(
        captions.FILE,
        lambda row: row.path.name if row.is_good else "",
        210,
        tip=lambda row: str(row.path),
        tone=_tone,
    ),
]
