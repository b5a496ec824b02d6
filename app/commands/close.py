"""`motcua close`: freezes a day's figures, signs and prints its sheet."""

import argparse
from pathlib import Path

from app.commands.frame import CommandDesk, Subparsers, day, desk_of, emit, iso
from app.commands.saving_papers import save_paper
from app.outputs import OutputKind
from app.services.closing.confirming import Anchor, anchor_digits
from app.services.closing.records import Closed, ClosingPreview
from app.wording import usage
from app.wording.texts import day_text, number_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("close", help="khóa ngày: chốt số liệu, ký và in phiếu khóa")
    parser.add_argument("--day", metavar=usage.DAY, help="ngày cần khóa (mặc định: hôm nay)")
    parser.add_argument("--out", type=Path, metavar=usage.FILE, help="lưu phiếu khóa ngày dạng PDF")
    parser.add_argument(
        "--dry-run", action="store_true", help="chỉ xem số liệu và việc còn chờ, không khóa"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Close the day. Raises UserError where it cannot be closed."""
    with desk_of(args, changes=True) as at:
        wanted = day(args.day, "day") if args.day else at.desk.clock.today()
        preview = at.desk.closings.preview(at.actor, wanted)
        if args.dry_run:
            _say_preview(preview, is_json=args.json)
            return 1 if preview.refusal else 0
        if args.out is not None:
            at.desk.outputs.place(args.out, OutputKind.PDF)
        closed = at.desk.closings.close(at.actor, wanted, seen=preview.digest)
        saved = None if args.out is None else save_paper(at, closed.job_id, args.out)
        _say(at, closed, saved, is_json=args.json)
    return 0 if args.out is None or saved is not None else 1


def _say_preview(preview: ClosingPreview, *, is_json: bool) -> None:
    waiting = preview.waiting
    if is_json:
        emit(
            {
                "day": preview.sheet.day.isoformat(),
                "can_close": not preview.refusal,
                "why": preview.refusal,
                "on_the_way": waiting.on_the_way,
                "unaccepted_slips": [slip.number for slip in waiting.slips],
                "print_jobs": waiting.print_jobs,
            }
        )
        return
    print(
        f"Còn chờ: {number_text(waiting.on_the_way)} hồ sơ đang đi trên "
        f"{number_text(len(waiting.slips))} phiếu chưa nhận, {number_text(waiting.print_jobs)} "
        "bản in."
    )
    print(preview.refusal or f"Ngày {day_text(preview.sheet.day)} khóa được.")


def _say(at: CommandDesk, closed: Closed, saved: Path | None, *, is_json: bool) -> None:
    sheet = closed.sheet
    if is_json:
        emit(
            {
                "day": closed.day.isoformat(),
                "ordinal": closed.ordinal,
                "number": sheet.number,
                "closed_at": iso(sheet.closed_at),
                "closed_by": at.actor.login,
                "log_seq": sheet.log_seq,
                "chain_head": sheet.chain_head,
                "qr": sheet.qr_payload,
                "anchor": anchor_digits(Anchor(sheet.log_seq, bytes.fromhex(sheet.chain_head))),
                "sheet": None if saved is None else str(saved),
            }
        )
        return
    print(f"Đã khóa ngày {day_text(closed.day)}, phiếu {sheet.number}.")
    if saved is not None:
        print(f"Đã lưu phiếu vào {saved}.")
