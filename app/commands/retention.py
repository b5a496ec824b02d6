"""`motcua retention`: what people's data is past its time, and its erasing by two people."""

import argparse
from dataclasses import asdict

from app.commands.approving import approval_for
from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.commands.switches import add_second_switch
from app.services.retention.records import (
    Erasable,
    RetentionPreview,
    RetentionRule,
    RetentionRun,
    Swept,
)
from app.services.retention.retention import erasing_subject
from app.vocabulary.people import GuardedAct
from app.wording import nouns, states, usage
from app.wording.texts import day_text

_KINDS = {
    "dossiers": "hồ sơ",
    "petitions": nouns.PETITIONS,
    "drafts": nouns.DRAFTS,
    "notes": "ghi chú trong nhật ký",
    "forms": "giấy đã cấp",
    "slips": "phiếu bàn giao",
    "files": "tệp đính kèm",
    "bundles": "gói trao đổi",
}


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "retention", help="xóa dữ liệu cá nhân của hồ sơ đã hết thời hạn lưu"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--preview", action="store_true", help="xem sẽ xóa những gì (mặc định)")
    what.add_argument("--run", action="store_true", help="xóa; cần --second, không lấy lại được")
    what.add_argument(
        "--sweep", action="store_true", help="xóa tệp còn lại trên máy này của dữ liệu đã xóa"
    )
    what.add_argument(
        "--years", type=int, metavar=usage.NUMBER, help="đặt số năm lưu; cần --ground"
    )
    parser.add_argument(
        "--ground", default="", metavar="CĂN_CỨ", help="luật hoặc quyết định quy định số năm lưu"
    )
    add_second_switch(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Preview, set the rule, erase or sweep."""
    changes = args.run or args.years is not None
    with desk_of(args, changes=changes) as at:
        if args.years is not None:
            _say_rule(args, at.desk.retention.set_rule(at.actor, args.years, args.ground))
        elif args.run:
            _say_run(args, *_erase(at, args))
        elif args.sweep:
            _say_swept(args, at.desk.retention.sweep(at.actor))
        else:
            _say_preview(args, at.desk.retention.preview(at.actor))
    return 0


def _erase(at: CommandDesk, args: argparse.Namespace) -> tuple[RetentionRun, Swept]:
    before = at.desk.retention.preview(at.actor).before
    approval = approval_for(at, args, GuardedAct.ERASE, erasing_subject(before))
    return at.desk.retention.run(at.actor, before, approval)


def _say_rule(args: argparse.Namespace, rule: RetentionRule) -> None:
    if args.json:
        emit(rule)
    else:
        print(f"Lưu dữ liệu cá nhân {rule.years} năm. Căn cứ: {rule.ground}.")


def _say_preview(args: argparse.Namespace, seen: RetentionPreview) -> None:
    if args.json:
        emit(
            {
                "years": seen.rule.years,
                "ground": seen.rule.ground,
                "before": seen.before,
                "oldest": seen.oldest,
                "newest": seen.newest,
                "erasable": asdict(seen.erasable),
                "kept_back": seen.kept_back,
                "erased": seen.erased,
            }
        )
        return
    print(f"Lưu {seen.rule.years} năm. Căn cứ: {seen.rule.ground or states.NOT_NOTED}.")
    if seen.erasable.is_empty:
        print(f"Không có gì kết thúc trước ngày {day_text(seen.before)} còn phải xóa.")
    else:
        print(f"Sẽ xóa dữ liệu cá nhân của: {_counted(seen.erasable)}.")
    if seen.oldest is not None and seen.newest is not None:
        print(f"Hồ sơ kết thúc từ {day_text(seen.oldest)} đến {day_text(seen.newest)}.")
    if seen.kept_back:
        print(f"Giữ lại {seen.kept_back} hồ sơ còn chờ trả kết quả hoặc giấy tờ.")
    print(f"Đã xóa các lần trước: {seen.erased} hồ sơ.")


def _say_run(args: argparse.Namespace, done: RetentionRun, swept: Swept) -> None:
    if args.json:
        emit(
            {
                "at": iso(done.at),
                "before": done.before,
                "by": done.login,
                "second": done.second_login,
                "erased": asdict(done.erased),
                "files_removed": swept.total,
            }
        )
    else:
        print(f"Đã xóa dữ liệu cá nhân của: {_counted(done.erased)}; {swept.total} tệp trên máy.")


def _say_swept(args: argparse.Namespace, swept: Swept) -> None:
    if args.json:
        emit({"files_removed": swept.total})
    else:
        print(f"Đã xóa {swept.total} tệp trên máy này.")


def _counted(erasable: Erasable) -> str:
    counts = asdict(erasable)
    return ", ".join(f"{counts[name]} {words}" for name, words in _KINDS.items() if counts[name])
