"""The check of a store finds every row that was touched behind the program's back."""

from pathlib import Path

import pytest

from app.models.database import Database
from app.models.exchange import FOREIGN_FROM
from app.models.search_index import find_words
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.ledger.rights import Right
from tests.office_life.ready import a_counter_after
from tests.services.desk_builders import Counter
from tests.services.touching import (
    count_anew,
    delete,
    delete_and_move_up,
    insert_after,
    plant,
    sql,
    swap,
)


def _problems(database: Database) -> list[str]:
    return StoreCheck(database, (signed_form_problems,)).problems()


def _work(counter: Counter) -> None:
    counter.at_agency()
    counter.returned("Trần Văn Bình")
    counter.code("Lê Thị Cúc")


@pytest.fixture
def used(tmp_path: Path, database: Database) -> Counter:
    """A counter with eight entries or more in its log, and a whole store."""
    counter, _told = a_counter_after(_work, tmp_path, database)
    return counter


def test_a_store_in_use_is_whole(used: Counter) -> None:
    assert _problems(used.database) == []


_TOUCHED = {
    "changed facts": (sql("UPDATE log_entries SET facts = '{}' WHERE seq = 3"), 3),
    "changed act": (sql("UPDATE log_entries SET act = 'stop' WHERE seq = 4"), 4),
    "changed officer": (sql("UPDATE log_entries SET officer_id = 1 WHERE seq = 2"), 2),
    "changed time": (
        sql("UPDATE log_entries SET happened_at = '2026-11-20 02:00:00+00' WHERE seq = 5"),
        5,
    ),
    "changed entry time": (
        sql("UPDATE log_entries SET entered_at = '2026-11-20 02:00:00+00' WHERE seq = 5"),
        5,
    ),
    "changed hash": (sql("UPDATE log_entries SET hash = previous_hash WHERE seq = 3"), 3),
    "changed link": (sql("UPDATE log_entries SET previous_hash = hash WHERE seq = 3"), 3),
    "first deleted": (sql("DELETE FROM log_entries WHERE seq = 1"), 1),
    "one deleted": (delete(4), 4),
    "one deleted, the rest moved up": (delete_and_move_up(4), 4),
    "garbled time": (sql("UPDATE log_entries SET entered_at = 'hôm qua' WHERE seq = 5"), 5),
    "swapped": (swap(2, 3), 2),
    "inserted": (insert_after(3), 4),
}


@pytest.mark.parametrize("name", _TOUCHED)
def test_touched_log_is_found_with_its_first_bad_row(used: Counter, name: str) -> None:
    touched, first_bad = _TOUCHED[name]
    if used.database.is_shared and name == "garbled time":
        return  # a server keeps no such time
    plant(used.database, touched)
    assert (
        f"Nhật ký của 000.00.15.H53 bị sửa hoặc mất từ dòng số {first_bad}."
        in StoreCheck(used.database).problems()
    )


def test_chain_counted_anew_without_the_key_is_found_by_the_signed_forms(used: Counter) -> None:
    plant(used.database, sql("UPDATE log_entries SET facts = '{}' WHERE seq = 2"))
    plant(used.database, count_anew)
    assert StoreCheck(used.database).problems() == []
    assert any("đã ký theo" in problem for problem in _problems(used.database))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "snapshot = replace(snapshot, 'qr_payload\":\"1', 'qr_payload\":\"2')",
            "Chữ ký của giấy số 1/TNHS năm 2026 không đúng.",
        ),
        (
            "qr_stem = 'xx' || substr(qr_stem, 3)",
            "Giấy số 1/TNHS năm 2026 không khớp với chữ ký của nó.",
        ),
    ],
    ids=["signature replaced", "pointed at another receipt"],
)
def test_changed_form_is_found(used: Counter, change: str, said: str) -> None:
    plant(used.database, sql(f"UPDATE issued_forms SET {change} WHERE id = 1"))  # noqa: S608
    assert _problems(used.database) == [said]


def test_missing_dossier_is_found_by_its_number(used: Counter) -> None:
    plant(used.database, sql("UPDATE number_series SET last = 9 WHERE book = 'dossier'"))
    assert any("2026-11-23 bị hở, trùng hoặc mất" in each for each in _problems(used.database))


def test_a_dossier_with_a_number_of_no_book_leaves_a_hole(used: Counter) -> None:
    """The numbers of dossiers that came from elsewhere begin after it."""
    plant(
        used.database,
        sql(f"UPDATE dossiers SET day_number = {FOREIGN_FROM} WHERE code LIKE '%-0002'"),  # noqa: S608
    )
    assert _problems(used.database) == ["Số hồ sơ ngày 2026-11-23 bị hở, trùng hoặc mất."]


