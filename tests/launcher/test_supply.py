from __future__ import annotations

import json
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from launcher.console import LaunchError, Result
from launcher.environment import Checkout
from launcher.licensing import Licence, is_gpl_only, licences, pinned, refused_licences
from launcher.supply import run_supply
from tests.launcher.fake_runner import FakeRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.metadata import PackageMetadata

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    for lock in ("requirements.lock", "requirements-supply.lock"):
        (tmp_path / lock).write_bytes((REPOSITORY / lock).read_bytes())
    (tmp_path / ".cache" / "supply").mkdir(parents=True)
    return Checkout(tmp_path)


class ToolMaker(FakeRunner):
    """Makes the folder that a new environment would be, and the bill that its tool would write."""

    bill: str = json.dumps(
        {"components": [{"name": name} for name in ("alembic", "python-docx", "pywin32-ctypes")]}
    )

    def __call__(
        self, command: Sequence[str], describe: Callable[[str], str] | None = None
    ) -> Result:
        if "venv" in command:
            (Path(command[-1]) / "bin").mkdir(parents=True)
        if "requirements" in command:
            Path(command[-1]).write_text(self.bill, "utf-8")
        return super().__call__(command, describe)


def test_every_library_of_the_program_states_a_licence_that_may_be_shipped() -> None:
    found = licences(pinned(REPOSITORY / "requirements.lock"))
    assert len(found) > 30
    assert refused_licences(found) == []


@pytest.mark.parametrize(
    ("licence", "is_refused"),
    [
        ("GPL-3.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("AGPL-3.0-or-later", True),
        ("", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("LGPL", False),
        ("MIT", False),
        ("GPL-2.0-only OR MIT", False),
    ],
)
def test_a_gpl_only_library_is_refused(licence: str, is_refused: bool) -> None:
    assert bool(refused_licences({"part": Licence(licence)})) is is_refused
    assert is_gpl_only(licence or "GPL") is is_refused


def test_what_a_package_states_is_read_from_either_place() -> None:
    def read(name: str) -> PackageMetadata:
        told = Message()
        if name == "new":
            told["License-Expression"] = "MIT"
        elif name == "old":
            told["Classifier"] = "License :: OSI Approved :: BSD License"
        else:
            told["License"] = "Zlib\nand a long text"
        return told  # type: ignore[return-value]

    assert licences(["new", "old", "text"], read) == {
        "new": Licence("MIT", is_spdx=True),
        "old": Licence("BSD License"),
        "text": Licence("Zlib"),
    }


def test_the_tools_are_installed_once(checkout: Checkout, tmp_path: Path) -> None:
    run = ToolMaker()
    for _time in range(2):
        assert run_supply(checkout, ["sbom", str(tmp_path / "sbom.json")], run) == 0
    assert len(run.asked("--require-hashes")) == 1
    assert len(run.asked("cyclonedx-py requirements")) == 2


def test_the_bill_names_each_part_s_licence(
    checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sbom.json"
    assert run_supply(checkout, ["sbom", str(file)], ToolMaker()) == 0
    told = {
        part["name"]: part.get("licenses")
        for part in json.loads(file.read_text("utf-8"))["components"]
    }
    assert told == {
        "alembic": [{"expression": "MIT"}],
        "python-docx": [{"license": {"name": "MIT License"}}],
        "pywin32-ctypes": None,
    }
    assert (
        "giấy phép của thành phần không cài trên máy này: pywin32-ctypes" in capsys.readouterr().err
    )


@pytest.mark.parametrize("bill", ["no bill", "{}", '{"components": [{}]}', "[]"])
def test_a_bill_that_cannot_be_read_is_a_failure(
    bill: str, checkout: Checkout, tmp_path: Path
) -> None:
    run = ToolMaker()
    run.bill = bill
    with pytest.raises(LaunchError, match="giấy phép"):
        run_supply(checkout, ["sbom", str(tmp_path / "sbom.json")], run)


def test_a_package_nobody_could_ask_about_is_not_called_clean(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ToolMaker(("pip-audit", Result(1, "alembic could not be audited")))
    assert run_supply(checkout, ["advisories"], run) == 1
    assert "Chưa hỏi được đủ" in capsys.readouterr().err
    assert "--strict" in run.asked("pip-audit")[0]


def test_a_bill_that_was_not_written_is_a_failure(checkout: Checkout, tmp_path: Path) -> None:
    run = ToolMaker(("cyclonedx-py", Result(1, "no")))
    with pytest.raises(LaunchError, match="SBOM"):
        run_supply(checkout, ["sbom", str(tmp_path / "sbom.json")], run)


@pytest.mark.parametrize("words", [[], ["sbom"], ["licences", "more"], ["other"]])
def test_wrong_usage_is_told(
    words: list[str], checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_supply(checkout, words, ToolMaker()) == 2
    assert "Cách dùng" in capsys.readouterr().err
