import subprocess
from pathlib import Path

import pytest

from tests.selection import picking
from tests.selection.__main__ import changes
from tests.selection.choosing import ALWAYS, PLAYS, Chosen, House, choose
from tests.selection.memory import Memory
from tests.selection.units import changes as changes_of
from tests.selection.units import units_of

CASH = """
from app.money.rates import RATE

LIMIT = 5

def pay(sum):
    \"\"\"Pay.\"\"\"
    return sum * RATE

def refuse(sum):
    return sum > LIMIT

class Box:
    size: int = 3

    def open(self):
        return self.size

WHOLE = refuse(4)

def ask():
    return WHOLE
"""
FILES = {
    "app/money/cash.py": CASH,
    "app/money/rates.py": "RATE = 2\nOTHER = 3\n",
    "app/money/reasons.py": "def load():\n    return open('reasons.toml')\n",
    "app/page.py": "from app.money.cash import Box\n\ndef show():\n    return Box()\n",
    "tests/money/test_cash.py": "from app.money.cash import pay\n\ndef test_pay():\n    pay(1)\n",
    "tests/test_new.py": "import app.money.rates\n\ndef test_new():\n    pass\n",
}
TEST = "tests/money/test_cash.py::"


@pytest.fixture
def memory() -> Memory:
    found = Memory()
    cash = "app/money/cash.py:"
    ran = {
        "test_pay": [f"{cash}pay"],
        "test_refuse[1]": [f"{cash}refuse"],
        "test_box": [f"{cash}Box.open"],
        "test_ask": [f"{cash}ask"],
        "test_show": ["app/page.py:show"],
        "test_reasons": ["app/money/reasons.py:load"],
    }
    found.tests = {f"{TEST}{test}": found.bits(names) for test, names in ran.items()}
    found.imports = {
        path: found.bits([f"{cash}refuse"] if path.endswith("cash.py") else [])
        for path in FILES
        if path.startswith("app/")
    }
    return found


def chosen(memory: Memory, path: str, old: str, new: str) -> set[str]:
    text = FILES.get(path, "")
    assert old in text
    files = {**FILES, path: text.replace(old, new)} if path.endswith(".py") else FILES
    found = choose(House(files), {path: text}, memory)
    return {one.removeprefix(TEST) for one in found.known}


@pytest.mark.parametrize(
    ("path", "old", "new", "tests"),
    [
        ("app/money/cash.py", "sum * RATE", "sum + RATE", {"test_pay"}),
        ("app/money/cash.py", '"""Pay."""', '"""Pay it."""', set()),
        ("app/money/cash.py", "LIMIT = 5", "LIMIT = 6", {"test_refuse[1]", "test_ask"}),
        # it runs while the module is imported, and makes WHOLE
        ("app/money/cash.py", "sum > LIMIT", "sum >= LIMIT", {"test_refuse[1]", "test_ask"}),
        ("app/money/cash.py", "size: int = 3", "size: int = 4", {"test_box", "test_show"}),
        ("app/money/cash.py", "def open(", "def close(", {"test_box", "test_show"}),
        ("app/money/rates.py", "RATE = 2", "RATE = 3", {"test_pay"}),
        ("app/money/rates.py", "OTHER = 3", "OTHER = 4", set()),
        ("app/page.py", "return Box()", "return None", {"test_show"}),
        ("resources/reasons.toml", "", "", {"test_reasons"}),
        ("tests/money/test_cash.py", "pay(1)", "pay(2)", {"test_pay"}),
    ],
)
def test_a_change_takes_the_tests_that_ran_what_it_touches(
    memory: Memory, path: str, old: str, new: str, tests: set[str]
) -> None:
    assert chosen(memory, path, old, new) == tests


def test_one_more_import_changes_no_other_name() -> None:
    before = "from app.money import a, b\nif TYPE_CHECKING:\n    from app.money import d\n"
    after = before.replace("a, b", "a, b, c").replace("import d", "import d, e")
    assert changes_of(units_of(before), units_of(after)) == (set(), {"c", "e"})


