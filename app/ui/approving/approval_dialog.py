"""Asks for a password before a guarded act: one's own again, or a second person's beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import shiboken6
from PySide6.QtWidgets import QCheckBox, QWidget

from app.errors import InvalidInputError
from app.services.access.records import SignInName
from app.services.container import Services
from app.services.ledger.records import Actor
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.password_edit import CAPS_LOCK_HINT, PasswordEdit
from app.vocabulary.people import GuardedAct
from app.wording import prompts, sentences
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
            self.fail(InvalidInputError("password", sentences.NO_PASSWORD))
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


_MISSING = {
    "login": "Chưa chọn người thứ hai; hãy chọn tên người đang đứng cạnh bạn.",
    "password": sentences.NO_PASSWORD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequest:
    """What is asked for: `what` says in a sentence what will happen once it is given.

    `people` are those who may be the second person; `may_announce`: where nobody can be asked, the
    act may be announced and done a day later.
    """

    act: GuardedAct
    subject: str = ""
    what: str = ""
    needs_second: bool = True
    people: tuple[SignInName, ...] = ()
    may_announce: bool = False


class ApprovalDialog(FormDialog):
    """Gives the approval's id to `done`; closed by Esc nothing has happened.

    The second person is chosen from a list: a password typed out of habit is never in sight.
    """

    def __init__(
        self,
        context: PageContext,
        services: Services,
        wanted: ApprovalRequest,
        done: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Xác nhận: {word(wanted.act)}", word(wanted.act), parent)
        self._context = context
        self._services = services
        self._wanted = wanted
        self._done = done
        self.login = ComboBox()
        self.password = PasswordEdit()
        self._place()
        self.submitted.connect(self._on_submitted)
        self.password.caps_lock_seen.connect(self._on_caps_lock_seen)

    def choose_second(self, login: str) -> None:
        """Choose the second person; nobody where `login` may not be it."""
        self.login.setCurrentIndex(self.login.findData(login))

    def _fill_people(self) -> None:
        people = self._wanted.people
        for one in people:
            self.login.addItem(f"{one.login} · {one.name}", one.login)
        none = "Chưa có ai khác được xác nhận: thêm phụ trách hoặc quản trị viên ở trang Quản trị"
        self.login.setPlaceholderText("Chọn người thứ hai" if people else none)
        self.login.setCurrentIndex(0 if len(people) == 1 else -1)

    def _place(self) -> None:
        wanted, actor = self._wanted, self._context.actor()
        rows: list[QWidget] = []
        if wanted.what:
            rows.append(label(wanted.what, "body", wrap=True))
        if wanted.needs_second:
            rows.append(
                label(
                    f"Người đề nghị: {actor.name}. Việc này cần hai người: mời phụ trách bộ phận "
                    "hoặc quản trị viên khác tự nhập mật khẩu của mình.",
                    "quiet",
                    wrap=True,
                )
            )
            self._fill_people()
            rows.append(self.board.add("login", prompts.SECOND_PERSON, self.login))
            title = "&Mật khẩu của người thứ hai"
        else:
            title = f"&Mật khẩu của bạn ({actor.login})"
        rows.append(self.board.add("password", title, self.password))
        shows = QCheckBox("Hiện mật &khẩu")
        shows.toggled.connect(self.password.set_shown)
        rows.append(shows)
        if wanted.needs_second and wanted.may_announce:
            nobody = button("Không mời được ai: báo &trước 24 giờ…", "plain")
            nobody.setAutoDefault(False)
            nobody.clicked.connect(self._on_nobody)
            rows.append(nobody)
        for at, row in enumerate(rows):
            self.fields.addWidget(row, at, 0)
        self.board.follow(shows)
        is_open = wanted.needs_second and self.login.currentIndex() < 0
        (self.login if is_open else self.password).setFocus()

    def _on_nobody(self) -> None:
        AnnounceDialog(
            self._context,
            self._services,
            self._wanted.act,
            self._wanted.subject,
            self.parentWidget(),
        ).open()
        self.reject()

    def _on_submitted(self) -> None:
        has_login = self.login.currentIndex() >= 0 or not self._wanted.needs_second
        filled = {"login": has_login, "password": bool(self.password.text())}
        missing = {name: _MISSING[name] for name, is_there in filled.items() if not is_there}
        if missing:
            self.board.show_problems(missing)
            return
        login, password = self.login.currentData() or "", self.password.text()
        wanted, context, approvals = self._wanted, self._context, self._services.approvals
        self.run(
            context.write(approvals.by_second, login, password, wanted.act, wanted.subject)
            if wanted.needs_second
            else context.write(approvals.again, password, wanted.act, wanted.subject),
            self._done,
        )

    def _on_caps_lock_seen(self, is_on: bool) -> None:  # noqa: FBT001 - a signal's argument
        set_tone(self.notice, Tone.WARN)
        self.notice.setText(CAPS_LOCK_HINT if is_on else "")


def ask_approval(
    context: PageContext,
    services: Services,
    act: GuardedAct,
    subject: str,
    then: Callable[[int], None],
    parent: QWidget,
    *,
    what: str = "",
) -> None:
    """Ask for what `act` on `subject` needs; `then` gets the approval's id for the acting service.

    `what` says in one sentence what exactly will happen.
    """

    def look(actor: Actor) -> ApprovalRequest:
        approvals = services.approvals
        needs_second = approvals.needs_second(actor, act, subject)
        return ApprovalRequest(
            act=act,
            subject=subject,
            what=what,
            needs_second=needs_second,
            people=approvals.who_may_confirm(actor) if needs_second else (),
            may_announce=approvals.may_announce(actor, act),
        )

    def open_dialog(wanted: ApprovalRequest) -> None:
        if shiboken6.isValid(parent):
            ApprovalDialog(context, services, wanted, then, parent).open()

    context.work(look).then(open_dialog)
