"""The book of issued forms: newest first, found by number, dossier or person, no number missing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.errors import InvalidInputError
from app.services.forms.book import BookGap, BookLine, FormBook
from app.services.forms.issuing import next_number, store_form
from app.services.forms.notice_records import GuideSlipData, Letterhead
from app.services.ledger.checking import StoreCheck
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.forms import FormKind, PrintState
from tests.services.desk_builders import Counter

_DAY = date(2026, 11, 23)


@pytest.fixture
def book(counter: Counter) -> FormBook:
    return FormBook(counter.tx)


def a_guide_slip(counter: Counter, tx: Transactions, person: str = "Đinh Văn Hỏi") -> None:
    with tx.write(counter.officer, Right.REGISTER) as work:
        number = next_number(work, FormKind.GUIDE_SLIP, work.now)
        data = GuideSlipData(
            head=Letterhead("", "", "", "", "", ""),
            number=number.text,
            issued_at=work.now,
            person_name=person,
            phone="",
            procedure_code="1.000001",
            procedure_name="Thủ tục",
            case_name="",
            missing=(),
            advice="",
            time_text="",
            fee_vnd=0,
            officer_name="",
        )
        store_form(work, number, data)


def lines(
    book: FormBook, counter: Counter, words: str = "", kind: FormKind | None = None
) -> tuple[BookLine, ...]:
    return book.of_period(counter.officer, kind, _DAY, _DAY, words)


def numbers(found: tuple[BookLine, ...]) -> list[str]:
    return [line.number for line in found]


def test_a_line_says_what_who_when_and_how_it_is_printed(counter: Counter, book: FormBook) -> None:
    made = counter.dossier()
    counter.print_queue.reprint(counter.officer, made.form_id)
    (line,) = lines(book, counter)
    assert line == BookLine(
        form_id=made.form_id,
        kind=FormKind.RECEIPT,
        number="1/TNHS",
        year=2026,
        ordinal=1,
        issued_at=counter.time.now,
        officer_name=counter.officer.name,
        subject=made.code,
        person="Nguyễn Thị Ánh",
        copy_count=2,
        is_void=False,
        print_state=PrintState.QUEUED,
    )


def test_the_newest_comes_first_and_a_kind_can_be_chosen(counter: Counter, book: FormBook) -> None:
    code = counter.code()
    counter.time.advance(timedelta(minutes=1))
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.code("Trần Bình")
    assert numbers(lines(book, counter)) == ["2/TNHS", "1/PBG", "1/TNHS"]
    (slip,) = lines(book, counter, kind=FormKind.HANDOFF_SLIP)
    assert (slip.subject, slip.person) == ("Phòng Kinh tế", "")


def test_the_newest_copy_tells_the_printed_state(counter: Counter, book: FormBook) -> None:
    made = counter.dossier()
    counter.print_queue.mark_sent(counter.officer, made.job_id, "0" * 64)
    assert lines(book, counter)[0].print_state is PrintState.SENT
    again = counter.print_queue.reprint(counter.officer, made.form_id)
    counter.print_queue.mark_failed(counter.officer, again.job_id, "hết giấy")
    assert lines(book, counter)[0].print_state is PrintState.FAILED


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("anh", ["1/TNHS"]),
        ("TRẦN bình", ["2/TNHS"]),
        ("-0002", ["2/TNHS"]),
        ("1/tnhs", ["1/TNHS"]),
        ("kinh te", ["1/PBG"]),
        ("van hoi", ["1/PHD"]),
        ("không có ai", []),
    ],
)
def test_it_is_found_by_number_dossier_or_person_without_marks(
    counter: Counter, book: FormBook, words: str, found: list[str]
) -> None:
    code = counter.code()
    counter.code("Trần Bình")
    counter.handoffs.send(counter.officer, counter.economy, [code])
    a_guide_slip(counter, counter.tx)
    assert numbers(lines(book, counter, words)) == found


def test_days_outside_the_period_are_left_out(counter: Counter, book: FormBook) -> None:
    counter.code()
    counter.time.advance(timedelta(days=2))
    counter.code("Trần Bình")
    actor = counter.officer
    assert numbers(book.of_period(actor, None, _DAY, _DAY)) == ["1/TNHS"]
    later = date(2026, 11, 25)
    assert numbers(book.of_period(actor, None, later, later)) == ["2/TNHS"]
    assert numbers(book.of_period(actor, None, _DAY, later)) == ["2/TNHS", "1/TNHS"]
    assert numbers(book.of_period(actor, None, _DAY, later, limit=1)) == ["2/TNHS"]
    with pytest.raises(InvalidInputError) as caught:
        book.of_period(actor, None, later, _DAY)
    assert caught.value.field == "to"


def test_a_void_form_stays_in_the_book(counter: Counter, book: FormBook) -> None:
    code = counter.code()
    counter.corrections.correct(counter.officer, code, counter.as_typed("Lê Đúng"), "sai tên")
    assert [(line.number, line.is_void) for line in lines(book, counter)] == [
        ("2/TNHS", False),
        ("1/TNHS", True),
    ]


def test_an_agency_sees_its_own_forms_alone(counter: Counter, book: FormBook) -> None:
    code = counter.code()
    counter.code("Trần Bình", case_id=counter.same_day_case)
    counter.handoffs.send(counter.officer, counter.economy, [code])
    a_guide_slip(counter, counter.tx)
    seen = book.of_period(counter.economy_officer, None, _DAY, _DAY)
    assert sorted(numbers(seen)) == ["1/PBG", "1/TNHS"]
    other = book.of_period(counter.culture_officer, None, _DAY, _DAY)
    assert numbers(other) == ["2/TNHS"]


def test_no_number_is_missing_from_a_whole_store(counter: Counter, book: FormBook) -> None:
    counter.returned()
    a_guide_slip(counter, counter.tx)
    assert book.gaps(counter.officer, 2026) == ()


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("DELETE FROM issued_forms WHERE kind = 'guide_slip' AND ordinal = 2", (2,)),
        ("DELETE FROM issued_forms WHERE kind = 'guide_slip' AND ordinal = 3", (3,)),
        ("DELETE FROM issued_forms WHERE kind = 'guide_slip'", (1, 2, 3)),
        ("UPDATE issued_forms SET ordinal = 9 WHERE ordinal = 1", (1, 4, 5, 6, 7, 8)),
    ],
)
def test_missing_numbers_are_named_and_the_check_of_the_store_reports_their_book(
    counter: Counter, book: FormBook, statement: str, missing: tuple[int, ...]
) -> None:
    for person in ("Đinh Văn Hỏi", "Lê Thị Cần", "Võ Minh Biết"):
        a_guide_slip(counter, counter.tx, person)
    with counter.database.write() as session:
        session.execute(text("DELETE FROM print_jobs"))
        session.execute(text(statement))
    assert book.gaps(counter.officer, 2026) == (BookGap(FormKind.GUIDE_SLIP, missing),)
    assert book.gaps(counter.officer, 2025) == ()
    assert StoreCheck(counter.database).problems() == [
        "Số phiếu hướng dẫn năm 2026 bị hở, trùng hoặc mất."
    ]
