"""What everybody at a desk should know of who may do what: passwords, announcements, the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.services.access.records import AnnouncedLine
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.office.machine_clock import ClockBehind
from app.ui.look.icons import Icon
from app.ui.shell.main_window import MainWindow
from app.ui.shell.page_context import PageContext
from app.ui.shell.strip import NoticeKind
from app.wording.labels import label
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustStanding:
    """`behind`: the machine's clock is; `has_given_password`: the person's is another's choice."""

    behind: ClockBehind | None = None
    has_given_password: bool = False
    announced: tuple[AnnouncedLine, ...] = ()


def trust_standing(services: Services, actor: Actor) -> TrustStanding:
    """Look it up anew; runs on the worker."""
    return TrustStanding(
        behind=services.machine_clock.standing(actor),
        has_given_password=not services.accounts.has_own_password(actor),
        announced=services.approvals.announced(actor),
    )


class TrustNotes:
    """Shows it at the foot of the rail; each note leads to what to do."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        shell: MainWindow,
        change_password: Callable[[], None],
    ) -> None:
        self._context = context
        self._services = services
        self._shell = shell
        self._messages = context.messages
        self._change_password = change_password
        self._was_behind = False

    def tell(self, standing: TrustStanding) -> None:
        """Show what holds now; a clock that is behind is said aloud once."""
        behind = standing.behind
        note = "" if behind is None else "Giờ máy lùi"
        self._shell.set_note("clock", note, Icon.LATE, partial(self._open_clock, behind))
        if behind is not None and not self._was_behind:
            self._messages.warn(behind.sentence)
        self._was_behind = behind is not None
        note = "Hãy tự đổi mật khẩu" if standing.has_given_password else ""
        self._shell.set_note("password", note, Icon.KEY, self._change_password)
        count = len(standing.announced)
        note = f"{count} việc báo trước" if count else ""
        self._shell.set_note(
            "announced", note, Icon.PEOPLE, partial(self._say_announced, standing.announced)
        )

    def _open_clock(self, behind: ClockBehind | None) -> None:
        from app.ui.approving.accept_clock_dialog import AcceptClockDialog

        if behind is not None:
            AcceptClockDialog(
                self._context,
                self._services,
                behind,
                lambda _none: self._messages.done("Đã chấp nhận giờ máy; nhật ký có ghi lại."),
                self._shell,
            ).open()

    def _say_announced(self, announced: tuple[AnnouncedLine, ...]) -> None:
        self._shell.say(" ".join(_said(one) for one in announced), NoticeKind.WARNING, ())


def _said(one: AnnouncedLine) -> str:
    what = f"{one.name} báo trước lúc {moment_text(one.asked_at)}: {label(one.act)} {one.subject}."
    if one.is_answered:
        return f"{what} Không còn hiệu lực: đã có người được quyền xác nhận làm việc."
    return (
        f"{what} Làm một mình được từ {moment_text(one.may_at)} nếu đến lúc đó chưa ai được quyền "
        "xác nhận đăng nhập."
    )
