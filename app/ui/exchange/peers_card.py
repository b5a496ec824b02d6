"""The offices with a store of their own, and what waits for each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.exchange.records import PeerLine
from app.ui.desk.cards import HeadedCard
from app.ui.exchange.columns import peer_columns
from app.ui.look.icons import Icon
from app.ui.widgets.labels import button, label
from app.ui.widgets.table_view import RowTable
from app.wording.texts import moment_text


class PeersCard(HeadedCard):
    """Its buttons are the page's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Đơn vị có kho riêng", parent)
        self.table = RowTable[PeerLine](
            peer_columns(),
            lambda line: line.unit_id,
            empty_text="Chưa tin khóa của đơn vị nào. Hãy xin thẻ khóa của họ rồi “Thêm khóa…”.",
        )
        self.table.setAccessibleName("Đơn vị có kho riêng")
        self.detail = label("", "quiet", wrap=True)
        self.export = button("Xuất hồ sơ đang đi", "plain", Icon.SEND)
        self.results = button("Xuất kết quả", "plain", Icon.EXPORT)
        self.card = button("Lưu thẻ khóa máy này", "plain", Icon.KEY)
        self.add = button("Thêm khóa…", "plain", Icon.ADD)
        self.end = button("Ngừng tin…", "plain", Icon.LOCK)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.export, 0, 0)
        buttons.addWidget(self.results, 0, 1)
        buttons.addWidget(self.card, 1, 0, 1, 2)
        buttons.addWidget(self.add, 2, 0)
        buttons.addWidget(self.end, 2, 1)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(buttons)
        self.table.row_selected.connect(self._tell)

    def set_peers(self, peers: Sequence[PeerLine]) -> None:
        """Show `peers`; the chosen one stays."""
        self.table.set_rows(peers)
        if self.table.current_row() is None and peers:
            self.table.selectRow(0)
        waiting = sum(line.to_send + line.results for line in peers)
        self.set_count(f"{waiting} đang chờ" if waiting else "")
        self._tell()

    def current(self) -> PeerLine | None:
        return self.table.current_row()

    def allow(self, *, exchange: bool, trust: bool) -> None:
        """Hide what this person may not do."""
        for made in (self.export, self.results):
            made.setVisible(exchange)
        for made in (self.add, self.end):
            made.setVisible(trust)

    def _tell(self) -> None:
        line = self.current()
        self.export.setEnabled(line is not None and line.to_send > 0)
        self.results.setEnabled(line is not None and line.results > 0)
        self.end.setEnabled(line is not None and line.is_trusted)
        if line is None:
            self.detail.setText("")
            return
        out = moment_text(line.last_out_at) if line.last_out_at else "chưa có"
        back = moment_text(line.last_in_at) if line.last_in_at else "chưa có"
        self.detail.setText(f"{line.code} · gói xuất gần nhất: {out} · gói nhập gần nhất: {back}")
