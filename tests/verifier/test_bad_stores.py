"""The verifier that an auditor takes along says of each store what the program's audit says."""

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.clock import Clock
from app.errors import InvalidInputError
from app.models.database import Database, sqlite_engine
from app.models.log_extract import write_log_extract
from app.models.store_freshness import watch
from app.models.watermark import ChainHead, Watermark, whole
from app.outputs import OutputPlace
from app.services.audit.audit import Audit
from app.services.audit.outside import read_given
from app.services.audit.records import AuditKit, AuditReport, Given
from app.services.audit.restorations import read_sheets
from app.services.forms.verification import PublicKeyFile, PublicUnit, write_public_key_file
from app.services.ledger.after_restore import continue_after
from app.services.ledger.transactions import Transactions, append_entry
from tests.services.audit_builders import Papers, use
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_store, the_actor
from tests.services.touching import (
    Plant,
    count_anew,
    delete,
    insert_after,
    plant,
    sql,
    swap,
    tell_restoration,
)
from verifier.__main__ import main
from verifier.chain import Verdict
from verifier.whole import verify_store

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Kept:
    """A closed store, and what an auditor keeps away from it."""

    store: Path
    kit: AuditKit
    papers: Papers
    record: Path
    key_file: Path
    data: Path

    @property
    def anchors(self) -> list[str]:
        return [*self.kit.anchors, *self.papers.receipts, self.papers.sheet, str(self.record)]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    counter = a_counter(folder, FakeTime(), a_store(folder / "data"))
    watch(counter.database, folder / "mốc")
    papers = use(counter)
    record = counter.database.high_water
    assert record is not None
    assert record.path is not None
    kit = _audit(counter).kit(counter.admin)
    counter.database.close()
    key_file = folder / "khóa.json"
    unit = PublicUnit(kit.office_number, kit.office_code, kit.office_name)
    write_public_key_file(OutputPlace(key_file), PublicKeyFile(unit, dict(kit.keys)))
    return Kept(folder / "data" / "motcua.db", kit, papers, record.path, key_file, folder)


def _audit(counter: Counter) -> Audit:
    return Audit(counter.tx, counter.database, dict)


def _both(
    kept: Kept, store: Path, anchors: list[str], sheets: tuple[str, ...] = ()
) -> tuple[AuditReport, Verdict]:
    verdict = verify_store(store, dict(kept.kit.keys), anchors, sheets)
    database = Database(sqlite_engine(store))
    try:
        audit = Audit(Transactions(database, Clock(FakeTime())), database, dict)
        given = read_given(anchors)
        report = audit.run(
            the_actor(database, "quanly"),
            Given(
                digits=given.digits,
                records=given.records,
                keys=kept.kit.keys,
                restorations=read_sheets(sheets),
            ),
        )
    finally:
        database.close()
    return report, verdict


def _touched(kept: Kept, folder: Path, *plants: Plant) -> Path:
    path = folder / "bad.db"
    shutil.copyfile(kept.store, path)
    database = Database(sqlite_engine(path))
    plant(database, *plants)
    database.close()
    return path


def test_good_store(kept: Kept) -> None:
    report, verdict = _both(kept, kept.store, kept.anchors)
    assert report.is_whole
    assert verdict.problems == []
    (chain,) = verdict.chains.values()
    assert (len(chain.heads), chain.heads[-1].hex()) == (
        report.chains[0].count,
        report.chains[0].head,
    )
    assert verdict.forms == report.forms


def test_extract_of_the_log_is_as_whole_as_the_store(kept: Kept, tmp_path: Path) -> None:
    """Closings, locked periods and forms go with the log that tells of them."""
    path = tmp_path / "trích.db"
    database = Database(sqlite_engine(kept.store))
    with database.read() as session:
        write_log_extract(session.connection(), OutputPlace(path))
    database.close()
    verdict = verify_store(path, dict(kept.kit.keys), kept.anchors)
    assert verdict.problems == []
    assert verdict.forms == verify_store(kept.store, dict(kept.kit.keys), []).forms


