"""`motcua rate`: a rating slip or what was told, a wrong entry ended, the figures of a period."""

import argparse
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from uuid import uuid4

import msgspec

from app.commands.frame import CommandDesk, Subparsers, day, desk_of, emit
from app.commands.verify import payload_of
from app.errors import InvalidInputError
from app.services.ratings.figures import RatingFigures
from app.services.ratings.records import Answers, Rated
from app.text import fold
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import (
    Face,
    RatingSource,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
)
from app.wording import states, usage
from app.wording.labels import label
from app.wording.texts import percent_text

_TOLD = (RatingSource.PHONE, RatingSource.ONLINE)
_KINDS = (ReasonKind.RATING_GOOD, ReasonKind.RATING_POOR)


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("rate", help="nhập phiếu đánh giá, hoặc xem số liệu đánh giá")
    parser.add_argument(
        "subject",
        metavar="DÃY_SỐ|ẢNH|PDF|MÃ",
        nargs="?",
        default="",
        help="mã QR trên phiếu đánh giá; với --source: mã hồ sơ",
    )
    parser.add_argument(
        "--source", choices=[source.value for source in _TOLD], help="ý kiến không qua phiếu giấy"
    )
    _add_question(parser, "--face", Face, "mức hài lòng chung")
    _add_question(parser, "--time", SaidTime, "kết quả so với hẹn")
    _add_question(parser, "--contacts", SaidContacts, "số lần liên hệ thêm với một cửa")
    parser.add_argument("--own-fault", action="store_true", help="liên hệ thêm do người nộp")
    _add_question(parser, "--others", SaidOthers, "nơi khác phải liên hệ")
    _add_question(parser, "--attitude", SaidAttitude, "thái độ phục vụ")
    parser.add_argument(
        "--reason",
        action="append",
        default=[],
        metavar=usage.TEXT,
        help="một lý do trong danh sách của đơn vị (ghi nhiều lần được)",
    )
    parser.add_argument(
        "--note", metavar=usage.TEXT, default="", help="ý kiến khác; với --end: lý do"
    )
    parser.add_argument("--end", type=int, metavar=usage.NUMBER, help="bỏ lượt đánh giá nhập sai")
    parser.add_argument(
        "--from", dest="first", default="", metavar=usage.DAY, help="số liệu từ ngày"
    )
    parser.add_argument("--to", dest="last", default="", metavar=usage.DAY, help="số liệu đến ngày")
    return parser


def run(args: argparse.Namespace) -> int:
    """Show figures, end an entry, or store one."""
    if args.first or args.last:
        return _figures(args)
    if args.end is not None:
        return _end(args)
    if not args.subject:
        raise InvalidInputError(
            "subject",
            "Cần mã QR của phiếu đánh giá, hoặc mã hồ sơ kèm --source, hoặc --from và --to.",
        )
    with desk_of(args, changes=True) as at:
        rated = _enter(at, args)
    if args.json:
        emit(
            {
                "rating": rated.rating_id,
                "code": rated.code,
                "source": rated.source.value,
                "was_known": rated.was_known,
            }
        )
    else:
        print(f"Đã ghi lượt đánh giá số {rated.rating_id}, hồ sơ {rated.code}.")
    return 0


def _add_question(
    parser: argparse.ArgumentParser, switch: str, answers: type[StrEnum], words: str
) -> None:
    said = ", ".join(f"{answer.value} ({label(answer)})" for answer in answers)
    codes = [answer.value for answer in answers]
    parser.add_argument(switch, choices=codes, help=f"{words}: {said}")


def _enter(at: CommandDesk, args: argparse.Namespace) -> Rated:
    answers = Answers(
        overall=Face(args.face) if args.face else None,
        time=SaidTime(args.time) if args.time else None,
        contacts=SaidContacts(args.contacts) if args.contacts else None,
        is_own_fault=args.own_fault,
        others=SaidOthers(args.others) if args.others else None,
        attitude=SaidAttitude(args.attitude) if args.attitude else None,
        reasons=_reasons(at, args.reason),
        note=args.note,
    )
    answer_id = str(uuid4())
    if args.source:
        code = args.subject.strip().upper()
        return at.desk.ratings.tell(at.actor, code, RatingSource(args.source), answers, answer_id)
    return at.desk.rating_slips.enter(at.actor, payload_of(args.subject), answers, answer_id)


def _reasons(at: CommandDesk, words: Sequence[str]) -> tuple[int, ...]:
    """Return the ids of reasons named by their words, marks and full stop left out or not."""
    known = {
        fold(line.text.rstrip(".")): line.reason_id
        for kind in _KINDS
        for line in at.desk.reasons.of(at.actor, kind)
    }
    ids: list[int] = []
    for text in words:
        reason_id = known.get(fold(text.strip().rstrip(".")))
        if reason_id is None:
            raise InvalidInputError(
                "reason",
                f"Lý do “{text}” không có trong danh sách. Hãy xem trang Quản trị, Mẫu lý do.",
            )
        ids.append(reason_id)
    return tuple(ids)


def _end(args: argparse.Namespace) -> int:
    with desk_of(args, changes=True) as at:
        at.desk.ratings.end(at.actor, args.end, args.note)
    if args.json:
        emit({"ended": args.end})
    else:
        print(f"Đã bỏ lượt đánh giá số {args.end}.")
    return 0


def _figures(args: argparse.Namespace) -> int:
    first, last = day(args.first, "from"), day(args.last, "to")
    with desk_of(args, changes=False) as at:
        made = at.desk.ratings.figures(at.actor, first, last)
    if args.json:
        emit(msgspec.to_builtins(made))
    else:
        _print(made)
    return 0


def _print(made: RatingFigures) -> None:
    print(f"Lượt đánh giá: {made.faces.total}")
    for face, count in (
        (Face.HAPPY, made.faces.happy),
        (Face.NEUTRAL, made.faces.neutral),
        (Face.UNHAPPY, made.faces.unhappy),
    ):
        print(f"  {label(face)}: {count}")
    print(f"Tỷ lệ hài lòng: {_percent(made.faces.happy_percent)}")
    response = _percent(made.response_percent)
    print(f"Phiếu thu về: {made.slips_answered}/{made.slips_given} ({response})")
    for group in made.by_officer:
        print(f"  {group.name}: {group.faces.happy}/{group.faces.said} hài lòng")
    for reason in made.by_reason:
        print(f"  {reason.text} {reason.count}")


def _percent(share: Decimal | None) -> str:
    return states.UNKNOWN if share is None else percent_text(share)
