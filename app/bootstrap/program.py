"""From the first painted page to the window of whoever signed in, and back again."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.bootstrap.bench_marks import FIRST_PAINT, READY, mark
from app.bootstrap.gc_paused import unhindered
from app.bootstrap.sign_in_window import Gate, place, placed
from app.bootstrap.warming import Warming
from app.clock import Clock
from app.errors import ServerPasswordError, SessionOverError, StoreKeyError, UserError
from app.paths import STORE_NAME
from app.services.ledger.records import Actor
from app.settings import Settings, SettingsFile
from app.ui.look.theme import dress_again
from app.ui.look.tokens import set_text_percent, text_percent
from app.ui.runtime.tasks import Tasks
from app.ui.runtime.view_memory import ViewMemory
from app.ui.shell.messages import Messages
from app.ui.shell.page import bring_to_front
from app.ui.signing_in.sign_in_page import Credentials, SignInLook, SignInPage
from app.window_state import TextPercent, WindowState, WindowStates

if TYPE_CHECKING:
    from app.bootstrap.counter_window import CounterWindow
    from app.bootstrap.opening import StoreOpening
    from app.services.backup.people import WhoRestores


class Program(QObject):
    """Owns the one window, the worker and the store; fills the window for who signs in."""

    def __init__(self, app: QApplication, data: Path, url: str, clock: Clock) -> None:
        super().__init__(app)
        self._app = app
        self._data = data
        self._url = url
        self._clock = clock
        self._file = SettingsFile(data)
        self._states = WindowStates(data)
        self._memory = ViewMemory()
        self.gate = Gate()
        self._messages = Messages(self.gate, self._say_at_gate, clock.now, self)
        self.tasks = Tasks(self._on_refused, self.report, parent=self)
        self._warming = Warming(self.tasks, self)
        self._opening: StoreOpening | None = None
        self.window: CounterWindow | None = None
        self.gate.painted.connect(self._on_painted)
        self.gate.closing.connect(self._on_gate_closing)

    def start(self, settings: Settings) -> None:
        """Show the first page: sign-in where there is a store, else the first start."""
        state = self._states.load(settings.last_login)
        self._take_text_size(state.text_percent)
        place(self.gate, state)
        if self._has_store(settings):
            self._show_sign_in(settings, settings.last_login)
        else:
            self._show_first_start()
        self.gate.show()

    def _has_store(self, settings: Settings) -> bool:
        return bool(self._url or settings.database_url) or (self._data / STORE_NAME).exists()

    def come_to_front(self) -> None:
        """Bring the window to the front: a second start asks for it."""
        bring_to_front(self.gate)

    def report(self, error: BaseException) -> None:
        """Show what went wrong by our own fault."""
        self._messages.report(error)

    def _on_painted(self) -> None:
        mark(FIRST_PAINT)
        self.tasks.read(self._warm_up, self._on_warm)

    def _warm_up(self) -> None:
        """Import the store's library and open the store, on the worker."""
        with unhindered():
            opening = self._opened()
            if self._has_store(self._file.load()):
                opening.open()

    def _on_warm(self, _done: None) -> None:
        mark(READY)
        self._warming.start()
        self.tasks.read(self._assure_key, lambda _done: None)
        page = self.gate.centralWidget()
        if isinstance(page, SignInPage):
            self.tasks.read(self._opened().office_name, self._on_office_known, self._on_refused)

    def _assure_key(self) -> None:
        """Ask for the signing key while the officer types: a keystore takes its time."""
        opening = self._opened()
        if opening.services is not None:
            opening.services.assure_key()

    def _on_office_known(self, office: tuple[str, bool]) -> None:
        page = self.gate.centralWidget()
        if isinstance(page, SignInPage):
            name, is_demo = office
            page.set_office(f"{name} · DỮ LIỆU THỬ" if is_demo else name)

    def _show_sign_in(self, settings: Settings, login: str) -> None:
        look = SignInLook(counter_name=settings.counter_name, last_login=login)
        page = SignInPage(self.tasks, self._sign_in, look)
        page.signed_in.connect(self._on_signed_in)
        page.restore_wanted.connect(self._show_restoring)
        self.gate.show_page(page)

    def _show_restoring(self) -> None:
        """Let two people put a backup back where there is no store to sign in to."""
        from app.bootstrap.start_pages import restoring_page

        self.gate.show_page(
            restoring_page(self.tasks, self._opened, self._on_restored, self._on_restore_left)
        )

    def _on_restore_left(self) -> None:
        self.start(self._file.load())
        self.tasks.read(self._warm_up, self._on_warm)

    def _on_restore_wanted(self, source: Path, who: "WhoRestores") -> None:
        """Put a backup in the open store's place: window and store are closed meanwhile."""
        self._back_to_gate()
        page = self.gate.centralWidget()
        if isinstance(page, SignInPage):
            page.wait_for("Đang khôi phục kho dữ liệu; đừng tắt máy.")
        self.tasks.write(
            lambda: self._opened().restore(source, who),
            self._on_restored,
            failed=self._on_restore_failed,
        )

    def _on_restored(self, said: str) -> None:
        self._on_recovered()
        self._messages.tell("Đã khôi phục kho dữ liệu.", said)

    def _on_restore_failed(self, error: UserError) -> None:
        """Go on with the store, which stayed as it was."""
        self._on_recovered()
        self._messages.tell("Chưa khôi phục được; kho dữ liệu vẫn như cũ.", error.message)

    def _show_recovery(self, error: StoreKeyError) -> None:
        from app.bootstrap.start_pages import recovering_page

        self.gate.show_page(
            recovering_page(self.tasks, self._opened, error.message, self._on_recovered)
        )

    def _show_server_password(self, error: ServerPasswordError) -> None:
        from app.bootstrap.start_pages import server_password_page

        self.gate.show_page(
            server_password_page(self.tasks, self._opened, error.message, self._on_recovered)
        )

    def _on_recovered(self) -> None:
        settings = self._file.load()
        self._show_sign_in(settings, settings.last_login)
        self.tasks.read(self._warm_up, self._on_warm)

    def _show_first_start(self) -> None:
        from app.bootstrap.start_pages import founding_page

        self.gate.show_page(
            founding_page(self.tasks, self._opened, self._on_founded, self._show_restoring)
        )

    def _on_founded(self, login: str, password: str) -> None:
        self._show_sign_in(self._file.load(), login)
        self._on_warm(None)
        page = self.gate.centralWidget()
        if password and isinstance(page, SignInPage):
            page.sign_in_with(password)

    def _sign_in(self, typed: Credentials) -> Actor:
        actor = self._opened().sign_in(typed)
        self._file.save(
            replace(self._file.load(), last_login=typed.login, counter_name=typed.counter_name)
        )
        return actor

    def _on_signed_in(self, actor: Actor) -> None:
        state = self._states.load(actor.login)
        if state.placed is not None:
            place(self.gate, state)
        self._memory = ViewMemory(state.page, state.tabs, state.columns)
        self._take_text_size(state.text_percent)
        self._show_window(actor)

    def _show_window(self, actor: Actor) -> "CounterWindow":
        """Fill the one window with the pages of `actor`, in place of those there."""
        before, made = self.window, self._make_window(actor)
        self.window = made
        if before is not None:
            before.take_down()
        self.gate.show_page(made.shell)
        made.show()
        return made

    def _take_text_size(self, percent: TextPercent) -> None:
        """Dress the program again where its text is to be of another size."""
        if percent != text_percent():
            set_text_percent(self._app, percent)
            dress_again(self._app)

    def _on_text_size_wanted(self, percent: TextPercent) -> None:
        """Give the person the same pages with text of another size, and keep it for them."""
        before = self.window
        if before is None or percent == text_percent():
            return
        before.shell.keep_drafts()
        self._take_text_size(percent)
        self._keep_state(before)
        self._show_window(before.actor).messages.info(f"Cỡ chữ: {percent} %.")

    def _keep_state(self, window: "CounterWindow") -> None:
        """Store how this account leaves the window, on the worker."""
        memory, login = self._memory, window.actor.login
        state = WindowState(
            page=memory.page,
            tabs=dict(memory.tabs),
            columns={table: dict(widths) for table, widths in memory.columns.items()},
            text_percent=text_percent(),
        )
        kept = placed(self.gate, state)
        self.tasks.read(lambda: self._states.save(login, kept), _ignore)

    def _make_window(self, actor: Actor) -> "CounterWindow":
        from app.bootstrap.counter_window import CounterWindow

        services = self._opened().open()
        made = CounterWindow(
            self._app, services, actor, file=self._file, tasks=self.tasks, memory=self._memory
        )
        made.change_officer_wanted.connect(self._on_change_officer)
        made.person_changed.connect(self._on_person_changed)
        made.text_size_wanted.connect(self._on_text_size_wanted)
        made.closing.connect(self._on_window_closing)
        made.restore_wanted.connect(self._on_restore_wanted)
        return made

    def _on_person_changed(self, actor: Actor) -> None:
        """Give the person another window: what they may do has changed."""
        self._show_window(actor).messages.info(
            "Vai trò của bạn vừa thay đổi; cửa sổ đã mở lại theo vai trò mới."
        )

    def _on_change_officer(self) -> None:
        if self.window is not None:
            self._back_to_gate()
            self._on_warm(None)

    def _back_to_gate(self) -> None:
        """Take the window away whole: the next person sees nothing of it."""
        window, self.window = self.window, None
        if window is None:
            return
        window.screen_lock.remove()
        window.shell.keep_drafts()
        self._keep_state(window)
        self._end_session(window.actor)
        window.take_down()
        self._show_sign_in(self._file.load(), "")

    def _end_session(self, actor: Actor) -> None:
        """End the session of whoever leaves; one that cannot be ended now runs out by itself."""
        opening = self._opened()
        self.tasks.write(lambda: opening.leave(actor), _ignore, failed=_let_run_out)

    def _on_window_closing(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            self._keep_state(window)
            self._end_session(window.actor)
            # What is finished at the end may take seconds: nobody waits before a dead window.
            self.gate.hide()
            self._leave()

    def _on_gate_closing(self) -> None:
        if self.window is not None:
            self.window.shell.close()
        else:
            self._leave()

    def _leave(self) -> None:
        """Finish what runs, let go of the store, end."""
        self._warming.stop()
        if self._opening is not None:
            self.tasks.read(self._opening.back_up_at_close, lambda _none: None)
        self.tasks.drain()
        if self._opening is not None:
            self._opening.close()
        self._app.quit()

    def _opened(self) -> "StoreOpening":
        from app.bootstrap.opening import StoreOpening

        if self._opening is None:
            self._opening = StoreOpening(self._data, self._url, self._clock)
        return self._opening

    def _on_refused(self, error: UserError) -> None:
        if self.window is not None:
            self.window.refused(error)
            return
        if isinstance(error, SessionOverError):
            return  # asked for by a window that is gone
        page = self.gate.centralWidget()
        if isinstance(error, StoreKeyError):
            self._show_recovery(error)
        elif isinstance(error, ServerPasswordError):
            self._show_server_password(error)
        elif isinstance(page, SignInPage):
            page.show_problem("", error.message)
            page.offer_restore()
        else:
            self._messages.tell(error.message)

    def _say_at_gate(self, text: str, *_rest: object) -> None:
        self._messages.tell(text)


def _ignore(_none: None) -> None:
    """Nothing follows."""


def _let_run_out(_error: UserError) -> None:
    """Do nothing: out of reach of the store, the session is too old after twelve hours."""
