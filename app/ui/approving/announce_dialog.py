"""Announces an act for two where nobody can be asked: the own password, and a day's waiting."""

from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QWidget

from app.errors import InvalidInputError
from app.services.container import Services
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label, set_tone
from app.ui.widgets.password_field import PasswordEdit
from app.vocabulary.people import GuardedAct
from app.wording.labels import label as word
from app.wording.texts import moment_text

_WORDS_WIDTH = 512
_TOLD = (
    "Chỉ dùng khi không mời được ai xác nhận: người đó đã nghỉ, vắng lâu hoặc quên mật khẩu. Lời "
    "báo trước được ghi vào nhật ký và hiện cho mọi người. Sau 24 giờ, nếu không ai được quyền xác "
    "nhận đăng nhập làm việc trong thời gian đó, bạn làm lại việc này bằng mật khẩu của mình "
    "(trong vòng 7 ngày)."
)


class AnnounceDialog(FormDialog):
    """Says from when on the act may be done; nothing else happens here."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        act: GuardedAct,
        subject: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Báo trước: {word(act)}", "Báo trước 24 giờ", parent)
        self._context = context
        self._services = services
        self._act, self._subject = act, subject
        self.password = PasswordEdit()
        shows = QCheckBox("Hiện mật &khẩu")
        shows.toggled.connect(self.password.set_shown)
        told = label(_TOLD, "body", wrap=True)
        # Words that wrap ask for their height too late: without it the answer takes it from them.
        told.ensurePolished()
        told.setMinimumHeight(told.heightForWidth(_WORDS_WIDTH))
        self.fields.addWidget(told, 0, 0)
        title = f"&Mật khẩu của bạn ({context.actor().login})"
        self.fields.addWidget(self.board.add("password", title, self.password), 1, 0)
        self.fields.addWidget(shows, 2, 0)
        self.board.follow(shows)
        self.password.setFocus()
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        typed = self.password.text()
        if not typed:
            self.fail(InvalidInputError("password", "Chưa nhập mật khẩu; hãy nhập mật khẩu."))
            return
        self.submit.setEnabled(False)
        announce = self._services.approvals.announce
        self._context.write(announce, typed, self._act, self._subject).then(
            self._on_announced, changed=(Change.PEOPLE,), failed=self.fail
        )

    def _on_announced(self, may_at: datetime) -> None:
        self.password.clear()
        set_tone(self.notice, Tone.OK)
        self.notice.setText(
            f"Đã báo trước. Từ {moment_text(may_at)} hãy làm lại việc này; nếu có người được quyền "
            "xác nhận đã đăng nhập thì mời người đó."
        )
        self.resize(self.width(), self.heightForWidth(self.width()))
