"""A pytest plugin that imports one module of the program from another file: its mutant.

The environment says which: `MUTANT_MODULE` is its dotted name, `MUTANT_SOURCE` the file. Nothing is
written where the program lies. A run that never imports the module ends with `NOT_IMPORTED`; one
that takes more than `MUTANT_LIMIT` seconds of a processor is ended by the system (SIGXCPU).
"""

import os
import resource
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

MODULE: Final = "MUTANT_MODULE"
SOURCE: Final = "MUTANT_SOURCE"
LIMIT: Final = "MUTANT_LIMIT"
NOT_IMPORTED: Final = 90
_ROOT = Path(__file__).resolve().parents[3]


class Injected(MetaPathFinder, Loader):
    """Finds one module, and gives it another source; it still knows its own file."""

    def __init__(self, name: str, source: Path) -> None:
        self.is_imported = False
        self._name = name
        self._source = source
        self._file = _ROOT.joinpath(*name.split(".")).with_suffix(".py")

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the import system's signature
        target: ModuleType | None = None,  # noqa: ARG002 - the import system's signature
    ) -> ModuleSpec | None:
        """Return the spec of the module, None for every other."""
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, self._file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the other source in the module."""
        self.is_imported = True
        code = compile(self._source.read_text("utf-8"), str(self._file), "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - the mutant is the point

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Say where no test had to do with the module: nothing could be killed."""
        if not self.is_imported:
            session.exitstatus = NOT_IMPORTED


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin before anything of the program is imported."""
    limit = int(os.environ[LIMIT])
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    name = os.environ[MODULE]
    assert name not in sys.modules
    injected = Injected(name, Path(os.environ[SOURCE]))
    sys.meta_path.insert(0, injected)
    early_config.pluginmanager.register(injected, "injected-mutant")
