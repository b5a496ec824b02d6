"""Scans on the dossier page: the card shows the dossier's own, the key asks for files."""

import pytest

from app.services.container import Services
from app.ui.dossiers.dossiers_page import DossiersPage
from tests.services.desk_builders import Counter
from tests.services.files.contents import a_pdf
from tests.ui.desk_pages import Ground


def test_the_page_shows_the_files_of_the_dossier_in_sight(
    counter: Counter, page: DossiersPage, services: Services
) -> None:
    with_scan, without = counter.code(), counter.code()
    services.attachments.add_paper(counter.officer, with_scan, 1, "đơn.pdf", a_pdf())
    page.open(with_scan)
    assert page.one.files.count_text == "1/3 giấy tờ"
    page.open(without)
    assert page.one.files.count_text == "0/3 giấy tờ"


def test_the_key_asks_for_files_only_where_a_dossier_is_in_sight(
    counter: Counter, page: DossiersPage, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(page.one.files, "choose", lambda: asked.append(page.shown_code()))
    ground.actions.do("dossiers.attach")
    assert asked == []
    code = counter.code()
    page.open(code)
    ground.actions.do("dossiers.attach")
    assert asked == [code]
