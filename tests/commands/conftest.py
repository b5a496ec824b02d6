"""A console over a demo store: each verb as a person types it, in this process."""

import io
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher

from app.__main__ import main
from app.bootstrap.stores import open_services
from app.clock import Clock
from app.commands.switches import PASSWORD_VARIABLE
from tests.services.store_builders import FakeTime

_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode()

    def document(self) -> Any:
        """Return the one JSON document of standard output; anything beside it fails."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """Return the JSON lines of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    def refusal(self, status: int = 1) -> str:
        """Return the one line on standard error of a failure."""
        assert self.status == status, (self.status, self.out, self.err)
        assert self.err.count("\n") == 1
        assert self.err.startswith("Lỗi: ")
        return self.err.strip()


def run_words(*words: object) -> Answer:
    """Run the command line in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in words])
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return Answer(status, buffer.getvalue(), err.getvalue())


@dataclass(frozen=True, slots=True)
class Console:
    """A data folder with a demo office, and the passwords of its officers."""

    data: Path
    passwords: Mapping[str, str]
    time: FakeTime
    agencies: list[str] = field(default_factory=list)

    def run(self, *words: object, officer: str = "") -> Answer:
        """Run a verb on this store, as `officer` where one is named."""
        more = ["--data", self.data]
        with patch.dict(os.environ):
            os.environ.pop(PASSWORD_VARIABLE, None)
            if officer:
                more += ["--officer", officer]
                os.environ[PASSWORD_VARIABLE] = self.passwords[officer]
            return run_words(*words, *more)

    def ask(self, *words: object, officer: str = "") -> Any:
        """Run a verb with --json and return its document; it must succeed."""
        answer = self.run(*words, "--json", officer=officer)
        assert answer.status == 0, answer.err
        return answer.document()

    def register(self, **cells: object) -> str:
        """Register one dossier as the first counter officer and return its code."""
        row = {"procedure": "2.000815", "owner_name": "Nguyễn Thị Ánh"} | cells
        path = self.data.parent / f"hồ-sơ-{len(list(self.data.parent.iterdir()))}.jsonl"
        path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        answer = self.run("import-dossiers", path, "--json", officer="tiepnhan1")
        assert answer.status == 0, answer.out + answer.err
        code: str = answer.document()["code"]
        return code


@contextmanager
def _quick(time: FakeTime) -> Iterator[None]:
    """Let the verbs live at `time`, with passwords that are cheap to check."""
    clock = partial(Clock, time)
    with (
        patch("app.services.access.passwords.PasswordHasher", _CHEAP),
        patch("app.commands.frame.Clock", clock),
        patch("app.commands.init.Clock", clock),
        patch("app.commands.restore.Clock", clock),
    ):
        yield


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture(autouse=True)
def quick(time: FakeTime) -> Iterator[None]:
    with _quick(time):
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A demo store to copy, its signing key made, and what `init` said of it."""
    data = tmp_path_factory.mktemp("demo") / "data"
    with _quick(FakeTime()):
        answer = run_words(
            *("init", "--demo", "--unit-code", "000.00.15.H53", "--unit-name", "Trung tâm thử"),
            *("--admin", "quantri", "--data", data, "--json"),
        )
    assert answer.status == 0, answer.err
    desk = open_services(data, clock=Clock(FakeTime()))
    desk.assure_key()
    desk.close()
    return data, answer.document()


@pytest.fixture
def console(demo: tuple[Path, Any], tmp_path: Path, time: FakeTime) -> Console:
    data, said = demo
    shutil.copytree(data, tmp_path / "data")
    return Console(
        tmp_path / "data",
        {officer["login"]: officer["password"] for officer in said["officers"]},
        time,
        [agency["code"] for agency in said["agencies"]],
    )
