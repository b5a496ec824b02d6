"""The dossier page: a list, and one dossier with what may be done to it now."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.dossiers.records import DossierView
from app.services.intake.identity import looks_like_card
from app.services.office.records import AgencyLine
from app.ui.desk.cards import page_layout
from app.ui.dossiers.act_forms import ActForm
from app.ui.dossiers.act_table import REASON_KEYS, action_key, form_of
from app.ui.dossiers.acts import DossierActs, ForeignOpening
from app.ui.dossiers.dossier_screen import DossierScreen
from app.ui.dossiers.list_view import DossierList
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext
from app.vocabulary.dossiers import Action

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_LIST, _ONE = range(2)


class DossiersPage(QWidget):
    """Corrections and returns are done on pages of their own, which it leads to."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest = Latest()
        self._agencies: tuple[AgencyLine, ...] = ()
        self._bound: dict[Action, QAction] = {}
        self._stack = QStackedWidget(self)
        self.list = DossierList(context, services, self._stack)
        self.one = DossierScreen(context, services, self._stack)
        self._acts = DossierActs(context, services, self)
        self._foreign = ForeignOpening(context, services, self, self._show)
        self._arrange()
        self._connect()
        self._bind()

    def choose_tab(self, place: int) -> None:
        """Show the list at `place` (from 0), also from a dossier."""
        lists = (self._show_newest, self.show_overdue, self._show_found)
        if place < len(lists):
            lists[place]()

    def activated(self) -> None:
        self._read_agencies()
        self._reload()
        if self._stack.currentIndex() == _LIST:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[Change]) -> None:
        if changes & {Change.DOSSIERS, Change.HANDOFFS}:
            self._reload()
        if Change.OFFICE in changes:
            self._read_agencies()

    def handle_scan(self, text: str) -> bool:
        """Look up whatever was scanned; a card is searched for by its number."""
        self.search(text.split("|", 1)[0] if looks_like_card(text) else text)
        return True

    def search(self, text: str) -> None:
        """Show what `text` means; a single hit opens at once."""
        self._show_list()
        self.list.search(text)

    def open(self, code: str) -> None:
        """Show one dossier whole."""
        self._read_one(code, self._show)

    def open_for(self, code: str, action: Action) -> None:
        """Show one dossier whole with the question of `action` open.

        An act that asks nothing is not done unseen: its button has the focus.
        """
        self._read_one(code, partial(self._show_for, action))

    def show_overdue(self) -> None:
        """Show what is late."""
        self._show_list()
        self.list.show_overdue()

    def shown_code(self) -> str:
        """Return the code of the dossier in sight, empty for a list."""
        view = self.one.view
        return view.row.code if view and self._stack.currentIndex() == _ONE else ""

    def go_back(self) -> None:
        """Shut the question, else go back to the list."""
        if self.one.panel.action is not None:
            self.one.show_panel(is_open=False)
            self.one.allowed.take_focus()
        elif self._stack.currentIndex() == _ONE:
            self._show_list()
            self.list.reload()

    def act(self, action: Action) -> None:
        """Do `action` to the dossier in sight, asking first where it needs to know more."""
        view = self.one.view
        code = self.shown_code()
        is_asking = self.one.panel.action is not None  # a key must not lose what is being typed
        if view is None or not code or is_asking:
            return
        if action not in {item.action for item in view.actions}:
            return
        match action:
            case Action.CORRECT:
                self._context.navigate.open_correction(code)
            case Action.RETURN:
                self._context.navigate.open_return(code)
            case Action.RECALL:
                self._acts.recall(code)
            case _ if form := form_of(action):
                self._ask(action, form, view)

    def confirm(self) -> None:
        """Carry out the act that is being asked about."""
        panel, code = self.one.panel, self.shown_code()
        if panel.action is None or panel.is_busy or not code:
            return
        decision = panel.decision()
        if decision is None:
            return
        panel.set_busy(is_busy=True)
        match panel.action:
            case Action.HANDOFF:
                self._acts.send(code, panel.to_id())
            case Action.ACCEPT:
                self._acts.accept(code, panel.receiver_name())
            case Action.DECLINE:
                self._acts.decline(code, decision.note)
            case Action.RESCHEDULE:
                self._acts.reschedule(code, decision.note)
            case Action.FINISH:
                self._acts.finish(code, panel.collector())
            case action:
                self._acts.decide(code, action, decision)

    def print_control_slip(self) -> None:
        """Print the control slip of the dossier in sight as its custody is now."""
        code = self.shown_code()
        if code:
            self._acts.issue_control_slip(code)

    def _ask(self, action: Action, form: ActForm, view: DossierView) -> None:
        panel = self.one.panel
        panel.ask(action, view, self._agencies, self._context.actor())
        self.one.show_panel(is_open=True)
        panel.take_focus()
        if form.reasons is not None:
            self._context.read(self._services.reasons.of, form.reasons).then(panel.offer_reasons)

    def _arrange(self) -> None:
        rows = page_layout(self)
        rows.addWidget(self._stack, 1)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.one)

    def _connect(self) -> None:
        self.list.opened.connect(self.open)
        self.list.foreign.connect(self._foreign.ask_why)
        self.one.left.connect(self.go_back)
        self.one.allowed.wanted.connect(self.act)
        self.one.panel.confirmed.connect(self.confirm)
        self.one.panel.left.connect(self.go_back)
        self.one.forms.reprint_wanted.connect(self._acts.reprint)
        self.one.forms.look_wanted.connect(self._context.navigate.open_form)
        self.one.forms.control_slip_wanted.connect(self.print_control_slip)
        self.list.proven.connect(self._context.messages.done)
        self._acts.done.connect(self._on_done)
        self._acts.refused.connect(self._on_refused)

    def _bind(self) -> None:
        bind = self._context.actions.bind
        bind("dossiers.newest", self._show_newest, self)
        bind("dossiers.overdue", self.show_overdue, self)
        bind("dossiers.found", self._show_found, self)
        bind("dossiers.more", self.list.show_more, self)
        bind("dossiers.confirm", self.confirm, self)
        bind("dossiers.attach", self._attach, self)
        bind("dossiers.control_slip", self.print_control_slip, self)
        for action in Action:
            if self._context.actions.has(action_key(action)):
                self._bound[action] = bind(action_key(action), partial(self.act, action), self)
                self._bound[action].setEnabled(False)
        bind("act.back", self.go_back, self)
        panel = self.one.panel
        for number in range(1, REASON_KEYS + 1):
            bind(f"dossiers.reason_{number}", partial(panel.fields.reason.pick, number), panel)

    def _attach(self) -> None:
        view = self.one.view
        if self.shown_code() and view is not None and not view.is_foreign:
            self.one.files.choose()

    def _reload(self) -> None:
        code, view = self.shown_code(), self.one.view
        if not code or view is None:
            self.list.reload()
        elif view.is_foreign:
            return  # each look at it is asked for and logged
        elif self.one.panel.action is None:
            self.open(code)

    def _read_agencies(self) -> None:
        self._context.read(self._services.office.agencies).then(self._on_agencies)

    def _on_agencies(self, agencies: tuple[AgencyLine, ...]) -> None:
        self._agencies = agencies

    def _show(self, view: DossierView) -> None:
        if self.one.panel.action is not None and view.row.code == self.shown_code():
            return  # read before the question was asked: what is being typed stays
        self.one.show_dossier(view)
        self._stack.setCurrentIndex(_ONE)
        self._enable({item.action for item in view.actions})
        if self.isVisible():
            self.one.allowed.take_focus()

    def _read_one(self, code: str, done: Callable[[DossierView], None]) -> None:
        self._context.read(self._services.tracking.one, code).then(
            self._latest.only(done), partial(self._foreign.take_refusal, code)
        )

    def _show_for(self, action: Action, view: DossierView) -> None:
        self._show(view)
        if form_of(action):
            self.act(action)
        else:
            self.one.allowed.take_focus(action)

    def _show_list(self) -> None:
        self.one.show_panel(is_open=False)
        self._stack.setCurrentIndex(_LIST)
        self._enable(set())
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_newest(self) -> None:
        self._show_list()
        self.list.show_newest()

    def _show_found(self) -> None:
        self._show_list()
        self.list.show_found()

    def _enable(self, allowed: set[Action]) -> None:
        for action, made in self._bound.items():
            made.setEnabled(action in allowed)

    def _on_done(self, code: str) -> None:
        if code == self.shown_code():
            self.one.show_panel(is_open=False)
            self.open(code)

    def _on_refused(self, error: UserError) -> None:
        if self.one.panel.action is not None:
            self.one.panel.take_refusal(error)
        else:
            self._context.messages.refused(error)
