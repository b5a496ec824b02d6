"""The very paper an act will issue, set anew a moment after the last key."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.dossiers.decision import Decision
from app.services.dossiers.decisions import Decisions
from app.services.ledger.records import Actor
from app.ui.desk.cards import HeadedCard
from app.ui.runtime.tasks import Latest
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.labels import label
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.vocabulary.dossiers import Action
from app.wording.labels import label as word_of

ASK_AFTER_MS = 300
_PLACEHOLDER = "Giấy sẽ in hiện ở đây khi đã đủ nội dung."

Asked = tuple[str, Action, Decision]
"""Which dossier, which act, and what was said."""


class NoticePane(HeadedCard):
    """`asked` tells what is being asked; it raises a UserError for answers not readable yet."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        asked: Callable[[], Asked | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._context = context
        self._services = services
        self._asked = asked
        self._latest = Latest()
        self._shown: Asked | None = None
        self.pages = PdfView(context.tasks, _PLACEHOLDER)
        self._missing = label("", "quiet", wrap=True)
        self.body.addWidget(self._missing)
        self.body.addWidget(self.pages, 1)
        self._soon = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._soon.timeout.connect(self.ask)

    @property
    def missing(self) -> str:
        """What the paper still lacks, in words."""
        return self._missing.text()

    def open_for(self, action: Action) -> None:
        """Show the pane for a new question, empty."""
        self.forget()
        self.set_title(f"Giấy sẽ in: {word_of(action)}")
        self.pages.clear()
        self._say("")
        self.touch()

    def touch(self) -> None:
        """Set the paper again once nothing has been typed for a moment."""
        self._soon.start()

    def forget(self) -> None:
        """Let no answer to an earlier question through."""
        self._soon.stop()
        self._latest.forget()
        self._shown = None

    def ask(self) -> None:
        """Set the paper now, where what it says has changed."""
        self._soon.stop()
        try:
            asked = self._asked()
        except UserError as error:
            self._fail(error)
            return
        if asked is None or asked == self._shown:
            return
        self._shown = asked
        self._context.work(_pages_of, self._services.decisions, self._context.printing, asked).then(
            self._latest.only(self._show), self._fail
        )

    def _show(self, source: PageSource | None) -> None:
        self._say("")
        if source is None:
            self.pages.clear()
        else:
            self.pages.show_source(source)

    def _fail(self, error: UserError) -> None:
        """Say what is lacking above the paper as it last could be set."""
        self._latest.forget()
        self._shown = None
        self._say(error.message)

    def _say(self, text: str) -> None:
        self._missing.setText(text)
        self._missing.setVisible(bool(text))


def _pages_of(
    actor: Actor, decisions: Decisions, printing: Printing, asked: Asked
) -> PageSource | None:
    code, action, said = asked
    data = decisions.preview(actor, code, action, said)
    return None if data is None else printing.typeset(data)
