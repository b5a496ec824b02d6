from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from launcher.changed import ALWAYS, changed_files, nearest_tests

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "app/services/money/cash.py": "",
    "app/wording/texts.py": "",
    "resources/reasons.toml": "",
    ALWAYS: "",
    "tests/services/money/conftest.py": "",
    "tests/services/money/test_cash.py": "from app.services.money.cash import Cash\n",
    "tests/services/money/test_other.py": "",
    "tests/commands/test_cash.py": "from app.services.money import cash\n",
    "tests/reports/test_words.py": "import app.wording.texts\n",
    "tests/services/test_reasons.py": 'FILE = "reasons.toml"\n',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for command in ("init -q", "add -A", "commit -q -m first"):
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *command.split()],
            cwd=tmp_path,
            check=True,
        )
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        (
            "app/services/money/cash.py",
            ["tests/services/money/test_cash.py", "tests/commands/test_cash.py"],
        ),
        ("app/wording/texts.py", ["tests/reports/test_words.py"]),
        ("resources/reasons.toml", ["tests/services/test_reasons.py"]),
        (
            "tests/services/money/conftest.py",
            ["tests/services/money/test_cash.py", "tests/services/money/test_other.py"],
        ),
        ("tests/services/money/test_other.py", ["tests/services/money/test_other.py"]),
        ("README.md", []),
    ],
)
def test_a_change_brings_its_own_tests_then_those_that_import_it(
    root: Path, changed: str, tests: list[str]
) -> None:
    assert nearest_tests(root, [changed]) == [ALWAYS, *tests]


def test_a_deleted_file_brings_nothing(root: Path) -> None:
    (root / "app/wording/texts.py").unlink()
    assert nearest_tests(root, ["app/wording/texts.py"]) == [ALWAYS]


def test_what_is_not_committed_is_the_change_and_else_the_last_commit(root: Path) -> None:
    assert set(changed_files(root)) == set(FILES)
    (root / "app/wording/texts.py").write_text("x = 1\n", encoding="utf-8")
    (root / "app/mới.py").write_text("", encoding="utf-8")
    assert changed_files(root) == ["app/wording/texts.py", "app/mới.py"]
