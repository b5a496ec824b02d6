"""The verb: one JSON document, one line of failure, the exit code."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.clock import Clock
from app.commands.import_catalogue import add_parser, run_at
from app.errors import InvalidInputError
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import ProcedureFilter
from app.services.ledger.records import Actor
from tests.commands.conftest import Console
from tests.services.catalogue.files import a_csv, a_json, a_published, a_row
from tests.services.store_builders import FakeTime, a_store, an_office, transactions


@dataclass
class _Desk:
    actor: Actor
    catalogue_import: CatalogueImport
    procedures: Procedures

    def count(self) -> int:
        return self.procedures.page(self.actor, ProcedureFilter()).total


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    database, clock = a_store(tmp_path / "data"), Clock(FakeTime())
    admin = an_office(database, clock)
    tx = transactions(database, clock)
    return _Desk(admin, CatalogueImport(tx), Procedures(tx))


def _run(desk: _Desk, *words: object) -> int:
    parser = argparse.ArgumentParser()
    verb = add_parser(parser.add_subparsers(required=True))
    verb.add_argument("--json", action="store_true")
    return run_at(parser.parse_args(["import-catalogue", *map(str, words)]), desk)


def test_json_says_what_was_imported(
    desk: _Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(desk, a_csv(tmp_path, a_row(), a_row(code="1.2")), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["imported"], said["refused"], said["dry_run"]) == (2, [], False)
    assert desk.count() == 2


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_bare_hours_need_the_switch_that_says_which(
    desk: _Desk, tmp_path: Path, more: tuple[str, ...]
) -> None:
    path = a_csv(tmp_path, a_row(value="24", unit="Giờ"))
    with pytest.raises(InvalidInputError, match="--hours working hoặc --hours continuous"):
        _run(desk, path, *more)
    assert desk.count() == 0


@pytest.mark.parametrize(
    ("meaning", "word"), [("working", "giờ làm việc"), ("continuous", "giờ (liên tục)")]
)
def test_bare_hours_are_taken_as_the_switch_says(
    desk: _Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], meaning: str, word: str
) -> None:
    path = a_csv(tmp_path, a_row(value="24", unit="Giờ"))
    assert _run(desk, path, "--hours", meaning) == 0
    assert f"Lưu ý dòng 2 (1.001193): “Giờ” được hiểu là {word}" in capsys.readouterr().out
    (found,) = desk.procedures.find(desk.actor, "1.001193")
    assert found.times == f"24 {word}"


def test_bad_row_stops_all_with_its_reason(
    desk: _Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_csv(tmp_path, a_row(), a_row(code="1.2", unit="tuần"))
    assert _run(desk, path, "--json") == 1
    streams = capsys.readouterr()
    said = json.loads(streams.out)
    assert said["imported"] == 0
    assert [(each["row"], each["code"]) for each in said["refused"]] == [(3, "1.2")]
    assert "“tuần”" in said["refused"][0]["reason"]
    assert streams.err.count("\n") == 1
    assert desk.count() == 0


def test_partial_takes_the_good_rows(
    desk: _Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_csv(tmp_path, a_row(), a_row(code="1.2", unit="tuần"))
    assert _run(desk, path, "--partial") == 0
    said = capsys.readouterr().out
    assert "Đã nhập 1 thủ tục: 1 mới" in said
    assert "Từ chối dòng 3 (1.2)" in said
    assert desk.count() == 1


@pytest.mark.parametrize(("switches", "imported", "code"), [(("--partial",), 1, 0), ((), 0, 1)])
def test_dry_run_says_and_writes_nothing(
    desk: _Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    switches: tuple[str, ...],
    imported: int,
    code: int,
) -> None:
    path = a_csv(tmp_path, a_row(), a_row(code="1.2", unit="tuần"))
    assert _run(desk, path, "--dry-run", "--json", *switches) == code
    said = json.loads(capsys.readouterr().out)
    assert (said["imported"], said["dry_run"], len(said["refused"])) == (imported, True, 1)
    assert desk.count() == 0


def test_notices_are_shown_up_to_a_screenful(
    desk: _Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_json(tmp_path, [a_published(code=f"1.{n}", channels=[]) for n in range(25)])
    assert _run(desk, path) == 0
    said = capsys.readouterr().out
    assert said.count("Lưu ý dòng") == 20
    assert "Còn 5 lưu ý khác" in said


def test_unreadable_file_is_the_callers_to_say(desk: _Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="Không có tệp"):
        _run(desk, tmp_path / "không-có.csv")


def test_verb_opens_the_store_for_its_officer(console: Console, tmp_path: Path) -> None:
    path = a_csv(tmp_path, a_row(code="9.000001"))
    dry = console.ask("import-catalogue", path, "--dry-run", officer="quantri")
    assert (dry["imported"], dry["dry_run"]) == (1, True)
    assert console.ask("import-catalogue", path, officer="quantri")["imported"] == 1
    assert console.ask("import-catalogue", path, officer="quantri")["unchanged"] == 1
    console.run("import-catalogue", path, officer="tiepnhan1").refusal()


def test_verb_refuses_all_rows_or_takes_the_good_ones(console: Console, tmp_path: Path) -> None:
    path = a_csv(tmp_path, a_row(code="9.000001"), a_row(code="9.000002", unit="tuần"))
    refused = console.run("import-catalogue", path, "--json", officer="quantri")
    assert (refused.status, refused.document()["imported"]) == (1, 0)
    assert refused.document()["refused"][0]["row"] == 3
    assert refused.err.count("\n") == 1
    partial = console.run("import-catalogue", path, "--partial", "--json", officer="quantri")
    assert (partial.status, partial.document()["imported"], partial.err) == (0, 1, "")
