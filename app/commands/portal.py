"""`motcua portal`: what the national portal is owed of a period, as JSON or XLSX."""

import argparse
from pathlib import Path

from app.commands.disclosing import add_disclosure_switches, disclosure_for, tell_of_masks
from app.commands.frame import Subparsers, day, desk_of, emit
from app.outputs import OutputKind
from app.reports.portal import portal_json, portal_xlsx
from app.services.privacy import Exported
from app.wording import usage

_FORMATS = ("json", "xlsx")


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("portal", help="dữ liệu cho Cổng Dịch vụ công quốc gia")
    parser.add_argument(
        "--from", dest="first", required=True, metavar=usage.DAY, help=usage.FROM_DAY
    )
    parser.add_argument("--to", dest="last", required=True, metavar=usage.DAY, help=usage.TO_DAY)
    parser.add_argument("--format", choices=_FORMATS, default="json", help=usage.FORMAT)
    parser.add_argument("--out", type=Path, required=True, metavar=usage.FILE, help=usage.FILE_OUT)
    add_disclosure_switches(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Write the data set to --out."""
    first, last = day(args.first, "from"), day(args.last, "to")
    kind = OutputKind[args.format.upper()]
    with desk_of(args, changes=args.unmasked) as at:
        place = at.desk.outputs.place(args.out, kind, is_personal=True)
        disclosure = disclosure_for(at, args, (Exported.PORTAL, first, last))
        data = at.desk.portal.of_period(at.actor, first, last, disclosure)
        made_at = at.desk.clock.now()
    content = portal_json(data) if args.format == "json" else portal_xlsx(data, made_at)
    place.write(content)
    tell_of_masks(args)
    if args.json:
        emit({"out": str(args.out), "dossiers": len(data.dossiers), "steps": len(data.progress)})
    else:
        counted = f"{len(data.dossiers)} hồ sơ, {len(data.progress)} bước"
        print(f"Đã ghi {counted} vào {args.out}.")
    return 0
