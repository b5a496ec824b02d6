"""The page that answers where a paper is, who has had it for how long, and who is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError
from app.reports.custody_xlsx import write_custody
from app.reports.formats import ExportFormat
from app.services.container import Services
from app.services.custody.location_records import (
    STAND_IN,
    Bucket,
    Colleague,
    CustodyView,
    StandIn,
    StandInDraft,
)
from app.services.custody.records import ScannedHandoff
from app.services.ledger.records import Actor
from app.ui.custody.columns import CustodyUnitLine, unit_columns, unit_lines
from app.ui.custody.papers_card import BUCKETS, StandInsCard, UnitPapersCard
from app.ui.desk.cards import CARD_PADDING, GAP, page_layout
from app.ui.desk.scan_banner import CodeLine
from app.ui.desk.tabbed_page import choose_tab
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.record_form import RecordForm
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, headings
from app.wording.texts import number_text

# What the page asks and does: papers to another desk or shelf, who stands in for whom.

_CHANGED = (Change.DOSSIERS,)


class PutDialog(FormDialog):
    """Who takes the papers and where they lie; without colleagues only where they lie."""

    def __init__(
        self, count: int, colleagues: Sequence[Colleague], parent: QWidget | None = None
    ) -> None:
        title = headings.MOVE_WITHIN_UNIT if colleagues else "Nơi để giấy tờ"
        super().__init__(f"{title}: {count} hồ sơ", "Ghi", parent)
        self.keeper = ComboBox()
        self.place = QLineEdit()
        self.place.setPlaceholderText("ví dụ: Tủ 2, ngăn B")
        for one in colleagues:
            self.keeper.addItem(one.name, one.officer_id)
        if colleagues:
            box = self.board.add("officer_id", "&Người nhận giữ", self.keeper)
            self.fields.addWidget(box, 0, 0)
        self.fields.addWidget(self.board.add("place", "Nơ&i để", self.place), 1, 0)
        (self.keeper if colleagues else self.place).setFocus()

    def officer_id(self) -> int | None:
        chosen = self.keeper.currentData()
        return chosen if isinstance(chosen, int) else None


class CustodyActs(QObject):
    """Asks in a small form, does it on the worker, and tells what was done."""

    def __init__(self, context: PageContext, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._services = services
        self._page = page

    def ask_put(self, codes: Sequence[str], colleagues: Sequence[Colleague]) -> None:
        """Ask who takes the papers (nobody new without `colleagues`) and where they lie."""
        if not codes:
            self._context.messages.info("Chọn giấy tờ trong danh sách trước.")
            return
        dialog = PutDialog(len(codes), colleagues, self._page)
        dialog.submitted.connect(partial(self._put, dialog, tuple(codes)))
        dialog.open()

    def ask_stand_in(self, colleagues: Sequence[Colleague]) -> None:
        """Ask who is away, who stands in, and until when."""
        if len(colleagues) < 2:
            self._context.messages.info("Đơn vị chưa có đồng nghiệp nào khác để ủy quyền.")
            return
        context, names = self._context, {one.officer_id: one.name for one in colleagues}
        offered = [(name, officer_id) for officer_id, name in names.items()]
        form = RecordForm(
            STAND_IN,
            headings.DEPUTIES,
            "Ủy quyền",
            context.clock.today,
            self._page,
            columns=2,
            options={"officer_id": offered, "deputy_id": offered},
        )
        own_id = context.actor().officer_id
        absent_id = own_id if own_id in names else offered[0][1]
        deputy_id = next(officer_id for officer_id in names if officer_id != absent_id)
        today = context.clock.today()
        form.show_values({"officer_id": absent_id, "deputy_id": deputy_id, "from_day": today})
        form.begin("deputy_id")
        form.submitted.connect(partial(self._stand_in, form, names))
        form.open()

    def end_stand_in(self, row: StandIn) -> None:
        """End a stand-in now."""
        self._context.write(self._services.keepers.end_stand_in, row.stand_in_id).then(
            lambda _none: self._done(f"{row.deputy_name} không còn thay {row.officer_name}."),
            changed=_CHANGED,
            failed=self._context.messages.refused,
        )

    def _put(self, dialog: PutDialog, codes: tuple[str, ...]) -> None:
        officer_id, place = dialog.officer_id(), dialog.place.text()
        to = dialog.keeper.currentText() or place.strip()
        dialog.run(
            self._context.write(
                self._services.keepers.put, codes, officer_id=officer_id, place=place
            ),
            lambda _none: self._done(f"Đã chuyển {len(codes)} hồ sơ tới {to}."),
            _CHANGED,
        )

    def _stand_in(self, form: RecordForm, names: Mapping[int, str]) -> None:
        try:
            draft = form.read(StandInDraft)
        except InvalidInputError as error:
            form.fail(error)
            return
        deputy, absent = names[draft.deputy_id], names[draft.officer_id]
        form.run(
            self._context.write(self._services.keepers.stand_in, draft),
            lambda _none: self._done(f"{deputy} thay {absent} đến {draft.until:%d/%m/%Y}."),
            _CHANGED,
        )

    def _done(self, text: str) -> None:
        self._context.messages.done(text)


AGAIN_MS = 60_000
_STAND_INS_WIDTH = 324


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyPageData:
    """All the page shows, read in one go."""

    view: CustodyView
    colleagues: Sequence[Colleague]
    stand_ins: Sequence[StandIn]


class CustodyPage(QWidget):
    """The units above, the papers of the chosen one below; ← and → choose a count."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        parent: QWidget | None = None,
        *,
        again_ms: int = AGAIN_MS,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._data: CustodyPageData | None = None
        key_of = context.actions.key_text
        self.code_line = CodeLine(f"Quét hoặc gõ mã   {key_of('custody.scan')}", "Mã cần tìm")
        self.export = button(buttons.EXPORT, "plain", Icon.EXPORT, hint=key_of("custody.export"))
        self.units = RowTable[CustodyUnitLine](
            unit_columns(),
            lambda line: line.unit_id,
            empty_text="Không đơn vị nào còn giữ giấy tờ. Hồ sơ tiếp nhận (F2) sẽ hiện ở đây.",
        )
        self.units.setAccessibleName("Giấy tờ theo đơn vị, trễ nhiều nhất trước")
        self.papers = UnitPapersCard(key_of, context.clock.now)
        self.stand_ins = StandInsCard(key_of("custody.stand_in"), key_of("custody.end_stand_in"))
        self._count = label("", "quiet")
        self._acts = CustodyActs(context, services, self)
        self._clock = QTimer(self, interval=again_ms)
        self._arrange()
        self._connect()
        self._bind()

    @property
    def count_text(self) -> str:
        return self._count.text()

    def activated(self) -> None:
        self.reload()
        self.units.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_tab(self, place: int) -> None:
        """Show the papers of the kind at `place` (from 0)."""
        choose_tab(self.papers.kinds, place)

    def refresh(self, changes: frozenset[Change]) -> None:
        if changes & {Change.DOSSIERS, Change.HANDOFFS, Change.OFFICE}:
            self.reload()

    def handle_scan(self, text: str) -> bool:
        """Find the paper of a receipt or a typed code among all of them."""
        self._context.read(self._services.scans.for_handoff, text).then(
            self._on_scanned, self._context.messages.refused
        )
        return True

    def reload(self) -> None:
        """Read everything again; what is chosen and where one looks stays."""
        days = self.papers.days.value()
        self._context.read(_read_page, self._services, days).then(self._show)

    def move_papers(self) -> None:
        """Ask which colleague takes the chosen papers."""
        if self._data is not None:
            self._acts.ask_put(self.papers.codes, self._data.colleagues)

    def place_papers(self) -> None:
        """Ask where the chosen papers lie."""
        self._acts.ask_put(self.papers.codes, ())

    def ask_stand_in(self) -> None:
        """Ask who stands in for whom."""
        if self._data is not None:
            self._acts.ask_stand_in(self._data.colleagues)

    def end_stand_in(self) -> None:
        """End the chosen stand-in today."""
        row = self.stand_ins.table.current_row()
        if row is not None:
            self._acts.end_stand_in(row)

    def save(self) -> None:
        """Write the whole board to a file the person names."""
        data = self._data
        if data is None:
            return
        name = f"giay-to-o-dau-{self._context.clock.today().isoformat()}.xlsx"
        write = partial(write_custody, self._services, data.view)
        self._context.export(self, name, ExportFormat.XLSX, write)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label(headings.CUSTODY, "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        self.code_line.setFixedWidth(px(250))
        head.addWidget(self.code_line)
        head.addWidget(self.export)
        board = card()
        inside = QVBoxLayout(board)
        inside.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, 4)
        inside.addWidget(self.units)
        upper = QHBoxLayout()
        upper.setSpacing(GAP)
        upper.addWidget(board, 1)
        self.stand_ins.setFixedWidth(px(_STAND_INS_WIDTH))
        upper.addWidget(self.stand_ins)
        rows = page_layout(self)
        rows.addLayout(head)
        rows.addLayout(upper, 2)
        rows.addWidget(self.papers, 3)

    def _connect(self) -> None:
        self.units.selectionModel().currentChanged.connect(self._on_unit_changed)
        self.units.row_activated.connect(self._on_unit_activated)
        self.papers.days_changed.connect(self.reload)
        self.papers.opened.connect(self._context.navigate.open_dossier)
        self.papers.pass_on.clicked.connect(self.move_papers)
        self.papers.put.clicked.connect(self.place_papers)
        self.code_line.entered.connect(self.handle_scan)
        self.export.clicked.connect(self.save)
        self.stand_ins.add.clicked.connect(self.ask_stand_in)
        self.stand_ins.end.clicked.connect(self.end_stand_in)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def _bind(self) -> None:
        for key, act in (
            ("custody.scan", self._go_to_code),
            ("custody.move", self.move_papers),
            ("custody.place", self.place_papers),
            ("custody.mine", self.papers.mine.toggle),
            ("custody.untouched", self.papers.untouched.toggle),
            ("custody.stand_in", self.ask_stand_in),
            ("custody.end_stand_in", self.end_stand_in),
            ("custody.export", self.save),
        ):
            self._context.actions.bind(key, act, self)

    def _show(self, data: CustodyPageData) -> None:
        self._data = data
        lines = unit_lines(data.view)
        self.units.set_rows(lines)
        if self.units.current_row() is None and lines:
            self.units.selectRow(0)
        self.stand_ins.show_stand_ins(data.stand_ins)
        every = lines[0] if lines else None
        late = every.count(Bucket.LATE) if every else 0
        told = f" · {number_text(late)} quá hạn" if late else ""
        self._count.setText(f"{number_text(len(every.papers))} hồ sơ{told}" if every else "")
        self._show_papers()

    def _show_papers(self) -> None:
        if self._data is not None:
            unit = self.units.current_row()
            self.papers.show_view(self._data.view, unit, self._context.actor())

    def _on_unit_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid() and before.isValid() and current.column() != before.column():
            at = current.column()
            self.papers.choose(BUCKETS[at] if at < len(BUCKETS) else None)
        self._show_papers()

    def _on_unit_activated(self) -> None:
        self.papers.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_code(self) -> None:
        self.code_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_scanned(self, scan: ScannedHandoff) -> None:
        found = scan.dossier
        if not found.code:
            self._context.messages.warn(found.refusal)
            return
        self.units.selectRow(0)
        self._show_papers()
        if not self.papers.go_to(found.code):
            self._context.messages.info(f"Hồ sơ {found.code} không còn giấy tờ ở đơn vị nào.")

    def _on_minute(self) -> None:
        if self.isVisible():  # what was in time a minute ago may be late now
            self.reload()


def _read_page(actor: Actor, services: Services, untouched_days: int) -> CustodyPageData:
    return CustodyPageData(
        view=services.custody_board.view(actor, untouched_days),
        colleagues=services.keepers.colleagues(actor),
        stand_ins=services.keepers.stand_ins(actor),
    )
