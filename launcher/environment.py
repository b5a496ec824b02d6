"""The checkout's own environment: made once, stamped when complete, made anew when it is not."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from launcher.console import TICK, LaunchError, Progress, say, tail
from launcher.packages import base_python, install

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from launcher.console import Runner

RUNTIME_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # holds the runtime lock


class Checkout(NamedTuple):
    """The checkout's folder, and the places in it that the launcher owns."""

    root: Path

    @property
    def environment(self) -> Path:
        """The checkout's own environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return python_of(self.environment)

    @property
    def stamp(self) -> Path:
        """Says what was installed to the end; without it the environment is unfinished."""
        return self.environment / "motcua-stamp.json"


def python_of(environment: Path) -> Path:
    """Give an environment's interpreter."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted_stamp(checkout: Checkout, locks: Iterable[str]) -> dict[str, str]:
    """Say what the stamp must hold for these lock files under the running Python."""
    wanted = {"python": f"{sys.version_info[0]}.{sys.version_info[1]} {sys.base_prefix}"}
    for lock in locks:
        wanted[lock] = hashlib.sha256((checkout.root / lock).read_bytes()).hexdigest()
    return wanted


def read_stamp(checkout: Checkout) -> dict[str, str]:
    """Read what was installed to the end; empty when nothing was, or its Python is gone."""
    try:
        entries = json.loads(checkout.stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) and checkout.python.exists() else {}


def write_stamp(checkout: Checkout, entries: Mapping[str, str]) -> None:
    """Replace the stamp in one step, so that no start ever reads half of it."""
    fresh = checkout.stamp.with_suffix(".new")
    fresh.write_text(json.dumps(entries, indent=1), "utf-8")
    fresh.replace(checkout.stamp)


@contextmanager
def set_up_lock(checkout: Checkout) -> Iterator[None]:
    """Let one start at a time change the environment; the system frees it when that start dies."""
    place = checkout.root / ".cache" / "run.lock"
    place.parent.mkdir(exist_ok=True)
    progress = Progress()
    with place.open("a") as handle:
        while not _try_lock(handle):
            progress.show("một lần chạy khác đang chuẩn bị môi trường, đang chờ")
            time.sleep(TICK)
        progress.close()
        yield


def _try_lock(handle: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.set_inheritable(handle.fileno(), True)  # noqa: FBT003 - the call takes no keyword
    except (BlockingIOError, PermissionError):
        return False
    return True


def prepare(checkout: Checkout, run: Runner, *, with_tests: bool) -> None:
    """Make sure that the program's libraries, and the test tools if asked for, are installed.

    Raises LaunchError with the reason and the cure.
    """
    locks = [RUNTIME_LOCK, TEST_LOCK] if with_tests else [RUNTIME_LOCK]
    wanted = wanted_stamp(checkout, locks)
    if wanted.items() <= read_stamp(checkout).items():
        return
    with set_up_lock(checkout):
        present = read_stamp(checkout)
        if wanted.items() <= present.items():
            return
        if wanted_stamp(checkout, [RUNTIME_LOCK]).items() <= present.items():
            say("Đang thêm công cụ kiểm thử vào môi trường…")
            checkout.stamp.unlink()
        else:
            present = {}
            make_environment(checkout, run)
        install(checkout.python, checkout.root / locks[-1], run)
        write_stamp(checkout, {**present, **wanted})
        say("Môi trường đã sẵn sàng.")


def make_environment(checkout: Checkout, run: Runner) -> None:
    """Make an empty environment in the place of a missing, broken-off or outdated one.

    Raises LaunchError when it cannot be made.
    """
    say(_reason(checkout))
    if checkout.environment.exists():
        checkout.stamp.unlink(missing_ok=True)
        shutil.rmtree(checkout.environment)
    make_empty(checkout.environment, run)
    link_checkout(checkout)


def make_empty(place: Path, run: Runner) -> None:
    """Make an environment at `place` that holds at most pip.

    Raises LaunchError when it cannot be made.
    """
    # Debian splits off what puts pip into an environment (python3-venv): make one without pip.
    venv = [base_python(), "-P", "-m", "venv"]
    if run([*venv, str(place)]).code != 0:
        bare = run([*venv, "--clear", "--without-pip", str(place)])
        if bare.code != 0:
            raise LaunchError(
                f"{tail(bare.output)}\nKhông tạo được môi trường ở {place}. Hãy kiểm tra quyền ghi"
                " và chỗ trống trên đĩa rồi chạy lại lệnh này."
            )


def _reason(checkout: Checkout) -> str:
    if not checkout.environment.exists():
        return "Lần chạy đầu: đang chuẩn bị môi trường, có thể mất vài phút…"
    if checkout.stamp.exists():
        return "Phiên bản Python hoặc thư viện đã đổi: đang chuẩn bị lại môi trường…"
    return "Lần chuẩn bị trước chưa xong: đang làm lại từ đầu…"


def link_checkout(checkout: Checkout) -> None:
    """Let the environment find the program from any folder, whatever the caller's variables say.

    The path is relative: the checkout can be moved, and a Vietnamese folder name stays out of a
    file that older Pythons on Windows read in the machine's own code page.
    """
    library = Path("lib", f"python{sys.version_info[0]}.{sys.version_info[1]}")
    packages = checkout.environment / ("Lib" if os.name == "nt" else library) / "site-packages"
    packages.mkdir(parents=True, exist_ok=True)
    (packages / "motcua.pth").write_text(os.path.relpath(checkout.root, packages) + "\n", "ascii")
