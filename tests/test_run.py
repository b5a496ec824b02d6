from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run
from launcher.environment import RUNTIME_LOCK, Checkout, link_checkout, wanted_stamp, write_stamp

REPOSITORY = Path(__file__).parents[1]
PROGRAM = """
import os, sys
print(sys.argv[1:], os.getcwd())
sys.exit(7)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A stamped checkout whose program only tells what it was given."""
    checkout = Checkout(tmp_path / "Một Cửa")
    (checkout.root / "app").mkdir(parents=True)
    (checkout.root / "app" / "__init__.py").touch()
    (checkout.root / "app" / "__main__.py").write_text(PROGRAM)
    (checkout.root / RUNTIME_LOCK).touch()
    shutil.copy(REPOSITORY / "run.py", checkout.root)
    shutil.copytree(REPOSITORY / "launcher", checkout.root / "launcher")
    command = [sys.executable, "-m", "venv", "--without-pip", str(checkout.environment)]
    subprocess.run(command, check=True)
    link_checkout(checkout)
    write_stamp(checkout, wanted_stamp(checkout, [RUNTIME_LOCK]))
    return checkout


def start(checkout: Checkout, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(checkout.root / "run.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_arguments_folder_and_exit_code_pass_through(checkout: Checkout, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "app").mkdir()
    (folder / "app" / "__init__.py").touch()
    (folder / "app" / "__main__.py").write_text("raise SystemExit('not ours')")

    done = start(checkout, folder, "show", "hồ sơ.csv", "--json")

    assert done.stderr == ""
    assert done.stdout == f"{['show', 'hồ sơ.csv', '--json']} {folder}\n"
    assert done.returncode == 7


def test_a_checkout_can_be_moved(checkout: Checkout, tmp_path: Path) -> None:
    moved = Checkout(tmp_path / "moved")
    checkout.root.rename(moved.root)

    assert start(moved, tmp_path, "show").returncode == 7


def test_an_environment_that_cannot_be_written_is_one_sentence(
    checkout: Checkout, tmp_path: Path
) -> None:
    checkout.stamp.unlink()
    (checkout.root / ".cache").write_text("a file where a folder should be")

    done = start(checkout, tmp_path, "show")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Hãy kiểm tra quyền ghi" in done.stderr


def test_an_old_python_is_told_so() -> None:
    assert run.too_old((3, 11)) == ""
    assert run.too_old((4, 0)) == ""
    assert "Python 3.11 trở lên" in run.too_old((3, 10))
    assert "Python 3.10. Hãy cài" in run.too_old((3, 10))


def test_the_minimum_is_the_one_the_project_declares() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["requires-python"] == f">={run.MINIMUM[0]}.{run.MINIMUM[1]}"


def test_an_old_python_can_read_the_file() -> None:
    source = (REPOSITORY / "run.py").read_text("utf-8")

    compile(source, "run.py", "exec", dont_inherit=True)
    assert "from __future__" not in source
    assert source.index("too_old(sys.version_info") < source.index("from launcher")
