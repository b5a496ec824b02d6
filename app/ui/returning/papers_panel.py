"""Giấy tờ chờ trả lại: papers of withdrawn and stopped dossiers go back after one look."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.custody.records import PapersCheck, ScannedDossier
from app.services.dossiers.decision import Decided, Decision
from app.services.intake.identity import CitizenCard
from app.ui.desk.cards import GAP, HeadedCard
from app.ui.desk.dossier_columns import short_code, short_moment
from app.ui.desk.scan_banner import ScanBanner
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.returning.waiting_list import FILTER_AFTER_MS, WaitingList, WaitingListWords
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import text_column
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import ElidedLabel, button, chip, label, set_tone
from app.ui.widgets.layouts import LowStack
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import Action
from app.wording import buttons, captions, prompts, sentences, states
from app.wording.labels import label as word_of

_WORDS = WaitingListWords(
    title="Giấy tờ chờ trả lại",
    noun="hồ sơ",
    accessible="Hồ sơ rút, dừng có giấy tờ chờ công dân đến nhận",
    empty="Không có giấy tờ nào chờ trả lại.",
)
_Paper = tuple[int, str]


class PapersPanel(QWidget):
    """Which papers wait, and one check before they go back."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        banner: ScanBanner,
        after_ms: int = FILTER_AFTER_MS,
    ) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._banner = banner
        self._check: PapersCheck | None = None
        self.list = WaitingList(context, _WORDS, services.returning.papers_waiting, after_ms)
        self.card = HeadedCard("Kiểm tra và trả lại")
        self.board = ProblemBoard(self)
        self._status = chip("", Tone.QUIET)
        self._owner = ElidedLabel()
        self._owner.setProperty("kind", "title")
        self._what = ElidedLabel()
        self._what.setProperty("kind", "quiet")
        self._known = label("", "quiet", wrap=True)
        self.name = QLineEdit()
        self.number = QLineEdit()
        self.number.setPlaceholderText(prompts.SCAN_OR_TYPE)
        self.note = QLineEdit()
        self.papers = RowTable[_Paper](
            (text_column("Giấy tờ trả lại", _name),),
            lambda paper: paper[0],
            empty_text="Không có giấy tờ nào phải trả lại.",
            is_checkable=True,
        )
        self.papers.setSortingEnabled(False)
        self.papers.setAccessibleName("Giấy tờ trả lại")
        self._problem = label("", "problem", wrap=True)
        key = context.actions.key_text("returning.return")
        self.give_button = button(word_of(Action.GIVE_BACK), "accent", Icon.RETURN, hint=key)
        self._sides = LowStack()
        self._arrange()
        self.list.chosen.connect(self.start)
        self.give_button.clicked.connect(self.do)
        self.leave()

    @property
    def check(self) -> PapersCheck | None:
        """The check in sight."""
        return self._check

    @property
    def problem(self) -> str:
        return self._problem.text()

    def reload(self) -> None:
        self.list.reload()

    def start(self, code: str) -> None:
        """Open the check of a dossier whose papers wait."""
        self._context.read(self._services.returning.papers_check, code).then(
            self._show, self._on_refused
        )

    def scan(self, text: str) -> None:
        self._context.read(self._services.scans.for_action, text, Action.GIVE_BACK).then(
            self._on_scanned, self._on_refused
        )

    def take_card(self, card: CitizenCard) -> bool:
        """Fill in the bearer of an identity card; False where nobody is being checked."""
        if self._check is None:
            return False
        self.name.setText(card.name)
        self.number.setText(card.number)
        self.board.clear_problems()
        return True

    def do(self) -> None:
        """Give the papers back that are checked."""
        check = self._check
        if check is None:
            self._banner.notice(sentences.NO_DOSSIER_CHOSEN, sentences.SCAN_OR_CHOOSE)
            return
        if not self.give_button.isEnabled():
            return
        self.give_button.setEnabled(False)
        said = Decision(
            note=self.note.text(),
            receiver_name=self.name.text(),
            receiver_id=self.number.text(),
        )
        self._context.write(
            self._services.decisions.decide, check.code, Action.GIVE_BACK, said
        ).then(
            partial(self._on_given, said.receiver_name or check.owner_name),
            changed=(Change.DOSSIERS, Change.PRINT_QUEUE),
            failed=self._on_not_given,
        )

    def leave(self) -> None:
        """Put away what is being checked."""
        self._check = None
        self.give_button.setEnabled(True)
        self._status.hide()
        self._sides.setCurrentIndex(0)

    def _show(self, check: PapersCheck) -> None:
        self._check = check
        self.list.table.go_to(check.code)
        self._owner.set_text(check.owner_name)
        self._what.set_text(f"{check.code} · {check.procedure_name}")
        self._status.setText(word_of(check.status))
        self._status.show()
        set_tone(self._status, Tone.WARN)
        known = [f"Chủ hồ sơ: {check.owner_id_number or states.NO_ID_NUMBER}"]
        if check.submitter_name:
            known.append(f"Người nộp: {check.submitter_name} {check.submitter_id_number}".strip())
        if check.ended_at is not None:
            known.append(f"từ {short_moment(check.ended_at, self._context.clock.now())}")
        self._known.setText(" · ".join(known))
        self.papers.set_rows(tuple(enumerate(check.papers)))
        self.name.setText(check.submitter_name or check.owner_name)
        for editor in (self.number, self.note):
            editor.clear()
        self._problem.setText("")
        self.board.clear_problems()
        self.give_button.setEnabled(True)
        self._sides.setCurrentIndex(1)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._banner.good(
            f"{short_code(check.code)} · {check.owner_name}",
            f"{len(check.papers)} giấy tờ phải trả lại",
        )

    def _on_scanned(self, scan: ScannedDossier) -> None:
        if scan.refusal or scan.row is None:
            self._banner.refused(sentences.NOT_DONE, scan.refusal, scan.verdict)
        else:
            self.start(scan.code)

    def _on_given(self, receiver: str, done: Decided) -> None:
        self.leave()
        number = done.form.number if done.form is not None else ""
        paper = f" Đang in phiếu {number}." if number else ""
        self._banner.good(f"Đã trả giấy tờ {short_code(done.code)}", receiver)
        self._context.messages.done(
            f"Đã trả lại giấy tờ của hồ sơ {done.code} cho {receiver}.{paper}",
            [(buttons.VIEW_DOSSIER, partial(self._context.navigate.open_dossier, done.code))],
        )
        if done.job_id:
            self._context.print_queued()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_given(self, error: UserError) -> None:
        self.give_button.setEnabled(True)
        if not (isinstance(error, InvalidInputError) and self.board.take(error)):
            self._problem.setText(error.message)

    def _on_refused(self, error: UserError) -> None:
        self._banner.bad(sentences.NOT_DONE, error.message)

    def _arrange(self) -> None:
        hint = label(
            sentences.SCAN_OR_CHOOSE_THEN_ENTER,
            "quiet",
            wrap=True,
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.card.head.addWidget(self._status)
        self._sides.addWidget(hint)
        self._sides.addWidget(self._form())
        self.card.body.addWidget(self._sides, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addWidget(self.list, 1)
        columns.addWidget(self.card, 1)

    def _form(self) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        people = QHBoxLayout()
        people.setSpacing(12)
        people.addWidget(self.board.add("receiver_name", captions.RECEIVER_NAME, self.name), 3)
        people.addWidget(self.board.add("receiver_id", captions.ID_NUMBER, self.number), 2)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.give_button)
        for widget in (self._owner, self._what, self._known):
            rows.addWidget(widget)
        rows.addLayout(people)
        rows.addWidget(self.papers, 1)
        rows.addWidget(self.board.add("note", captions.NOTE, self.note))
        rows.addWidget(self._problem)
        rows.addLayout(last)
        return made


def _name(paper: _Paper) -> str:
    return paper[1]
