"""Why a dossier is late is said on its page by whoever works on it."""

from datetime import timedelta

from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.people import Role
from app.vocabulary.reports import LateReason
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor
from tests.ui.dossiers.conftest import MakePage
from tests.ui.record_forms import submit


def test_reason_is_asked_for_where_the_dossier_is_late_and_then_told(
    counter: Counter, page: DossiersPage
) -> None:
    code = counter.code()
    page.open(code)
    assert page.one.due.give_reason.isHidden()
    counter.time.advance(timedelta(days=60))
    page.open(code)
    assert not page.one.due.give_reason.isHidden()
    page.one.due.give_reason.click()
    asked = page.findChildren(RecordForm)[0]
    submit(asked, reason=LateReason.COORDINATION, note="Chờ xã bên")
    steps = counter.tracking.one(counter.officer, code).timeline
    assert any("Ghi lý do quá hạn" in step.title for step in steps)
    page.open(code)
    page.one.due.give_reason.click()
    again = page.findChildren(RecordForm)[-1]
    assert again.given() == {"reason": LateReason.COORDINATION, "note": "Chờ xã bên"}


def test_who_decides_nothing_is_not_asked(counter: Counter, make_page: MakePage) -> None:
    code = counter.code()
    counter.time.advance(timedelta(days=60))
    page = make_page(an_actor(counter.database, Role.ADMINISTRATOR, login="quantri.2"))
    page.open(code)
    assert page.one.due.give_reason.isHidden()
