"""`motcua evaluate`: a period by TT 01/2018 and QĐ 766, as words, JSON or a workbook."""

import argparse
from pathlib import Path

from app.commands.frame import Subparsers, day, desk_of, emit
from app.outputs import OutputKind
from app.reports.evaluation_json import evaluation_dict
from app.reports.evaluation_xlsx import write_evaluation
from app.services.evaluation.records import EvaluationRow, EvaluationTable, ServiceQuality
from app.wording import states, usage
from app.wording.citations import measure_name
from app.wording.labels import label
from app.wording.texts import percent_text, share_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "evaluate", help="chấm chín chỉ số và bộ chỉ số quốc gia của một kỳ"
    )
    parser.add_argument(
        "--from", dest="first", required=True, metavar=usage.DAY, help=usage.FROM_DAY
    )
    parser.add_argument("--to", dest="last", required=True, metavar=usage.DAY, help=usage.TO_DAY)
    parser.add_argument("--out", type=Path, metavar=usage.FILE, help="ghi ra bảng tính (XLSX)")
    return parser


def run(args: argparse.Namespace) -> int:
    """Print both records, or write the workbook to --out."""
    first, last = day(args.first, "from"), day(args.last, "to")
    with desk_of(args, changes=False) as at:
        table = at.desk.evaluation.of_period(at.actor, first, last)
        quality = at.desk.evaluation.quality(at.actor, first, last)
        if args.out is not None:
            place = at.desk.outputs.place(args.out, OutputKind.XLSX)
            write_evaluation(at.desk, table, quality, at.actor, place)
    if args.out is not None and args.json:
        emit({"out": str(args.out)})
    elif args.out is not None:
        print(f"Đã ghi {args.out}.")
    elif args.json:
        emit(evaluation_dict(table, quality))
    else:
        _tell(table, quality)
    return 0


def _tell(table: EvaluationTable, quality: ServiceQuality) -> None:
    print(f"{table.unit_name}, {table.first_day:%d/%m/%Y} – {table.last_day:%d/%m/%Y}")
    for row in table.rows:
        print(f"\n{label(row.kind)} {row.name}: {_total(row)}")
        for score in row.scores:
            value = states.UNKNOWN if score.value is None else f"{score.value}".replace(".", ",")
            print(f"  {label(score.index)}: {value} ({score.why})")
    times = table.said_times
    if times is not None and times.answered:
        print(
            f"\nĐối chiếu thời gian: {times.differing}/{times.answered} hồ sơ người dân trả lời "
            f"khác hệ thống, {times.said_late} hồ sơ trả lời muộn mà hệ thống ghi không quá hạn"
        )
    print(f"\nBộ chỉ số {measure_name(quality.last_day)}")
    for figure in quality.figures:
        ratio = "" if figure.percent is None else percent_text(figure.percent)
        counts = f"{figure.part}/{figure.whole}" if figure.percent is not None else states.UNKNOWN
        print(f"  {figure.number} {figure.title}: {ratio} {counts}".replace(":  ", ": "))


def _total(row: EvaluationRow) -> str:
    if row.total is None:
        return states.UNKNOWN
    total = f"{row.total}/{row.possible} điểm".replace(".", ",")
    if row.done_permille is not None:
        return f"{total}, hoàn thành {share_text(row.done_permille, 1000)}"
    return f"{total}, {label(row.grade)}" if row.grade is not None else total
