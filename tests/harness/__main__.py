"""Keep a promise to the test: `python3 -m tests.harness VERB [--tenth | --count N] [--seed N]`.

Each verb is a module of its name beside this one, with `add_arguments(parser)` and
`run(args) -> int`: 0 only where the promise held. Without --tenth or --count it runs whole.
`tenths` runs a tenth of each, one after another.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

TENTHS = "tenths"
VERBS = (
    *("kill", "power", "faults", "migrate", "writers"),
    *("fuzz", "forged", "tamper", "restore", "quarter", "scores"),
)


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return its status; wrong usage is 2."""
    here = [verb for verb in VERBS if Path(__file__).with_name(f"{verb}.py").exists()]
    choosing = argparse.ArgumentParser(prog="tests.harness", description=__doc__, add_help=False)
    choosing.add_argument("verb", choices=[*here, TENTHS])
    if not arguments or arguments[0] in {"-h", "--help"}:
        choosing.print_help()
        return 2
    name = choosing.parse_args(arguments[:1]).verb
    if name == TENTHS:
        return max([main([verb, "--tenth", *arguments[1:]]) for verb in here])
    verb = import_module(f"tests.harness.{name}")
    parser = argparse.ArgumentParser(prog=f"tests.harness {name}", description=verb.__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--tenth", action="store_true", help="a tenth, as the suite runs it")
    size.add_argument("--count", type=int, metavar="N", help="so many, instead of the whole")
    parser.add_argument("--seed", type=int, default=1, help="what the chances follow from")
    verb.add_arguments(parser)
    return int(verb.run(parser.parse_args(arguments[1:])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