_KEY = "ab" * 32
_ROWS = {
    "changed facts": (sql("UPDATE log_entries SET facts = '{}' WHERE seq = 3"), 3),
    "changed times": (
        sql("UPDATE log_entries SET entered_at = '2026-11-20 02:00:00.000000' WHERE seq = 5"),
        5,
    ),
    "garbled time": (sql("UPDATE log_entries SET entered_at = 'hôm qua' WHERE seq = 5"), 5),
    "blob for text": (sql("UPDATE log_entries SET facts = x'ff' WHERE seq = 4"), 4),
    "first deleted": (delete(1), 1),
    "deleted": (delete(6), 6),
    "swapped": (swap(4, 7), 4),
    "inserted": (insert_after(2), 3),
    "changed hash": (sql("UPDATE log_entries SET hash = previous_hash WHERE seq = 3"), 3),
    "changed link": (sql("UPDATE log_entries SET previous_hash = hash WHERE seq = 3"), 3),
    "renamed office": (sql("UPDATE units SET code = 'H53' WHERE id = 1"), 1),
}


@pytest.mark.parametrize("name", _ROWS)
def test_first_bad_row_is_the_same(kept: Kept, tmp_path: Path, name: str) -> None:
    touched, seq = _ROWS[name]
    report, verdict = _both(kept, _touched(kept, tmp_path, touched), [])
    assert report.first_bad is not None
    assert verdict.first_bad is not None
    assert (report.first_bad.seq, verdict.first_bad[2]) == (seq, seq)


_TOUCHED: dict[str, tuple[Plant, ...]] = {
    "recomputed": (sql("UPDATE log_entries SET officer_id = 1 WHERE seq = 4"), count_anew),
    "signature of a form": (
        sql(
            "UPDATE issued_forms SET snapshot = replace(snapshot, '\":\"1', '\":\"2') WHERE id = 1"
        ),
    ),
    "form of another dossier": (
        sql("UPDATE issued_forms SET qr_stem = 'xx' || substr(qr_stem, 3) WHERE id = 1"),
    ),
    "key exchanged": (sql("UPDATE public_keys SET public_key = 'ab' || substr(public_key, 3)"),),
    "closing deleted": (sql("DELETE FROM day_closings"),),
    "figures changed": (sql("UPDATE day_closings SET figures = replace(figures, '3', '4')"),),
    "closing moved": (sql("UPDATE day_closings SET log_seq = log_seq - 1"),),
    "reopened unseen": (sql("UPDATE day_closings SET reopened_at = closed_at"),),
    "confirmed unseen": (sql("UPDATE day_closings SET confirmed_at = NULL"),),
    "lock deleted": (sql("DELETE FROM period_locks"),),
    "figures of a lock changed": (
        sql("UPDATE period_locks SET figures = replace(figures, '3', '4')"),
    ),
    "lock moved": (sql("UPDATE period_locks SET log_seq = log_seq - 1"),),
    "lock of other days": (sql("UPDATE period_locks SET first_day = '2026-11-20'"),),
    "period reopened unseen": (sql("UPDATE period_locks SET reopened_at = locked_at"),),
    "personal part deleted": (
        sql("DELETE FROM log_details WHERE seq = (SELECT min(seq) FROM log_details)"),
    ),
    "personal part changed": (sql("UPDATE log_details SET facts = facts || ' '"),),
}


@pytest.mark.parametrize("name", _TOUCHED)
def test_touched_store_is_found_by_both(kept: Kept, tmp_path: Path, name: str) -> None:
    report, verdict = _both(kept, _touched(kept, tmp_path, *_TOUCHED[name]), [])
    # A key of the store counts for nothing here: the verifier has its own, and finds no fault then.
    assert not report.is_whole
    assert bool(verdict.problems) == (name != "key exchanged")


_SAID_ANEW = {
    "owner": ('"owner_name":"Lê Thị Cúc"', '"owner_name":"Lê Thị Cức"'),
    "due": ('"due_at":"2026-', '"due_at":"2027-'),
    "fee": ('"fee_vnd":', '"fee_vnd":9'),
    "procedure": ('"procedure_code":"', '"procedure_code":"9'),
    "papers": ('"original":1', '"original":2'),
}


