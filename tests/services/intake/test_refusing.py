"""Refused at the desk: a code and Mẫu 03, no clock, counted aside."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.models.dossiers import Dossier, DossierState
from app.models.outcomes import Payment
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import NewDossier, NotAccepted
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action, DossierStatus, Outcome, Verdict
from app.vocabulary.forms import FormKind
from app.vocabulary.people import Role
from app.vocabulary.reports import GroupBy
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor

WHY = ("Không thuộc thẩm quyền của xã",)


def refuse(counter: Counter, new: NewDossier, why: Sequence[str] = WHY) -> NotAccepted:
    return counter.refusing.refuse(counter.officer, new, tuple(why), "Điều 17 NĐ 61/2018")


def test_what_is_refused_has_a_code_and_a_notice_and_no_clock(counter: Counter) -> None:
    done = refuse(counter, counter.as_typed(fee_vnd=50_000, paid_vnd=50_000))
    assert done.code == "000.00.15.H53-261123-0001"
    with counter.database.read() as session:
        dossier = session.execute(select(Dossier)).scalar_one()
        state = session.execute(select(DossierState)).scalar_one()
        paid = session.execute(select(Payment.id)).all()
    assert (state.status, state.is_open) == (DossierStatus.NOT_ACCEPTED, False)
    assert (state.due_at, state.ended_at, state.timeliness) == (None, None, None)
    assert (dossier.clock_from, dossier.fee_vnd, paid) == (None, 0, [])
    notice = done.notice
    assert (notice.number, notice.is_at_desk, notice.reasons) == ("1/PTC", True, WHY)
    assert (notice.subject.code, notice.subject.due_at) == (done.code, None)
    assert counter.tracking.one(counter.officer, done.code).national_status == 3
    assert StoreCheck(counter.database).problems() == []


def test_its_page_says_so_and_offers_nothing(counter: Counter) -> None:
    view = counter.tracking.one(counter.officer, refuse(counter, counter.as_typed()).code)
    assert view.due.due_at is None
    assert view.due.summary == "Hồ sơ không được tiếp nhận nên không có ngày hẹn."
    assert [form.title for form in view.forms] == ["Phiếu từ chối tiếp nhận giải quyết"]
    assert [step.title for step in view.timeline] == ["Từ chối tiếp nhận"]
    assert view.actions == ()
    assert view.papers[0].name == "Tờ khai đăng ký"


def test_sent_twice_it_is_the_same_refusal(counter: Counter) -> None:
    new = counter.as_typed()
    first, again = refuse(counter, new), refuse(counter, new, ("Lý do khác",))
    assert (again.code, again.form_id, again.notice) == (first.code, first.form_id, first.notice)
    assert (first.was_known, again.was_known) == (False, True)
    assert len(counter.print_queue.waiting(counter.officer)) == 1


def test_a_draft_goes_one_way_only(counter: Counter) -> None:
    received, turned_away = counter.as_typed(), counter.as_typed()
    code = counter.intake.register(counter.officer, received).code
    refused = refuse(counter, turned_away)
    with pytest.raises(RuleBrokenError, match=f"đã tiếp nhận thành hồ sơ {code}"):
        refuse(counter, received)
    with pytest.raises(RuleBrokenError, match=f"từ chối tiếp nhận, mã {refused.code}"):
        counter.intake.register(counter.officer, turned_away)
    with counter.database.read() as session:
        assert len(session.execute(select(Dossier.id)).all()) == 2


def test_a_dossier_refused_after_its_check_is_still_a_registered_one(counter: Counter) -> None:
    new = counter.as_typed(case_id=counter.same_day_case)
    code = counter.intake.register(counter.officer, new).code
    said = Decision(note="không đủ điều kiện", outcome=Outcome.REFUSED)
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, said)
    again = counter.intake.register(counter.officer, new)
    assert (again.code, again.was_known, again.receipt.number) == (code, True, "1/TNHS")


@pytest.mark.parametrize(
    ("facts", "why", "field"),
    [
        ({}, (), "reasons"),
        ({}, ("  ", ""), "reasons"),
        ({}, ("x" * 1001,), "reasons"),
        ({"name": " "}, WHY, "owner_name"),
    ],
)
def test_nothing_is_stored_without_a_reason_or_a_name(
    counter: Counter, facts: dict[str, str], why: tuple[str, ...], field: str
) -> None:
    new = counter.as_typed(**facts)
    with pytest.raises(InvalidInputError) as refused:
        refuse(counter, new, why)
    assert refused.value.field == field
    with counter.database.read() as session:
        assert session.execute(select(Dossier.id)).all() == []
    assert counter.code().endswith("-0001")  # no number was spent


def test_the_preview_is_the_notice_before_its_number(counter: Counter) -> None:
    new = counter.as_typed()
    shown = counter.refusing.preview(counter.officer, new, (" Thiếu giấy ", ""), "Điều 17")
    assert (shown.number, shown.subject.code, shown.qr_payload) == ("", "", "")
    assert (shown.reasons, shown.ground) == (("Thiếu giấy",), "Điều 17")
    assert counter.code().endswith("-0001")


def test_its_form_proves_genuine_and_finds_it(counter: Counter) -> None:
    done = refuse(counter, counter.as_typed())
    found = counter.search.find(counter.officer, done.notice.qr_payload)
    assert found.verification is not None
    assert found.verification.verdict is Verdict.GENUINE
    assert [row.code for row in found.rows] == [done.code]


def test_a_left_draft_says_that_it_was_refused(counter: Counter) -> None:
    drafts = counter.drafts
    new, kept = counter.as_typed(), counter.as_typed()
    drafts.save(counter.officer, new.draft_id, "{}")
    drafts.save(counter.officer, kept.draft_id, "{}")
    code = refuse(counter, new).code
    counter.intake.register(counter.officer, kept)
    told = {d.draft_id: (d.registered_as, d.was_refused) for d in drafts.waiting(counter.officer)}
    assert told[new.draft_id] == (code, True)
    assert told[kept.draft_id][1] is False


def test_it_is_counted_aside_and_all_still_adds_up(counter: Counter) -> None:
    counter.code("Một")
    counter.returned("Hai")
    refused = refuse(counter, counter.as_typed("Ba"))
    refuse(counter, counter.as_typed("Bốn"))
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    summaries = counter.summaries
    today = local_date(counter.time.now)
    summary = summaries.of_period(boss, today, today)
    total = summary.total
    assert (total.not_accepted, total.received.total) == (2, 2)
    assert (total.ended.total, total.open.total, total.adds_up) == (1, 1, True)
    for by in GroupBy:
        assert sum(group.figures.not_accepted for group in summary.groups[by]) == 2
    behind = summaries.rows_behind(boss, today, today, "not_accepted")
    assert behind[0].code == refused.code
    assert len(behind) == 2
    assert refused.code not in [row.code for row in summary.received_rows]
    assert len(summary.received_rows) == 2
    assert sum(hour.received for hour in summary.hours) == 2
    assert len(counter.print_queue.waiting(counter.officer)) == 4
    assert {FormKind.REFUSAL} <= {job.kind for job in counter.print_queue.waiting(counter.officer)}


def test_the_day_after_it_is_neither_open_nor_carried_over(counter: Counter) -> None:
    refuse(counter, counter.as_typed())
    counter.time.advance(timedelta(days=1))
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    summaries = counter.summaries
    today = local_date(counter.time.now)
    figures = summaries.figures(boss, today, today)
    assert (figures.not_accepted, figures.carried_over, figures.open.total) == (0, 0, 0)


def test_one_draft_from_four_desks_is_refused_or_received_once(counter: Counter) -> None:
    new = counter.as_typed()

    def decide(desk: int) -> str:
        try:
            if desk % 2:
                return refuse(counter, new).code
            return counter.intake.register(counter.officer, new).code
        except RuleBrokenError as error:
            return error.message

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(decide, range(4)))
    with counter.database.read() as session:
        code = session.execute(select(Dossier.code)).scalar_one()
    assert said.count(code) == 2
    assert all(code in one for one in said)
