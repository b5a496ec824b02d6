from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from launcher.console import LaunchError, Result
from launcher.environment import (
    RUNTIME_LOCK,
    TEST_LOCK,
    Checkout,
    link_checkout,
    prepare,
    read_stamp,
    set_up_lock,
    wanted_stamp,
    write_stamp,
)
from tests.launcher.fake_runner import FakeRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FAILED = Result(1, "no luck")


class VenvRunner(FakeRunner):
    """Also leaves the interpreter behind that a real `venv` would."""

    def __init__(self, checkout: Checkout, *rules: tuple[str, Result]) -> None:
        super().__init__(*rules)
        self._checkout = checkout

    def __call__(
        self, command: Sequence[str], describe: Callable[[str], str] | None = None
    ) -> Result:
        result = super().__call__(command, describe)
        if "venv" in command and result.code == 0:
            a_python(self._checkout)
        return result


def a_python(checkout: Checkout) -> None:
    checkout.python.parent.mkdir(parents=True, exist_ok=True)
    checkout.python.touch()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    (tmp_path / RUNTIME_LOCK).write_text("alembic==1.0 --hash=sha256:00\n")
    (tmp_path / TEST_LOCK).write_text("alembic==1.0 --hash=sha256:00\npytest==9\n")
    return Checkout(tmp_path)


def test_first_start_installs_the_runtime_lock_and_stamps_it(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    run = VenvRunner(checkout)

    prepare(checkout, run, with_tests=False)

    assert len(run.asked("--require-hashes")) == 1
    assert run.asked("--require-hashes")[0].endswith(str(checkout.root / RUNTIME_LOCK))
    assert read_stamp(checkout) == wanted_stamp(checkout, [RUNTIME_LOCK])
    printed = capsys.readouterr()
    assert "Lần chạy đầu" in printed.err
    assert printed.out == ""


def test_second_start_runs_nothing(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(checkout, VenvRunner(checkout), with_tests=False)
    capsys.readouterr()
    run = FakeRunner()

    prepare(checkout, run, with_tests=False)

    assert run.commands == []
    assert capsys.readouterr().err == ""


def test_test_tools_are_added_to_a_finished_environment(checkout: Checkout) -> None:
    prepare(checkout, VenvRunner(checkout), with_tests=False)
    write_stamp(checkout, {**read_stamp(checkout), "qt xcb": "ok"})
    run = VenvRunner(checkout)

    prepare(checkout, run, with_tests=True)

    assert not run.asked("-m venv")
    assert run.asked("--require-hashes")[0].endswith(str(checkout.root / TEST_LOCK))
    assert set(read_stamp(checkout)) == {"python", RUNTIME_LOCK, TEST_LOCK, "qt xcb"}


def test_the_first_start_of_the_tests_installs_once(checkout: Checkout) -> None:
    run = VenvRunner(checkout)

    prepare(checkout, run, with_tests=True)

    assert len(run.asked("--require-hashes")) == 1
    assert wanted_stamp(checkout, [RUNTIME_LOCK, TEST_LOCK]) == read_stamp(checkout)


@pytest.mark.parametrize("with_tests", [False, True])
def test_an_interrupted_install_is_made_anew(
    checkout: Checkout, capsys: pytest.CaptureFixture[str], *, with_tests: bool
) -> None:
    prepare(checkout, VenvRunner(checkout), with_tests=False)
    (checkout.root / RUNTIME_LOCK).write_text("alembic==2.0 --hash=sha256:00\n")
    with pytest.raises(LaunchError):
        prepare(checkout, VenvRunner(checkout, (" install ", FAILED)), with_tests=with_tests)
    leftover = checkout.environment / "half-a-library.py"
    leftover.touch()
    capsys.readouterr()

    prepare(checkout, VenvRunner(checkout), with_tests=False)

    assert not leftover.exists()
    assert wanted_stamp(checkout, [RUNTIME_LOCK]).items() <= read_stamp(checkout).items()
    assert "chưa xong" in capsys.readouterr().err


def test_interrupted_test_tools_leave_no_stamp(checkout: Checkout) -> None:
    prepare(checkout, VenvRunner(checkout), with_tests=False)

    with pytest.raises(LaunchError):
        prepare(checkout, VenvRunner(checkout, (" install ", FAILED)), with_tests=True)

    assert read_stamp(checkout) == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda checkout: (checkout.root / RUNTIME_LOCK).write_text("other==1\n"),
        lambda checkout: write_stamp(checkout, {**read_stamp(checkout), "python": "3.1 /gone"}),
        lambda checkout: checkout.python.unlink(),
        lambda checkout: checkout.stamp.write_text("{"),
        lambda checkout: checkout.stamp.write_text("[]"),
    ],
    ids=["other lock", "other Python", "Python gone", "half a stamp", "no stamp at all"],
)
def test_an_environment_that_no_longer_fits_is_made_anew(
    checkout: Checkout, spoil: Callable[[Checkout], object]
) -> None:
    prepare(checkout, VenvRunner(checkout), with_tests=False)
    spoil(checkout)
    run = VenvRunner(checkout)

    prepare(checkout, run, with_tests=False)

    assert run.asked("-m venv")
    assert read_stamp(checkout) == wanted_stamp(checkout, [RUNTIME_LOCK])


