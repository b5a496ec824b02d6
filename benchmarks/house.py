"""Measure the source itself, its start and one registration: python3 -m benchmarks.house."""

import argparse
import ast
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.house_run import Run, run_program

ROOT = Path(__file__).resolve().parents[1]
FILE_LINES = (300, 500)
CLASS_LINES = (250, 350)
FUNCTION_LINES = 50
ARGUMENTS = 8
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệđìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)

Where = Mapping[str, Sequence[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One file of Python: path below the root, dotted name, lines, and what its syntax holds."""

    path: str
    module: str
    lines: int
    nodes: tuple[ast.AST, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How much source a folder holds, and how it is spread over its files."""

    files: int
    lines: int
    file_median: float
    file_p90: int
    file_max: int


@dataclass(frozen=True, slots=True)
class House:
    """What was measured; lengths and counts stand with the places they were found at.

    `repeated_classes` and `repeated_literals` map a name or a text to the files that hold it,
    `single_importers` a file to the only one that imports it.
    """

    app: Size
    tests: Size
    file_lines: Mapping[str, int]
    class_lines: Mapping[str, int]
    function_lines: Mapping[str, int]
    arguments: Mapping[str, int]
    repeated_classes: Where
    single_importers: Mapping[str, str]
    literal_count: int
    repeated_literals: Where
    run: Run | None


def main(arguments: Sequence[str]) -> int:
    """Print the table, or JSON that names each place."""
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks.house", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="a tree with app and tests")
    parser.add_argument("--json", action="store_true", help="everything, with its places")
    parser.add_argument("--where", action="store_true", help="the places below the table too")
    parser.add_argument("--no-run", action="store_true", help="read the source alone")
    args = parser.parse_args(arguments)
    house = measure(args.root, None if args.no_run else run_program())
    if args.json:
        print(msgspec.json.format(msgspec.json.encode(house), indent=2).decode())
        return 0
    print(as_table(house))
    if args.where:
        print("\n".join(("", *_places(house))))
    return 0


def measure(root: Path, run: Run | None = None) -> House:
    """Read the folders `app` and `tests` below `root`; of tests the size alone."""
    app = sources(root, "app")
    tests = [_line_count_of(file) for file in (root / "tests").rglob("*.py")]
    literals = literal_files(app)
    return House(
        app=size(one.lines for one in app),
        tests=size(tests),
        file_lines={one.path: one.lines for one in app if one.lines > FILE_LINES[0]},
        class_lines=_over(CLASS_LINES[0], app, (ast.ClassDef,), line_count),
        function_lines=_over(FUNCTION_LINES, app, _FUNCTIONS, line_count),
        arguments=_over(ARGUMENTS, app, _FUNCTIONS, argument_count),
        repeated_classes=_repeated(class_files(app)),
        single_importers={
            path: importers[0]
            for path, importers in importers_of(app).items()
            if len(importers) == 1
        },
        literal_count=len(literals),
        repeated_literals=_repeated(literals),
        run=run,
    )


def sources(root: Path, folder: str) -> list[Source]:
    """Read every Python file below a folder of `root`, in the order of their paths."""
    found: list[Source] = []
    for file in sorted((root / folder).rglob("*.py")):
        relative = file.relative_to(root)
        parts = relative.with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        nodes = tuple(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        found.append(Source(relative.as_posix(), module, _line_count_of(file), nodes))
    return found


def size(files: Iterable[int]) -> Size:
    """Return the size of a folder whose files have these lengths; nine in ten are up to p90."""
    lines = sorted(files)
    if not lines:
        return Size(0, 0, 0, 0, 0)
    p90 = lines[-(-len(lines) * 9 // 10) - 1]
    return Size(len(lines), sum(lines), median(lines), p90, lines[-1])


def line_count(node: ast.AST) -> int:
    """Return the lines of a class or function, without its decorators."""
    assert isinstance(node, ast.ClassDef | Function)
    return (node.end_lineno or node.lineno) - node.lineno + 1


def argument_count(node: ast.AST) -> int:
    """Return how many arguments a function names, `self` and `cls` apart."""
    assert isinstance(node, Function)
    named = [*node.args.posonlyargs, *node.args.args]
    bound = 1 if named and named[0].arg in {"self", "cls"} else 0
    return len(named) - bound + len(node.args.kwonlyargs)


def class_files(files: Iterable[Source]) -> dict[str, list[str]]:
    """Return the files that define a class of each public name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source in files:
        for name in {node.name for node in source.nodes if isinstance(node, ast.ClassDef)}:
            if not name.startswith("_"):
                found[name].append(source.path)
    return found


def importers_of(files: Sequence[Source]) -> dict[str, list[str]]:
    """Return the files that import each module; a package's `__init__` counts as an importer."""
    paths = {one.module: one.path for one in files if not one.path.endswith("__init__.py")}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source in files:
        for module in {name for name in _imported(source.nodes) if name in paths}:
            if paths[module] != source.path:
                found[paths[module]].append(source.path)
    return found


def literal_files(files: Iterable[Source]) -> dict[str, list[str]]:
    """Return the files that hold each string constant with Vietnamese letters.

    Docstrings and f-strings are left out.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source in files:
        for text in set(_literals(source.nodes)):
            found[text].append(source.path)
    return found


def as_table(house: House) -> str:
    """Return the measures as a Markdown table."""
    cells = [("Measure", "Here"), *_rows(house)]
    widths = [max(len(row[column]) for row in cells) for column in (0, 1)]
    cells.insert(1, ("-" * widths[0], "-" * (widths[1] - 1) + ":"))
    return "\n".join(f"| {what:<{widths[0]}} | {value:>{widths[1]}} |" for what, value in cells)


def _rows(house: House) -> Iterator[tuple[str, str]]:
    for name, folder in (("app", house.app), ("tests", house.tests)):
        spread = f"{folder.file_median:g} / {folder.file_p90} / {folder.file_max}"
        yield f"{name}: files", f"{folder.files:,}"
        yield f"{name}: lines", f"{folder.lines:,}"
        yield f"{name}: lines of a file, median / p90 / longest", spread
    yield "lines of tests to one of app", f"{house.tests.lines / max(1, house.app.lines):.2f}"
    for limit in FILE_LINES:
        yield f"files over {limit} lines", _count_over(limit, house.file_lines)
    for limit in CLASS_LINES:
        yield f"classes over {limit} lines", _count_over(limit, house.class_lines)
    yield f"functions over {FUNCTION_LINES} lines", str(len(house.function_lines))
    yield f"functions with more than {ARGUMENTS} arguments", str(len(house.arguments))
    yield "public class names defined in more than one module", str(len(house.repeated_classes))
    yield "files imported by exactly one other", str(len(house.single_importers))
    yield "different Vietnamese literals", f"{house.literal_count:,}"
    yield "Vietnamese literals that stand in more than one file", str(len(house.repeated_literals))
    if house.run is not None:
        start, registration = house.run.start, house.run.registration
        yield "modules when sign-in is painted: ours / all", _pair(start.painted)
        yield "modules when sign-in is ready: ours / all", _pair(start.ready)
        yield "files run by one registration, to its PDF", str(len(registration.files))
        yield "files run before the service is called", str(len(registration.before_service))
        yield "files run until all pages are up to date", str(len(registration.until_idle))


def _places(house: House) -> Iterator[str]:
    for name, where in (
        ("class", house.repeated_classes),
        ("literal", house.repeated_literals),
    ):
        for what, files in sorted(where.items()):
            yield f"{name} {what!r}: {', '.join(files)}"
    for path, importer in sorted(house.single_importers.items()):
        yield f"only importer: {path} <- {importer}"
    for name, measured in (
        ("file", house.file_lines),
        ("class", house.class_lines),
        ("function", house.function_lines),
        ("arguments", house.arguments),
    ):
        for place, number in sorted(measured.items()):
            yield f"long {name}: {place}: {number}"


def _pair(count: tuple[int, int]) -> str:
    return f"{count[0]:,} / {count[1]:,}"


def _count_over(limit: int, measured: Mapping[str, int]) -> str:
    return str(sum(number > limit for number in measured.values()))


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _over(
    limit: int,
    files: Iterable[Source],
    kinds: tuple[type[ast.ClassDef | Function], ...],
    number_of: Callable[[ast.AST], int],
) -> dict[str, int]:
    """Return what measures more than `limit`, by file, line and name."""
    return {
        f"{source.path}:{node.lineno} {node.name}": number
        for source in files
        for node in source.nodes
        if isinstance(node, kinds) and (number := number_of(node)) > limit
    }


def _repeated(where: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: sorted(files) for name, files in where.items() if len(files) > 1}


def _line_count_of(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("\n")


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield each dotted name that an import could mean, wherever in the file it stands."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _literals(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the string constants that are values of their own and have Vietnamese letters."""
    parts = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts |= {id(part) for part in node.values}
    for node in nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in parts
            and VIETNAMESE.search(node.value)
        ):
            yield node.value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
