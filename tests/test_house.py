"""The measures of the source: nothing in a clean tree, each planted fault by its own measure."""

import json
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest

from benchmarks import house
from benchmarks.house import House, measure
from benchmarks.house_run import FilesRun, Registration, Run, Start, run_program

CLEAN = {
    "app/__init__.py": '"""Một gói."""\n',
    "app/one.py": (
        '"""Mở đầu."""\n\nfrom app.shared import Row\n\n\n'
        'class One(Row):\n    """Chú thích."""\n\n    title = "Hồ sơ"\n    "Ghi chú."\n'
    ),
    "app/two.py": 'from app import shared\n\nROW = shared.Row()\nplain = "Hello"\n',
    "app/shared.py": "class Row:\n    pass\n\n\nclass _Own:\n    pass\n",
    "app/long.py": "class _Own:\n    pass\n",
    "tests/test_one.py": "x = 1\n" * 4,
}
RUN = Run(
    Start((5, 90), (40, 200), 150, "__import__"),
    Registration(("a", "b", "c"), ("a",), ("a", "b", "c", "d")),
)


def a_tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def faults(found: House) -> dict[str, dict[str, object]]:
    """The measures that are empty in a clean tree."""
    return {
        name: dict(getattr(found, name))
        for name in (
            *("file_lines", "class_lines", "function_lines", "arguments"),
            *("repeated_classes", "single_importers", "repeated_literals"),
        )
    }


def lines_of(head: str, count: int) -> str:
    return head + "    x = 1\n" * (count - 1)


def test_a_clean_tree_has_nothing_to_show(tmp_path: Path) -> None:
    found = measure(a_tree(tmp_path, CLEAN))
    assert not any(faults(found).values())


@pytest.mark.parametrize(
    ("text", "measured", "seen"),
    [
        ("x = 1\n" * 301, "file_lines", {"app/long.py": 301}),
        (lines_of("class Big:\n", 251), "class_lines", {"app/long.py:1 Big": 251}),
        (lines_of("def big():\n", 51), "function_lines", {"app/long.py:1 big": 51}),
        (lines_of("async def big():\n", 51), "function_lines", {"app/long.py:1 big": 51}),
        (
            "class K:\n    def many(self, a, b, c, d, e, f, g, *, h, i):\n        pass\n",
            "arguments",
            {"app/long.py:2 many": 9},
        ),
        (
            "def outer():\n    class One:\n        pass\n",
            "repeated_classes",
            {"One": ["app/long.py", "app/one.py"]},
        ),
        ("import app.one\n", "single_importers", {"app/one.py": "app/long.py"}),
        (
            "def late():\n    from app import one\n    return one\n",
            "single_importers",
            {"app/one.py": "app/long.py"},
        ),
        (
            'def f():\n    return {"Hồ sơ": 1}\n',
            "repeated_literals",
            {"Hồ sơ": ["app/long.py", "app/one.py"]},
        ),
    ],
)
def test_each_fault_is_seen_by_its_own_measure_alone(
    tmp_path: Path, text: str, measured: str, seen: dict[str, object]
) -> None:
    found = faults(measure(a_tree(tmp_path, {**CLEAN, "app/long.py": text})))
    assert found.pop(measured) == seen
    assert not any(found.values())


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n" * 300,
        lines_of("class Big:\n", 250),
        lines_of("@decorated\ndef big():\n", 50),
        "class K:\n    def many(self, a, b, c, d, e, f, g, h, *rest, **more):\n        pass\n",
        'class Other:\n    """Hồ sơ"""\n',
        'x = 1\n"Hồ sơ"\n',
        'name = f"Hồ sơ{1}"\n',
        "import app.long\n",
    ],
)
def test_what_stays_within_its_limit_is_not_shown(tmp_path: Path, text: str) -> None:
    found = faults(measure(a_tree(tmp_path, {**CLEAN, "app/long.py": text})))
    assert not any(found.values())


def test_a_second_importer_ends_the_fault(tmp_path: Path) -> None:
    a_tree(tmp_path, {**CLEAN, "app/long.py": "import app.one\n"})
    assert measure(tmp_path).single_importers == {"app/one.py": "app/long.py"}
    a_tree(tmp_path, {"app/other.py": "from app.one import One\n"})
    assert measure(tmp_path).single_importers == {}


