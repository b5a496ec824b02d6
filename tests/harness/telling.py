"""What every verb shares: how much is run, and one clear table of what came of it."""

import argparse
from collections.abc import Sequence


def count_of(args: argparse.Namespace, whole: int) -> int:
    """Return how many to run: --count, a tenth of `whole`, or `whole`."""
    if args.count is not None:
        return int(args.count)
    return whole // 10 if args.tenth else whole


def tell(title: str, figures: Sequence[tuple[str, object]], problems: Sequence[str] = ()) -> int:
    """Print the figures as a table, then what did not hold; return the exit status."""
    width = max((len(name) for name, _value in figures), default=0)
    lines = [title, *(f"  {name:<{width}}  {value}" for name, value in figures)]
    if problems:
        lines.append(f"NOT HELD: {len(problems)}")
        lines += [f"  {problem}" for problem in problems[:20]]
    else:
        lines.append("held")
    print("\n".join(lines), flush=True)  # noqa: T201 - what a person has asked for
    return 1 if problems else 0
