"""Checklist rows 1-7: what people and files say never becomes code, markup, path or command.

Each test holds the control to its promise, then takes it away and must see the promise break.
"""

import ast
import csv
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from xlsxwriter.worksheet import Worksheet

from app import text
from app.errors import InvalidInputError
from app.printing.outbox import render
from app.reports import cells, export, summary_xlsx
from app.services import tables
from app.services.figures.records import DailySummary
from app.services.intake import intake as intake_module
from app.services.tables import read_workbook
from app.ui.widgets import labels
from tests.printing.forms import flowing_text
from tests.reports.summaries import some_row, some_summary
from tests.security.sources import called, found, imported, planted
from tests.services.catalogue.files import a_raw_xlsx
from tests.services.desk_builders import OWNER, Counter

INJECTIONS = [
    *("' OR '1'='1", "'; DROP TABLE dossiers; --", '" OR ""="', "1; SELECT 1", "%' OR 1=1 --"),
    *("%", "_", "\\", "%%%", "a%b", "a_b", "a\\b", "*", '"', "'", "NEAR(a b)", "a AND b", "-a"),
    *("a*", "^a", "{a}", "(a", "a)", "a:b", "$$", ":x", "?", "?x", "--", "/*", "*/", ";"),
]


def _sql_from_text(node: ast.AST) -> str:
    """Find SQL put together from values: only constants and names bound to them may be given."""
    if called(node).rsplit(".", 1)[-1] not in {"text", "exec_driver_sql", "executescript"}:
        return ""
    (first, *_rest) = node.args or [ast.Constant("")]  # type: ignore[attr-defined]
    is_glued = isinstance(first, ast.JoinedStr | ast.BinOp) or ".format" in called(first)
    return f"SQL glued from values in line {node.lineno}" if is_glued else ""  # type: ignore[attr-defined]


# Names of the program's own tables and numbers of its own, in DDL that takes no parameters.
_OWN_NAMES = (
    "app/models/row_digests.py",
    "app/models/store.py",
    "app/models/copying.py",
    "app/models/log_extract.py",
    "app/models/migrating.py",
    "app/models/page_check.py",
    "app/models/desk_account.py",
    "app/models/changes.py",
    "app/services/backup/copies.py",
    "app/models/migrations/env.py",
)


def test_row_01_sql_takes_values_by_parameters_alone(counter: Counter) -> None:
    assert found(_sql_from_text, *_OWN_NAMES) == []
    assert planted("session.execute(text(f'SELECT {name}'))", _sql_from_text)
    assert planted("connection.exec_driver_sql('SELECT ' + name)", _sql_from_text)
    codes = {name: counter.code(f"Người {name} đây") for name in INJECTIONS}
    other = counter.code("Nguyễn Văn Khác")
    for name, code in codes.items():
        assert counter.tracking.one(counter.officer, code).owner.name == f"Người {name} đây"
        rows = counter.search.find(counter.officer, name, 200).rows
        assert other not in {row.code for row in rows}, name


def test_row_01_is_seen_to_fail(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.code("Nguyễn Văn Khác")
    escaping = 'zzz" OR "nguyen'
    assert counter.search.find(counter.officer, escaping).rows == ()
    monkeypatch.setattr("app.services.dossiers.search.words", lambda typed: (typed,))
    assert counter.search.find(counter.officer, escaping).rows


def _starts_something(node: ast.AST) -> str:
    name = called(node)
    if name in {"os.system", "os.popen", "os.startfile"} or any(
        word.arg == "shell" for word in getattr(node, "keywords", [])
    ):
        return f"a shell in line {node.lineno}"  # type: ignore[attr-defined]
    if name.endswith(("QDesktopServices.openUrl", "webbrowser.open")):
        return f"opens by another program in line {node.lineno}"  # type: ignore[attr-defined]
    return ""


def test_row_02_no_shell_and_nothing_opened_by_its_name() -> None:
    # The file that the program has just written as a report, in a folder of the person's choice.
    assert found(_starts_something, "app/ui/shell/file_dialogs.py") == []
    assert planted("subprocess.run('ls', shell=True)", _starts_something)
    assert planted("os.startfile(path)", _starts_something)
    assert planted("QDesktopServices.openUrl(url)", _starts_something)


EVIL_CELLS = [
    *('=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0"),
    *("\t=1+1", "\r=1+1", "\0=1+1", "＝1+1", "＋1", "－1+2", "＠a", " =1+1"),
]


def _summary_of(names: list[str]) -> DailySummary:
    rows = tuple(some_row(number, owner_name=name) for number, name in enumerate(names, 1))
    return some_summary(received_rows=rows)


def _running_cells(tmp_path: Path) -> list[str]:
    """Return the cells of both exports that a spreadsheet would run."""
    summary = _summary_of(EVIL_CELLS)
    (tmp_path / "a.xlsx").write_bytes(summary_xlsx.summary_xlsx(summary))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    runs = [
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.data_type == "f"
    ]
    said = export.register_csv(summary).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(said), delimiter=";" if ";" in said else ","))
    starts = tuple("=+@＝＋－＠\t\r\0")
    return runs + [cell for line in lines for cell in line if cell.lstrip().startswith(starts)]


def test_row_03_cells_that_would_run_are_text(tmp_path: Path) -> None:
    assert _running_cells(tmp_path) == []


