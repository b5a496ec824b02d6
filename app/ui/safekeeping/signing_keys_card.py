"""The keys that sign the office's forms, and which of them this station signs with."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.forms.signing import StationKey
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.labels import WholeLabel, button
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording.texts import moment_text


class SigningKeysCard(HeadedCard):
    """Its button is the tab's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Khóa ký giấy tờ", parent)
        self.table = RowTable[StationKey](
            _COLUMNS, lambda row: row.key_id, empty_text="Đơn vị chưa có khóa ký nào."
        )
        self.table.setAccessibleName("Khóa ký giấy tờ")
        self.renew = button("Thay khóa của máy này…", "plain", Icon.KEY)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        told = WholeLabel("quiet")
        told.setText("Giấy ký bằng khóa đã thay vẫn kiểm tra được.")
        foot.addWidget(told, 1)
        foot.addWidget(self.renew)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(foot)

    def show_keys(self, keys: Sequence[StationKey]) -> None:
        self.table.set_rows(keys)
        in_use = sum(key.ended_at is None for key in keys)
        self.set_count(f"{in_use} đang dùng")


def _state(key: StationKey) -> str:
    if key.ended_at is not None:
        return f"Đã thay {moment_text(key.ended_at)}"
    return "Máy này đang dùng" if key.is_own else "Đang dùng"


def _tone(key: StationKey) -> Tone:
    if key.ended_at is not None:
        return Tone.QUIET
    return Tone.OK if key.is_own else Tone.NORMAL


def _whole(key: StationKey) -> str:
    why = f", lý do: {key.end_reason}" if key.end_reason else ""
    return f"Khóa số {key.key_id} của {key.station}, tạo {moment_text(key.made_at)}{why}"


_COLUMNS: list[Column[StationKey]] = [
    digits_column("Số", lambda key: str(key.key_id), 56, tip=_whole),
    text_column("Máy", "station", tip=_whole),
    digits_column("Tạo lúc", lambda key: moment_text(key.made_at), 148, tip=_whole),
    text_column("Hiện nay", _state, 216, tip=_whole, tone=_tone),
]
