"""An officer's hands on the pages Bàn giao and Trả kết quả."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from app.bootstrap.demo.book import PlayedDay, payload_of
from app.bootstrap.demo.content import people
from app.bootstrap.demo.stage import ALT, CTRL, CTRL_SHIFT, Stage, StageError
from app.ui.desk.scan_banner import ScanBanner, ScanSign
from app.ui.dossiers.act_forms import FIELDS
from app.ui.dossiers.act_panel import ActPanel
from app.ui.dossiers.act_table import action_key
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.handoff.handoff_page import HandoffPage
from app.ui.returning.returning_page import ReturningPage
from app.vocabulary.dossiers import Action, Verdict
from app.vocabulary.forms import FormKind
from app.wording.labels import label


class HandoffHands:
    """Scans dossiers onto slips and off them."""

    def __init__(self, stage: Stage, book: PlayedDay) -> None:
        self._stage = stage
        self._book = book

    @property
    def page(self) -> HandoffPage:
        """The page in front of the hands."""
        return self._stage.page(HandoffPage, "handoff")

    def open(self) -> None:
        """Go to the page by its key."""
        self._stage.press(Qt.Key.Key_F3)

    def put_on_slips(self, names: Sequence[str]) -> None:
        """Scan the receipts of dossiers that go to their next unit."""
        for name in names:
            self._stage.scan(self._book.entries[name].payload)
            _expect_good(self.page.banner, name)

    def close_slips(self) -> list[Path]:
        """Close and print the slips; return their papers in the order printed."""
        self._book.new_papers()
        self._stage.press(Qt.Key.Key_F12)
        _expect_good(self.page.banner, "F12")
        return self._book.new_papers()

    def accept(self, names: Sequence[str]) -> None:
        """Accept dossiers one by one, by scanning their receipts."""
        for name in names:
            self._stage.scan(self._book.entries[name].payload)
            _expect_good(self.page.banner, name)

    def accept_slip(self, slip: Path) -> None:
        """Accept what is still open on a slip, by scanning the slip."""
        self._stage.scan(payload_of(slip))
        self._stage.press(Qt.Key.Key_A, CTRL_SHIFT)
        _expect_good(self.page.banner, slip.name)

    def ask_decline(self, name: str, reason: str) -> None:
        """Choose a dossier that is not accepted and type why."""
        items = self.page.arriving.items
        code = self._book.entries[name].code
        rows = [row.code for row in items.rows_model.rows]
        self._stage.select(items, rows.index(code))
        self._stage.press(Qt.Key.Key_D, CTRL_SHIFT)
        self._stage.type(reason)

    def confirm(self) -> None:
        """Carry out what was asked at the foot."""
        self._stage.press(Qt.Key.Key_Return, CTRL)

    def record_receivers(self, receiver: str) -> None:
        """Write down who signed on paper for each slip on its way."""
        moving = self.page.moving
        for handoff_id in [slip.handoff_id for slip in moving.slips.rows_model.rows]:
            moving.go_to(handoff_id)
            self._stage.press(Qt.Key.Key_G, CTRL_SHIFT)
            self._stage.type(receiver)
            self.confirm()
            _expect_good(self.page.banner, receiver)


class ReturningHands:
    """Enters results by scan and hands them to citizens."""

    def __init__(self, stage: Stage, book: PlayedDay) -> None:
        self._stage = stage
        self._book = book

    @property
    def page(self) -> ReturningPage:
        """The page in front of the hands."""
        return self._stage.page(ReturningPage, "returning")

    def open_results(self) -> None:
        """Go to where results are entered."""
        self._stage.press(Qt.Key.Key_F4)
        self._stage.press(Qt.Key.Key_2, CTRL)

    def open_collecting(self) -> None:
        """Go to where results are handed over."""
        self._stage.press(Qt.Key.Key_F4)
        self._stage.press(Qt.Key.Key_1, CTRL)

    def enter(self, name: str, document: str, *, refused_for: str = "") -> None:
        """Scan a dossier whose result came, type its number, store it."""
        results = self.page.results
        self._stage.scan(self._book.entries[name].payload)
        _expect_good(self.page.banner, name)
        self._stage.type(document)
        self._stage.click(results.refused if refused_for else results.granted)
        if refused_for:
            self._stage.fill(results.note, refused_for)

    def store(self) -> None:
        """Store the result that is typed."""
        self._stage.press(Qt.Key.Key_Return, CTRL)
        _expect_good(self.page.banner, self.page.results.problem)

    def check(self, name: str, collector: str, *, takes_fee: bool = False) -> None:
        """Scan the receipt and the card of whoever came, and settle what is owed."""
        self._stage.scan(self._book.entries[name].payload)
        _expect_good(self.page.banner, name)
        self._stage.scan(people()[collector].card)
        if takes_fee:
            self._stage.click(self.page.check.money.paid)

    def give_back(self, *, prints: bool = False) -> None:
        """Hand the result over, with its receipt where the citizen wants one."""
        if prints:
            self._stage.click(self.page.check.prints)
        self._stage.press(Qt.Key.Key_Return, CTRL)
        _expect_good(self.page.banner, self.page.check.problem)

    def open_papers(self) -> None:
        """Go to where papers of withdrawn and stopped dossiers are given back."""
        self._stage.press(Qt.Key.Key_F4)
        self._stage.press(Qt.Key.Key_3, CTRL)

    def check_papers(self, name: str, collector: str) -> None:
        """Scan the receipt and the card of whoever fetches the papers; tick paper by paper."""
        self._stage.scan(self._book.entries[name].payload)
        _expect_good(self.page.banner, name)
        self._stage.scan(people()[collector].card)
        table = self.page.papers.papers
        for row in range(len(table.rows_model.rows)):
            self._stage.select(table, row)
            self._stage.press(Qt.Key.Key_Space)

    def give_papers_back(self) -> Path:
        """Hand the papers over; return the note that was printed."""
        self._book.new_papers()
        self._stage.press(Qt.Key.Key_Return, CTRL)
        _expect_good(self.page.banner, self.page.papers.problem)
        return self._book.one_new_paper()

    def open_fees(self) -> None:
        """Go to the till."""
        self._stage.press(Qt.Key.Key_F4)
        self._stage.press(Qt.Key.Key_4, CTRL)

    def find_fee(self, name: str, payer: str) -> None:
        """Scan the receipt of a dossier that owes and the card of whoever pays."""
        self._stage.scan(self._book.entries[name].payload)
        _expect_good(self.page.banner, name)
        self._stage.scan(people()[payer].card)
        card = self.page.fees.card
        if not card.prints.isChecked():
            self._stage.click(card.prints)

    def take_fee(self) -> Path:
        """Take what is typed; return the receipt that was printed."""
        self._book.new_papers()
        self._stage.press(Qt.Key.Key_Return, CTRL)
        _expect_good(self.page.banner, self.page.fees.card.problem)
        return self._book.one_new_paper()


def _expect_good(banner: ScanBanner, what: str) -> None:
    if banner.sign is not ScanSign.GOOD:
        message = f"{what}: {banner.title}. {banner.detail}"
        raise StageError(message)


class DossierHands:
    """Acts on one dossier at a time by its keys; what is printed is returned."""

    def __init__(self, stage: Stage, book: PlayedDay) -> None:
        self._stage = stage
        self._book = book

    @property
    def page(self) -> DossiersPage:
        """The page in front of the hands."""
        return self._stage.page(DossiersPage, "dossiers")

    @property
    def panel(self) -> ActPanel:
        """What an act asks."""
        return self.page.one.panel

    def open(self, name: str) -> None:
        """Bring one dossier up by scanning its receipt."""
        self._stage.press(Qt.Key.Key_F5)
        self._stage.scan(self._book.entries[name].payload)
        self._expect_open(name)

    def ask(self, action: Action) -> None:
        """Open the question of an act by its key."""
        self._stage.window.actions.do(action_key(action))
        self._stage.settle()
        if self.panel.action is not action:
            message = f"{action} asks nothing of {self.page.shown_code()}"
            raise StageError(message)

    def pick_reason(self, number: int) -> None:
        """Take the office's ready-made sentence of that number."""
        self._stage.press(Qt.Key(Qt.Key.Key_0 + number), ALT)

    def say(self, editor: QLineEdit | QPlainTextEdit, text: str) -> None:
        """Type one answer in place of what stands there."""
        self._stage.click(editor)
        self._stage.press(Qt.Key.Key_A, CTRL)
        self._stage.type(text)

    def confirm(self) -> None:
        """Carry out what was asked. Raises StageError with the problem where it is refused."""
        self._stage.press(Qt.Key.Key_Return, CTRL)
        if self.panel.action is not None:
            raise StageError("; ".join((self.panel.problem, *self._field_problems())))

    def confirm_and_print(self) -> Path:
        """Carry out what was asked; return the one paper it printed."""
        self._book.new_papers()
        self.confirm()
        return self._book.one_new_paper()

    def print_control_slip(self) -> Path:
        """Print the control slip of the dossier in sight."""
        self._book.new_papers()
        self._stage.press(Qt.Key.Key_K, CTRL_SHIFT)
        return self._book.one_new_paper()

    def show_steps(self) -> None:
        """Open every step of the due date."""
        buttons = self.page.one.due.findChildren(QPushButton)
        self._stage.click(next(each for each in buttons if each.isCheckable()))

    def scan_again(self, paper: Path, kind: FormKind, name: str) -> None:
        """Scan a printed form: it is told which one it is, and its dossier opens."""
        self._stage.press(Qt.Key.Key_F5)
        self._stage.press(Qt.Key.Key_Escape)
        self._stage.scan(payload_of(paper))
        self._expect_open(name)
        self._expect_told(self._stage.window.shell.strip.text, kind)

    def scan_loose(self, paper: Path, kind: FormKind) -> None:
        """Scan a printed form that belongs to no dossier: the banner says what it is."""
        self._stage.press(Qt.Key.Key_F5)
        self._stage.press(Qt.Key.Key_Escape)
        self._stage.scan(payload_of(paper))
        banner = self.page.list.banner
        if banner.title != label(Verdict.GENUINE):
            message = f"the banner says {banner.title} of {paper.name}"
            raise StageError(message)
        self._expect_told(banner.detail, kind)

    def _field_problems(self) -> list[str]:
        board = self.panel.board
        boxes = [board.box(name) for name in FIELDS if board.has(name)]
        return [box.problem for box in boxes if box.problem]

    def _expect_open(self, name: str) -> None:
        code = self._book.entries[name].code
        if self.page.shown_code() != code:
            message = f"{name} is not in sight but “{self.page.shown_code()}”"
            raise StageError(message)

    def _expect_told(self, told: str, kind: FormKind) -> None:
        if label(kind) not in told:
            message = f"{label(kind)} was scanned, “{told}” was said"
            raise StageError(message)
