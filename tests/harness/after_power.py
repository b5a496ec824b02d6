"""The program on an image of the disk: it opens, and everything acknowledged is there."""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.bootstrap.stores import open_services
from app.errors import StoreError
from tests.harness.acknowledged import Acknowledged, codes_of, lost_from
from tests.harness.checking import file_problems, problems_of
from tests.harness.hands import SUBMITTING
from tests.harness.recording import found_by_command
from tests.harness.town import Town, data_of, draft_id, entered, running_clock, state_in


def problems_after(folder: Path, since: float, before: Acknowledged, *, is_deep: bool) -> list[str]:
    """Open an image of a town and return what does not hold; a deep look checks the whole store.

    It sends again what was on the way as well, and takes a new number.
    """
    with state_in(folder):
        try:
            town = entered(folder, running_clock(since))
        except (StoreError, SQLAlchemyError, OSError) as fault:
            return [f"the store is refused: {fault}"]
        try:
            problems = list(lost_from(town, before))
            if is_deep:
                problems += [*_problems_on_going_on(town, before), *problems_of(town.desk.database)]
                problems += file_problems(town)
        finally:
            town.desk.close()
    return problems


def _problems_on_going_on(town: Town, before: Acknowledged) -> Iterator[str]:
    there = codes_of(town, before.sent)
    for draft, how in before.sent.items():
        if how in SUBMITTING:
            code = SUBMITTING[how](town, draft)
            if there[draft] not in ([], [code]):
                yield f"sent again, {there[draft]} has become {code}"
    code = SUBMITTING["register"](town, draft_id("after", town.folder))
    if code in before.codes.values():
        yield f"{code} was given out twice"


def founding_problems(folder: Path, since: float, *, is_founded: bool) -> list[str]:
    """Open an image of a store that was being made: it is whole, or can be made again."""
    with state_in(folder), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
        try:
            open_services(data_of(folder), clock=running_clock(since)).close()
        except StoreError as fault:
            if is_founded:
                return [f"a founded store is refused: {fault}"]
            if found_by_command(folder):
                return [f"after {fault}, founding it again failed: {said.getvalue().strip()}"]
            open_services(data_of(folder), clock=running_clock(since)).close()
    return []