def test_without_ensurepip_the_environment_is_made_without_pip(checkout: Checkout) -> None:
    run = VenvRunner(checkout, ("--without-pip", Result(0, "")), ("-m venv", FAILED))

    prepare(checkout, run, with_tests=False)

    assert len(run.asked("--without-pip")) == 1
    assert read_stamp(checkout)


def test_an_environment_that_cannot_be_made_is_explained(checkout: Checkout) -> None:
    with pytest.raises(LaunchError, match="no luck\nKhông tạo được môi trường"):
        prepare(checkout, VenvRunner(checkout, ("-m venv", FAILED)), with_tests=False)


def test_the_program_is_found_by_a_relative_ascii_path(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "Tiếp nhận")

    link_checkout(checkout)

    (link,) = checkout.environment.rglob("motcua.pth")
    assert (link.parent / link.read_text("ascii").strip()).resolve() == checkout.root.resolve()


def test_what_another_start_installed_meanwhile_is_not_installed_again(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def waited_for(checkout: Checkout) -> Iterator[None]:
        a_python(checkout)
        write_stamp(checkout, wanted_stamp(checkout, [RUNTIME_LOCK]))
        yield

    monkeypatch.setattr("launcher.environment.set_up_lock", waited_for)
    run = FakeRunner()

    prepare(checkout, run, with_tests=False)

    assert run.commands == []


def second_start(checkout: Checkout, inside: str) -> subprocess.Popen[str]:
    script = (
        "import sys; from pathlib import Path\n"
        "from launcher.console import run_command; from launcher.environment import *\n"
        f"with set_up_lock(Checkout(Path(sys.argv[1]))): print('in', flush=True); {inside}"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(checkout.root)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_waits_for_the_first(checkout: Checkout) -> None:
    with set_up_lock(checkout):
        process = second_start(checkout, "pass")
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=1)
    assert process.communicate(timeout=20)[0] == "in\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows locks belong to the process that took them")
def test_the_pip_of_a_killed_start_keeps_the_next_one_waiting(checkout: Checkout) -> None:
    pip = "import sys; print(1, file=open(sys.argv[1], 'w')); __import__('time').sleep(1)"
    begun = checkout.root / "begun"
    with second_start(
        checkout, f"run_command([sys.executable, '-c', {pip!r}, {str(begun)!r}])"
    ) as first:
        while not begun.exists():
            assert first.poll() is None
        first.kill()

    started = time.monotonic()
    with set_up_lock(checkout):
        assert time.monotonic() - started > 0.3
