"""A dossier of another unit: asked for by a reason, looked at masked, logged."""

from collections.abc import Callable

from app.services.ledger.records import Actor
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.widgets.record_form import RecordForm
from tests.services.desk_builders import Counter
from tests.services.store_builders import logged_acts
from tests.ui.desk_pages import Ground
from tests.ui.record_forms import submit

MakePage = Callable[[Actor], DossiersPage]


def _asked(page: DossiersPage) -> RecordForm:
    (dialog,) = [one for one in page.findChildren(RecordForm) if one.isVisible()]
    return dialog


def test_its_code_asks_why_and_a_reason_opens_it_masked(
    counter: Counter, make_page: MakePage
) -> None:
    code = counter.code()
    page = make_page(counter.culture_officer)
    page.search(code)
    dialog = _asked(page)
    assert page.shown_code() == ""
    dialog.submit.click()
    assert "lý do" in dialog.board.box("reason").problem
    submit(dialog, reason="Trả lời đơn của công dân")
    assert page.shown_code() == code
    assert page.one.view is not None
    assert page.one.view.owner.id_number == "072*****1234"
    assert (page.one.files.isVisibleTo(page), page.one.forms.isVisibleTo(page)) == (False, False)
    assert logged_acts(counter.database).count("foreign_opened") == 1


def test_a_refresh_does_not_open_it_again(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    page = make_page(counter.culture_officer)
    page.open(code)
    dialog = _asked(page)
    submit(dialog, reason="Trả lời đơn của công dân")
    page.activated()
    assert page.shown_code() == code
    assert logged_acts(counter.database).count("foreign_opened") == 1


def test_turning_back_opens_nothing(counter: Counter, make_page: MakePage, ground: Ground) -> None:
    page = make_page(counter.culture_officer)
    page.open(counter.code())
    _asked(page).stay.click()
    assert page.shown_code() == ""
    assert ground.said == []
    assert "foreign_opened" not in logged_acts(counter.database)
