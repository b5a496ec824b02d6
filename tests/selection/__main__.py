"""Runs the tests that the change asks for, and keeps what they ran: `python -m tests.selection`.

The change is what is not committed yet, or the last commit where everything is.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.selection import picking, recording
from tests.selection.choosing import Chosen, House, choose
from tests.selection.marking import PACKAGES, ROOT
from tests.selection.memory import Memory

_NO_TESTS: Final = 5
_ALONE_MS: Final = 8_000
"""Up to so much work, a second process costs more than it saves."""


def main() -> int:
    """Choose, run, and give pytest's status."""
    memory = Memory.load()
    try:
        changed = changes(ROOT)
    except (OSError, subprocess.CalledProcessError):
        _say("Không hỏi được git đã đổi những gì. Hãy chạy cả bộ kiểm thử: python3 run.py test")
        return 1
    if not memory.tests:
        _say(
            "Chưa có bản ghi phép thử nào chạy hàm nào: chọn theo lệnh import. Chạy"
            " python3 run.py test một lần để có bản ghi."
        )
    chosen = choose(house(ROOT), changed, memory)
    for path in chosen.nowhere:
        _say(f"{path}: không thấy mã nào nhắc tới, nên không có phép thử nào được chọn.")
    for test in sorted(chosen.left):
        _say(f"{test}: để lại cho lần chạy cả bộ, các phép thử ngắn hơn cũng chạy những hàm ấy.")
    work = sum(memory.milliseconds.get(test, 0) for test in chosen.known)
    _say(f"Chọn {len(chosen.known)} phép thử đã ghi, khoảng {work / 1000:.0f} giây tính toán.")
    return _run(chosen, alone=bool(memory.tests) and work < _ALONE_MS)


def changes(root: Path) -> dict[str, str]:
    """Return each changed path with its text before, "" where it is new or no text.

    Raises OSError without git, subprocess.CalledProcessError outside a git checkout.
    """
    base = "HEAD"
    paths = [
        *_git(root, "diff", "--no-renames", "--name-only", base).splitlines(),
        *_git(root, "ls-files", "--others", "--exclude-standard").splitlines(),
    ]
    if not paths:
        base = "HEAD~1"
        paths = _git(root, "diff", "--no-renames", "--name-only", base, "HEAD").splitlines()
    before = set(_git(root, "ls-tree", "-r", "--name-only", base).splitlines())
    return {path: _text(root, base, path) if path in before else "" for path in paths}


def house(root: Path) -> House:
    """Read the Python files of a checkout."""
    files = [root / "run.py", *(one for name in PACKAGES for one in (root / name).rglob("*.py"))]
    return House({one.relative_to(root).as_posix(): one.read_text("utf-8") for one in files})


def _text(root: Path, base: str, path: str) -> str:
    return _git(root, "show", f"{base}:{path}") if path.endswith(".py") else ""


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def _run(chosen: Chosen, *, alone: bool) -> int:
    spread = () if alone else ("-n", "2", "--dist", "worksteal")
    with tempfile.TemporaryDirectory(prefix="motcua-chosen-") as folder:
        file = Path(folder) / "chosen.json"
        picking.write(chosen, file)
        plugins = ("-p", recording.__name__, "-p", picking.__name__)
        there = [one for one in chosen.files if (ROOT / one).exists()]
        code = subprocess.call(
            [sys.executable, "-m", "pytest", "-q", *spread, *plugins, *there],
            cwd=ROOT,
            env={**os.environ, picking.VARIABLE: str(file)},
        )
    return 0 if code == _NO_TESTS else code


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - what a person has asked for


if __name__ == "__main__":
    sys.exit(main())
