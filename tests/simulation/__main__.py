"""Play the whole: `python -m tests.simulation [STORE] [DAYS OFFICERS REGISTRATIONS]`."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.models.database import Database
from app.models.store import open_postgresql
from tests.postgres import a_server, why_none
from tests.services.store_builders import a_store
from tests.simulation.play import WHOLE, Size, play
from tests.simulation.procedures import made_up

_PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "tthc_counter_selection.json"


@contextmanager
def _store(kind: str, folder: Path) -> Iterator[Database]:
    if kind == "sqlite":
        database = a_store(folder / "data")
        yield database
        database.close()
        return
    with a_server() as server:
        database = open_postgresql(server.create(server.template_name))
        yield database
        database.close()


def main(arguments: list[str]) -> int:
    """Play, tell the figures, and return 1 where something does not agree."""
    kind = arguments[0] if arguments else "sqlite"
    size = Size(*map(int, arguments[1:4])) if arguments[1:] else WHOLE
    if kind == "postgresql" and why_none():
        print(why_none())  # noqa: T201 - a program that tells figures
        return 1
    if not _PUBLISHED.exists():
        print("no shared data folder here: a dozen made-up procedures are played")  # noqa: T201
    procedures = _PUBLISHED if _PUBLISHED.exists() else made_up()
    with tempfile.TemporaryDirectory() as folder, _store(kind, Path(folder)) as database:
        played = play(database, Path(folder) / "desk", procedures, size)
    for problem in played.problems[:20]:
        print(problem)  # noqa: T201
    print(played.told(kind))  # noqa: T201
    return 1 if played.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
