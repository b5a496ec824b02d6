"""Work that the service may refuse until a password is typed: asked for, then done again."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services.access.approvals import ApprovalNeededError
from app.ui.approving.approval_dialog import ApprovalParts, ask_approval
from app.ui.runtime.tasks import Change, Failed
from app.ui.widgets.form_dialog import FormDialog

T = TypeVar("T")


def write_approved(
    parts: ApprovalParts,
    work: Callable[[int], T],
    done: Callable[[T], None],
    parent: QWidget,
    *,
    changed: Iterable[Change] = (),
    failed: Failed,
    waiting: Failed | None = None,
    what: str = "",
) -> None:
    """Do `work` with approval 0; where the service asks for one, ask the person and do it again.

    `work` runs on the worker. `waiting` hears that a password is being asked for; `what` says in
    one sentence what will happen once it is given.
    """
    changes = tuple(changed)

    def again(approval_id: int) -> None:
        if shiboken6.isValid(parent):
            parts.tasks.write(lambda: work(approval_id), done, changes, failed)

    def refused(error: UserError) -> None:
        if not shiboken6.isValid(parent):
            return
        if not isinstance(error, ApprovalNeededError):
            failed(error)
            return
        if waiting is not None:
            waiting(error)
        ask_approval(parts, error.act, error.subject, again, parent, what=what)

    parts.tasks.write(lambda: work(0), done, changes, refused)


def run_approved(
    form: FormDialog,
    parts: ApprovalParts,
    work: Callable[[int], T],
    done: Callable[[T], None],
    *,
    changed: Iterable[Change] = (),
    what: str = "",
) -> None:
    """Do the work of a form, which stays open with what was typed while a password is asked for."""
    write_approved(
        parts,
        work,
        form.finishing(done),
        form,
        changed=changed,
        failed=form.fail,
        waiting=form.fail,
        what=what,
    )
