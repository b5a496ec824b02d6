"""The page of petitions at a counter with four of them: open, late, waiting, ended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.petitions.drafts import PetitionDrafts
from app.services.petitions.petitions import Petitions
from app.ui.petitions.page import PetitionsPage
from app.ui.shell.page_actions import PETITION_ACTIONS
from app.vocabulary.petitions import PetitionAbout, PetitionChannel
from tests.office_life.ready import a_counter_after
from tests.services.desk_builders import Counter
from tests.services.petitions.builders import ASK, CONDUCT, OTHER, REFUSED, typed
from tests.ui.contexts import AnsweringDialogs, services_of
from tests.ui.desk_pages import Ground


@dataclass(frozen=True, slots=True)
class Desk:
    """The page, and all behind it."""

    page: PetitionsPage
    ground: Ground
    counter: Counter
    petitions: Petitions
    code: str
    forms: list[int]
    folder: Path
    drafts: PetitionDrafts
    remake: Callable[[], PetitionsPage]

    def numbers(self) -> list[str]:
        return [row.number for row in self.page.table.rows_model.rows]


def _live(counter: Counter) -> str:
    """Let four petitions come in; return the code of the dossier that one is about."""
    petitions, code = counter.petitions, counter.code()
    for new, acts in (
        (typed(dossier_code=code, about=PetitionAbout.CONDUCT), (CONDUCT,)),
        (typed(sender_name="Lê Văn Chờ", channel=PetitionChannel.PHONE), (ASK,)),
        (typed(sender_name="Trần Thị Thôi"), (REFUSED,)),
        (typed(sender_name="Đỗ Văn Trễ"), (OTHER,)),
    ):
        done = petitions.receive(counter.officer, new)
        for act, said in acts:
            petitions.act(counter.officer, done.petition_id, act, said)
    counter.time.advance(timedelta(days=10))
    return code


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    counter, code = a_counter_after(_live, tmp_path)
    petitions = counter.petitions
    window = QWidget()
    qtbot.addWidget(window)
    ground = Ground(counter, window, *PETITION_ACTIONS)
    forms: list[int] = []
    drafts = counter.petition_drafts
    ground.navigator.hears["open_form"] = forms.append
    services = services_of(counter, petitions=petitions, petition_drafts=drafts)
    context = ground.context(counter.officer, files=AnsweringDialogs(tmp_path))
    page = PetitionsPage(context, services)
    qtbot.addWidget(page)
    ground.tasks.changed.connect(page.refresh)
    page.show()
    QTest.qWaitForWindowActive(page)
    page.activated()
    yield Desk(
        page,
        ground,
        counter,
        petitions,
        code,
        forms,
        tmp_path,
        drafts,
        partial(PetitionsPage, context, services),
    )
    counter.database.close()
