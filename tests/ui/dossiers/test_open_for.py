"""A dossier opened for an act: its question is open, or its button waits for a key."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.ledger.records import Actor
from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import Counter
from tests.ui.desk_pages import Ground

MakePage = Callable[[Actor], DossiersPage]


def test_the_question_of_the_act_is_open_at_once(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    page.open_for(code, Action.HANDOFF)
    assert page.shown_code() == code
    assert page.one.panel.action is Action.HANDOFF


def test_an_act_that_asks_nothing_is_not_done_unseen(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    page.show()
    QTest.qWaitForWindowActive(page)
    page.open_for(code, Action.RECALL)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Thu hồi bàn giao"
    assert counter.tracking.one(counter.officer, code).row.is_on_the_way


def test_an_act_no_longer_allowed_opens_the_dossier_alone(
    counter: Counter, page: DossiersPage
) -> None:
    code = counter.returned()
    page.open_for(code, Action.STOP)
    assert page.shown_code() == code
    assert page.one.panel.action is None


def test_the_later_wish_wins(counter: Counter, page: DossiersPage) -> None:
    first, second = counter.code("Anh"), counter.code("Bình")
    page.open_for(first, Action.HANDOFF)
    page.open_for(second, Action.EXTEND)
    assert page.shown_code() == second
    assert page.one.panel.action is Action.EXTEND


def test_an_unknown_code_is_said(page: DossiersPage, ground: Ground, counter: Counter) -> None:
    counter.time.advance(timedelta(minutes=1))
    page.open_for("000.00.15.H53-261123-9999", Action.STOP)
    assert "Không tìm thấy" in ground.last
