"""A file of dossiers (CSV, XLSX, JSON lines) to rows of named cells; the file is weighed first."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.services.tables.csv_rows import Row, read_csv
from app.services.tables.file_limits import MOST_ROWS, read_capped, refuse, too_many_rows
from app.services.tables.workbooks import read_workbook

COLUMNS = (
    "procedure",
    "case",
    "channel",
    "received",
    "owner_name",
    "owner_id",
    "owner_kind",
    "phone",
    "email",
    "address",
    "submitter_name",
    "submitter_id",
    "request",
    "documents",
    "return_by",
    "note",
    "competent",
)
_NEEDED = ("procedure", "owner_name")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class DossierRowFile:
    """The bytes a file holds (they name its rows for ever) and its rows, numbered from 1."""

    content: bytes
    rows: tuple[tuple[int, Mapping[str, object]], ...]


def read_dossier_rows(path: Path) -> DossierRowFile:
    """Return the rows of a file of dossiers.

    Raises InvalidInputError (field `file`) for a file that is missing, empty, too large, a bomb,
    of an unknown kind, or without the columns.
    """
    content = read_capped(path)
    suffix = path.suffix.lower()
    if content.startswith(_ZIP):
        sheets = [sheet for sheet in read_workbook(content) if sheet]
        return DossierRowFile(content, _named(sheets[0] if sheets else []))
    if suffix in {".json", ".jsonl", ".ndjson"} or content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {
        b"{",
        b"[",
    }:
        return DossierRowFile(content, _json_rows(content))
    if suffix in {".csv", ".tsv", ".txt"}:
        return DossierRowFile(content, _named(read_csv(content, _is_heading)))
    raise refuse(f"Không nhập được tệp “{path.name}”. Hãy dùng tệp .xlsx, .csv hoặc .jsonl.")


def _is_heading(cell: str) -> bool:
    return cell.strip().lower() in COLUMNS


def _named(rows: list[Row]) -> tuple[tuple[int, Mapping[str, object]], ...]:
    if not rows:
        raise refuse("Tệp không có dòng nào. Hãy kiểm tra lại tệp.")
    headings = [str(cell or "").strip().lower() for cell in rows[0][1]]
    _require_columns(set(headings))
    return tuple(
        (number, dict(zip(headings, cells, strict=False)))
        for number, cells in rows[1:]
        if any(cell not in {None, ""} for cell in cells)
    )


def _require_columns(headings: set[str]) -> None:
    missing = [name for name in _NEEDED if name not in headings]
    if missing:
        raise refuse(
            f"Tệp thiếu cột {', '.join(missing)}. Dòng đầu phải có tên cột: {', '.join(COLUMNS)}."
        )


def _json_rows(content: bytes) -> tuple[tuple[int, Mapping[str, object]], ...]:
    text = content.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        if text.startswith(b"["):
            found = msgspec.json.decode(text, type=list[dict[str, object]])
            numbered = list(enumerate(found, start=1))
        else:
            numbered = [
                (number, msgspec.json.decode(line, type=dict[str, object]))
                for number, line in enumerate(text.splitlines(), start=1)
                if line.strip()
            ]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refuse("Tệp JSON sai cú pháp: mỗi dòng phải là một hồ sơ dạng {…}.") from error
    if len(numbered) > MOST_ROWS:
        raise too_many_rows()
    return tuple(numbered)
