"""The money of a day and of a quarter at the command line."""

from pathlib import Path

import pytest

from app.clock import Clock
from app.models.database import Database, sqlite_engine
from app.paths import STORE_NAME
from app.services.forms.keys import KeyFolder
from app.services.ledger.transactions import Transactions
from app.services.money.cashier import Cashier
from app.services.money.records import Taking
from app.vocabulary.dossiers import PaymentKind
from tests.commands.conftest import Console
from tests.services.store_builders import the_actor

_DAY = ("cash", "--day", "2026-11-23")
_STARTS = {"xlsx": b"PK", "pdf": b"%PDF-", "json": b"{"}


def take(console: Console, amount_vnd: int) -> str:
    """Take money for a dossier with a fee as the first counter officer; return its code."""
    code = console.register(fee_vnd=amount_vnd)
    database = Database(sqlite_engine(console.data / STORE_NAME))
    try:
        till = Cashier(
            Transactions(database, Clock(console.time)),
            KeyFolder(console.data.parent / "keys").load_or_create(1),
        )
        taking = Taking(amount_vnd=amount_vnd, kind=PaymentKind.ADVANCE)
        till.take(the_actor(database, "tiepnhan1"), code, taking)
    finally:
        database.close()
    return code


def test_the_document_of_a_day_lists_what_was_taken(console: Console) -> None:
    code = take(console, 2_000)
    said = console.ask(*_DAY)
    assert (said["total_vnd"], said["count"], said["is_own"]) == (2_000, 1, False)
    (payment,) = said["payments"]
    assert (payment["number"], payment["dossier"]) == ("1/PT", code)
    assert console.ask("cash", "--day", "2026-11-22")["total_vnd"] == 0
    figures = console.ask("summary", "--from", "2026-11-23", "--to", "2026-11-23")
    assert figures["total"]["fees_vnd"] == said["total_vnd"]


def test_an_officer_is_shown_their_own(console: Console) -> None:
    take(console, 2_000)
    assert console.ask(*_DAY, officer="tiepnhan1")["total_vnd"] == 2_000
    assert console.ask(*_DAY, officer="tiepnhan1")["is_own"] is True
    assert console.ask(*_DAY, officer="tiepnhan2")["total_vnd"] == 0


def test_a_quarter_is_settled(console: Console) -> None:
    take(console, 2_000)
    said = console.ask("cash", "--quarter", "2026-Q4")
    assert (said["total_vnd"], said["open_advance_vnd"]) == (2_000, 2_000)


@pytest.mark.parametrize("kind", _STARTS)
def test_each_format_is_written(console: Console, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"thu phí.{kind}"
    answer = console.run(*_DAY, "--format", kind, "--out", out)
    assert (answer.status, answer.out) == (0, f"Đã ghi {out}.\n")
    assert out.read_bytes().startswith(_STARTS[kind])


def test_json_and_a_file_give_one_document_that_names_it(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    assert console.ask(*_DAY, "--format", "xlsx", "--out", out) == {"out": str(out)}


def test_what_is_wrong_is_said_in_one_line(console: Console, tmp_path: Path) -> None:
    assert "--out" in console.run(*_DAY, "--format", "pdf", "--json").refusal()
    assert "2026-Q4" in console.run("cash", "--quarter", "2026-5").refusal()
    missing = tmp_path / "không có" / "a.pdf"
    assert "thư mục" in console.run(*_DAY, "--format", "pdf", "--out", missing).refusal()
    assert console.run("cash").status == 2
    assert console.run(*_DAY, "--quarter", "2026-Q4").status == 2
