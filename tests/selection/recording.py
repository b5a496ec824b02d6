"""A pytest plugin that keeps which functions each test ran: `-p tests.selection.recording`."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.selection.marking import ROOT, Finder, Marks
from tests.selection.memory import Memory

_RAN = "ran"


class Recorder:
    """Notes what the tests of this process ran, and gives it to the process that keeps it."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._memory = Memory()
        self._shared: dict[str, set[str]] = defaultdict(set)
        self._tests: dict[str, tuple[int, list[str]]] = {}
        self._failed: set[str] = set()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note what one test runs, its set-up and its end included."""
        ran: set[str] = set()
        began = _processor_ms()
        with self._marks.into(ran):
            result = yield
        self._memory.milliseconds[item.nodeid] = round(_processor_ms() - began)
        apart = [*_shared_fixtures(item), *(ran & self._marks.kept.keys())]
        self._tests[item.nodeid] = (self._memory.bits(ran), apart)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: "pytest.FixtureDef[Any]") -> Iterator[Any]:
        """Note a fixture as a function; what tests share is noted for all of them."""
        self._marks.note(_name_of(fixturedef))
        if fixturedef.scope == "function":
            return (yield)
        shared = self._shared[_key_of(fixturedef)]
        shared.add(_name_of(fixturedef))
        with self._marks.into(shared):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that failed was cut short: what it ran before stays noted."""
        if report.failed:
            self._failed.add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Give what was noted to the controlling process, or keep it where there is no other."""
        for test, (bits, apart) in self._tests.items():
            self._memory.tests[test] = bits | self._apart(apart)
        for path, ran in self._marks.imports.items():
            self._memory.imports[path] = self._memory.bits(ran)
        for test in self._failed:
            self._memory.tests.pop(test, None)
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_RAN] = self._memory.packed()
        elif self._memory.tests:
            keep(self._memory)

    def _apart(self, keys: list[str]) -> int:
        """Return what shared fixtures and cached functions ran, and those that they called."""
        seen: set[str] = set()
        waiting = list(keys)
        ran: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                more = self._shared.get(key) or self._marks.kept.get(key, set())
                ran |= more
                waiting += more & self._marks.kept.keys()
        return self._memory.bits(ran)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Keep what a worker has noted."""
        text = getattr(node, "workeroutput", {}).get(_RAN)
        if text:
            keep(Memory.unpacked(text))


def keep(newer: Memory) -> None:
    """Add what was noted to the map; tests whose file is gone leave it."""
    memory = Memory.load()
    memory.add(newer)
    for test in [one for one in memory.tests if not (ROOT / one.partition("::")[0]).exists()]:
        del memory.tests[test]
        memory.milliseconds.pop(test, None)
    memory.save()


def _processor_ms() -> float:
    spent = os.times()
    return 1000 * (spent.user + spent.system + spent.children_user + spent.children_system)


def _shared_fixtures(item: pytest.Item) -> list[str]:
    info = getattr(item, "_fixtureinfo", None)
    every = info.name2fixturedefs.values() if info is not None else ()
    return [_key_of(one) for defined in every for one in defined if one.scope != "function"]


def _key_of(fixture: "pytest.FixtureDef[Any]") -> str:
    return f"{fixture.baseid}::{fixture.argname}"


def _name_of(fixture: "pytest.FixtureDef[Any]") -> str:
    code = getattr(fixture.func, "__code__", None)
    file = Path(code.co_filename) if code is not None else Path()
    path = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
    return f"{path}:{getattr(fixture.func, '__name__', fixture.argname)}"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin before anything of the program is imported."""
    marks = Marks()
    sys.meta_path.insert(0, Finder(marks))
    early_config.pluginmanager.register(Recorder(marks), "recorder")
