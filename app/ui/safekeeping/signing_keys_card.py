"""The keys that sign forms, and the office's key that certifies them for other offices."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.exchange.office_keys import OfficeKeyState
from app.services.forms.signing import StationKey
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.labels import WholeLabel, button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import captions, states
from app.wording.texts import moment_text


class SigningKeysCard(HeadedCard):
    """Its buttons are the tab's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Khóa ký giấy tờ", parent)
        self._office: OfficeKeyState | None = None
        self.table = RowTable[StationKey](
            self._columns(), lambda row: row.key_id, empty_text="Đơn vị chưa có khóa ký nào."
        )
        self.table.setAccessibleName("Khóa ký giấy tờ")
        self.office_said = WholeLabel()
        self.certify = button("Chứng nhận…", "plain", Icon.CHECK)
        self.renew = button("Thay khóa của máy này…", "plain", Icon.KEY)
        self.make_office = button("Tạo khóa đơn vị…", "plain", Icon.KEY)
        self.replace_office = button("Thay khóa đơn vị…", "plain", Icon.KEY)
        told = WholeLabel("quiet")
        told.setText("Giấy ký bằng khóa đã thay vẫn kiểm tra được.")
        keys = QGridLayout()
        keys.setSpacing(8)
        keys.addWidget(self.certify, 0, 0)
        keys.addWidget(self.renew, 0, 1)
        for made in (self.make_office, self.replace_office):
            keys.addWidget(made, 1, 0, 1, 2)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(told)
        self.body.addWidget(label(captions.OFFICE_KEY, "caption"))
        self.body.addWidget(self.office_said)
        self.body.addLayout(keys)
        self.table.row_selected.connect(self._tell)

    def show_keys(self, keys: Sequence[StationKey], office: OfficeKeyState | None) -> None:
        self._office = office
        self.table.set_rows(keys)
        in_use = sum(key.ended_at is None for key in keys)
        self.set_count(f"{in_use} đang dùng")
        self.office_said.setText(_NONE if office is None else _office_words(office))
        self.make_office.setVisible(office is None)
        self.replace_office.setVisible(office is not None)
        self._tell()

    def current(self) -> StationKey | None:
        return self.table.current_row()

    def _tell(self) -> None:
        key, office = self.current(), self._office
        can_certify = office is not None and office.is_held
        self.certify.setEnabled(key is not None and can_certify and self._lacks(key))

    def _lacks(self, key: StationKey) -> bool:
        """Say whether a key in force has no certificate of the office's key."""
        office = self._office
        return key.ended_at is None and office is not None and key.key_id not in office.certified

    def _state(self, key: StationKey) -> str:
        if key.ended_at is not None:
            return f"Đã thay {moment_text(key.ended_at)}"
        said = "Máy này đang dùng" if key.is_own else states.IN_USE
        return f"{said}, chưa chứng nhận" if self._lacks(key) else said

    def _tone(self, key: StationKey) -> Tone:
        if key.ended_at is not None:
            return Tone.QUIET
        if self._lacks(key):
            return Tone.WARN
        return Tone.OK if key.is_own else Tone.NORMAL

    def _columns(self) -> list[Column[StationKey]]:
        return [
            digits_column(captions.NUMBER, lambda key: str(key.key_id), 56, tip=_whole),
            text_column(captions.STATION, "station", tip=_whole),
            digits_column("Tạo lúc", lambda key: moment_text(key.made_at), 148, tip=_whole),
            text_column(captions.STATE_NOW, self._state, 256, tip=_whole, tone=self._tone),
        ]


def _whole(key: StationKey) -> str:
    why = f", lý do: {key.end_reason}" if key.end_reason else ""
    return f"Khóa số {key.key_id} của {key.station}, tạo {moment_text(key.made_at)}{why}"


_NONE = (
    "Chưa có. Tạo một khóa đơn vị thì đơn vị khác chỉ cần tin khóa đó một lần, không phải tin từng "
    "máy; máy chưa được chứng nhận sẽ không lập được gói gửi đi."
)


def _office_words(office: OfficeKeyState) -> str:
    where = "máy này" if office.is_held else f"máy {office.station}"
    return f"Khóa số {office.key_id}, giữ ở {where}. Dấu vân tay: {office.fingerprint}"