@pytest.mark.parametrize(
    ("given_code", "next_code"),
    [
        ("000.00.15.H53-261123-0004", "000.00.15.H53-261123-0005"),
        ("000.00.15.H53-261123-0002A", "000.00.15.H53-261123-0004"),
        ("000.00.15.H53-261123-00002", "000.00.15.H53-261123-0004"),
        ("000.00.15.H54-261123-0002", "000.00.15.H53-261123-0004"),
    ],
    ids=["of this office", "longer", "filled up otherwise", "of another office"],
)
def test_a_code_that_came_with_its_dossier_takes_a_number_of_this_office_alone(
    used: Counter, given_code: str, next_code: str
) -> None:
    with used.tx.write(used.officer, Right.REGISTER) as work:
        used.intake.take_in(work, used.as_typed("Đỗ Văn Dũng"), given_code)
    assert used.code("Võ Thị Em") == next_code
    assert _problems(used.database) == []


def test_a_day_whose_dossiers_are_all_gone_is_found(used: Counter) -> None:
    plant(used.database, sql("UPDATE dossiers SET day = '2026-11-20' WHERE day = '2026-11-23'"))
    assert any("2026-11-23" in each for each in _problems(used.database))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM payments WHERE ordinal = 2", "Số phiếu thu năm 2026"),
        ("UPDATE issued_forms SET ordinal = 9 WHERE ordinal = 2", "Số giấy tiếp nhận năm 2026"),
        ("DELETE FROM number_series WHERE book = 'handoff_slip'", "Số phiếu bàn giao năm 2026"),
    ],
)
def test_holes_of_other_books_are_found(used: Counter, statement: str, said: str) -> None:
    used.code("Đỗ Văn Dũng", fee_vnd=8000, paid_vnd=8000)
    used.code("Võ Thị Em", fee_vnd=8000, paid_vnd=5000)
    assert _problems(used.database) == []
    plant(used.database, sql(statement))
    assert any(said in each for each in _problems(used.database))


_A_BOOK_OF_2025 = (
    "INSERT INTO number_series (unit_id, book, period, last) "
    "SELECT unit_id, 'payment', '2025', {last} FROM number_series WHERE book = 'dossier'"
)


def test_a_book_that_was_begun_and_has_given_no_number_is_whole(used: Counter) -> None:
    plant(used.database, sql(_A_BOOK_OF_2025.format(last=0)))
    assert _problems(used.database) == []


@pytest.mark.parametrize("last", [1, 2])
def test_a_book_that_gave_numbers_and_has_no_row_is_found(used: Counter, last: int) -> None:
    plant(used.database, sql(_A_BOOK_OF_2025.format(last=last)))
    assert _problems(used.database) == ["Số phiếu thu năm 2025 bị hở, trùng hoặc mất."]


@pytest.mark.parametrize("slips", [1, 2])
def test_a_book_with_rows_and_no_series_is_found(used: Counter, slips: int) -> None:
    """Also where it has one row alone."""
    for _slip in range(slips - 1):
        code = used.code("Phan Văn Giang")
        used.handoffs.send(used.officer, used.economy, [code])
    plant(used.database, sql("DELETE FROM number_series WHERE book = 'handoff_slip'"))
    assert _problems(used.database) == ["Số phiếu bàn giao năm 2026 bị hở, trùng hoặc mất."]


def test_log_without_its_end_is_found_by_what_the_end_had_made(used: Counter) -> None:
    """A chain that was cut short is still a chain."""
    plant(
        used.database,
        sql(
            "DELETE FROM log_later_rows WHERE seq = (SELECT max(seq) FROM log_entries)",
            "DELETE FROM log_entries WHERE seq = (SELECT max(seq) FROM log_entries)",
        ),
    )
    assert "Có 1 thay đổi của hồ sơ không còn dòng nhật ký." in StoreCheck(used.database).problems()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossier_states SET to_at = '2026-11-24 02:00:00+00' WHERE dossier_id = 3",
        "DELETE FROM dossier_states WHERE dossier_id = 3",
        "UPDATE dossier_states SET to_at = '9999-12-31 00:00:00+00' WHERE dossier_id = 1",
    ],
)
def test_dossier_without_one_present_state_is_found(used: Counter, statement: str) -> None:
    if used.database.is_shared:
        statement = statement.replace("'9999", "TIMESTAMPTZ '9999")
    else:
        statement = statement.replace("+00'", ".000000'")
    plant(used.database, sql(statement))
    assert "Có 1 hồ sơ không có đúng một trạng thái hiện tại." in _problems(used.database)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE dossier_documents SET dossier_id = 77 WHERE id = 1",
            "Có 1 dòng trỏ tới dữ liệu không còn.",
        ),
        (
            "UPDATE number_series SET unit_id = 'hai' WHERE book = 'dossier'",
            "Số hồ sơ ngày 2026-11-23 bị hở, trùng hoặc mất.",
        ),
    ],
    ids=["to no dossier", "a text where a number belongs"],
)
def test_row_pointing_nowhere_is_found(used: Counter, statement: str, said: str) -> None:
    if used.database.is_shared:
        return  # the server itself lets no such row in, whoever writes it
    with used.database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql(statement)
        connection.commit()
    assert said in _problems(used.database)


def test_what_another_line_has_indexed_is_no_harm(used: Counter) -> None:
    with used.database.read() as session:
        assert find_words(session.connection(), ("nguyen",), 5)
        for number in range(30):
            used.code(f"Nguyễn Văn {number}")
    assert [_problems(used.database) for _line in range(2)] == [[], []]
