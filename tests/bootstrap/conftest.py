"""A counter with papers to print, and a print system whose printer can be jammed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.paths import STORE_NAME
from tests.bootstrap.opened import Opened
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_store
from tests.services.worklist.works import Works, the_works

_LP = """#!/bin/sh
cat > "{folder}/incoming"
if [ -e "{folder}/jammed" ]; then echo "lp: no such destination" >&2; exit 1; fi
number=$(($(ls "{folder}/out" | wc -l) + 1))
echo "$@" > "{folder}/arguments"
mv "{folder}/incoming" "{folder}/out/$number.pdf"
"""
_LPSTAT = """#!/bin/sh
printf 'Tang2\\nA5_quay\\n'
"""


@dataclass(frozen=True, slots=True)
class FakeCups:
    """Stands for lp and lpstat: keeps what it is sent, refuses while jammed."""

    folder: Path

    def jam(self) -> None:
        (self.folder / "jammed").touch()

    def mend(self) -> None:
        (self.folder / "jammed").unlink()

    @property
    def papers(self) -> list[bytes]:
        """What came out so far."""
        return [path.read_bytes() for path in sorted((self.folder / "out").iterdir())]

    @property
    def arguments(self) -> str:
        """How lp was last called."""
        return (self.folder / "arguments").read_text().strip()


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeCups:
    folder = tmp_path / "cups"
    (folder / "out").mkdir(parents=True)
    programs = folder / "bin"
    programs.mkdir()
    for name, script in (("lp", _LP), ("lpstat", _LPSTAT)):
        (programs / name).write_text(script.format(folder=folder))
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    return FakeCups(folder)


@pytest.fixture(scope="session")
def store_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store to copy: creating one runs every migration."""
    folder = tmp_path_factory.mktemp("template")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture
def counter(tmp_path: Path, store_template: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime(), a_copied_store(store_template, tmp_path))
    yield made
    made.database.close()


@pytest.fixture
def works(tmp_path: Path) -> Works:
    folder = tmp_path / "data"
    folder.mkdir()
    return the_works(a_counter(tmp_path, FakeTime()))


@pytest.fixture
def opened(works: Works, tmp_path: Path, qtbot: QtBot, no_window_left: None) -> Iterator[Opened]:
    made = Opened(works, tmp_path / "data", qtbot)
    yield made
    made.close()