@pytest.mark.parametrize("name", _SAID_ANEW)
def test_a_form_that_says_otherwise_than_its_paper_is_found_by_both(
    kept: Kept, tmp_path: Path, name: str
) -> None:
    """Without the paper nothing tells; with it, where the form was not erased, both do."""
    old, new = (part.replace(":", r"\:") for part in _SAID_ANEW[name])
    paper = kept.papers.receipts[1]
    only = f"json_extract(snapshot, '$.qr_payload') = '{paper}'"
    said = f"UPDATE issued_forms SET snapshot = replace(snapshot, '{old}', '{new}')"  # noqa: S608
    store = _touched(kept, tmp_path, sql(f"{said} WHERE {only}"))
    report, verdict = _both(kept, store, [paper])
    (problem,) = report.problems
    assert [problem.message] == [one[0] for one in verdict.problems]
    assert "không còn ghi giấy này như lúc ký" in problem.message
    database = Database(sqlite_engine(store))
    plant(database, sql(f"UPDATE issued_forms SET erased_at = issued_at WHERE {only}"))  # noqa: S608
    database.close()
    report, verdict = _both(kept, store, [paper])
    assert (report.is_whole, verdict.problems) == (True, [])


def test_other_key_finds_every_paper_unsigned(kept: Kept) -> None:
    verdict = verify_store(kept.store, {1: bytes.fromhex(_KEY)}, kept.anchors)
    assert sum("Chữ ký của giấy" in message for message, _office, _seq in verdict.problems) == 6


def _without_the_last_dossier(connection: Connection) -> None:
    form = "(SELECT max(id) FROM issued_forms)"
    for statement in (
        f"DELETE FROM print_jobs WHERE form_id = {form}",  # noqa: S608
        f"DELETE FROM issued_forms WHERE id = {form}",  # noqa: S608
        "DELETE FROM log_details WHERE seq = (SELECT max(seq) FROM log_entries)",
        "DELETE FROM log_later_rows WHERE seq = (SELECT max(seq) FROM log_entries)",
        "DELETE FROM log_entries WHERE seq = (SELECT max(seq) FROM log_entries)",
        "DELETE FROM dossier_states WHERE dossier_id = (SELECT max(id) FROM dossiers)",
        "DELETE FROM dossier_documents WHERE dossier_id = (SELECT max(id) FROM dossiers)",
        "DELETE FROM dossiers WHERE id = (SELECT max(id) FROM dossiers)",
        "UPDATE number_series SET last = 0 WHERE book = 'dossier' AND period = '2026-11-24'",
        "UPDATE number_series SET last = last - 1 WHERE book = 'receipt'",
    ):
        connection.exec_driver_sql(statement)


def _restored(kept: Kept, folder: Path) -> tuple[Path, str]:
    """Return the store of before the last receipt, going on above what that one had given out."""
    path = _touched(kept, folder)
    database = Database(sqlite_engine(path))
    actor = the_actor(database, "quanly")
    plant(database, _without_the_last_dossier)
    lost = len(verify_store(kept.store, dict(kept.kit.keys), []).chains[1].heads)
    with database.write() as session:
        given_out = whole(session).numbers[1, "receipt", "2026"] + 1
        numbers = {(1, "dossier", "2026-11-24"): 1, (1, "receipt", "2026"): given_out}
        seen = Watermark({1: ChainHead(lost, "0" * 64)}, numbers)
        continue_after(session, actor, seen, FakeTime().now, {"backup": "b"})
    return path, _sheet(database)


def _sheet(database: Database) -> str:
    """Return the digits of the newest restoration's sheet, and close the store."""
    audit = Audit(Transactions(database, Clock(FakeTime())), database, dict)
    digits = audit.sheets(the_actor(database, "quanly"))[-1].digits
    database.close()
    return digits


def test_papers_that_a_restoration_lost_are_excused_by_its_sheet_alone(
    kept: Kept, tmp_path: Path
) -> None:
    path, sheet = _restored(kept, tmp_path)
    held = [kept.papers.receipts[2], kept.kit.anchors[-1], str(kept.record)]
    for anchor in held:
        report, verdict = _both(kept, path, [anchor])
        assert (report.exit_code, verdict.exit_code) == (1, 1), anchor
        assert len(report.problems) == len(verdict.problems) == 1
    report, verdict = _both(kept, path, kept.anchors, (sheet,))
    assert (report.exit_code, verdict.exit_code) == (3, 3), (report.problems, verdict.problems)
    assert report.restorations[0].has_sheet
    assert len(verdict.notes) == len(report.notes)
    for notes in (report.notes, verdict.notes):
        assert sum("đã có phiếu khôi phục" in note for note in notes) == 1


