"""The rows behind a locked period's numbers are what was counted, whatever was entered since."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.services.registers.records import RegisterEntry
from app.vocabulary.reports import RegisterKind
from tests.bootstrap.quarters import a_quarter
from tests.harness.register_entries import TYPED
from tests.services.desk_builders import Counter, a_counter
from tests.services.periods.builders import BEGINNING, FIRST, a_reporter, at, week
from tests.services.petitions.builders import OWN, typed
from tests.services.publishing.builders import a_draft, an_item
from tests.services.store_builders import FakeTime, a_copied_store

_DAY = timedelta(days=1)
ONE, TWO = week(1), week(2)


class Books:
    """An office that locks its weeks, and enters late and corrects what it had entered."""

    def __init__(self, folder: Path, counter: Counter) -> None:
        self.folder, self.counter = folder, counter
        self.reporter = a_reporter(counter)
        self.petitions = counter.petitions
        self.registers, self.publishing = counter.registers, counter.publishing

    def receive(self, day: date) -> int:
        with self.reporter.opened_days(day):
            new = typed(received_at=at(day))
            return self.petitions.receive(self.counter.admin, new).petition_id

    def trained(self, subject: str, day: date, participants: int) -> RegisterEntry:
        said: dict[str, Any] = {
            **TYPED[RegisterKind.ACTIVITIES],
            "subject": subject,
            "kind": "training",
            "held_on": day,
            "participants": participants,
        }
        return self.registers.add(self.counter.admin, RegisterKind.ACTIVITIES, said)

    def fill(self, day: date, mark: str) -> tuple[int, RegisterEntry, int]:
        """Enter a petition, a training, a decision and a dossier of `day`."""
        self.reporter.receive(at(day))
        decision = a_draft(f"{mark}/QĐ", an_item(mark), decided_on=day)
        return (
            self.receive(day),
            self.trained(mark, day, 10),
            self.publishing.enter(self.counter.admin, decision).line.decision_id,
        )

    def numbers(self, key: str) -> dict[str, int]:
        """Return how many rows stand behind each number of a period's report."""
        quarter = a_quarter(self.counter, self.folder, self.counter.admin, key)
        return {line.words: len(listing.rows) for line, listing in quarter.listings()}


@pytest.fixture
def books(tmp_path: Path, store_template: Path) -> Iterator[Books]:
    time = FakeTime(BEGINNING)
    counter = a_counter(tmp_path, time, a_copied_store(store_template, tmp_path))
    yield Books(tmp_path, counter)
    counter.database.close()


def test_rows_of_a_locked_period_and_of_the_next_come_to_their_numbers(books: Books) -> None:
    petition, training, decision = books.fill(FIRST, "1")
    books.reporter.go_to(TWO.first_day + _DAY)
    books.reporter.lock(ONE)
    books.counter.time.advance(timedelta(minutes=1))
    before = books.numbers(ONE.key)
    admin = books.counter.admin
    books.petitions.act(admin, petition, *OWN)
    books.registers.correct(admin, training.ref, {"participants": 99}, "Đếm nhầm người")
    line = books.publishing.one(admin, decision).line
    books.publishing.end(admin, decision, "Nhập nhầm văn bản", based_on=line.revision)
    books.fill(FIRST + _DAY, "2")
    assert books.numbers(ONE.key) == before
    late = {words: rows for words, rows in books.numbers(TWO.key).items() if "muộn" in words}
    assert late == {
        "Nhập muộn của kỳ trước: tiếp nhận": 1,
        "Nhập muộn của kỳ trước: lớp tập huấn": 1,
        "Nhập muộn của kỳ trước: quyết định": 1,
    }
