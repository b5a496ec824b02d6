"""Measure the goals of speed beside floors of the same run: python3 -m benchmarks [GROUP …]."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import export, opening, pages, receipt, register, search, start, summary
from benchmarks.plan import QUICK, QUICK_ROUNDS, QUICK_SAMPLES, QUICK_SLACK, SMALL, Line, Plan
from benchmarks.table import about, as_json, as_table

GROUPS: dict[str, Callable[[Plan], list[Line]]] = {
    "start": start.lines,
    "opening": opening.lines,
    "pages": pages.lines,
    "register": register.lines,
    "receipt": receipt.lines,
    "search": search.lines,
    "summary": summary.lines,
    "export": export.lines,
}


def main(arguments: Sequence[str]) -> int:
    """Measure and print the table; 1 where a goal is missed."""
    args = _parser().parse_args(arguments)
    with TemporaryDirectory() as temporary:
        plan = _plan(args, args.folder or Path(temporary))
        plan.folder.mkdir(parents=True, exist_ok=True)
        found: list[Line] = []
        for group in args.groups or GROUPS:
            print(f"… {group}", file=sys.stderr, flush=True)
            found += GROUPS[group](plan)
    print(as_table(found))
    print(f"\n{about(plan)}")
    if args.json:
        args.json.write_bytes(as_json(plan, found))
    return 0 if all(line.is_met for line in found) else 1


def _plan(args: argparse.Namespace, folder: Path) -> Plan:
    """Return the sizes asked for; quick means small, and 1.3 times the goals."""
    count = args.n or (QUICK if args.quick else 100 * SMALL)
    small = min(SMALL, max(200, count // 10))
    rounds = args.rounds or (QUICK_ROUNDS if args.quick else 9)
    if args.quick:
        return Plan(folder, count, small, rounds, QUICK_SLACK, QUICK_SAMPLES)
    return Plan(folder, count, small, rounds)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--n", type=int, help="dossiers in the big store (1 million)")
    parser.add_argument("--rounds", type=int, help="rounds counted (9)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--folder", type=Path, help="keep the stores here for the next run")
    parser.add_argument("--quick", action="store_true", help="20,000 dossiers, 3 rounds, 1.3 slack")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