def test_sheet_of_a_restoration_that_the_log_does_not_tell(kept: Kept, tmp_path: Path) -> None:
    _path, sheet = _restored(kept, tmp_path)
    report, verdict = _both(kept, kept.store, kept.anchors, (sheet,))
    assert (report.exit_code, verdict.exit_code) == (1, 1)


@pytest.mark.parametrize("wrong", ["", "12", "1" + "0" * 99, "2" + "0" * 99])
def test_digits_of_no_sheet_are_refused(kept: Kept, wrong: str) -> None:
    words = [str(kept.store), "--public-key", str(kept.key_file), "--restoration", wrong]
    assert main(words) == 2
    with pytest.raises(InvalidInputError, match="phiếu khôi phục kho"):
        read_sheets([wrong])


_END = 14
"""The number of the entry that `tell_restoration` plants in the store."""
_WIDE = '{"lost_from":1,"lost_to":10000000,"held":10000000,"numbers":[]}'
_NONE = f'{{"lost_from":{_END},"lost_to":{_END - 1},"held":{_END - 1},"numbers":[]}}'
_REWRITTEN = sql("UPDATE log_entries SET officer_id = 1 WHERE seq = 4")
_WITH = '{"lost_from":%d,"lost_to":%d,"held":%d,"numbers":[%s]}'
_USED = (
    '{"unit":1,"book":"dossier","period":"2026-11-24","first":1,"last":1}',
    '{"unit":1,"book":"receipt","period":"2026","first":1,"last":1}',
    '{"unit":1,"book":"dossier","period":"2026-11-24","first":1.0,"last":1}',
    '{"unit":1,"book":"dossier","period":"2026-11-24","first":true,"last":1}',
    '{"unit":1,"book":"dossier","period":"2026-11-24","first":5,"last":4}',
    '{"unit":1,"book":"foreign","period":"2026-11-24","first":5,"last":9}',
)
_MANY = _USED[0].replace('"last":1', f'"last":{10**30}')
_JUDGED: dict[str, tuple[tuple[Plant, ...], int]] = {
    "whole": ((), 0),
    "one made-up restoration that lost nothing": ((tell_restoration(_NONE),), 3),
    "a loss that the record held": (
        (tell_restoration(f'{{"lost_from":{_END},"lost_to":90,"held":90,"numbers":[]}}'),),
        3,
    ),
    "wider than was held": (
        (tell_restoration(f'{{"lost_from":{_END},"lost_to":91,"held":90,"numbers":[]}}'),),
        1,
    ),
    "all rows": ((tell_restoration(_WIDE),), 1),
    "all rows, as before 0.8.0": ((tell_restoration('{"lost_from":1,"lost_to":10000000}'),), 1),
    "no number": ((tell_restoration(_NONE.replace(f":{_END},", f":{_END}.0,")),), 1),
    "truth for a number": (
        (tell_restoration('{"lost_from":true,"lost_to":90,"held":90,"numbers":[]}'),),
        1,
    ),
    "nothing said": ((tell_restoration("{}"),), 1),
    "no facts": ((tell_restoration("[]"),), 1),
    "too large a number": (
        (
            tell_restoration(
                _WITH % (_END, _END - 1, _END - 1, _USED[0].replace('"last":1', f'"last":{10**30}'))
            ),
        ),
        1,
    ),
    "numbers that are no list": ((tell_restoration(_NONE.replace("[]", "5")),), 1),
    **{
        f"lost numbers {one}": ((tell_restoration(_WITH % (_END, _END - 1, _END - 1, one)),), 1)
        for one in _USED
    },
    "restoration that the store does not keep": (
        (tell_restoration(_NONE), sql("DELETE FROM lost_numbers")),
        1,
    ),
    "lost numbers that nobody tells": (
        (tell_restoration(_NONE), sql("UPDATE lost_numbers SET first = first - 1")),
        1,
    ),
}