def test_row_03_is_seen_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_FORMULA_STARTS", "\0")
    assert {"=1+1", "@SUM(1)", "＠a"} <= set(_running_cells(tmp_path))
    monkeypatch.undo()
    monkeypatch.setattr(Worksheet, "write_string", _as_xlsxwriter_guesses)
    assert "=1+1" in _running_cells(tmp_path)


def _as_xlsxwriter_guesses(sheet: Worksheet, *cell: Any) -> object:
    row, column, text = cell[:3]
    if text.startswith("="):
        return sheet.write_formula(row, column, text)
    return sheet.write_blank(row, column, None)


MARKUP = '<img src="/etc/hostname"/><b>Nguyễn</b> & <font color=red>Ánh</font>'


class _Opened:
    """Hears every file that is opened while it listens."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self._listens = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[object, ...]) -> None:
        if self._listens and event == "open":
            self.paths.append(str(args[0]))

    def __enter__(self) -> "_Opened":
        self._listens = True
        return self

    def __exit__(self, *_fault: object) -> None:
        self._listens = False


def test_row_04_text_is_never_markup(counter: Counter, qapp: QApplication) -> None:
    registered = counter.dossier(MARKUP)
    with _Opened() as opened:
        pdf = render(registered.receipt, 1)
    assert not any("hostname" in path for path in opened.paths)
    assert "<img" in flowing_text(pdf)
    shown = labels.label(MARKUP)
    assert (shown.text(), shown.textFormat()) == (MARKUP, Qt.TextFormat.PlainText)
    assert found(_own_label, "app/ui/widgets/labels.py", "app/ui/shell/messages.py") == []
    assert labels.tooltip(MARKUP).startswith("<qt>&lt;img")
    assert QLabel(MARKUP).textFormat() is not Qt.TextFormat.PlainText, "what Qt does by itself"


def _own_label(node: ast.AST) -> str:
    if called(node) in {"QLabel", "QMessageBox", "Paragraph"} and getattr(node, "args", None):
        return f"text that may be taken for markup in line {node.lineno}"  # type: ignore[attr-defined]
    return ""


def test_row_04_is_seen_to_fail() -> None:
    assert planted("QLabel(name)", _own_label)
    assert planted("Paragraph(name, style)", _own_label)


def _evaluates(node: ast.AST) -> str:
    if called(node) in {"eval", "exec", "compile", "__import__", "yaml.load", "marshal.loads"}:
        return f"{called(node)} in line {node.lineno}"  # type: ignore[attr-defined]
    forbidden = {"pickle", "shelve", "marshal", "dill", "xml.etree.ElementTree", "xml.dom.minidom"}
    return ", ".join(forbidden.intersection(imported(node)))


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
)


def _read_entities(folder: Path) -> None:
    for declaration in ENTITIES:
        path = a_raw_xlsx(folder, "<row><c><v>1</v></c></row>", before=declaration)
        with pytest.raises(InvalidInputError):
            read_workbook(path.read_bytes())


def test_row_05_nothing_is_evaluated_and_no_entity_is_resolved(tmp_path: Path) -> None:
    assert found(_evaluates) == []
    for source in ("eval(text)", "import pickle", "from pickle import loads", "yaml.load(x)"):
        assert planted(source, _evaluates), source
    _read_entities(tmp_path)


def test_row_05_is_seen_to_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_walk", lambda *_parts: None)
    with pytest.raises(pytest.fail.Exception):
        _read_entities(tmp_path)


def test_row_06_text_has_one_form_and_nothing_hidden(counter: Counter) -> None:
    composed, apart = "Nguyễn Ánh", "Nguye\u0302\u0303n A\u0301nh"
    code = counter.code(apart)
    assert counter.tracking.one(counter.officer, code).owner.name == composed
    for typed in (composed, apart, "nguyen anh"):
        assert [row.code for row in counter.search.find(counter.officer, typed).rows] == [code]
    hidden = [chr(number) for number in (0, 7, 27, 127, 0x85, 0x200E, 0x202E, 0x2066, 0x2028)]
    for char in (*hidden, "\ud800"):
        with pytest.raises(InvalidInputError):
            counter.code(f"Nguyễn{char}Ánh")


def test_row_06_is_seen_to_fail(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "is_hidden", lambda _char: False)
    assert counter.code("Nguyễn\u202eÁnh"), "without the control it is taken in"


BAD_INTAKES = [
    {"owner": replace(OWNER, name="")},
    {"owner": replace(OWNER, name="x" * 5000)},
    {"owner": replace(OWNER, id_number="12")},
    {"owner": replace(OWNER, phone="abc")},
    {"owner": replace(OWNER, email="không phải thư")},
    {"set_count": -1},
    {"fee_vnd": -1},
    {"note": "x" * 5000},
]


@pytest.mark.parametrize("facts", BAD_INTAKES, ids=str)
def test_row_07_the_service_itself_checks_what_it_is_given(
    counter: Counter, facts: dict[str, Any]
) -> None:
    typed = counter.as_typed(**facts)
    with pytest.raises(InvalidInputError):
        counter.intake.register(counter.officer, typed)


def test_row_07_is_seen_to_fail(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "check_intake", lambda new, *_more: new)
    typed = counter.as_typed(owner=replace(OWNER, phone="abc"))
    assert counter.intake.register(counter.officer, typed).code
