"""`motcua act CODE ACTION`: any change that the table of allowed changes permits now."""

import argparse
from collections.abc import Callable
from datetime import datetime

from app.commands.frame import CommandDesk, Subparsers, day, desk_of, emit, moment
from app.commands.show import document
from app.errors import InvalidInputError
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.lifecycle import CHANGES
from app.vocabulary.dossiers import Action, Outcome
from app.wording import usage
from app.wording.labels import label

ACTIONS = tuple(action.value for action in CHANGES if action is not Action.CORRECT)
_ACTIONS_SAID = ", ".join(f"{code} ({label(Action(code))})" for code in ACTIONS)


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("act", help="ghi một việc đối với hồ sơ")
    parser.add_argument("code", metavar=usage.CODE, help=usage.DOSSIER_CODE)
    parser.add_argument("action", metavar=usage.ACT, choices=ACTIONS, help=_ACTIONS_SAID)
    parser.add_argument("--note", metavar=usage.TEXT, default="", help="lý do hoặc ghi chú")
    parser.add_argument("--at", default="", metavar=usage.MOMENT, help="việc đã làm lúc (nhập bù)")
    parser.add_argument("--to", default="", metavar="CƠ_QUAN", help="mã cơ quan nhận bàn giao")
    parser.add_argument(
        "--due",
        default="",
        metavar=usage.DAY,
        help="ngày hẹn mới; chỉ ghi ngày: hết giờ làm việc ngày đó",
    )
    parser.add_argument(
        "--outcome",
        choices=[outcome.value for outcome in Outcome],
        default="",
        help="kết quả: granted là đồng ý, refused là từ chối giải quyết",
    )
    parser.add_argument(
        "--item",
        action="append",
        default=[],
        metavar=usage.TEXT,
        help="một giấy tờ cần bổ sung hoặc một lý do từ chối (ghi nhiều lần được)",
    )
    parser.add_argument("--ground", metavar=usage.TEXT, default="", help="căn cứ pháp lý")
    parser.add_argument(
        "--special-law",
        metavar=usage.TEXT,
        default="",
        help="luật chuyên ngành cho dừng thời hạn khi lấy ý kiến, xác minh; để trống: vẫn tính",
    )
    parser.add_argument(
        "--approver",
        metavar=usage.FULL_NAME,
        default="",
        help="người phê duyệt yêu cầu bổ sung lần hai, hoặc ký giấy xin lỗi, thông báo dừng",
    )
    parser.add_argument(
        "--papers-back", action="store_true", help="đã trả lại giấy tờ cho công dân"
    )
    parser.add_argument("--document", metavar=usage.NUMBER, default="", help="số văn bản kết quả")
    parser.add_argument(
        "--receiver",
        metavar=usage.FULL_NAME,
        default="",
        help="người nhận bàn giao, hoặc người nhận lại giấy tờ, ký trên giấy",
    )
    parser.add_argument(
        "--collector",
        metavar=usage.FULL_NAME,
        default="",
        help="người nhận kết quả (mặc định: chủ hồ sơ; giải quyết ngay: người nộp)",
    )
    parser.add_argument(
        "--collector-id", metavar=usage.NUMBER, default="", help="số giấy tờ của người nhận"
    )
    parser.add_argument("--authorised", action="store_true", help="nhận theo ủy quyền")
    parser.add_argument("--paid", type=int, metavar="ĐỒNG", help="số tiền thu khi trả kết quả")
    return parser


def run(args: argparse.Namespace) -> int:
    """Carry out the act and say what is true then."""
    code = args.code.strip().upper()
    action = Action(args.action)
    with desk_of(args, changes=True) as at:
        _STEPS.get(action, _decide)(at, code, args)
        view = at.desk.tracking.one(at.actor, code)
    if args.json:
        emit(document(view))
    else:
        print(f"Đã ghi “{label(action)}”. Hồ sơ {code}: {label(view.row.status)}.")
    return 0


def _handoff(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    if not args.to:
        raise InvalidInputError("to", "Bàn giao cần --to MÃ_CƠ_QUAN.")
    unit_id = at.desk.agencies.id_of(at.actor, args.to)
    at.desk.handoffs.send(at.actor, unit_id, [code], note=args.note, happened_at=_at(args))


def _accept(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    at.desk.handoffs.accept(at.actor, [code], receiver_name=args.receiver, happened_at=_at(args))


def _decline(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    at.desk.handoffs.decline(at.actor, code, args.note, happened_at=_at(args))


def _recall(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    at.desk.handoffs.recall(at.actor, code, happened_at=_at(args))


def _return(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    check = at.desk.returning.check(at.actor, code)
    at.desk.returning.give_back(
        at.actor,
        code,
        Collection(
            args.collector or check.owner_name,
            args.collector_id,
            args.authorised,
            check.owed_vnd if args.paid is None else args.paid,
            args.note,
            happened_at=_at(args),
        ),
    )


def _finish(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    view = at.desk.tracking.one(at.actor, code)
    owed = max(view.fee_vnd - view.paid_vnd, 0)
    bringer = view.submitter or view.owner
    at.desk.same_day.finish(
        at.actor,
        code,
        Collection(
            args.collector or bringer.name,
            args.collector_id,
            args.authorised,
            owed if args.paid is None else args.paid,
            args.note,
            happened_at=_at(args),
        ),
        args.document,
    )


def _reschedule(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    if args.at:
        raise InvalidInputError("at", "Hẹn theo lịch mới chỉ làm được ngay lúc này. Hãy bỏ --at.")
    at.desk.rescheduling.reschedule(at.actor, code, args.note)


def _decide(at: CommandDesk, code: str, args: argparse.Namespace) -> None:
    has_time = len(args.due.strip()) > len("2026-11-23")
    at.desk.decisions.decide(
        at.actor,
        code,
        Action(args.action),
        Decision(
            note=args.note,
            happened_at=_at(args),
            new_due_at=moment(args.due, "due") if has_time else None,
            new_due_on=day(args.due, "due") if args.due and not has_time else None,
            outcome=Outcome(args.outcome) if args.outcome else None,
            document_number=args.document,
            items=tuple(args.item),
            ground=args.ground,
            approver=args.approver,
            special_law=args.special_law,
            gives_papers_back=args.papers_back,
            receiver_name=args.receiver,
        ),
    )


def _at(args: argparse.Namespace) -> datetime | None:
    return moment(args.at, "at") if args.at else None


_STEPS: dict[Action, Callable[[CommandDesk, str, argparse.Namespace], None]] = {
    Action.HANDOFF: _handoff,
    Action.ACCEPT: _accept,
    Action.DECLINE: _decline,
    Action.RECALL: _recall,
    Action.FINISH: _finish,
    Action.RESCHEDULE: _reschedule,
    Action.RETURN: _return,
}
