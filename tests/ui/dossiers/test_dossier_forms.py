"""Forms issued for a dossier: void ones struck, the others printed again, each looked at."""

from app.ui.dossiers.dossiers_page import DossiersPage
from tests.services.desk_builders import Counter
from tests.ui.desk_pages import Ground


def test_void_forms_are_struck_and_only_the_others_reprint(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    made = counter.dossier()
    counter.corrections.correct(counter.officer, made.code, counter.as_typed("Bình"), "sai tên")
    page.open(made.code)
    new, old = page.one.forms.lines()
    assert (old.is_void, old.words.font().strikeOut()) == (True, True)
    assert (new.is_void, new.words.font().strikeOut()) == (False, False)
    new.ask_again()
    assert ground.prints == 1
    assert "Đã gửi in lại" in ground.last
    assert "2 bản" in page.one.forms.lines()[0].words.text()


def test_the_very_paper_can_be_looked_at_even_when_void(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    made = counter.dossier()
    counter.corrections.correct(counter.officer, made.code, counter.as_typed("Bình"), "sai tên")
    page.open(made.code)
    page.one.forms.lines()[1].look()
    assert ground.navigator.calls == [("open_form", made.form_id)]
