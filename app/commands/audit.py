"""`motcua audit`: whether the log is whole and every anchor still holds."""

import argparse
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TextIO

from app.bootstrap.auditing import AuditDesk, open_audit
from app.bootstrap.safe_places import outputs_of
from app.clock import Clock
from app.commands.approving import approval_for
from app.commands.frame import STATION, Subparsers, desk_of, emit, password
from app.commands.parser import WRONG_USAGE
from app.errors import InvalidInputError, StoreError, UserError
from app.outputs import OutputKind
from app.reports.audit_kit import write_kit
from app.services.audit.office_keys import read_office_keys
from app.services.audit.outside import read_given
from app.services.audit.records import AuditReport, Given, Tick, no_tick
from app.services.audit.restorations import read_sheets
from app.services.forms.verification import read_public_key_file
from app.services.ledger.records import Actor, required_reason
from app.services.privacy import Disclosure, Exported, disclosure_subject
from app.vocabulary.people import GuardedAct
from app.wording import captions, usage
from app.wording.texts import number_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "audit",
        help="kiểm toán nhật ký: cả chuỗi và mọi mốc; bị sửa thì trả về 1, có lần khôi phục thì "
        "trả về 3, mốc hay phiếu ghi sai thì trả về 2",
    )
    parser.add_argument(
        "--incremental",
        action="store_true",
        help="chỉ kiểm phần mới từ ngày đã khóa gần nhất mà lần kiểm toán tốt trước ở máy này đã "
        "thấy; sửa ở phần cũ hơn chỉ kiểm toán toàn bộ mới thấy",
    )
    parser.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar="DÃY_SỐ|TỆP",
        help="mốc ở ngoài kho: dãy số trên giấy, tệp ghi các dãy số, tệp sổ mốc; dùng nhiều lần",
    )
    parser.add_argument(
        "--restoration",
        action="append",
        default=[],
        metavar="DÃY_SỐ",
        help="dãy số trên phiếu khôi phục kho đã ký: chỉ lần khôi phục có phiếu mới giải thích "
        "được mốc không khớp; dùng nhiều lần",
    )
    parser.add_argument(
        "--public-key",
        type=Path,
        metavar=usage.FILE,
        help="tin khóa công khai trong tệp này, không tin khóa trong kho",
    )
    parser.add_argument(
        "--office-key",
        action="append",
        default=[],
        metavar="DÃY_SỐ|TỆP",
        help="khóa đơn vị giữ ở ngoài kho: dấu vân tay 25 chữ số, dãy số của thẻ khóa đơn vị, hoặc "
        "tệp khóa đơn vị đã xuất; nói máy nào được khóa đó chứng nhận",
    )
    parser.add_argument(
        "--export",
        type=Path,
        metavar=usage.FOLDER,
        help="ghi tệp khóa công khai, tệp khóa đơn vị và tệp mốc hiện nay vào thư mục này, để "
        "cất ở nơi khác",
    )
    parser.add_argument(
        "--extract",
        type=Path,
        metavar=usage.FILE,
        help="ghi nhật ký và giấy tờ đã phát hành ra một tệp SQLite không mã hóa cho chương trình "
        "kiểm tra độc lập, của cả kho mã hóa và kho dùng chung; có dữ liệu cá nhân nên cần "
        "--officer và --reason",
    )
    parser.add_argument("--reason", default="", metavar=usage.REASON, help="lý do trích nhật ký")
    return parser


def run(args: argparse.Namespace) -> int:
    """Say what was found: 0 whole, 3 whole but restored, 1 touched; 2 for what cannot be used.

    Anchors are taken of a whole log alone: those of a touched one would prove the wrong thing.
    """
    try:
        given = _given(args)
    except UserError as error:
        print(f"Lỗi: {error.message}", file=sys.stderr)
        return WRONG_USAGE
    outputs = outputs_of(args.data)
    if args.export is not None:
        outputs.folder(args.export)
    if args.extract is not None:
        _extract(args)
    with open_audit(args.data, args.database, Clock()) as desk:
        report = _audited(desk, args.officer, None if args.incremental else given)
        if args.export is not None and report.is_whole:
            write_kit(desk.audit.kit(desk.console), args.export, desk.today, outputs)
    if args.json:
        emit(_document(report))
    else:
        print("\n".join(_sentences(report)))
    return report.exit_code


