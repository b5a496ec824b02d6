"""The register of petitions: what is received, what is not, and each life to its end."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from app.errors import (
    InvalidInputError,
    NotFoundError,
    RuleBrokenError,
    StoreError,
)
from app.models.petitions import PetitionEvent
from app.services.forms.records import PetitionAnswerData, PetitionReceiptData
from app.services.petitions.petitions import Petitions
from app.services.petitions.records import PetitionFilter, PetitionSaid
from app.vocabulary.dossiers import Timeliness, Verdict
from app.vocabulary.forms import FormKind
from app.vocabulary.people import Role
from app.vocabulary.petitions import (
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionDuty,
    PetitionOutcome,
    PetitionStatus,
)
from tests.services.desk_builders import Counter
from tests.services.petitions.builders import (
    ADDRESS,
    ANSWERED,
    ASK,
    CONDUCT,
    DECIDED,
    INFORMED,
    OTHER,
    OWN,
    PASS_ON,
    PHONE,
    PUBLISHED,
    REFUSED,
    SENDER,
    STUDIED,
    A,
    Lives,
    Said,
    found,
    to_unit,
    typed,
)
from tests.services.store_builders import an_actor, logged_acts


def a_life(counter: Counter, petitions: Petitions, said: Sequence[Said], **facts: object) -> int:
    """Receive a petition and do each act on it, an hour apart; return its id."""
    done = petitions.receive(counter.officer, typed(**facts))
    for act, words in said:
        counter.time.advance(timedelta(hours=1))
        petitions.act(counter.officer, done.petition_id, act, words)
    return done.petition_id


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sender_name", ""),
        ("sender_name", "  "),
        ("sender_name", "1234"),
        ("sender_name", "Ẩn danh"),
        ("sender_name", "giấu tên"),
        ("sender_address", ""),
        ("sender_address", "0123"),
        ("sender_phone", ""),
        ("sender_phone", "12"),
    ],
)
def test_the_anonymous_are_not_received_and_the_rule_is_said(
    counter: Counter, petitions: Petitions, field: str, value: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        petitions.receive(counter.officer, typed(**{field: value}))
    assert refused.value.field == field
    if value != "12":
        assert "nặc danh thì không tiếp nhận (Nghị định 20/2008/NĐ-CP)" in str(refused.value)
    assert petitions.receive(counter.officer, typed()).number == "1/PAKN", "no number was spent"


def test_numbers_run_by_the_year_of_receipt_without_gaps(
    counter: Counter, petitions: Petitions
) -> None:
    last_year = counter.time.now - timedelta(days=400)
    numbers = [
        petitions.receive(counter.officer, typed(received_at=at)).number
        for at in (None, last_year, None, last_year, None)
    ]
    assert numbers == ["1/PAKN", "1/PAKN", "2/PAKN", "2/PAKN", "3/PAKN"]
    for year in (2025, 2026):
        assert petitions.id_of(counter.officer, "2/PAKN", year)
    with pytest.raises(NotFoundError):
        petitions.id_of(counter.officer, "3/PAKN", 2025)


def test_the_same_form_sent_twice_is_one_petition(counter: Counter, petitions: Petitions) -> None:
    form = typed()
    first = petitions.receive(counter.officer, form)
    again = petitions.receive(counter.officer, form)
    assert (again.petition_id, again.was_known) == (first.petition_id, True)
    assert petitions.list(counter.officer, PetitionFilter()).open == 1


def test_what_came_in_on_paper_is_entered_later_but_not_into_a_closed_day(
    counter: Counter, petitions: Petitions
) -> None:
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    earlier = counter.time.now - timedelta(hours=1)
    late = petitions.receive(counter.officer, typed(received_at=earlier))
    view = petitions.one(counter.officer, late.petition_id)
    assert view.is_late_entry
    assert view.row.received_at == earlier
    closed_day = counter.clock.today()
    counter.time.advance(timedelta(days=1))
    counter.closings.close(boss, closed_day)
    with pytest.raises(RuleBrokenError, match="đã khóa"):
        petitions.receive(counter.officer, typed(received_at=earlier))
    said = PetitionSaid(petition_class=PetitionClass.OWN_RULE, at=earlier)
    with pytest.raises(RuleBrokenError, match="đã khóa"):
        petitions.act(counter.officer, late.petition_id, PetitionAct.CLASSIFY, said)
    tomorrow = counter.time.now + timedelta(days=1)
    with pytest.raises(InvalidInputError, match="tương lai"):
        petitions.receive(counter.officer, typed(received_at=tomorrow))


def test_every_life_ends_as_its_acts_say(counter: Counter, petitions: Petitions) -> None:
    ends = {
        name: petitions.one(counter.officer, a_life(counter, petitions, said)).row.status
        for name, said in Lives(counter.culture)
    }
    assert ends == {
        "published": PetitionStatus.CLOSED,
        "asked first": PetitionStatus.ANSWERED,
        "complaint": PetitionStatus.ANSWERED,
        "passed on": PetitionStatus.CLOSED,
        "refused": PetitionStatus.REFUSED,
        "withdrawn": PetitionStatus.WITHDRAWN,
    }


def test_each_act_meets_its_duty_and_says_by_when(counter: Counter, petitions: Petitions) -> None:
    said = (ASK, INFORMED, OWN, STUDIED, DECIDED, ANSWERED, PUBLISHED)
    view = petitions.one(counter.officer, a_life(counter, petitions, said))
    assert [(one.duty, one.standing, one.is_next) for one in view.duties] == [
        (PetitionDuty.ASK, Timeliness.ON_TIME, False),
        (PetitionDuty.ANSWER, Timeliness.ON_TIME, False),
        (PetitionDuty.PUBLISH, Timeliness.ON_TIME, False),
    ]
    assert view.duties[1].due_at == view.events[-2].at.replace(hour=10) + timedelta(days=23)
    assert all(one.why and one.summary for one in view.duties)


def test_a_waiting_petition_shows_since_when_and_nothing_is_late(
    counter: Counter, petitions: Petitions
) -> None:
    petition = a_life(counter, petitions, (ASK,))
    counter.time.advance(timedelta(days=60))
    (row,) = petitions.list(counter.officer, PetitionFilter()).rows
    assert row.waits_since == counter.time.now - timedelta(days=60)
    assert (row.due_at, row.standing) == (None, None)
    view = petitions.one(counter.officer, petition)
    answer = next(one for one in view.duties if one.duty is PetitionDuty.ANSWER)
    assert "Đang chờ người gửi bổ sung" in answer.summary
    petitions.act(counter.officer, petition, *INFORMED)
    (row,) = petitions.list(counter.officer, PetitionFilter()).rows
    assert row.standing is Timeliness.IN_TIME
    assert row.due_at is not None
    assert row.due_at > counter.time.now + timedelta(days=14)


def test_what_is_late_is_overdue_and_first(counter: Counter, petitions: Petitions) -> None:
    old = petitions.receive(counter.officer, typed())
    to_forward = petitions.receive(counter.officer, typed())
    petitions.act(counter.officer, to_forward.petition_id, *OTHER)
    ended = a_life(counter, petitions, (REFUSED,))
    counter.time.advance(timedelta(days=9))
    fresh = petitions.receive(counter.officer, typed())
    found_all = petitions.list(counter.officer, PetitionFilter())
    assert [row.petition_id for row in found_all.rows] == [
        to_forward.petition_id,
        old.petition_id,
        fresh.petition_id,
        ended,
    ]
    assert (found_all.open, found_all.overdue) == (3, 1)
    late = petitions.list(counter.officer, PetitionFilter(only_overdue=True)).rows
    assert [row.standing for row in late] == [Timeliness.OVERDUE]
    assert late[0].number == to_forward.number


def test_a_list_is_searched_without_marks_and_filtered(
    counter: Counter, petitions: Petitions
) -> None:
    code = counter.code()
    linked = petitions.receive(
        counter.officer,
        typed(dossier_code=code, channel=PetitionChannel.PHONE, about=PetitionAbout.CONDUCT),
    )
    petitions.receive(counter.officer, typed(sender_name="Trần Văn Kiến"))

    def numbers(**wanted: object) -> list[str]:
        rows = petitions.list(counter.officer, PetitionFilter(**wanted)).rows  # type: ignore[arg-type]
        return [row.number for row in rows]

    assert numbers(text="tran van kien") == ["2/PAKN"]
    assert numbers(text="ho khau") == ["1/PAKN", "2/PAKN"]
    assert numbers(text=code.lower()) == [linked.number]
    assert numbers(text="khong co ai") == []
    assert numbers(channel=PetitionChannel.PHONE) == ["1/PAKN"]
    assert numbers(about=PetitionAbout.RULE) == ["2/PAKN"]
    assert numbers(status=PetitionStatus.CLOSED, only_open=True) == []


def test_a_petition_keeps_what_it_speaks_of(counter: Counter, petitions: Petitions) -> None:
    code = counter.code()
    done = petitions.receive(
        counter.officer, typed(dossier_code=code.lower(), officer_login="canbo.a")
    )
    view = petitions.one(counter.officer, done.petition_id)
    assert (view.row.dossier_code, view.officer_name) == (code, "Người canbo.a")
    assert view.procedure_name == "1.000001 Thủ tục 1.000001"
    for field, value in (
        ("dossier_code", "000.00.15.H53-261123-9999"),
        ("officer_login", "khong.co"),
        ("procedure_code", "9.999999"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            petitions.receive(counter.officer, typed(**{field: value}))
        assert refused.value.field == field


def test_lists_hide_what_the_counter_sees_of_the_sender(
    counter: Counter, petitions: Petitions
) -> None:
    done = petitions.receive(
        counter.officer, typed(content="Gọi tôi số 0987 654 321 để xác minh việc chậm trễ")
    )
    (row,) = petitions.list(counter.officer, PetitionFilter()).rows
    assert (row.sender_name, row.sender_phone) == (SENDER, "*******321")
    assert row.sender_address == "***, xã An Thử, tỉnh Tây Ninh"
    assert "654" not in row.content
    view = petitions.one(counter.officer, done.petition_id)
    assert (view.row.sender_phone, view.row.sender_address) == (PHONE, ADDRESS)


def test_acts_are_refused_that_the_table_or_their_own_words_do_not_allow(
    counter: Counter, petitions: Petitions
) -> None:
    petition = a_life(counter, petitions, ())

    def refused(kind: type[Exception], said: Said) -> str:
        with pytest.raises(kind) as told:
            petitions.act(counter.officer, petition, *said)
        return str(told.value)

    assert "Chờ phân loại" in refused(RuleBrokenError, ANSWERED)
    assert "Chưa chọn loại" in refused(InvalidInputError, (A.CLASSIFY, PetitionSaid()))
    nothing_said = (A.CLASSIFY, PetitionSaid(petition_class=PetitionClass.NOT_RECEIVED))
    assert "vì sao không tiếp nhận" in refused(InvalidInputError, nothing_said)
    petitions.act(counter.officer, petition, *OTHER)
    assert "nơi nhận" in refused(InvalidInputError, (A.FORWARD, PetitionSaid()))
    assert "danh mục" in refused(InvalidInputError, to_unit(999))
    petitions.act(counter.officer, petition, *OWN)
    assert "cơ sở" in refused(InvalidInputError, (A.STUDY, PetitionSaid()))
    assert "tiêu chí" in refused(InvalidInputError, (A.STUDY, PetitionSaid(has_ground=True)))
    petitions.act(counter.officer, petition, A.STUDY, PetitionSaid(has_ground=False))
    assert "chưa đủ cơ sở" in refused(RuleBrokenError, DECIDED)
    earlier = PetitionSaid(
        outcome=PetitionOutcome.NO_GROUND,
        note="Chưa đủ",
        at=counter.time.now - timedelta(minutes=1),
    )
    assert "sớm hơn" in refused(RuleBrokenError, (A.DECIDE, earlier))
    with pytest.raises(NotFoundError):
        petitions.act(counter.officer, 999, *OWN)


def test_a_complaint_passed_on_learns_later_what_was_found(
    counter: Counter, petitions: Petitions
) -> None:
    petition = a_life(counter, petitions, (CONDUCT, PASS_ON, found(Finding.FALSE)))
    view = petitions.one(counter.officer, petition)
    assert (view.row.status, view.finding) == (PetitionStatus.PASSED_ON, Finding.FALSE)
    assert not view.row.is_open
    assert [line.to_name for line in view.events][2] == "Bộ Tư pháp"


def test_events_are_only_ever_added(counter: Counter, petitions: Petitions) -> None:
    a_life(counter, petitions, (OWN,))
    for statement in (
        update(PetitionEvent).values(status=PetitionStatus.ANSWERED),
        update(PetitionEvent).values(at=counter.time.now),
        delete(PetitionEvent),
    ):
        with pytest.raises(StoreError), counter.database.write() as session:
            session.execute(statement)
    with counter.database.write() as session:
        session.execute(update(PetitionEvent).values(note="(đã xóa)"))
    with counter.database.read() as session:
        assert set(session.scalars(select(PetitionEvent.note))) == {"(đã xóa)"}


def test_the_log_tells_each_act_and_keeps_people_apart(
    counter: Counter, petitions: Petitions
) -> None:
    a_life(counter, petitions, (ASK, INFORMED))
    assert logged_acts(counter.database)[-3:] == [
        "petition_receive",
        "petition_ask_information",
        "petition_information_in",
    ]


def test_papers_are_issued_in_their_books_and_print_only_where_asked(
    counter: Counter, petitions: Petitions
) -> None:
    silent = petitions.receive(counter.officer, typed())
    printed = petitions.receive(counter.officer, typed(prints=True))
    assert (silent.job_id, bool(printed.job_id)) == (0, True)
    assert [job.number for job in counter.print_queue.waiting(counter.officer)] == ["2/PAKN"]
    view = petitions.one(counter.officer, printed.petition_id)
    receipt = counter.print_queue.form(counter.officer, view.receipt_form_id).data
    assert isinstance(receipt, PetitionReceiptData)
    assert (receipt.person_name, receipt.due_at) == (SENDER, view.row.due_at)
    verdict = counter.verifier.verify(counter.officer, receipt.qr_payload)
    assert verdict.verdict is Verdict.GENUINE
    assert verdict.code == "2/PAKN"
    letter = PetitionSaid(note="Đã bỏ yêu cầu này.", prints=True)
    for act, said in (OWN, STUDIED, DECIDED):
        petitions.act(counter.officer, printed.petition_id, act, said)
    done = petitions.act(counter.officer, printed.petition_id, PetitionAct.ANSWER, letter)
    answer = counter.print_queue.form(counter.officer, done.form_id).data
    assert isinstance(answer, PetitionAnswerData)
    assert (answer.number, answer.petition_number) == ("1/TLPAKN", "2/PAKN")
    assert (answer.answer, answer.result_text) == (letter.note, "Sửa đổi, bãi bỏ quy định")
    assert answer.signer == "Đỗ Thị Mẫu", "the head of the office, where nobody else is named"
    refused = PetitionSaid(
        petition_class=PetitionClass.NOT_RECEIVED, note="Không nêu việc cụ thể", prints=True
    )
    done = petitions.act(counter.officer, silent.petition_id, PetitionAct.CLASSIFY, refused)
    told = counter.print_queue.form(counter.officer, done.form_id).data
    assert isinstance(told, PetitionAnswerData)
    assert (told.is_refusal, told.number) == (True, "2/TLPAKN")
    book = counter.form_book
    assert book.gaps(counter.officer, 2026) == ()
    day = counter.clock.today()
    lines = book.of_period(counter.officer, FormKind.PETITION_RECEIPT, day, day)
    assert [(line.number, line.person) for line in lines] == [
        ("2/PAKN", SENDER),
        ("1/PAKN", SENDER),
    ]