@pytest.mark.parametrize("name", _JUDGED)
def test_audit_and_verifier_judge_a_table_of_stores_alike(
    kept: Kept, tmp_path: Path, name: str
) -> None:
    touched, expected = _JUDGED[name]
    report, verdict = _both(kept, _touched(kept, tmp_path, *touched), kept.anchors)
    assert (report.exit_code, verdict.exit_code) == (expected, expected), (
        report.problems,
        verdict.problems,
    )


@pytest.mark.parametrize("facts", [_WIDE, _WITH % (_END, 10**7, 10**7, "")])
def test_one_made_up_restoration_excuses_no_rewritten_store(
    kept: Kept, tmp_path: Path, facts: str
) -> None:
    """Every paper that names what was rewritten contradicts it, whatever the entry tells."""
    path = _touched(kept, tmp_path, _REWRITTEN, tell_restoration(facts))
    for anchor in (*kept.papers.receipts[1:], kept.papers.sheet, kept.kit.anchors[-1]):
        report, verdict = _both(kept, path, [anchor])
        assert (report.exit_code, verdict.exit_code) == (1, 1)
        assert any("Trái với mốc" in one.message for one in report.problems)
        assert any("Trái với mốc" in said for said, _office, _seq in verdict.problems)


def test_a_clock_set_back_is_told_alike_and_breaks_no_chain(kept: Kept, tmp_path: Path) -> None:
    path = _touched(kept, tmp_path)
    database = Database(sqlite_engine(path))
    actor = the_actor(database, "quanly")
    with database.write() as session:
        early = FakeTime().now - timedelta(days=30)
        append_entry(session, actor, "sign_out", {}, (early, early), None)
        append_entry(session, actor, "clock_accepted", {}, (early, early), None)
    database.close()
    report, verdict = _both(kept, path, [])
    assert (report.is_whole, verdict.problems) == (True, [])
    assert len(verdict.notes) == len(report.notes) == 2
    last = report.entries
    for notes in (report.notes, verdict.notes):
        assert f"dòng {last - 1} " in notes[0]
        assert "lùi" in notes[0]
        assert f"dòng {last} chấp nhận giờ máy" in notes[1]


def _forged(kept: Kept) -> str:
    return kept.papers.sheet[:-1] + ("1" if kept.papers.sheet[-1] != "1" else "2")


@pytest.mark.parametrize(
    "anchor",
    [_forged, lambda _kept: "1" + "0" * 97 + "37", lambda kept: kept.kit.anchors[0][:-1] + "x"],
)
def test_anchors_that_prove_nothing_are_said(
    kept: Kept, anchor: Callable[[Kept], str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(kept.store), "--public-key", str(kept.key_file), "--anchor", anchor(kept)]
    assert main(words) in {1, 2}
    said = capsys.readouterr()
    assert "mốc" in (said.out + said.err).lower()


def test_it_runs_as_a_folder_beside_a_copy(kept: Kept, tmp_path: Path) -> None:
    shutil.copytree(_ROOT / "verifier", tmp_path / "verifier")
    anchors = tmp_path / "mốc.txt"
    anchors.write_text("\n".join(["# mốc", *kept.anchors[:-1]]), "utf-8")
    words = (str(kept.store), "--public-key", str(kept.key_file), "--anchor", str(anchors))
    more = ("--anchor", str(kept.record), "--json")
    done = subprocess.run(
        [sys.executable, "-m", "verifier", *words, *more],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ok"] is True


@pytest.mark.parametrize("content", [b"", b"x" * 4096, b"SQLite format 3\0" + bytes(4080)])
def test_what_is_no_store_is_said(
    kept: Kept, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kho.db"
    path.write_bytes(content)
    assert main([str(path), "--public-key", str(kept.key_file)]) == 2
    assert str(path) in capsys.readouterr().err


def test_it_needs_nothing_of_the_program() -> None:
    for path in (_ROOT / "verifier").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                top = name.partition(".")[0]
                assert top in {*sys.stdlib_module_names, "cryptography", "verifier"}, (path, name)
