"""Work that the service may refuse until a password is typed: asked for, then done again."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

from app.errors import InvalidInputError, UserError
from app.services.access.approvals import ApprovalNeededError
from app.services.container import Services
from app.services.office.machine_clock import ClockBehind
from app.ui.approving.approval_dialog import ask_approval
from app.ui.runtime.tasks import Change, Failed, Write
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.record_form import RecordForm, reason_field
from app.vocabulary.people import GuardedAct
from app.wording.labels import label
from app.wording.texts import moment_text

T = TypeVar("T")


def write_approved(
    context: PageContext,
    services: Services,
    work: Callable[[int, Failed], None],
    parent: QWidget,
    *,
    failed: Failed,
    waiting: Failed | None = None,
    what: str = "",
) -> None:
    """Begin `work` with approval 0; where the service asks for one, ask and begin it again.

    `work` gets what hears of a refusal. `waiting` hears that a password is being asked for; `what`
    says in one sentence what will happen once it is given.
    """

    def again(approval_id: int) -> None:
        if shiboken6.isValid(parent):
            work(approval_id, failed)

    def refused(error: UserError) -> None:
        if not shiboken6.isValid(parent):
            return
        if not isinstance(error, ApprovalNeededError):
            failed(error)
            return
        if waiting is not None:
            waiting(error)
        ask_approval(context, services, error.act, error.subject, again, parent, what=what)

    work(0, refused)


def run_approved(
    form: FormDialog,
    context: PageContext,
    services: Services,
    work: Callable[[int], Write[T]],
    done: Callable[[T], None],
    *,
    changed: Iterable[Change] = (),
    what: str = "",
) -> None:
    """Do the work of a form, which stays open with what was typed while a password is asked for."""
    changes, finish = tuple(changed), form.finishing(done)

    def begin(approval_id: int, failed: Failed) -> None:
        work(approval_id).then(finish, changed=changes, failed=failed)

    write_approved(context, services, begin, form, failed=form.fail, waiting=form.fail, what=what)


def connect_approved(
    form: RecordForm,
    context: PageContext,
    services: Services,
    work: Callable[[str, int], Write[T]],
    done: Callable[[T], None],
    *,
    changed: Iterable[Change] = (),
    what: str,
) -> None:
    """Do `work` with the reason of a form once two people have agreed to it."""

    def submitted() -> None:
        try:
            reason = str(form.values()["reason"])
        except InvalidInputError as error:
            form.fail(error)
            return
        run_approved(
            form,
            context,
            services,
            lambda approval: work(reason, approval),
            done,
            changed=changed,
            what=f"{what} Lý do: {reason}",
        )

    form.submitted.connect(submitted)


def ask_clock_accepted(
    context: PageContext,
    services: Services,
    behind: ClockBehind,
    done: Callable[[None], None],
    parent: QWidget,
) -> None:
    """Ask why the machine's clock, which is behind the log, is right."""
    form = RecordForm(
        (replace(reason_field("", lines=1), longest=500, is_required=False),),
        "Giờ máy lùi so với nhật ký",
        label(GuardedAct.ACCEPT_CLOCK),
        context.clock.today,
        parent,
        told=f"Máy đang chỉ {moment_text(behind.now)}; việc ghi gần nhất lúc "
        f"{moment_text(behind.latest_at)}. Nếu giờ máy sai: đóng hộp này, chỉnh giờ của máy "
        "rồi làm tiếp. Nếu giờ máy đúng: ghi lý do, hai người cùng xác nhận; lần chấp nhận này "
        "hiện trong mọi lần kiểm tra và kiểm toán nhật ký.",
    )
    accept, write = services.machine_clock.accept, context.write
    connect_approved(
        form,
        context,
        services,
        lambda reason, approval: write(accept, reason, approval),
        done,
        changed=tuple(Change),
        what=f"Chấp nhận giờ máy {moment_text(behind.now)}.",
    )
    form.open()
