"""The goals as one table for people, and as JSON for comparing runs."""

import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from os import cpu_count

import msgspec

from benchmarks.plan import Line, Plan

_HEAD = ("Goal", "What", "Here", "Beside it", "Ratio (min–max)", "Target", "Met")
_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "XlsxWriter")


def as_table(lines: Sequence[Line]) -> str:
    """Return the goals as a Markdown table whose columns also stand in line as plain text."""
    rows = [_HEAD, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    )


def about(plan: Plan) -> str:
    """Return what was measured with, in one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{plan.count:,} dossiers beside {plan.small:,}, {plan.rounds} rounds; "
        f"{cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}"
    )


def as_json(plan: Plan, lines: Sequence[Line]) -> bytes:
    content = {"about": about(plan), "goals": [asdict(line) for line in lines]}
    return msgspec.json.format(msgspec.json.encode(content), indent=2)


def _cells(line: Line) -> tuple[str, ...]:
    ratio = "" if line.ratio is None else str(line.ratio)
    met = "yes" if line.is_met else "**no**"
    return (line.goal, line.what, line.app, line.floor, ratio, line.target, met)
