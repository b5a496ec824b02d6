"""The figures of digitisation: counted from files, the same for a past period for ever."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import InvalidInputError, NotAllowedError
from app.services.dossiers.records import HandedPaper
from app.services.figures.digitisation import Digitisation
from app.services.files.attachments import Attachments
from app.services.files.kinds import media_type_of
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import Role
from tests.seals import a_file_folder
from tests.services.desk_builders import PAPERS, Counter
from tests.services.files.contents import a_pdf
from tests.services.store_builders import a_stranger, an_actor

MONDAY = date(2026, 11, 23)
SCAN = a_pdf()


@pytest.fixture
def digitisation(counter: Counter) -> Digitisation:
    return Digitisation(Transactions(counter.database, counter.clock))


@pytest.fixture
def attachments(counter: Counter, tmp_path: Path) -> Attachments:
    tx = Transactions(counter.database, counter.clock)
    return Attachments(tx, a_file_folder(tmp_path / "files"), media_type_of)


def _scan_papers(counter: Counter, attachments: Attachments, code: str) -> None:
    for ordinal in range(1, len(PAPERS) + 1):
        attachments.add_paper(counter.officer, code, ordinal, "quét.pdf", SCAN)


def test_without_results_there_is_no_ratio_and_4_3_says_it_has_no_data(
    counter: Counter, digitisation: Digitisation
) -> None:
    counter.code()
    made = digitisation.of_period(counter.admin, MONDAY, MONDAY)
    assert [figure.number for figure in made.figures] == ["4.1", "4.2", "4.3"]
    assert [figure.percent for figure in made.figures] == [None, None, None]
    assert [figure.counted for figure in made.figures] == [0, 0, None]
    assert all(figure.note.startswith("Chưa có dữ liệu") for figure in made.figures)
    assert not made.has_full_points


def test_whole_dossiers_and_electronic_results_are_counted(
    counter: Counter, digitisation: Digitisation, attachments: Attachments
) -> None:
    whole, no_result, no_paper = counter.resolved(), counter.resolved(), counter.resolved()
    _scan_papers(counter, attachments, whole)
    attachments.add_result(counter.officer, whole, "kq.pdf", SCAN)
    _scan_papers(counter, attachments, no_result)
    attachments.add_result(counter.officer, no_paper, "kq.pdf", SCAN)
    attachments.add_paper(counter.officer, no_paper, 1, "quét.pdf", SCAN)
    made = digitisation.of_period(counter.admin, MONDAY, MONDAY)
    assert (made.scanned.counted, made.scanned.of) == (1, 3)
    assert made.scanned.percent == Decimal("33.33")
    assert made.scanned.note == ""
    assert (made.electronic.counted, made.electronic.percent) == (0, Decimal("0.00"))
    attachments.mark_electronic(counter.officer, no_result, is_electronic=True)
    made = digitisation.of_period(counter.admin, MONDAY, MONDAY)
    assert (made.electronic.counted, made.scanned.counted) == (1, 2)
    assert made.scanned.percent == Decimal("66.67")
    assert not made.has_full_points


def test_papers_that_came_as_electronic_copies_need_no_scan(
    counter: Counter, digitisation: Digitisation, attachments: Attachments
) -> None:
    digital = HandedPaper("Tờ khai điện tử", electronic=1)
    both = HandedPaper("Tờ khai và bản in", plain=1, electronic=1)
    for papers in ((digital,), (digital, both), ()):
        code = counter.resolved(papers=papers)
        attachments.add_result(counter.officer, code, "kq.pdf", SCAN)
    made = digitisation.of_period(counter.admin, MONDAY, MONDAY)
    assert (made.scanned.counted, made.scanned.of) == (2, 3)


def test_full_points_begin_at_eighty_per_cent(
    counter: Counter, digitisation: Digitisation, attachments: Attachments
) -> None:
    for number in range(5):
        code = counter.resolved(papers=())
        if number:
            attachments.add_result(counter.officer, code, "kq.pdf", SCAN)
    made = digitisation.of_period(counter.admin, MONDAY, MONDAY)
    assert made.scanned.percent == Decimal("80.00")
    assert made.has_full_points


def test_a_later_scan_and_a_later_end_do_not_change_a_past_day(
    counter: Counter, digitisation: Digitisation, attachments: Attachments
) -> None:
    scanned, late = counter.resolved(papers=()), counter.resolved(papers=())
    line = attachments.add_result(counter.officer, scanned, "kq.pdf", SCAN)
    counter.time.advance(timedelta(days=1))
    attachments.add_result(counter.officer, late, "kq.pdf", SCAN)
    attachments.end(counter.officer, line.attachment_id, "quét nhầm")
    past = digitisation.of_period(counter.admin, MONDAY, MONDAY)
    assert (past.scanned.counted, past.scanned.of) == (1, 2)
    both = digitisation.of_period(counter.admin, MONDAY, MONDAY + timedelta(days=1))
    assert (both.scanned.counted, both.scanned.of) == (1, 2)
    attachments.add_result(counter.officer, scanned, "kq.pdf", SCAN)
    both = digitisation.of_period(counter.admin, MONDAY, MONDAY + timedelta(days=1))
    assert both.scanned.counted == 2
    empty = digitisation.of_period(counter.admin, MONDAY + timedelta(days=1), date(2026, 11, 30))
    assert empty.scanned.of == 0


def test_another_office_counts_nothing_of_it(counter: Counter, digitisation: Digitisation) -> None:
    counter.resolved()
    assert digitisation.of_period(counter.admin, MONDAY, MONDAY).scanned.of == 1
    stranger = a_stranger(counter.database, Role.SUPERVISOR)
    assert digitisation.of_period(stranger, MONDAY, MONDAY).scanned.of == 0


def test_figures_are_for_those_who_may_see_them(
    counter: Counter, digitisation: Digitisation
) -> None:
    with pytest.raises(NotAllowedError):
        digitisation.of_period(an_actor(counter.database, Role.OFFICER, login="b"), MONDAY, MONDAY)
    with pytest.raises(InvalidInputError) as refused:
        digitisation.of_period(counter.admin, MONDAY, MONDAY - timedelta(days=1))
    assert refused.value.field == "to"
