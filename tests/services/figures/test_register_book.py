"""Sổ theo dõi hồ sơ: a yearly number a line without gaps, every dossier once, its end in words."""

from datetime import date, timedelta

import pytest

from app.clock import from_local
from app.errors import InvalidInputError, NotAllowedError
from app.masking import mask_phone
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.figures.register_book import BookSums, RegisterBook, RegisterLine
from app.services.ledger.transactions import Transactions
from app.vocabulary.dossiers import Action, Outcome, ReturnBy
from app.vocabulary.forms import FormSet
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import a_stranger

_DAY = date(2026, 11, 23)
_YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def book(counter: Counter) -> RegisterBook:
    return RegisterBook(Transactions(counter.database, counter.clock))


def lines(book: RegisterBook, counter: Counter) -> tuple[RegisterLine, ...]:
    return book.of_period(counter.admin, *_YEAR).lines


def notes(book: RegisterBook, counter: Counter) -> list[tuple[str, ...]]:
    return [line.notes for line in lines(book, counter)]


def test_a_line_has_all_the_form_asks_for(counter: Counter, book: RegisterBook) -> None:
    owner = counter.as_typed().owner
    made = counter.dossier(set_count=2, return_by=ReturnBy.COUNTER)
    data = book.of_period(counter.admin, _DAY, _DAY)
    assert data.lines == (
        RegisterLine(
            year=2026,
            ordinal=1,
            number="1/TNHS",
            code=made.code,
            procedure_name="Thủ tục 1.000001",
            set_count=2,
            owner_name=owner.name,
            address=owner.address,
            phone=mask_phone(owner.phone),
            agency_name="Phòng Kinh tế",
            received_at=made.receipt.received_at,
            due_at=made.due.due_at,
            returned_at=None,
            return_by=ReturnBy.COUNTER,
            signed_by="",
        ),
    )
    assert (data.form, data.years, data.made_by) == (
        FormSet.TT03_2025,
        (2026,),
        counter.admin.name,
    )
    assert data.head.unit_name == counter.officer.unit_name


def test_the_line_bears_the_number_on_the_citizen_s_paper(
    counter: Counter, book: RegisterBook
) -> None:
    papers = [counter.dossier(name).receipt for name in ("Anh", "Bình", "Chi")]
    assert [(line.ordinal, line.number) for line in lines(book, counter)] == [
        (paper.book_ordinal, paper.number) for paper in papers
    ]


def test_a_receipt_issued_again_leaves_no_hole_and_counts_once(
    counter: Counter, book: RegisterBook
) -> None:
    code = counter.code()
    counter.code("Bình")
    for name in ("Lê Đúng", "Lê Đúng Hơn"):
        counter.corrections.correct(counter.officer, code, counter.as_typed(name), "sai tên")
    counter.code("Chi")
    data = book.of_period(counter.admin, *_YEAR)
    assert [line.ordinal for line in data.lines] == [1, 2, 3, 4, 5]
    assert [line.is_void for line in data.lines] == [True, False, True, False, False]
    assert notes(book, counter) == [
        ("Đã hủy, thay bằng số 3/TNHS",),
        (),
        ("Đã hủy, thay bằng số 4/TNHS",),
        ("Thay giấy số 3/TNHS",),
        (),
    ]
    assert data.sums == BookSums(3, 3, 0)


def test_what_was_returned_says_when_and_who_signed(counter: Counter, book: RegisterBook) -> None:
    code = counter.resolved()
    counter.time.advance(timedelta(hours=1))
    counter.returning.give_back(counter.officer, code, Collection("Nguyễn Thị Ánh"))
    (line,) = lines(book, counter)
    assert (line.returned_at, line.signed_by) == (counter.time.now, "Nguyễn Thị Ánh")
    assert book.of_period(counter.admin, *_YEAR).sums.returned == 1


def test_papers_given_back_close_the_line_too(counter: Counter, book: RegisterBook) -> None:
    said = Decision(note="thôi", gives_papers_back=True, receiver_name="Lê Văn Nhận")
    counter.decisions.decide(counter.officer, counter.code(), Action.WITHDRAW, said)
    (line,) = lines(book, counter)
    assert (line.returned_at, line.signed_by) == (counter.time.now, "Lê Văn Nhận")
    assert line.notes == ("Công dân rút hồ sơ ngày 23/11/2026",)


