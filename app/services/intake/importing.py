"""Dossiers from a file: from another system, or kept on paper while the power was out."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import msgspec

from app.clock import OFFICE_ZONE
from app.errors import ConflictError, InvalidInputError, NotFoundError, RuleBrokenError
from app.services.dossiers.records import HandedPaper, NewDossier, Owner, Registered, Submitter
from app.services.intake.intake import Intake
from app.services.ledger.records import Actor
from app.services.tables import (
    MOST_ROWS,
    Row,
    read_capped,
    read_csv,
    read_workbook,
    refuse,
    too_many_rows,
)
from app.vocabulary.dossiers import Channel, ReturnBy
from app.vocabulary.people import PersonKind

# A file of dossiers (CSV, XLSX, JSON lines) to rows of named cells; the file is weighed first.

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


Kind = TypeVar("Kind", bound=StrEnum)

_MOMENTS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What became of one row: the dossier, or the error and the field it belongs to."""

    row: int
    registered: Registered | None = None
    error: str = ""
    field: str = ""


class DossierImport:
    """Registers the rows of a file one by one; a bad row is said and the rest go on."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def run(self, actor: Actor, path: Path) -> Iterator[ImportedRow]:
        """Yield the outcome of each row. The same file run again finds the same dossiers.

        Raises InvalidInputError (field `file`) where the file as a whole cannot be read, and what
        is no fault of a row: NotAllowedError, StoreError.
        """
        source = read_dossier_rows(path)
        digest = hashlib.sha256(source.content).digest()
        for number, cells in source.rows:
            yield self._register(actor, number, cells, digest)

    def _register(
        self, actor: Actor, number: int, cells: Mapping[str, object], digest: bytes
    ) -> ImportedRow:
        try:
            new = self._new(actor, cells, _draft_id(digest, number))
            return ImportedRow(number, self._intake.register(actor, new))
        except InvalidInputError as error:
            return ImportedRow(number, error=error.message, field=error.field)
        except (NotFoundError, RuleBrokenError, ConflictError) as error:
            return ImportedRow(number, error=error.message, field="procedure")

    def _new(self, actor: Actor, cells: Mapping[str, object], draft_id: str) -> NewDossier:
        received_at = _moment(cells.get("received"))
        offer = self._intake.offer(
            actor, _text(cells, "procedure"), _text(cells, "case"), received_at
        )
        submitter = _text(cells, "submitter_name")
        return NewDossier(
            draft_id=draft_id,
            case_id=offer.case_id,
            owner=Owner(
                name=_text(cells, "owner_name"),
                kind=_member(cells, "owner_kind", PersonKind, PersonKind.CITIZEN),
                id_number=_text(cells, "owner_id"),
                address=_text(cells, "address"),
                phone=_text(cells, "phone"),
                email=_text(cells, "email"),
            ),
            papers=_papers(cells.get("documents")),
            submitter=Submitter(submitter, _text(cells, "submitter_id")) if submitter else None,
            channel=_member(cells, "channel", Channel, Channel.COUNTER),
            received_at=received_at,
            request=_text(cells, "request"),
            return_by=_member(cells, "return_by", ReturnBy, ReturnBy.COUNTER),
            fee_vnd=offer.fee_vnd,
            note=_text(cells, "note"),
            competent_id=self._intake.competent_unit(actor, _text(cells, "competent")),
        )


def _draft_id(digest: bytes, number: int) -> str:
    """Return the id that makes a row the same dossier however often the file is run."""
    mixed = hashlib.sha256(digest + number.to_bytes(8, "big")).digest()
    return str(UUID(bytes=mixed[:16], version=4))


def _text(cells: Mapping[str, object], name: str) -> str:
    value = cells.get(name)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _member(cells: Mapping[str, object], name: str, kind: type[Kind], default: Kind) -> Kind:
    text = _text(cells, name).lower()
    if not text:
        return default
    try:
        return kind(text)
    except ValueError:
        choices = ", ".join(member.value for member in kind)
        raise InvalidInputError(
            name, f"“{text[:40]}” không hợp lệ; hãy dùng một trong: {choices}."
        ) from None


def _moment(cell: object) -> datetime | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=OFFICE_ZONE) if cell.tzinfo is None else cell
    text = str(cell).strip()
    for shape in _MOMENTS:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=OFFICE_ZONE).astimezone(UTC)
        except ValueError:
            continue
    try:
        aware = datetime.fromisoformat(text)
    except ValueError:
        aware = None
    if aware is None or aware.tzinfo is None:
        raise InvalidInputError(
            "received", f"Thời điểm nhận “{text[:40]}” phải ghi dạng YYYY-MM-DD HH:MM."
        )
    return aware


def _papers(cell: object) -> tuple[HandedPaper, ...]:
    if cell is None or cell == "":
        return ()
    if isinstance(cell, list):
        return tuple(_paper(item) for item in cell)
    names = re.split(r"[;\n]", str(cell))
    return tuple(HandedPaper(name.strip(), original=1) for name in names if name.strip())


def _paper(item: object) -> HandedPaper:
    if not isinstance(item, Mapping):
        return HandedPaper(str(item), original=1)
    counts = {kind: item.get(kind, 0) for kind in ("original", "certified", "plain", "electronic")}
    if not all(isinstance(count, int) for count in counts.values()):
        raise InvalidInputError("documents", "Số lượng giấy tờ phải là số nguyên.")
    if not any(counts.values()):
        counts["original"] = 1
    return HandedPaper(str(item.get("name", "")), **counts)