def test_a_new_module_that_is_imported_is_not_sought_by_its_name(memory: Memory) -> None:
    path = "app/money/open.py"
    files = {
        **FILES,
        path: "SIZE = 1\n",
        "app/page.py": "from app.money.open import SIZE\n\ndef show():\n    return SIZE\n",
        "app/money/reasons.py": 'def load():\n    return "open"\n',
    }
    found = choose(House(files), {path: ""}, memory)
    assert found.known == {f"{TEST}test_show"}
    del files["app/page.py"]
    assert choose(House(files), {path: ""}, memory).known == {f"{TEST}test_reasons"}


def test_a_play_is_left_where_five_other_tests_ran_what_changed(memory: Memory) -> None:
    play = f"{PLAYS[0]}::test_day"
    pay, refuse = "app/money/cash.py:pay", "app/money/cash.py:refuse"
    memory.tests[play] = memory.bits([pay, refuse])
    for at in range(4):
        memory.tests[f"{TEST}test_{at}"] = memory.bits([pay])
    changed = {"app/money/cash.py": CASH}
    files = {**FILES, "app/money/cash.py": CASH.replace("sum * RATE", "sum + RATE")}
    found = choose(House(files), changed, memory)
    assert found.left == {play}
    assert len(found.known) == 5
    both = {**files, "app/money/cash.py": CASH.replace("sum > LIMIT", "sum < LIMIT")}
    assert play in choose(House(both), changed, memory).known
    own = {**files, PLAYS[0]: "def _seen():\n    pass\n\ndef test_day():\n    _seen()\n"}
    found = choose(House(own), {**changed, PLAYS[0]: "def test_day():\n    pass\n"}, memory)
    assert play in found.known


def test_a_test_not_noted_yet_is_taken_by_what_it_imports(memory: Memory) -> None:
    changed = {"app/money/rates.py": "RATE = 1\nOTHER = 3\n"}
    assert choose(House(FILES), changed, memory).has("tests/test_new.py::test_new[a]")
    both = {**changed, "app/money/cash.py": ""}
    assert choose(House(FILES), both, Memory()).files == [
        "tests/money/test_cash.py",
        ALWAYS,
        "tests/test_new.py",
    ]


def test_a_file_that_no_code_speaks_of_is_told(memory: Memory) -> None:
    assert choose(House(FILES), {"docs/map.svg": ""}, memory).nowhere == ("docs/map.svg",)


def test_a_new_test_in_a_known_file_is_taken_alone(memory: Memory) -> None:
    path = "tests/money/test_cash.py"
    files = {**FILES, path: FILES[path] + "\ndef test_more():\n    pass\n"}
    found = choose(House(files), {path: FILES[path]}, memory)
    assert found.has(f"{path}::test_more[2]")
    assert not found.has(f"{path}::test_pay")


def test_a_choice_reaches_the_process_that_runs_it(tmp_path: Path) -> None:
    whole = Chosen(frozenset({"a.py::x[1]"}), frozenset({"b.py", "c.py:Test.y"}), ())
    picking.write(whole, tmp_path / "chosen.json")
    read = picking.read(tmp_path / "chosen.json")
    assert read == whole
    assert [read.has(one) for one in ("a.py::x[1]", "a.py::x[2]", "b.py::z", "c.py::Test::y")] == [
        True,
        False,
        True,
        True,
    ]


def test_a_map_grows_by_a_later_run_and_lives_through_the_disk(tmp_path: Path) -> None:
    first, later = Memory(), Memory()
    first.tests = {"a": first.bits(["f", "g"]), "b": first.bits(["g"])}
    later.tests = {"a": later.bits(["h", "g"])}
    later.imports = {"m": later.bits(["h"])}
    first.add(later)
    first.save(tmp_path / "ran")
    read = Memory.load(tmp_path / "ran")
    assert {test: set(read.names(bits)) for test, bits in read.tests.items()} == {
        "a": {"g", "h"},
        "b": {"g"},
    }
    assert read.names(read.imports["m"]) == ["h"]
    (tmp_path / "ran").write_bytes(b"half")
    assert Memory.load(tmp_path / "ran") == Memory()


def test_what_is_not_committed_is_the_change_and_else_the_last_commit(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)

    git("init", "-q")
    for name, text in (("một.py", "x = 1\n"), ("two.txt", "2")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", name)
    assert changes(tmp_path) == {"two.txt": ""}
    (tmp_path / "một.py").write_text("x = 2\n", encoding="utf-8")
    (tmp_path / "three.py").write_text("", encoding="utf-8")
    assert changes(tmp_path) == {"một.py": "x = 1\n", "three.py": ""}