def _stopped(counter: Counter) -> None:
    counter.decisions.decide(counter.officer, counter.code(), Action.STOP, Decision(note="hết hạn"))


def _refused(counter: Counter) -> None:
    code = counter.code(case_id=counter.same_day_case)
    said = Decision(outcome=Outcome.REFUSED, note="không đủ điều kiện")
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, said)


def _extended(counter: Counter) -> None:
    made = counter.dossier()
    assert made.due.due_at is not None
    said = Decision(note="chờ", new_due_at=made.due.due_at + timedelta(days=3))
    counter.decisions.decide(counter.officer, made.code, Action.EXTEND, said)


def _apologised(counter: Counter) -> None:
    code = counter.code()
    counter.time.advance(timedelta(days=7))
    said = Decision(note="chờ", new_due_at=counter.time.now + timedelta(days=2))
    counter.decisions.decide(counter.officer, code, Action.EXTEND, said)


def _late_entry(counter: Counter) -> None:
    counter.dossier(received_at=counter.time.now - timedelta(hours=1))


def _late(counter: Counter) -> None:
    code = counter.code(case_id=counter.same_day_case)
    counter.time.advance(timedelta(days=3))
    said = Decision(outcome=Outcome.GRANTED)
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, said)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (_stopped, ("Dừng giải quyết ngày 23/11/2026",)),
        (_refused, ("Từ chối giải quyết",)),
        (_extended, ("Hẹn lại ngày 23/11/2026",)),
        (_apologised, ("Xin lỗi ngày 30/11/2026, hẹn lại 02/12/2026; vẫn quá hạn",)),
        (_late_entry, ("Nhập bù",)),
        (_late, ("Quá hạn",)),
    ],
    ids=["stopped", "refused", "extended", "apologised", "late entry", "late"],
)
def test_the_notes_say_how_it_went(
    counter: Counter, book: RegisterBook, act: object, said: tuple[str, ...]
) -> None:
    assert callable(act)
    act(counter)
    assert notes(book, counter) == [said]


def test_a_line_belongs_to_the_day_and_the_book_of_its_receipt(
    counter: Counter, book: RegisterBook
) -> None:
    new_year = date(2027, 1, 1)
    counter.time.now = from_local(date(2026, 12, 31), counter.time.now.time())
    counter.code("Anh")
    counter.time.now = from_local(date(2027, 1, 4), counter.time.now.time())
    counter.code("Bình")
    late = counter.time.now - timedelta(days=4)
    counter.dossier("Chi", received_at=late)
    both = book.of_period(counter.admin, _YEAR[0], date(2027, 12, 31))
    assert [(line.year, line.ordinal, line.owner_name) for line in both.lines] == [
        (2026, 1, "Anh"),
        (2026, 2, "Chi"),
        (2027, 1, "Bình"),
    ]
    assert both.years == (2026, 2027)
    assert len(book.of_period(counter.admin, *_YEAR).lines) == 2
    assert len(book.of_period(counter.admin, new_year, date(2027, 12, 31)).lines) == 1


@pytest.mark.parametrize(
    ("last_day", "form"),
    [(date(2025, 9, 14), FormSet.TT01_2018), (date(2025, 9, 15), FormSet.TT03_2025)],
)
def test_the_form_is_that_of_the_period_s_end(
    counter: Counter, book: RegisterBook, last_day: date, form: FormSet
) -> None:
    assert book.of_period(counter.admin, date(2025, 1, 1), last_day).form is form


def test_another_office_has_a_book_of_its_own(counter: Counter, book: RegisterBook) -> None:
    counter.code()
    assert len(lines(book, counter)) == 1
    assert book.of_period(a_stranger(counter.database, Role.SUPERVISOR), *_YEAR).lines == ()


def test_who_sees_it_and_what_is_no_period(counter: Counter, book: RegisterBook) -> None:
    for actor in (counter.officer, counter.economy_officer):
        with pytest.raises(NotAllowedError):
            book.of_period(actor, *_YEAR)
    with pytest.raises(InvalidInputError) as caught:
        book.of_period(counter.admin, _YEAR[1], _YEAR[0])
    assert caught.value.field == "to"
