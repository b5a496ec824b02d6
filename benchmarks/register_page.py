"""Register dossiers on the intake page of a store, and the same by the service alone.

Prints the seconds as JSON: python3 -m benchmarks.register_page STORE. The store is written to.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.counter_window import CounterWindow
from app.bootstrap.window import make_application
from app.ui.intake.page import IntakePage
from app.ui.look.theme import apply_theme
from app.ui.runtime.tasks import Tasks
from benchmarks.big_store import open_store
from benchmarks.show_pages import open_window, until_idle
from benchmarks.typing_in import intakes

_LOGIN: Final = "tiepnhan1"
_TIMES: Final = 20
_TYPING_S: Final = 0.5
"""Longer than the page waits before it shows the receipt of what is typed."""
_PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Answered:
    """Median seconds from Ctrl+Enter: to the number on the page, and to the receipt in its folder.

    `service_s` is what the service takes for the same dossiers without a window.
    """

    answer_s: float
    paper_s: float
    service_s: float


def register_all(folder: Path) -> Answered:
    """Register on the page and by the service in turn; the first pair is a warm-up."""
    app = make_application(["motcua"])
    apply_theme(app, "light")
    store = open_store(folder)
    errors: list[BaseException] = []
    tasks = Tasks(errors.append, errors.append)
    window = open_window(app, store, tasks, _LOGIN)
    window.come_to_front()
    until_idle(tasks)
    answers, papers, services = [], [], []
    for number, new in enumerate(intakes(store, _TIMES + 1)):
        answer, paper = _on_page(window, tasks, number)
        begun = time.perf_counter()
        store.desk.intake.register(store.officer, new)
        answers.append(answer)
        papers.append(paper)
        services.append(time.perf_counter() - begun)
    window.take_down()
    tasks.drain()
    store.desk.close()
    if errors:
        raise errors[0]
    return Answered(median(answers[1:]), median(papers[1:]), median(services[1:]))


def _on_page(window: CounterWindow, tasks: Tasks, number: int) -> tuple[float, float]:
    """Fill the form in, press Ctrl+Enter, and return the seconds until both answers are there."""
    page = window.shell.show_page("intake")
    assert isinstance(page, IntakePage)
    sheet = page.sheet
    choices = window.services.choices.find(window.actor, "")
    sheet.procedure.lookup.chosen.emit(choices[number % len(choices)])
    until_idle(tasks)
    sheet.people.owner_id.setText(f"072188{number:06d}")
    sheet.people.owner_name.setText("Nguyễn Thị Ánh")
    sheet.people.address.setText("Khu phố 3, phường Tân Ninh, tỉnh Tây Ninh")
    sheet.people.owner_name.setFocus()
    sheet.papers.mark_all()
    _wait(lambda: False, _TYPING_S)
    until_idle(tasks)
    code, printed = page.side.done.texts[0], _papers(window)
    begun = time.perf_counter()
    QTest.keyClick(sheet.people.owner_name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _wait(lambda: page.side.done.texts[0] != code), page.due_card.notice.text
    answered = time.perf_counter() - begun
    assert _wait(lambda: _papers(window) > printed), "no receipt was printed"
    paper = time.perf_counter() - begun
    until_idle(tasks)
    return answered, paper


def _papers(window: CounterWindow) -> int:
    return sum(1 for _path in window.services.data.rglob("*.pdf"))


def _wait(is_there: Callable[[], bool], longest_s: float = _PATIENCE_S) -> bool:
    until = time.perf_counter() + longest_s
    while time.perf_counter() < until:
        QApplication.processEvents()
        if is_there():
            return True
        time.sleep(0.0005)
    return False


if __name__ == "__main__":
    print(msgspec.json.encode(register_all(Path(sys.argv[1]))).decode())
