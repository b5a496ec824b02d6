"""Flat rows to procedures: one case a row, rows of one code are cases of one procedure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.errors import InvalidInputError
from app.services.catalogue.cases import phases_of
from app.services.catalogue.cells import (
    REQUIRED,
    BareHours,
    advance_of,
    amount_of,
    channels_of,
    code_of,
    cutoff_of,
    heading_of,
    level_of,
    money_of,
    text_of,
    unit_of,
)
from app.services.catalogue.records import (
    ONLY_CASE,
    CaseDraft,
    FileContent,
    ImportedProcedure,
    Notice,
    PaperDraft,
    ProcedureDraft,
    Refusal,
)
from app.services.tables import SEARCHED_ROWS, Row, refuse
from app.text import clean
from app.wording import captions, sentences

Cells = Mapping[str, object]

_SHARED = {
    "name": captions.PROCEDURE_NAME,
    "field": captions.FIELD,
    "level": captions.LEVEL,
    "decision": captions.DECISION,
    "agency": captions.RESOLVING_AGENCY,
}


@dataclass(frozen=True, slots=True)
class _ReadRow:
    number: int
    draft: ProcedureDraft


class _Group:
    """The rows of one code so far: what they said first, and where."""

    def __init__(self) -> None:
        self.rows: list[_ReadRow] = []
        self._cases: dict[str, int] = {}
        self._said: dict[str, tuple[str, int]] = {}

    def take(self, number: int, draft: ProcedureDraft) -> None:
        """Add a row. Raises InvalidInputError where it repeats a case or contradicts a row."""
        name = draft.cases[0].name.casefold()
        if name in self._cases:
            raise InvalidInputError(
                "case",
                f"Trùng mã và trường hợp với dòng {self._cases[name]}. "
                "Hãy xóa một dòng hoặc đặt tên trường hợp khác.",
            )
        said = {
            "name": draft.name,
            "field": draft.field,
            "level": draft.level.value,
            "decision": draft.decision,
            "agency": draft.agency_name,
        }
        for field, text in said.items():
            before, row = self._said.get(field, ("", 0))
            if text and before and text != before:
                raise InvalidInputError(
                    field,
                    f"{_SHARED[field]} khác với dòng {row} cùng mã. Hãy sửa cho giống nhau.",
                )
        self._cases[name] = number
        self._said |= {field: (text, number) for field, text in said.items() if text}
        self.rows.append(_ReadRow(number, draft))

    def merged(self) -> ImportedProcedure:
        """Return one procedure: each fact from the first row that has it, all papers together."""
        first = self.rows[0].draft
        papers = {paper.name: paper for row in self.rows for paper in row.draft.papers}
        draft = replace(
            first,
            decision=next((row.draft.decision for row in self.rows if row.draft.decision), ""),
            agency_name=next(
                (row.draft.agency_name for row in self.rows if row.draft.agency_name), ""
            ),
            cases=tuple(row.draft.cases[0] for row in self.rows),
            papers=tuple(papers.values()),
        )
        return ImportedProcedure(tuple(row.number for row in self.rows), draft)


def read_sheets(sheets: Iterable[list[Row]], hours: BareHours) -> FileContent:
    """Return the procedures of the first sheet that has the headings.

    Raises InvalidInputError, naming the headings that are missing, where none has them.
    """
    missing: tuple[str, ...] = REQUIRED
    for rows in sheets:
        for place, (number, cells) in enumerate(rows[:SEARCHED_ROWS]):
            headings = [heading_of(cell) for cell in cells]
            lacking = tuple(name for name in REQUIRED if name not in headings)
            if not lacking:
                content = read_cells(_named(rows[place + 1 :], headings), hours)
                unknown = _unknown_headings(number, cells, headings)
                return replace(content, notices=unknown + content.notices)
            missing = min(missing, lacking, key=len)
    raise refuse(
        f"Tệp thiếu cột {', '.join(missing)}. Dòng tiêu đề phải có các cột "
        f"{', '.join(REQUIRED)}; hãy sửa tiêu đề rồi nhập lại."
    )


def read_cells(rows: Iterable[tuple[int, Cells]], hours: BareHours) -> FileContent:
    """Return the procedures of rows whose cells have names."""
    groups: dict[str, _Group] = {}
    refused: list[Refusal] = []
    broken: dict[str, int] = {}
    notices: list[Notice] = []
    for number, cells in rows:
        code = code_of(cells.get("code")).strip()
        try:
            groups.setdefault(code, _Group()).take(number, _draft(code, cells, hours))
        except InvalidInputError as error:
            refused.append(Refusal(number, code, error.field, error.message))
            if error.field != "case":
                broken.setdefault(code, number)
        notices += hours.notices(number, code)
    entries = [
        group.merged() for code, group in groups.items() if group.rows and code not in broken
    ]
    for code, number in broken.items():
        refused += held_back(code, number, (row.number for row in groups[code].rows))
    return FileContent(
        tuple(entries),
        tuple(sorted(refused, key=lambda each: each.row)),
        tuple(notices),
        has_bare_hours=hours.were_read,
    )


def held_back(code: str, broken: int, rows: Iterable[int]) -> list[Refusal]:
    """Refuse the good rows of a procedure with a bad one: half a procedure misleads the counter."""
    return [
        Refusal(
            row,
            code,
            "code",
            f"Dòng {broken} của cùng thủ tục bị từ chối. Hãy sửa dòng đó rồi nhập lại.",
        )
        for row in rows
    ]


def _unknown_headings(number: int, cells: list[object], headings: list[str]) -> tuple[Notice, ...]:
    return tuple(
        Notice(number, "", "file", f"Cột “{text_of(cell).strip()[:40]}” không dùng đến.")
        for cell, heading in zip(cells, headings, strict=True)
        if not heading and text_of(cell).strip()
    )


def _named(rows: list[Row], headings: list[str]) -> Iterable[tuple[int, Cells]]:
    for number, cells in rows:
        if any(text_of(cell).strip() for cell in cells):
            yield number, {name: cell for name, cell in zip(headings, cells, strict=False) if name}


def _draft(code: str, cells: Cells, hours: BareHours) -> ProcedureDraft:
    if not code:
        raise InvalidInputError("code", sentences.NO_PROCEDURE_CODE)
    unit = unit_of(cells.get("unit"), hours)
    case = CaseDraft(
        name=clean(text_of(cells.get("case")), "case") or ONLY_CASE,
        value=amount_of(cells.get("value"), unit),
        unit=unit,
        channels=channels_of(cells.get("channels")),
        fee_vnd=money_of(cells.get("fee_vnd")),
        late_cutoff=cutoff_of(cells.get("late_cutoff")),
        advance_vnd=advance_of(cells.get("advance_vnd")),
        phases=phases_of(text_of(cells.get("phases")), hours),
    )
    return ProcedureDraft(
        code=code,
        name=clean(text_of(cells.get("name")), "name"),
        field=clean(text_of(cells.get("field")), "field"),
        level=level_of(cells.get("level")),
        decision=clean(text_of(cells.get("decision")), "decision"),
        agency_name=clean(text_of(cells.get("agency")), "agency"),
        cases=(case,),
        papers=_papers(text_of(cells.get("documents"))),
    )


def _papers(text: str) -> tuple[PaperDraft, ...]:
    names = (part.strip() for part in re.split(r"[;\r\n]", text))
    return tuple(PaperDraft(name, original=1) for name in dict.fromkeys(names) if name)
