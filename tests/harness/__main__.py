"""Keep a promise to the test: `python3 -m tests.harness VERB [--tenth | --count N] [--seed N]`.

Each verb is a module of its name beside this one, with `add_arguments(parser)` and
`run(args) -> int`: 0 only where the promise held. Without --tenth or --count it runs whole.
`tenths` runs a tenth of each in a process of its own, two at a time, the longest first.
`mutants [--sample N]` is run on request alone: it puts the tests themselves to the test.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib import import_module
from pathlib import Path

TENTHS = "tenths"
VERBS = (
    *("fuzz", "power", "long_acts", "faults", "migrate", "tamper", "kill", "mutate"),
    *("flips", "rewrite", "writers", "forged", "quarter", "restore", "scores"),
)
"""By how long a tenth takes, the longest first."""
ON_REQUEST = ("mutants",)
"""Verbs that no run of tenths takes in."""
_AT_ONCE = 2
_ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return its status; wrong usage is 2."""
    here = [verb for verb in VERBS if Path(__file__).with_name(f"{verb}.py").exists()]
    choosing = argparse.ArgumentParser(prog="tests.harness", description=__doc__, add_help=False)
    choosing.add_argument("verb", choices=[*here, *ON_REQUEST, TENTHS])
    if not arguments or arguments[0] in {"-h", "--help"}:
        choosing.print_help()
        return 2
    name = choosing.parse_args(arguments[:1]).verb
    if name == TENTHS:
        return run_each([(verb, "--tenth", *arguments[1:]) for verb in here])
    verb = import_module(f"tests.harness.{name}")
    parser = argparse.ArgumentParser(prog=f"tests.harness {name}", description=verb.__doc__)
    if name not in ON_REQUEST:
        size = parser.add_mutually_exclusive_group()
        size.add_argument("--tenth", action="store_true", help="a tenth, as the suite runs it")
        size.add_argument("--count", type=int, metavar="N", help="so many, instead of the whole")
    parser.add_argument("--seed", type=int, default=1, help="what the chances follow from")
    verb.add_arguments(parser)
    return int(verb.run(parser.parse_args(arguments[1:])))


def run_each(every: Sequence[Sequence[str]]) -> int:
    """Run each verb with its arguments as a program, two at a time; 0 only where all gave 0.

    What one writes is shown whole once it has ended.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running = [pool.submit(_run_one, arguments) for arguments in every]
        results = [_shown(one.result()) for one in as_completed(running)]
    return 0 if all(code == 0 for code in results) else 1


def _run_one(arguments: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "tests.harness", *arguments],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def _shown(ended: "subprocess.CompletedProcess[str]") -> int:
    sys.stdout.write(ended.stdout)
    if ended.returncode != 0:
        sys.stdout.write(f"{' '.join(ended.args[3:])}: status {ended.returncode}\n")
    sys.stdout.flush()
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