def test_sizes_are_of_all_files(tmp_path: Path) -> None:
    files = {f"app/file{number}.py": "x = 1\n" * number for number in range(1, 11)}
    found = measure(a_tree(tmp_path, {**files, "tests/test_it.py": "x = 1\n" * 4}))
    app, tests = found.app, found.tests
    assert (app.files, app.lines) == (10, 55)
    assert (app.file_median, app.file_p90, app.file_max) == (5.5, 9, 10)
    assert (tests.files, tests.lines) == (1, 4)


def test_the_table_and_the_json_tell_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_tree(tmp_path, {**CLEAN, "app/long.py": 'class One:\n    a = "Hồ sơ"\n'})
    monkeypatch.setattr(house, "run_program", lambda: RUN)
    assert house.main(["--root", str(tmp_path), "--where"]) == 0
    table, *places = capsys.readouterr().out.split("\n\n")
    rows = dict([cell.strip() for cell in row.split("|")[1:3]] for row in table.splitlines())
    assert rows["app: files"] == "5"
    assert rows["public class names defined in more than one module"] == "1"
    assert rows["Vietnamese literals that stand in more than one file"] == "1"
    assert rows["modules when sign-in is ready: ours / all"] == "40 / 200"
    assert rows["files run by one registration, to its PDF"] == "3"
    assert rows["files run before the service is called"] == "1"
    assert "class 'One': app/long.py, app/one.py" in "".join(places)
    assert house.main(["--root", str(tmp_path), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["repeated_classes"] == {"One": ["app/long.py", "app/one.py"]}
    assert content["run"]["registration"]["before_service"] == ["a"]


def test_without_a_run_the_table_says_nothing_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert house.main(["--root", str(a_tree(tmp_path, CLEAN)), "--no-run"]) == 0
    assert "registration" not in capsys.readouterr().out


def _loaded(folder: Path, name: str, text: str) -> ModuleType:
    path = folder / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    spec = spec_from_file_location(f"made_up_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _names(files: set[str]) -> set[str]:
    return {Path(name).stem for name in files}


@pytest.fixture
def chain(tmp_path: Path) -> tuple[FilesRun, Callable[[], None]]:
    """A page that checks, calls the service and prints; a player outside that presses its key."""
    check = _loaded(tmp_path / "app", "check", "def run():\n    pass\n").run
    goal = _loaded(tmp_path / "app", "service", "def run():\n    pass\n").run
    paper = _loaded(tmp_path / "app", "paper", "def run():\n    pass\n").run
    _loaded(tmp_path / "app", "unused", "def run():\n    pass\n")
    page = _loaded(tmp_path / "app", "page", "def run(*steps):\n    for s in steps:\n        s()\n")
    idle = _loaded(tmp_path / "app", "idle", "def is_idle():\n    return True\n")
    player = _loaded(tmp_path / "play", "player", "def play(ask, then):\n    ask()\n    then()\n")
    seen = FilesRun(str(tmp_path / "app"), goal.__code__, player=str(tmp_path / "play"))

    def press() -> None:
        player.play(idle.is_idle, lambda: page.run(check, goal, paper))

    return seen, press


def test_files_are_counted_up_to_the_service_and_after_it(
    chain: tuple[FilesRun, Callable[[], None]],
) -> None:
    seen, press = chain
    seen.on(press)
    assert _names(seen.before_goal) == {"page", "check"}
    assert _names(seen.files) == {"page", "check", "service", "paper"}


def test_what_runs_unwatched_is_not_counted(chain: tuple[FilesRun, Callable[[], None]]) -> None:
    seen, press = chain
    press()
    assert seen.files == set()
    with pytest.raises(RuntimeError, match="was not called"):
        _ = seen.before_goal
    assert sys.getprofile() is None


def test_another_thread_is_watched_too(chain: tuple[FilesRun, Callable[[], None]]) -> None:
    seen, press = chain
    worker = Thread(target=seen.on, args=(press,))
    worker.start()
    worker.join()
    assert "service" in _names(seen.files)


def test_the_real_program_is_measured() -> None:
    """One start and one registration through the real windows."""
    run = run_program()
    assert 0 < run.start.painted[0] < run.start.painted[1] < run.start.ready[1]
    before, printed = set(run.registration.before_service), set(run.registration.files)
    assert before < printed <= set(run.registration.until_idle)
    assert "app/ui/intake/page.py" in before
    assert {"app/services/intake/intake.py", "app/printing/forms/receipt.py"} <= printed - before
    assert not any(name.startswith("app/bootstrap/demo/") for name in printed)
