"""The floor of registration: the same rows by the bare driver, without any rule."""

import hashlib
from collections.abc import Sequence
from typing import Any

from benchmarks.bulk_rows import COLUMNS
from benchmarks.raw_sql import Statement

_HEAD = "SELECT seq, hash FROM log_entries WHERE unit_id = ? ORDER BY seq DESC LIMIT 1"
_FORM_COLUMNS = (
    "unit_id kind year ordinal number dossier_id handoff_id issued_at issued_by qr_stem snapshot "
    "copy_count sha256 voided_at void_reason"
)
_JOB_COLUMNS = "form_id copy_no station state queued_at done_at error"
_NUMBER = (
    "INSERT INTO number_series (unit_id, book, period, last) VALUES (?, ?, ?, 1) "
    "ON CONFLICT (unit_id, book, period) DO UPDATE SET last = last + 1 RETURNING last"
)


def _insert(table: str, columns: str) -> str:
    names = columns.split()
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


_INSERT = {table: _insert(table, columns) for table, columns in COLUMNS.items()}
_FORM = _insert("issued_forms", _FORM_COLUMNS)
_JOB = _insert("print_jobs", _JOB_COLUMNS)


class RawRegistration:
    """Writes what one registration of the program wrote, again and again under new keys."""

    def __init__(self, connection: Any, model: Sequence[Statement]) -> None:  # noqa: ANN401
        self._connection = connection
        self._dossier = _values(model, "dossiers", COLUMNS["dossiers"])
        self._papers = _many(model, "dossier_documents", COLUMNS["dossier_documents"])
        self._state = _values(model, "dossier_states", COLUMNS["dossier_states"])
        self._entry = _values(model, "log_entries", COLUMNS["log_entries"])
        self._form = _values(model, "issued_forms", _FORM_COLUMNS)
        self._job = _values(model, "print_jobs", _JOB_COLUMNS)
        self._words = next(
            str(value)
            for statement, values in model
            if "INTO dossier_search" in statement
            for value in values
            if isinstance(value, str)
        )
        self.count = 0

    def __call__(self, name: str, number: int) -> None:
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        self.count += 1
        unit = self._dossier["unit_id"]
        last = run(_NUMBER, (unit, "dossier", self._dossier["day"])).fetchone()[0]
        code = f"{str(self._dossier['code'])[:-4]}{last:04d}"
        draft = hashlib.sha256(f"raw {number}".encode()).hexdigest()[:36]
        dossier = self._dossier | {
            "id": None,
            "code": code,
            "day_number": last,
            "draft_id": draft,
            "owner_name": name,
            "owner_id_number": f"073{number:09d}",
            "phone": f"08{number:08d}",
        }
        dossier_id = run(_INSERT["dossiers"], list(dossier.values())).lastrowid
        papers = [list((paper | {"dossier_id": dossier_id}).values()) for paper in self._papers]
        self._connection.executemany(_INSERT["dossier_documents"], papers)
        run(_INSERT["dossier_search"], (dossier_id, f"{self._words} {last}"))
        seq = self._log(dossier_id, code)
        state = self._state | {"dossier_id": dossier_id, "log_seq": seq}
        run(_INSERT["dossier_states"], list(state.values()))
        self._issue(dossier_id, draft)
        run("DELETE FROM drafts WHERE draft_id = ?", (draft,))
        run("COMMIT")

    def _log(self, dossier_id: int, code: str) -> int:
        run = self._connection.execute
        seq, previous = run(_HEAD, (self._entry["unit_id"],)).fetchone()
        facts = str(self._entry["facts"]).replace(str(self._dossier["code"]), code)
        digest = hashlib.sha256(bytes.fromhex(previous))
        digest.update(f"{seq + 1}{dossier_id}{facts}".encode())
        entry = self._entry | {
            "seq": seq + 1,
            "dossier_id": dossier_id,
            "facts": facts,
            "previous_hash": previous,
            "hash": digest.hexdigest(),
        }
        run(_INSERT["log_entries"], list(entry.values()))
        return int(seq) + 1

    def _issue(self, dossier_id: int, draft: str) -> None:
        run = self._connection.execute
        book = (self._form["unit_id"], self._form["kind"], str(self._form["year"]))
        ordinal = run(_NUMBER, book).fetchone()[0]
        form = self._form | {
            "ordinal": ordinal,
            "number": f"{ordinal}/TNHS",
            "dossier_id": dossier_id,
            "qr_stem": draft,
        }
        form_id = run(_FORM, list(form.values())).lastrowid
        run(_JOB, list((self._job | {"form_id": form_id}).values()))


def _values(model: Sequence[Statement], table: str, columns: str) -> dict[str, object]:
    return _many(model, table, columns)[0]


def _many(model: Sequence[Statement], table: str, columns: str) -> list[dict[str, object]]:
    """Return the rows that the program's own statement wrote into `table`, by column."""
    statement, values = next(one for one in model if f"INTO {table} (" in one[0])
    inside = statement.split("(", 1)[1].split(")", 1)[0]
    names = [name.strip(' "\n') for name in inside.split(",")]
    rows = values if values and isinstance(values[0], (tuple, list)) else [values]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [{name: row.get(name) for name in columns.split()} for row in found]
