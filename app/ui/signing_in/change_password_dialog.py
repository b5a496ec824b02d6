"""A person changes their own password."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from app.errors import InvalidInputError
from app.services.access.passwords import RULE
from app.ui.runtime.tasks import TaskRunner, Write
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import label
from app.ui.widgets.password_edit import PasswordEdit
from app.wording import buttons, prompts, sentences


class ChangePasswordDialog(FormDialog):
    """`change` gets the old and the new password, on the worker; `done` hears of success."""

    def __init__(
        self,
        tasks: TaskRunner,
        change: Callable[[str, str], None],
        done: Callable[[None], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(buttons.CHANGE_PASSWORD, buttons.CHANGE_PASSWORD, parent)
        self._tasks = tasks
        self._change = change
        self._done = done
        self.old = PasswordEdit()
        self.new = PasswordEdit()
        self.repeated = PasswordEdit()
        shows = QCheckBox(prompts.SHOW_PASSWORD)
        self.fields.addWidget(self.board.add("old", "Mật khẩu hiện &tại", self.old), 0, 0)
        self.fields.addWidget(self.board.add("password", "Mật khẩu &mới", self.new), 1, 0)
        self.fields.addWidget(self.board.add("repeated", "&Nhập lại", self.repeated), 2, 0)
        self.fields.addWidget(label(RULE, "quiet", wrap=True), 3, 0)
        self.fields.addWidget(shows, 4, 0)
        self.board.follow(shows)
        for field in (self.old, self.new, self.repeated):
            shows.toggled.connect(field.set_shown)
        self.old.setFocus()
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        old, new = self.old.text(), self.new.text()
        if self.repeated.text() != new:
            sentence = sentences.PASSWORDS_DIFFER
            self.fail(InvalidInputError("repeated", sentence))
            return
        self.run(Write(self._tasks, lambda: self._change(old, new)), self._done)
