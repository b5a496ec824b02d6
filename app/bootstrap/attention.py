"""What the rail and the strip tell by themselves: a number here, a line there, never a box."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.bootstrap.navigator import KEYS_TAB
from app.bootstrap.store_care import StoreWarning, warnings_of
from app.services.access.records import AnnouncedLine
from app.services.backup.records import BackupState, Worry
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.services.office.machine_clock import ClockBehind
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.shell.main_window import MainWindow
from app.ui.shell.messages import NoticeKind
from app.ui.shell.page_context import PageContext
from app.vocabulary.dossiers import WorkKind
from app.wording import states
from app.wording.labels import label
from app.wording.texts import moment_text

# What everybody at a desk should know of who may do what: passwords, announcements, the clock.


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
        from app.ui.approving.approved_work import ask_clock_accepted

        if behind is not None:
            ask_clock_accepted(
                self._context,
                self._services,
                behind,
                lambda _none: self._messages.done("Đã chấp nhận giờ máy; nhật ký có ghi lại."),
                self._shell,
            )

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


_TONES = {Worry.NONE: Tone.QUIET, Worry.SOME: Tone.WARN, Worry.GREAT: Tone.LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionCounts:
    """What waits for a person; `urgent`, `incoming` and `due` are None where there is no such page.

    `due` counts what is late or due soon in the registers. `to_confirm` is the closed day whose
    printed sheet nobody has scanned yet.
    """

    late: int
    urgent: Mapping[WorkKind, int] | None
    incoming: int | None
    to_print: int
    due: int | None
    is_demo: bool
    to_confirm: date | None = None
    warnings: tuple[StoreWarning, ...] = ()
    backup: BackupState
    may_back_up: bool
    lacks_sheet: bool = False
    trust: TrustStanding


def count_waiting(services: Services, actor: Actor) -> AttentionCounts:
    """Count it all anew; runs on the worker."""
    urgent, incoming = None, None
    if allows(Right.ACCEPT, actor.roles):
        urgent = services.work_list.urgent_counts(actor)
        incoming = sum(slip.open_count for slip in services.handoff_desk.incoming(actor))
    late = services.tracking.late_count(actor) if urgent is None else urgent.get(WorkKind.LATE, 0)
    return AttentionCounts(
        late=late,
        urgent=urgent,
        incoming=incoming,
        due=_due_in_registers(services, actor),
        to_print=len(services.print_queue.waiting(actor)),
        is_demo=services.office.facts(actor).is_demo,
        warnings=warnings_of(services),
        backup=services.backups.state(),
        may_back_up=allows(Right.SAFEGUARD, actor.roles),
        lacks_sheet=allows(Right.SAFEGUARD, actor.roles) and services.store_keys.lacks_sheet(actor),
        to_confirm=_to_confirm(services, actor),
        trust=trust_standing(services, actor),
    )


def _due_in_registers(services: Services, actor: Actor) -> int | None:
    if not allows(Right.KEEP_REGISTERS, actor.roles):
        return None
    return sum(count.late + count.soon for count in services.registers.due_counts(actor))


def _to_confirm(services: Services, actor: Actor) -> date | None:
    if not allows(Right.CONFIRM_CLOSING, actor.roles):
        return None
    closed = services.closings.standing(actor, services.clock.today()).to_confirm
    return None if closed is None else closed.day


def tell_waiting(shell: MainWindow, waiting: AttentionCounts) -> None:
    """Show the counts; whoever is typing is not disturbed."""
    if waiting.urgent is not None:
        shell.set_badge("worklist", sum(waiting.urgent.values()))
    if waiting.incoming is not None:
        shell.set_badge("handoff", waiting.incoming)
    if waiting.due is not None:
        shell.set_badge("registers", waiting.due)
    late = f"{waiting.late} hồ sơ quá hạn" if waiting.late else ""
    show_late = _show_overdue if waiting.urgent is None else _show_work_list
    shell.set_note("late", late, Icon.LATE, partial(show_late, shell))
    day = waiting.to_confirm
    sheet = "" if day is None else f"Quét phiếu {day:%d/%m}"
    shell.set_note("closing", sheet, Icon.LOCK, partial(_say_how_to_confirm, shell))
    said = f"{waiting.to_print} bản chờ in" if waiting.to_print else "Không có bản chờ in"
    shell.set_state("printer", said, Tone.WARN if waiting.to_print else Tone.QUIET)
    _tell_backup(shell, waiting)
    note = "Chưa in phiếu khóa" if waiting.lacks_sheet else ""
    shell.set_note("sheet", note, Icon.KEY, partial(_show_keys, shell))
    if waiting.is_demo:
        shell.set_state("demo", states.DEMO_DATA, Tone.WARN)


def _tell_backup(shell: MainWindow, waiting: AttentionCounts) -> None:
    """Show the age of the last good backup to everybody; from a day on complain on the rail too."""
    backup = waiting.backup
    shell.set_state("backup", backup.said, _TONES[backup.worry])
    note = "Cần sao lưu ngay" if backup.worry is Worry.GREAT else ""
    shell.set_note("backup", note, Icon.BACKUP, partial(_show_backup, shell, waiting))


def _show_backup(shell: MainWindow, waiting: AttentionCounts) -> None:
    """Lead who may make one to where it is made; tell the others why and whom to ask."""
    backup = waiting.backup
    why = f" Lần gần nhất: {backup.problem}" if backup.problem else ""
    shell.say(
        f"{backup.said}.{why} Hãy báo quản trị viên sao lưu ngay (Bảo quản, Sao lưu).",
        NoticeKind.WARNING,
        (),
    )
    if waiting.may_back_up:
        shell.show_page("safekeeping")


def _show_keys(shell: MainWindow) -> None:
    shell.say(
        "Kho đã mã hóa mà chưa có phiếu khôi phục: mất khóa là mất dữ liệu. Hãy in phiếu ở thẻ "
        "Khóa và mã hóa.",
        NoticeKind.WARNING,
        (),
    )
    page = shell.show_page("safekeeping")
    if isinstance(page, TabbedPage):
        page.show_tab(KEYS_TAB)


def _show_work_list(shell: MainWindow) -> None:
    shell.show_page("worklist")


def _show_overdue(shell: MainWindow) -> None:
    """Show the late ones to who has no work list of their own."""
    from app.ui.dossiers.dossiers_page import DossiersPage

    page = shell.show_page("dossiers")
    if isinstance(page, DossiersPage):
        page.show_overdue()


def _say_how_to_confirm(shell: MainWindow) -> None:
    shell.say(
        "Hãy quét mã trên phiếu khóa ngày đã in, ở trang nào cũng được, hoặc gõ 100 chữ số trên "
        "phiếu vào ô tìm (F6): để biết kho đang mở đúng là kho hôm đó.",
        NoticeKind.INFO,
        (),
    )
