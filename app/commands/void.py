"""`motcua void`: a payment taken by mistake today, made void by two people."""

import argparse

from app.commands.approving import approval_for
from app.commands.frame import Subparsers, desk_of, emit
from app.commands.switches import add_second_switch
from app.services.money.fee_receipts import void_subject
from app.vocabulary.people import GuardedAct
from app.wording import usage
from app.wording.texts import money_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "void", help="hủy phiếu thu ghi nhầm trong ngày; cần hai người và lý do"
    )
    parser.add_argument("code", metavar=usage.CODE, help=usage.DOSSIER_CODE)
    parser.add_argument("number", metavar=usage.NUMBER, help="số phiếu thu, ví dụ 12/PT")
    parser.add_argument("--reason", required=True, metavar=usage.REASON, help="lý do hủy")
    add_second_switch(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the payment void. Raises UserError where it may not be, or nobody confirms it."""
    with desk_of(args, changes=True) as at:
        code = args.code.strip().upper()
        number = args.number.strip().upper()
        approval = approval_for(at, args, GuardedAct.VOID_FORM, void_subject(code, number))
        voided = at.desk.cashier.void(at.actor, code, number, args.reason, approval)
    if args.json:
        emit({"code": code, "number": number, "amount_vnd": voided.amount_vnd})
    else:
        print(f"Đã hủy phiếu thu {number}: hãy trả lại {money_text(voided.amount_vnd)}.")
    return 0
