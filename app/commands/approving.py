"""A guarded act at the command line: the own password again, or that of `--second`."""

import argparse

from app.commands.frame import CommandDesk, password
from app.commands.switches import SECOND_PASSWORD_VARIABLE
from app.errors import NotAllowedError
from app.vocabulary.people import GuardedAct
from app.wording.labels import label


def approval_for(
    at: CommandDesk, args: argparse.Namespace, act: GuardedAct, subject: str = ""
) -> int:
    """Return the id of the approval of `act` on `subject`, for the service that acts.

    The verb adds `--second` by `add_second_switch`. Where the act needs nobody else, the own
    password is taken again. Raises NotAllowedError where a second person is needed and none is
    named, and as the services do for a wrong password.
    """
    approvals = at.desk.approvals
    if not approvals.needs_second(at.actor, act, subject):
        return approvals.again(at.actor, password(at.actor.login), act, subject)
    second: str = args.second
    if not second:
        raise NotAllowedError(
            f"{label(act)}: cần người thứ hai xác nhận. Hãy thêm --second TÊN của phụ trách "
            "bộ phận hoặc quản trị viên khác."
        )
    return approvals.by_second(
        at.actor, second, password(second, SECOND_PASSWORD_VARIABLE), act, subject
    )
