from __future__ import annotations

from pathlib import Path

import pytest

from launcher.console import LaunchError, Result
from launcher.packages import PipProgress, base_python, explain, install, pip_command
from tests.launcher.fake_runner import FakeRunner

PYTHON = Path("/checkout/.venv/bin/python")
NO_MODULE = Result(1, "No module named pip")


def test_the_environments_own_pip_comes_first() -> None:
    assert pip_command(PYTHON, FakeRunner()) == [str(PYTHON), "-P", "-m", "pip"]


def test_the_machines_pip_serves_an_environment_without_one() -> None:
    run = FakeRunner((f"{PYTHON} -P -m pip --version", NO_MODULE))

    expected = [base_python(), "-P", "-m", "pip", "--python", str(PYTHON)]
    assert pip_command(PYTHON, run) == expected


def test_a_machine_without_pip_is_told_how_to_get_it() -> None:
    with pytest.raises(LaunchError, match="apt-get install python3-pip"):
        pip_command(PYTHON, FakeRunner(("-m pip", NO_MODULE)))


def test_nothing_is_installed_unchecked_or_built(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("alembic==1.0\n")
    run = FakeRunner()

    install(PYTHON, lock, run)

    (command,) = run.asked(" install ")
    assert {"--require-hashes", "--only-binary=:all:", "--no-input"} <= set(command.split())


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NameResolutionError'\n"
            "ERROR: No matching distribution found for alembic==1.20.1",
            "không kết nối được mạng",
        ),
        ("ERROR: No matching distribution found for numpy==9", "numpy==9 không có bản dựng sẵn"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "mã băm"),
        ("OSError: [Errno 28] No space left on device", "Đĩa đã đầy"),
        ("ERROR: something new", "ERROR: something new\nKhông cài được thư viện"),
    ],
)
def test_a_failure_says_why_and_what_next(tmp_path: Path, output: str, sentence: str) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("alembic==1.0\n")

    with pytest.raises(LaunchError) as failure:
        install(PYTHON, lock, FakeRunner((" install ", Result(1, output))))

    assert sentence in str(failure.value)
    assert "chạy lại" in str(failure.value)


def test_only_the_last_lines_of_an_unknown_failure_are_shown() -> None:
    shown = explain("\n".join(f"line {number}" for number in range(100)))

    assert "line 99" in shown
    assert "line 50" not in shown


def test_progress_counts_the_packages_and_then_installs() -> None:
    progress = PipProgress(37)

    assert progress("") == "đang kết nối kho gói"
    assert progress("Collecting alembic==1.20.1 (from -r x)") == "đang tải alembic (1/37)"
    assert progress("  Downloading alembic-1.20.1.whl") == "đang tải alembic (1/37)"
    assert progress("Collecting mako==1.4") == "đang tải mako (2/37)"
    assert "cài đặt" in progress("Installing collected packages: alembic, mako")
