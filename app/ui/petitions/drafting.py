"""The form's draft: kept while typing, offered after a crash, put away once it was stored."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.errors import InvalidInputError
from app.services.container import Services
from app.services.dossiers.records import SavedDraft
from app.ui.desk.drafting import DraftKeeper, DraftWords
from app.ui.petitions.entry_form import EntryForm, decode, encode
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method


class EntryDrafts(QObject):
    """`reopened` says that the form shows a draft; `find` shows a petition by its number."""

    reopened = Signal()

    def __init__(
        self,
        context: PageContext,
        services: Services,
        entry: EntryForm,
        find: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._entry = entry
        self._messages, self._actions = context.messages, context.actions
        self.keeper = DraftKeeper(
            context,
            services.petition_drafts,
            DraftWords(find, "Xem", noun="bản nháp phản ánh, kiến nghị"),
            self._text,
            self,
        )
        self.keeper.begin(entry.draft_id)
        entry.edited.connect(self.keeper.touch)
        self.keeper.saved.connect(entry.show_saved)
        self.keeper.reopen_wanted.connect(self.reopen)

    def keep(self) -> None:
        """Store the form as it is typed now."""
        commit_input_method()
        self.keeper.save_now()

    def finish(self) -> None:
        """Forget the draft of what was stored, and begin another form."""
        if self.keeper.kept:
            self.keeper.discard(self._entry.draft_id)
        self._entry.clear()
        self.keeper.begin(self._entry.draft_id)

    def reopen(self, draft: SavedDraft) -> None:
        """Go on with a draft; what is typed now is kept as a draft of its own."""
        try:
            typed = decode(draft.content)
        except InvalidInputError as error:
            self.keeper.discard(draft.draft_id)
            self._messages.refused(error)
            return
        self._actions.go_to("petitions")
        self.keep()
        self.keeper.begin(draft.draft_id, draft.content)
        self._entry.show_typed(draft.draft_id, typed)
        self.reopened.emit()

    def _text(self) -> str:
        typed = self._entry.as_typed()
        return "" if typed.is_blank else encode(typed)