def _given(args: argparse.Namespace) -> Given:
    """Read what the log is held against. Raises UserError."""
    if args.incremental and any(getattr(args, name) for name in _WHOLE_ALONE):
        raise InvalidInputError("incremental", _ALONE)
    given = replace(
        read_given(args.anchor),
        restorations=read_sheets(args.restoration),
        office_keys=tuple(read_office_keys(args.office_key)),
    )
    if args.public_key is None:
        return given
    keys = read_public_key_file(args.public_key).keys
    return replace(given, keys=tuple(sorted(keys.items())))


def _extract(args: argparse.Namespace) -> None:
    """Write the log for a verifier apart; what leaves the store is told in it."""
    reason = required_reason(args.reason, "trích nhật ký (--reason)")
    with desk_of(args, changes=True) as at:
        place = at.desk.outputs.place(args.extract, OutputKind.LOG_EXTRACT, is_personal=True)
        days = at.desk.log_extracts.days(at.actor)
        subject = disclosure_subject(Exported.LOG, *days)
        approval = approval_for(at, args, GuardedAct.EXPORT_UNMASKED, subject)
        count = at.desk.log_extracts.write(at.actor, *days, place, Disclosure(reason, approval))
    told = f"Đã trích {number_text(count)} dòng nhật ký vào {args.extract}."
    print(f"{told} Tệp có dữ liệu cá nhân: hãy giữ kín và xóa khi kiểm xong.", file=sys.stderr)


_WHOLE_ALONE = ("anchor", "restoration", "office_key", "public_key", "export")
_DOING = f"{captions.AUDITING}…"
_ALONE = (
    "--incremental chỉ kiểm phần mới nên không dùng cùng mốc, phiếu khôi phục, khóa hay --export; "
    "hãy bỏ --incremental để kiểm toán toàn bộ."
)


@contextmanager
def progress_line(terminal: TextIO) -> Generator[Tick]:
    """Keep one line of a terminal up to date, and remove it at the end; a file gets nothing."""
    if not terminal.isatty():
        yield no_tick
        return
    shown = -1

    def tick(done: int, whole: int) -> None:
        nonlocal shown
        percent = done * 100 // max(1, whole)
        if percent != shown:
            shown = percent
            terminal.write(f"\r{_DOING} {percent}%")
            terminal.flush()

    try:
        yield tick
    finally:
        terminal.write(f"\r{' ' * (len(_DOING) + 5)}\r")
        terminal.flush()


def _audited(desk: AuditDesk, login: str, given: Given | None) -> AuditReport:
    """Audit, only what is new where nothing is `given`; a person's audit is noted in the log."""

    def run(actor: Actor) -> AuditReport:
        with progress_line(sys.stderr) as tick:
            if given is None:
                return desk.audit.run_incremental(actor, tick)
            return desk.audit.run(actor, given, tick)

    if not login:
        return run(desk.console)
    actor = desk.sign_in.sign_in(login, password(login), "", STATION)
    try:
        report = run(actor)
        desk.audit.note(actor, report)
    finally:
        with suppress(StoreError):
            desk.sign_in.leave(actor)
    return report


def _document(report: AuditReport) -> dict[str, object]:
    first = report.first_bad
    return {
        "ok": report.is_whole,
        "first_bad_row": None if first is None else {"office": first.office, "seq": first.seq},
        "problems": [problem.message for problem in report.problems],
        "notes": list(report.notes),
        "restorations": [asdict(told) for told in report.restorations],
        "chains": [
            {"office": chain.office, "entries": chain.count, "head": chain.head}
            for chain in report.chains
        ],
        "forms": report.forms,
        "closings": report.closings,
        "anchors": report.anchors,
        **({"incremental": True} if report.is_incremental else {}),
    }


def _sentences(report: AuditReport) -> list[str]:
    if report.is_whole:
        whole = "Phần mới nguyên vẹn." if report.is_incremental else "Nhật ký nguyên vẹn."
        return [report.counted, *report.notes, whole]
    first = report.first_bad
    place = "" if first is None else f" Dòng hỏng đầu tiên: {first.seq}."
    said = [problem.message for problem in report.problems]
    return [report.counted, *report.notes, *said, f"Nhật ký đã bị động đến.{place}"]
