"""The return page: results in by scan, results out after one look."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import local_date
from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.custody.records import ReturnCheck, ScannedDossier
from app.services.custody.reminding import Reminded
from app.services.dossiers.records import DossierView
from app.services.intake.identity import looks_like_card, parse_card
from app.ui.desk.cards import GAP, ModeBar, page_layout
from app.ui.desk.dossier_columns import short_code
from app.ui.desk.scan_banner import CodeLine, ScanBanner
from app.ui.look.tokens import px
from app.ui.returning.acts import ReturningActs
from app.ui.returning.check_card import CheckCard
from app.ui.returning.money_panel import MoneyPanel
from app.ui.returning.papers_panel import PapersPanel
from app.ui.returning.results_panel import EnteredResult, ResultsPanel
from app.ui.returning.waiting_list import FILTER_AFTER_MS, WaitingList, WaitingListWords
from app.ui.runtime.tasks import Change
from app.ui.shell.actions import tab_key
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import LowStack
from app.vocabulary.dossiers import Action, Verdict
from app.wording import captions, headings, prompts, sentences
from app.wording.labels import label as word
from app.wording.texts import money_text

_HINTS = (
    (
        "Quét giấy tiếp nhận hoặc căn cước",
        "Giấy tiếp nhận mở phần kiểm tra; căn cước điền người nhận.",
    ),
    (
        "Quét hồ sơ vừa có kết quả",
        "Chọn kết quả một lần cho cả loạt, gõ số văn bản, Ctrl+↵ rồi quét hồ sơ kế tiếp.",
    ),
    (
        "Quét giấy tiếp nhận của hồ sơ đã rút, đã dừng",
        "Kiểm tra giấy tờ trả lại; căn cước điền người nhận.",
    ),
    (
        "Quét hồ sơ cần thu phí",
        "Số tiền điền sẵn; Ctrl+↵ để thu. Căn cước điền người nộp tiền.",
    ),
)
_WORDS = WaitingListWords(
    title="Chờ trả",
    noun="kết quả",
    accessible="Kết quả chờ công dân đến nhận",
    empty="Không có kết quả nào chờ trả. Ctrl+2 để nhập kết quả vừa về.",
    placeholder="Lọc theo tên, mã…   Ctrl+F",
)
_COLLECTING, _ENTERING, _PAPERS, _FEES = range(4)


class ReturningPage(QWidget):
    """Four modes: hand results over, enter results, give papers back, take money."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        parent: QWidget | None = None,
        *,
        filter_after_ms: int = FILTER_AFTER_MS,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        now, key = context.clock.now, context.actions.key_text("returning.return")
        self.code_line = CodeLine(prompts.CODE, captions.DOSSIER_CODE)
        self.banner = ScanBanner(*_HINTS[0])
        self._stack = LowStack(self)
        self._collecting = QWidget(self._stack)
        self._list = WaitingList(
            context, _WORDS, services.returning.waiting, filter_after_ms, self._collecting
        )
        self.filter = self._list.filter
        self.waiting = self._list.table
        self.check = CheckCard(now, key, self._collecting)
        self.results = ResultsPanel(now, key, self._stack)
        self.papers = PapersPanel(context, services, self.banner, filter_after_ms)
        self.fees = MoneyPanel(context, services, self.banner)
        self._acts = ReturningActs(context, services, self.banner, self)
        self.modes = ModeBar(
            (
                ("Trả cho công dân", context.actions.key_text(tab_key(_COLLECTING))),
                (word(Action.RESOLVE), context.actions.key_text(tab_key(_ENTERING))),
                ("Trả giấy tờ", context.actions.key_text(tab_key(_PAPERS))),
                (headings.FEES, context.actions.key_text(tab_key(_FEES))),
            )
        )
        self._arrange()
        self._connect()
        self._bind()

    def choose_tab(self, place: int) -> None:
        """Bring the mode at `place` (from 0) to the front."""
        modes = (self.show_collecting, self.show_entering, self.show_papers, self.show_fees)
        if place < len(modes):
            modes[place]()

    def activated(self) -> None:
        self.reload()
        if self.mode == _COLLECTING and self.check.check is None:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.mode != _COLLECTING:
            self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[Change]) -> None:
        if Change.DOSSIERS in changes:
            self.reload()

    @property
    def mode(self) -> int:
        """Which of the modes is in sight."""
        return self._stack.currentIndex()

    def handle_scan(self, text: str) -> bool:
        """Take receipts always, identity cards and waybills where somebody is being served."""
        if looks_like_card(text):
            return self._take_card(text)
        if self.mode != _COLLECTING or not self.check.take_waybill(text):
            self._scan(text)
        return True

    def expects_scan(self, text: str) -> bool:
        """Say whether `text`, of no shape of ours, is the bar code of an item of the post."""
        return self.mode == _COLLECTING and self.check.expects_waybill(text)

    def reload(self) -> None:
        """Read the lists again, as filtered."""
        self._list.reload()
        self.papers.reload()
        self.fees.reload()

    def is_entering(self) -> bool:
        return self.mode == _ENTERING

    def show_collecting(self) -> None:
        """Hand results to citizens."""
        self._show_mode(_COLLECTING)

    def show_papers(self) -> None:
        """Give the papers of withdrawn and stopped dossiers back."""
        self._show_mode(_PAPERS)
        self.papers.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fees(self) -> None:
        """Take money for a dossier."""
        self._show_mode(_FEES)
        self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_entering(self) -> None:
        """Enter results that came back from the agencies."""
        self._show_mode(_ENTERING)
        self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, code: str) -> None:
        """Open the check of a dossier whose result waits."""
        self._show_mode(_COLLECTING)
        self._context.read(self._services.returning.check, code).then(
            self._on_check, self._on_refused
        )

    def start_papers(self, code: str) -> None:
        """Open the check of a dossier whose papers wait."""
        self.show_papers()
        self.papers.start(code)

    def start_fees(self, code: str) -> None:
        """Bring up what a dossier owes."""
        self.show_fees()
        self.fees.start(code)

    def do(self) -> None:
        """Do what the mode in sight is for."""
        acts = (self._give_back, self._store, self.papers.do, self.fees.do)
        acts[self.mode]()

    def leave(self) -> None:
        """Put away what is being checked, entered or paid."""
        if self.mode == _COLLECTING:
            self.check.clear()
            self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.results.clear, self.papers.leave, self.fees.leave)[self.mode - 1]()
        self.banner.clear()

    def _arrange(self) -> None:
        rows = page_layout(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(headings.RETURN, "title"))
        head.addSpacing(GAP)
        head.addWidget(self.modes)
        head.addStretch(1)
        self.code_line.setFixedWidth(px(240))
        head.addWidget(self.code_line)
        rows.addLayout(head)
        rows.addWidget(self.banner)
        columns = QHBoxLayout(self._collecting)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addWidget(self._list, 1)
        columns.addWidget(self.check, 1)
        rows.addWidget(self._stack, 1)
        for panel in (self._collecting, self.results, self.papers, self.fees):
            self._stack.addWidget(panel)
        self._show_mode(0)

    def _connect(self) -> None:
        self.code_line.entered.connect(self._scan)
        self._list.chosen.connect(self.start)
        self.check.return_wanted.connect(self._give_back)
        self.check.answer.dossier_wanted.connect(self._context.navigate.open_dossier)
        self.check.answer.reminder_wanted.connect(self._remind)
        self.check.preview_wanted.connect(partial(self._acts.preview, self.check))
        self.results.store_wanted.connect(self._store)
        self.results.dossier_opened.connect(self._context.navigate.open_dossier)
        self.modes.currentChanged.connect(self._show_mode)
        self._acts.returned.connect(self.check.clear)
        self._acts.return_refused.connect(self.check.take_refusal)
        self._acts.stored.connect(self._on_stored)
        self._acts.store_refused.connect(self.results.take_refusal)

    def _bind(self) -> None:
        bind = self._context.actions.bind
        bind("returning.return", self.do, self)
        bind("returning.collect", self.show_collecting, self)
        bind("returning.results", self.show_entering, self)
        bind("returning.papers", self.show_papers, self)
        bind("returning.fees", self.show_fees, self)
        bind("returning.exempt", self.fees.ask_exemption, self)
        bind("returning.post_in", partial(self._acts.ask_posting, self), self)
        bind("returning.scan", self.code_line.setFocus, self)
        bind("returning.filter", self.filter.setFocus, self)
        bind("act.back", self.leave, self)

    def _show_mode(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.modes.setCurrentIndex(place)
        self.banner.set_hint(*_HINTS[place])

    def _scan(self, text: str) -> None:
        if self.mode in {_PAPERS, _FEES}:
            (self.papers if self.mode == _PAPERS else self.fees).scan(text)
            return
        action = Action.RESOLVE if self.is_entering() else Action.RETURN
        self._context.read(self._services.scans.for_action, text, action).then(
            partial(self._on_scanned, action), self._on_refused
        )

    def _on_scanned(self, action: Action, scan: ScannedDossier) -> None:
        if action is Action.RETURN and scan.refusal and _can_be_answered(scan):
            self._context.read(self._services.tracking.one, scan.code).then(
                partial(self._on_answer, scan.refusal), self._on_refused
            )
        elif scan.refusal or scan.row is None:
            self.banner.refused(sentences.NOT_DONE, scan.refusal, scan.verdict)
        elif action is Action.RESOLVE:
            self.banner.good(short_code(scan.code), scan.row.owner_name)
            self.results.take(scan.row)
        else:
            self.start(scan.code)

    def _on_answer(self, why: str, view: DossierView) -> None:
        """Say how a dossier stands whose result cannot be handed over yet, or no more."""
        self.check.show_answer(view)
        self.banner.bad(f"{short_code(view.row.code)} · {view.row.owner_name}", why)

    def _remind(self, code: str) -> None:
        self._context.write(self._services.reminding.remind, code).then(
            self._on_reminded, failed=self._on_refused
        )

    def _on_reminded(self, done: Reminded) -> None:
        self.banner.good(
            f"Đã nhắc {done.unit_name}",
            f"Hồ sơ {short_code(done.code)} đứng trong Việc cần làm của cơ quan đó.",
        )

    def _on_check(self, check: ReturnCheck) -> None:
        self.waiting.go_to(check.code)
        self.check.show_check(check)
        owed = f" · còn phải thu {money_text(check.owed_vnd)}" if check.owed_vnd else ""
        self.banner.good(f"{short_code(check.code)} · {check.owner_name}", f"Có kết quả{owed}")

    def _take_card(self, text: str) -> bool:
        """Fill in the bearer of a card; False where nobody is being served."""
        if self.mode == _ENTERING:
            return False
        try:
            card = parse_card(text, local_date(self._context.clock.now()))
        except InvalidInputError as error:
            self.banner.bad("Không đọc được căn cước", error.message)
            return True
        takers = {
            _COLLECTING: self.check.take_card,
            _PAPERS: self.papers.take_card,
            _FEES: self.fees.take_card,
        }
        if not takers[self.mode](card):
            return False
        self.banner.good("Đã đọc căn cước", f"{card.name} · Ctrl+↵ để làm tiếp")
        return True

    def _give_back(self) -> None:
        check = self.check.check
        if check is None:
            self.banner.notice(sentences.NO_DOSSIER_CHOSEN, sentences.SCAN_OR_CHOOSE)
            return
        if not self.check.return_button.isEnabled():
            return
        self.check.return_button.setEnabled(False)
        self._acts.give_back(check.code, self.check.input())

    def _store(self) -> None:
        row = self.results.dossier
        if row is None:
            self.banner.notice("Chưa có hồ sơ", "Quét hồ sơ vừa có kết quả trước.")
            return
        if not self.results.store_button.isEnabled():
            return
        self.results.store_button.setEnabled(False)
        self._acts.store(row, self.results.input())

    def _on_stored(self, result: EnteredResult) -> None:
        self.results.stored(result)
        self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: UserError) -> None:
        self.banner.bad(sentences.NOT_DONE, error.message)


def _can_be_answered(scan: ScannedDossier) -> bool:
    """Say whether the dossier was found by its code or by a paper that is ours."""
    return scan.row is not None and scan.verdict in {None, Verdict.GENUINE}
