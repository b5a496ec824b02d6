"""Work that the service may refuse until a password is typed: asked for, then done again."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services.access.approvals import ApprovalNeededError
from app.services.container import Services
from app.ui.approving.approval_dialog import ask_approval
from app.ui.runtime.tasks import Change, Failed, Write
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog

T = TypeVar("T")


def write_approved(  # noqa: PLR0913 - who acts, what, and what follows
    context: PageContext,
    services: Services,
    work: Callable[[int], Write[T]],
    done: Callable[[T], None],
    parent: QWidget,
    *,
    changed: Iterable[Change] = (),
    failed: Failed,
    waiting: Failed | None = None,
    what: str = "",
) -> None:
    """Do `work` with approval 0; where the service asks for one, ask the person and do it again.

    `waiting` hears that a password is being asked for; `what` says in
    one sentence what will happen once it is given.
    """
    changes = tuple(changed)

    def again(approval_id: int) -> None:
        if shiboken6.isValid(parent):
            work(approval_id).then(done, changed=changes, failed=failed)

    def refused(error: UserError) -> None:
        if not shiboken6.isValid(parent):
            return
        if not isinstance(error, ApprovalNeededError):
            failed(error)
            return
        if waiting is not None:
            waiting(error)
        ask_approval(context, services, error.act, error.subject, again, parent, what=what)

    work(0).then(done, changed=changes, failed=refused)


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
    write_approved(
        context,
        services,
        work,
        form.finishing(done),
        form,
        changed=changed,
        failed=form.fail,
        waiting=form.fail,
        what=what,
    )
