from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.errors import RuleBrokenError, UserError
from app.outputs import GuardedPlaces, OutputPlace, Outputs
from app.reports.formats import ExportFormat
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.ui.runtime.kept_answers import KeptAnswers
from app.ui.runtime.tasks import Change, Failed, Job, TaskRunner
from app.ui.shell.messages import Messages, NoticeKind, StripAction
from app.ui.shell.page_context import PageContext
from app.vocabulary.people import Role
from tests.services.store_builders import FakeTime
from tests.ui.contexts import AnsweringDialogs, a_context
from tests.ui.inline import InlineTasks

_ACTOR = Actor(1, "canbo.a", "Cán bộ A", 1, "Quầy 1", 1, roles=frozenset({Role.OFFICER}))


class _Card(QWidget):
    """Shows answers."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.told: list[str] = []

    def show_answer(self, answer: str) -> None:
        self.shown.append(answer)

    def show_row(self, row: int, answer: str) -> None:
        self.shown.append(f"{row}: {answer}")

    def fail(self, error: UserError) -> None:
        self.told.append(error.message)


class _Slow(InlineTasks):
    """Keeps what is asked until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Job] = []

    def let_go(self) -> None:
        for job in self.waiting:
            job.done(job.work())


def _asked(actor: Actor, text: str, *, loud: bool = False) -> str:
    return f"{actor.login} {text.upper() if loud else text}"


def _refused(_actor: Actor) -> str:
    raise RuleBrokenError("Chưa được.")


@pytest.fixture
def card(qtbot: QtBot) -> _Card:
    made = _Card()
    qtbot.addWidget(made)
    return made


def _context(tasks: TaskRunner, **others: Any) -> PageContext:
    return a_context(tasks, lambda: _ACTOR, Clock(FakeTime()), **others)


def test_a_question_is_asked_as_who_works_here(card: _Card) -> None:
    _context(InlineTasks()).read(_asked, "hỏi", loud=True).then(card.show_answer)
    assert card.shown == ["canbo.a HỎI"]


def test_what_cannot_be_answered_goes_to_who_takes_it(card: _Card) -> None:
    _context(InlineTasks()).read(_refused).then(card.show_answer, card.fail)
    assert (card.shown, card.told) == ([], ["Chưa được."])


@pytest.fixture
def slow() -> _Slow:
    return _Slow()


def _keeping(slow: _Slow, monkeypatch: pytest.MonkeyPatch) -> PageContext:
    def read(work: object, done: object, failed: Failed | None = None) -> None:
        slow.waiting.append(Job(work, done, failed, frozenset()))  # type: ignore[arg-type]

    monkeypatch.setattr(slow, "read", read)
    return _context(slow)


def test_only_the_newest_answer_reaches_a_method_of_a_widget(
    card: _Card, slow: _Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = _keeping(slow, monkeypatch)
    for text in ("một", "hai"):
        context.read(_asked, text).then(card.show_answer)
    slow.let_go()
    assert card.shown == ["canbo.a hai"]


def test_answers_of_their_own_all_arrive(
    card: _Card, slow: _Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = _keeping(slow, monkeypatch)
    for row, text in enumerate(("một", "hai")):
        context.read(_asked, text).then(partial(card.show_row, row))
    slow.let_go()
    assert card.shown == ["0: canbo.a một", "1: canbo.a hai"]


def test_an_act_is_told_to_the_other_pages(card: _Card, qtbot: QtBot) -> None:
    tasks = InlineTasks()
    with qtbot.waitSignal(tasks.changed) as heard:
        _context(tasks).write(_asked, "ghi").then(card.show_answer, changed=(Change.DOSSIERS,))
    assert heard.args == [frozenset({Change.DOSSIERS})]
    assert card.shown == ["canbo.a ghi"]


@pytest.mark.usefixtures("qapp")
def test_what_a_person_may_is_asked_of_their_roles() -> None:
    context = _context(InlineTasks())
    assert context.may(Right.REGISTER)
    assert not context.may(Right.EDIT_PEOPLE)


class _Strip:
    """Keeps what is told on the strip."""

    def __init__(self, window: QWidget) -> None:
        self.said: list[tuple[NoticeKind, str]] = []
        self.offered: list[str] = []
        self.messages = Messages(window, self._say, FakeTime())

    def _say(self, text: str, kind: NoticeKind, actions: Sequence[StripAction]) -> None:
        self.said.append((kind, text))
        self.offered = [words for words, _act in actions]


def _written(actor: Actor, place: OutputPlace) -> None:
    place.write(f"của {actor.login}".encode())


def test_an_export_is_written_and_told_with_the_way_to_it(card: _Card, tmp_path: Path) -> None:
    strip = _Strip(card)
    dialogs = AnsweringDialogs(tmp_path / "so lieu.csv")
    context = _context(InlineTasks(), messages=strip.messages, files=dialogs)
    context.export(card, "so-lieu.csv", ExportFormat.CSV, _written)
    assert dialogs.names == ["so-lieu.csv"]
    assert (tmp_path / "so lieu.csv").read_text(encoding="utf-8") == "của canbo.a"
    assert strip.said == [(NoticeKind.DONE, f"Đã xuất so lieu.csv vào {tmp_path}.")]
    assert strip.offered == ["Mở tệp"]


def test_an_export_turned_back_writes_nothing(card: _Card, tmp_path: Path) -> None:
    strip = _Strip(card)
    context = _context(InlineTasks(), messages=strip.messages, files=AnsweringDialogs(None))
    context.export(card, "so-lieu.csv", ExportFormat.CSV, _written)
    assert strip.said == []
    assert list(tmp_path.iterdir()) == []


def test_an_export_never_lands_where_the_store_is(card: _Card, tmp_path: Path) -> None:
    tasks = InlineTasks()
    context = _context(
        tasks,
        files=AnsweringDialogs(tmp_path / "motcua.csv"),
        outputs=Outputs(lambda: GuardedPlaces((tmp_path,))),
    )
    context.export(card, "motcua.csv", ExportFormat.CSV, _written)
    assert [type(error).__name__ for error in tasks.notices] == ["InvalidInputError"]
    assert list(tmp_path.iterdir()) == []


def test_people_s_facts_in_full_are_for_this_account_alone(card: _Card, tmp_path: Path) -> None:
    context = _context(InlineTasks(), files=AnsweringDialogs(tmp_path / "so.csv"))
    context.export(card, "so.csv", ExportFormat.CSV, _written, is_personal=True)
    assert (tmp_path / "so.csv").stat().st_mode & 0o777 == 0o600


def test_a_question_is_kept_and_work_is_done_anew(qtbot: QtBot) -> None:
    card = _Card()
    qtbot.addWidget(card)
    standing: list[object] = ["as it was"]
    asked: list[str] = []

    def ask(_actor: Actor, text: str) -> str:
        asked.append(text)
        return text

    kept = KeptAnswers(lambda _actor: standing[-1])
    context = a_context(InlineTasks(), lambda: _ACTOR, Clock(FakeTime()), kept=kept)
    for _time in range(2):
        context.read(ask, "a").then(card.show_answer)
        context.work(ask, "b").then(card.show_answer)
    standing.append("changed")
    context.read(ask, "a").then(card.show_answer)
    standing.append(None)
    context.read(ask, "a").then(card.show_answer)
    context.read(ask, "a").then(card.show_answer)
    assert card.shown == ["a", "b", "a", "b", "a", "a", "a"]
    assert asked == ["a", "b", "b", "a", "a", "a"]
