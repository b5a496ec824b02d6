"""Exports at the command line: people's numbers are hidden unless reason and password are given."""

import argparse
import sys
from datetime import date

from app.commands.approving import approval_for
from app.commands.frame import CommandDesk
from app.errors import InvalidInputError
from app.services.ledger.records import required_reason
from app.services.privacy import Disclosure, Exported, disclosure_subject
from app.vocabulary.people import GuardedAct
from app.wording import usage


def add_disclosure_switches(parser: argparse.ArgumentParser) -> None:
    """Add what an export needs to hold people's numbers and addresses in full."""
    parser.add_argument(
        "--unmasked",
        action="store_true",
        help="không che số giấy tờ, điện thoại, email, địa chỉ; cần --officer và --reason, "
        "được ghi nhật ký",
    )
    parser.add_argument(
        "--reason", default="", metavar=usage.REASON, help="lý do xuất dữ liệu không che"
    )


def disclosure_for(
    at: CommandDesk, args: argparse.Namespace, what: tuple[Exported, date, date]
) -> Disclosure | None:
    """Return the disclosure asked for, approved by the own password; None where none is.

    Raises InvalidInputError (`reason`) for one without the other.
    """
    if not args.unmasked:
        if args.reason:
            raise InvalidInputError("reason", "--reason chỉ dùng cùng --unmasked.")
        return None
    reason = required_reason(args.reason, "xuất dữ liệu không che (--reason)")
    approval = approval_for(at, args, GuardedAct.EXPORT_UNMASKED, disclosure_subject(*what))
    return Disclosure(reason, approval)


def tell_of_masks(args: argparse.Namespace) -> None:
    """Say that people's numbers are hidden in the file, beside the answer."""
    if not args.unmasked:
        print(
            "Dữ liệu cá nhân được che; thêm --unmasked --reason LÝ_DO để xuất đủ.", file=sys.stderr
        )
