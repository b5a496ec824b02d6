"""The window of one signed-in person: their pages, the box, the strip, and what comes by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app import __version__
from app.bootstrap.attention import AttentionCounts, TrustNotes, count_waiting, tell_waiting
from app.bootstrap.navigator import WindowNavigator
from app.bootstrap.pages import actions_of, pages_for
from app.bootstrap.paper_windows import PaperWindows
from app.bootstrap.printing import printing_of
from app.bootstrap.rating_desk import RatingDesk
from app.bootstrap.screen_lock import ScreenLock
from app.bootstrap.sheet_scans import SheetScans, scan_rules
from app.bootstrap.store_care import StoreCare, StoreWatch, tell
from app.bootstrap.theme_choice import switch_theme
from app.clock import to_local
from app.errors import NotAllowedError, SessionOverError, UserError
from app.models.changes import Heard
from app.printing.outbox import DeskRun
from app.services.container import Services
from app.services.dossiers.records import DossierRow
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.settings import SettingsFile
from app.ui.look.theme import apply_theme
from app.ui.look.tokens import text_percent
from app.ui.runtime.backup_rounds import BackupRounds
from app.ui.runtime.kept_answers import KeptAnswers
from app.ui.runtime.scan_filter import ScanFilter
from app.ui.runtime.tasks import Change, Read, Tasks
from app.ui.runtime.view_memory import ViewMemory
from app.ui.shell.actions import ACTIONS, ActionBook
from app.ui.shell.main_window import MainWindow, WindowParts
from app.ui.shell.messages import Messages
from app.ui.shell.page_context import PageContext
from app.ui.signing_in.change_password_dialog import ChangePasswordDialog
from app.ui.widgets.lookup_field import LookupRow
from app.vocabulary.people import Role
from app.window_state import TEXT_PERCENTS
from app.wording import headings
from app.wording.labels import label
from app.wording.texts import about_text

REFRESH_MS = 30_000
CHECKPOINT_MS = 300_000
_FOUND_ROWS = 12


class CounterWindow(QObject):
    """Composes the shell for `actor`; passes what happens on one page to the others.

    `person_changed` carries the same person with other roles: their pages are others.
    `text_size_wanted` carries the percent that their pages are to be made again with.
    """

    change_officer_wanted = Signal()
    person_changed = Signal(object)
    text_size_wanted = Signal(int)
    restore_wanted = Signal(object, object)
    closing = Signal()

    def __init__(
        self,
        app: QApplication,
        services: Services,
        actor: Actor,
        *,
        file: SettingsFile,
        tasks: Tasks,
        memory: ViewMemory | None = None,
    ) -> None:
        super().__init__(app)
        self._app, self.services = app, services
        self._actor = actor
        self._file, self._tasks = file, tasks
        self._memory = memory or ViewMemory()
        settings = file.load()
        self.actions = ActionBook((*ACTIONS, *actions_of(actor.roles)), settings.shortcuts)
        self.printing = printing_of(services, file)
        parts = WindowParts(
            tasks=tasks,
            actions=self.actions,
            find=self._find,
            local_now=lambda: to_local(services.clock.now()),
            memory=self._memory,
        )
        pages = pages_for(actor.roles, services, lambda: self.context)
        self.shell = MainWindow(pages, parts)
        self.messages = Messages(self.shell, self.shell.say, services.clock.now, self)
        self.navigator = WindowNavigator(lambda: self.shell, self.show_form, self.messages.info)
        self.context = PageContext(
            actor=lambda: self._actor,
            clock=services.clock,
            tasks=tasks,
            actions=self.actions,
            messages=self.messages,
            navigate=self.navigator,
            printing=self.printing,
            print_queued=self.print_queued,
            outputs=services.outputs,
            settings=file,
            backups=BackupRounds(lambda: services.backups, self.messages.report, self),
            apply_theme=lambda mode: apply_theme(app, mode),
            take_text_size=self.text_size_wanted.emit,
            restore=self.restore_wanted.emit,
            kept=KeptAnswers(services.store.transactions.standing),
        )
        self._care = StoreCare(services, tasks, self.shell, self.messages)
        self._trust = TrustNotes(self.context, services, self.shell, self._change_password)
        self._scans = ScanFilter(app, scan_rules(self.shell.expects_scan))
        self._papers = PaperWindows(self.context, services, self.shell, self._on_print_list_emptied)
        limit = timedelta(minutes=settings.lock_after_minutes)
        self.screen_lock = ScreenLock(
            self.shell, tasks, services.sign_in, lambda: self._actor, limit
        )
        self.ratings = RatingDesk(self.context, services, self.shell, self.screen_lock)
        self._sheets = SheetScans(self.context, services, self.shell, self.ratings.take)
        self._watch = StoreWatch(services.database, self)
        self._connect()
        self._start_timers()

    @property
    def actor(self) -> Actor:
        """Whoever works at this window."""
        return self._actor

    def show(self) -> None:
        """Show the page last in front and look at once at what waits."""
        self.shell.show()
        last = self._memory.page
        self.shell.show_page(last if self.shell.has_page(last) else self.first_page)
        self._watch.start()
        self.screen_lock.start()
        self.look_around()

    def come_to_front(self) -> None:
        """Bring the window above others."""
        self.shell.come_to_front()

    def take_down(self) -> None:
        """Take the window away without ending the program."""
        self._fall_silent()
        self._tasks.changed.disconnect(self._on_changed)
        self.shell.closing.disconnect(self._on_closing)
        self.shell.close()
        self.shell.deleteLater()
        self.deleteLater()

    def print_queued(self) -> None:
        """Send the outbox to the printers, after the commit, off the window's thread."""
        self._tasks.write(
            lambda: self.printing.send_all(self._actor),
            self._on_printed,
            (Change.PRINT_QUEUE,),
        )

    def show_print_list(self) -> None:
        """Show what waits for a printer."""
        self._papers.show_print_list()

    def show_about(self) -> None:
        """Show version, licences and where the store lies."""
        self.messages.tell(f"Một Cửa {__version__}", about_text(str(self.services.data)))

    def show_form(self, form_id: int) -> None:
        """Show an issued form."""
        self._papers.show_form(form_id)

    def lock(self) -> None:
        """Cover the window until the same person types their password, or another signs in."""
        self.screen_lock.lock()

    def refused(self, error: UserError) -> None:
        """Tell why something was not done; where the session is over, cover the window instead."""
        if isinstance(error, SessionOverError):
            self.screen_lock.lock(error.message)
        elif not self.screen_lock.is_locked:
            self.messages.refused(error)

    def look_around(self) -> None:
        """Count what is late, what is coming and what waits; see whether the roles still hold."""
        if self.screen_lock.is_locked:
            return
        roles = partial(self.services.accounts.roles_now, self._actor)
        self._tasks.read(roles, self._on_roles_known, self._on_put_out)

    def _connect(self) -> None:
        shell = self.shell
        self._scans.scanned.connect(self._sheets.pass_on)
        shell.box_chosen.connect(self._on_box_chosen)
        shell.box_entered.connect(self._on_box_entered)
        shell.closing.connect(self._on_closing)
        self._tasks.changed.connect(self._on_changed)
        self._watch.heard.connect(self._on_heard)
        self.screen_lock.unlocked.connect(self._on_unlocked)
        self.screen_lock.other_person_wanted.connect(self.change_officer_wanted)
        self.context.backups.rested.connect(self.look_around)
        book = self.actions
        for key, act in (
            ("window.theme", lambda: switch_theme(self._app, self._file)),
            ("window.text_larger", partial(self._step_text_size, 1)),
            ("window.text_smaller", partial(self._step_text_size, -1)),
            ("session.lock", self.lock),
            ("session.change_officer", self.change_officer_wanted.emit),
            ("session.change_password", self._change_password),
            ("window.print_list", self.show_print_list),
            ("window.about", self.show_about),
        ):
            book.bind(key, act, shell.covered_part)
        place = self._actor.counter_name or self._actor.unit_name
        shell.set_person(place, self._actor.name)

    def _step_text_size(self, step: int) -> None:
        """Ask for the next larger or smaller text; at the end nothing follows."""
        at = TEXT_PERCENTS.index(text_percent()) + step
        if 0 <= at < len(TEXT_PERCENTS):
            self.text_size_wanted.emit(TEXT_PERCENTS[at])

    def _start_timers(self) -> None:
        self._timers = (QTimer(self, interval=REFRESH_MS), QTimer(self, interval=CHECKPOINT_MS))
        looks, checkpoints = self._timers
        looks.timeout.connect(self.look_around)
        checkpoints.timeout.connect(self._care.look_after)
        for timer in self._timers:
            timer.start()
        self._care.start()

    @property
    def first_page(self) -> str:
        """The page that this person's work begins on."""
        roles = self._actor.roles
        return next(
            key
            for right, key in (
                (Right.REGISTER, "intake"),
                (Right.EDIT_OFFICE, "administration"),
                (Right.ACCEPT, "handoff"),
                (Right.LOOK_UP, "dossiers"),
            )
            if allows(right, roles)
        )

    def _find(self, text: str) -> Read[Sequence[LookupRow]]:
        return self.context.read(_found, self.services, text)

    def _on_box_chosen(self, code: object) -> None:
        self.navigator.open_dossier(str(code))

    def _on_box_entered(self, text: str) -> None:
        if text.strip() and not self._sheets.take(text):
            self.navigator.search(text)

    def _on_printed(self, run: DeskRun) -> None:
        if run.failed:
            _job, sentence = run.failed[0]
            self.messages.warn(
                f"Chưa in được {len(run.failed)} bản: {sentence}",
                [(headings.PRINT_JOBS, self.show_print_list)],
            )

    def _on_print_list_emptied(self, count: int) -> None:
        """Take the place of the warning that something was not printed."""
        self.messages.done(f"Đã gửi {count} bản chờ in tới máy in.")

    def _on_counted(self, waiting: AttentionCounts) -> None:
        tell_waiting(self.shell, waiting)
        self._care.tell(waiting.warnings)
        self._trust.tell(waiting.trust)

    def _on_changed(self, _changes: object) -> None:
        self.look_around()

    def _on_heard(self, news: object) -> None:
        tell(news, self.shell, self.messages)
        if news is not Heard.LOST and not self.screen_lock.is_locked:
            self._tasks.changed.emit(frozenset(Change))

    def _on_roles_known(self, roles: frozenset[Role]) -> None:
        """Count what waits; give the person another window where their roles are others now."""
        if roles == self._actor.roles:
            self._tasks.read(partial(count_waiting, self.services, self._actor), self._on_counted)
        elif not self.screen_lock.is_locked:
            self.shell.keep_drafts()
            self.person_changed.emit(replace(self._actor, roles=roles))

    def _on_put_out(self, error: UserError) -> None:
        """Cover what somebody whose account is out of use may see no longer."""
        if isinstance(error, NotAllowedError):
            self.screen_lock.lock(error.message)
        else:
            self.refused(error)

    def _on_unlocked(self, actor: Actor) -> None:
        """Go on as the same person, in a session that may be a new one."""
        roles_before, self._actor = self._actor.roles, actor
        if actor.roles != roles_before:
            self.person_changed.emit(actor)
            return
        self._tasks.changed.emit(frozenset(Change))

    def _on_closing(self) -> None:
        self._fall_silent()
        self.closing.emit()

    def _fall_silent(self) -> None:
        self._scans.remove()
        self.screen_lock.remove()
        self._watch.stop()
        self._care.stop()
        self.context.backups.end()
        self.ratings.end()
        for timer in self._timers:
            timer.stop()

    def _change_password(self) -> None:
        dialog = ChangePasswordDialog(
            self._tasks,
            lambda old, new: self.services.accounts.change_own_password(self._actor, old, new),
            lambda _none: self.messages.done("Đã đổi mật khẩu."),
            self.shell,
        )
        dialog.open()


def _found(actor: Actor, services: Services, text: str) -> Sequence[LookupRow]:
    rows = services.search.find(actor, text, _FOUND_ROWS).rows
    return [LookupRow(value=row.code, title=_title(row), detail=_detail(row)) for row in rows]


def _title(row: DossierRow) -> str:
    return f"{row.code} · {row.owner_name}"


def _detail(row: DossierRow) -> str:
    return f"{row.procedure_name} · {label(row.status)}"
