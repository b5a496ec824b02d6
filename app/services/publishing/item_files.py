"""A decision's procedures from a file: what its rows say, and what is known of their codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.office import Unit
from app.services.catalogue.cells import code_of, level_of, text_of
from app.services.catalogue.records import Refusal
from app.services.fields import Field, FieldKind, read_value
from app.services.publishing.counts import agency_of
from app.services.publishing.records import LEVELS, ItemDraft
from app.services.publishing.replay import in_force
from app.services.publishing.stored import living
from app.services.publishing.validation import MOST_ITEMS, checked_item
from app.services.tables import SEARCHED_ROWS, Row, refuse, sheets_of
from app.text import clean, fold
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level

V = TypeVar("V")
Cells = Mapping[str, object]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("Mã thủ tục", "Mã TTHC", "Mã số TTHC", "Mã số"),
    "name": ("Tên thủ tục", "Tên TTHC", "Tên thủ tục hành chính"),
    "level": ("Cấp", "Cấp thực hiện", "Cấp giải quyết"),
    "field": ("Lĩnh vực",),
    "agency_name": ("Cơ quan", "Cơ quan giải quyết", "Cơ quan thực hiện"),
    "effect": ("Nội dung", "Nội dung công bố", "Loại công bố"),
    "at_centre": ("Tiếp nhận tại Một cửa", "Tại Bộ phận Một cửa", "Một cửa"),
    "liaison": ("Liên thông",),
    "process_number": ("Quyết định quy trình nội bộ", "Quy trình nội bộ", "Số quy trình nội bộ"),
    "process_date": ("Ngày quy trình nội bộ", "Ngày quyết định quy trình nội bộ"),
}
"""The columns by the headings they may have; only the code must be there."""

_BY_HEADING: Final = {
    **{name: name for name in COLUMNS},
    **{fold(title): name for name, titles in COLUMNS.items() for title in titles},
}
_PROCESS_DATE: Final = Field(
    name="process_date", title="Ngày quy trình nội bộ", kind=FieldKind.DATE, is_required=False
)
_EFFECTS: Final = {
    "": PublishedEffect.NEW,
    "moi": PublishedEffect.NEW,
    "cong bo moi": PublishedEffect.NEW,
    "ban hanh moi": PublishedEffect.NEW,
    "cong bo": PublishedEffect.NEW,
    "sua doi": PublishedEffect.AMENDED,
    "sua doi, bo sung": PublishedEffect.AMENDED,
    "thay the": PublishedEffect.AMENDED,
    "bai bo": PublishedEffect.ABOLISHED,
    **{effect.value: effect for effect in PublishedEffect},
}
_LIAISONS: Final = {
    "": Liaison.NONE,
    "khong": Liaison.NONE,
    "khong lien thong": Liaison.NONE,
    "cung cap": Liaison.SAME_LEVEL,
    "lien thong cung cap": Liaison.SAME_LEVEL,
    "cac cap": Liaison.ACROSS_LEVELS,
    "khac cap": Liaison.ACROSS_LEVELS,
    "lien thong cac cap": Liaison.ACROSS_LEVELS,
    "lien thong khac cap": Liaison.ACROSS_LEVELS,
    **{liaison.value: liaison for liaison in Liaison},
}
_AT_CENTRE: Final = {
    **dict.fromkeys(("", "co", "x", "1", "true"), True),
    **dict.fromkeys(("khong", "0", "false"), False),
}


@dataclass(frozen=True, slots=True)
class KnownProcedure:
    """What the office knows of a code already: it fills what a row leaves out."""

    name: str
    level: Level
    field: str
    agency_name: str


@dataclass(frozen=True, slots=True)
class ItemFile:
    """What a file gave: its items, and each row that was refused with the reason."""

    items: tuple[ItemDraft, ...]
    refused: tuple[Refusal, ...] = ()


def read_items(path: Path, known: Mapping[str, KnownProcedure], today: date) -> ItemFile:
    """Return the items of the first sheet that has a column of codes.

    `known` is by folded code. Raises InvalidInputError for `file` where none has it.
    """
    for rows in sheets_of(path, _is_heading):
        for place, (_number, cells) in enumerate(rows[:SEARCHED_ROWS]):
            names = [_BY_HEADING.get(fold(text_of(cell)), "") for cell in cells]
            if "code" in names:
                return _read(_named(names, rows[place + 1 :]), known, today)
    raise refuse(
        "Tệp thiếu cột mã thủ tục. Dòng tiêu đề phải có cột “Mã thủ tục”; các cột khác: "
        f"{', '.join(titles[0] for titles in list(COLUMNS.values())[1:])}."
    )


def _is_heading(text: str) -> bool:
    return fold(text) in _BY_HEADING


def _named(names: Sequence[str], rows: list[Row]) -> Iterator[tuple[int, Cells]]:
    for number, cells in rows:
        if any(text_of(cell).strip() for cell in cells):
            yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _read(
    rows: Iterator[tuple[int, Cells]], known: Mapping[str, KnownProcedure], today: date
) -> ItemFile:
    items: list[ItemDraft] = []
    refused: list[Refusal] = []
    seen: dict[str, int] = {}
    for number, cells in rows:
        code = code_of(cells.get("code")).strip()
        try:
            _require_new(seen, code)
            items.append(checked_item(_item(code, cells, known.get(code.casefold())), today))
            seen[code.casefold()] = number
        except InvalidInputError as error:
            refused.append(Refusal(number, code, error.field, error.message))
        if len(items) > MOST_ITEMS:
            raise refuse("Tệp có hơn 5.000 thủ tục. Hãy xem lại.")
    if not items and not refused:
        raise refuse("Tệp không có dòng nào dưới tiêu đề. Hãy kiểm tra lại tệp.")
    return ItemFile(tuple(items), tuple(refused))


def _require_new(seen: Mapping[str, int], code: str) -> None:
    before = seen.get(code.casefold())
    if before is not None:
        raise InvalidInputError(
            "code", f"Mã {code} đã có ở dòng {before} của tệp. Hãy bỏ một dòng."
        )


def _item(code: str, cells: Cells, known: KnownProcedure | None) -> ItemDraft:
    said_level = text_of(cells.get("level")).strip()
    issued = read_value(_PROCESS_DATE, cells.get("process_date"))

    def text(name: str, fallback: str) -> str:
        return clean(text_of(cells.get(name)), name) or fallback

    return ItemDraft(
        code=code,
        name=text("name", known.name if known else ""),
        level=known.level if known and not said_level else level_of(cells.get("level")),
        field=text("field", known.field if known else ""),
        agency_name=text("agency_name", known.agency_name if known else ""),
        effect=_one_of(_EFFECTS, cells, "effect", "công bố mới, sửa đổi, bãi bỏ"),
        at_centre=_one_of(_AT_CENTRE, cells, "at_centre", "có, không"),
        liaison=_one_of(_LIAISONS, cells, "liaison", "không, cùng cấp, các cấp"),
        process_number=text("process_number", ""),
        process_date=issued if isinstance(issued, date) else None,
    )


def _one_of(words: Mapping[str, V], cells: Cells, name: str, choices: str) -> V:
    said = text_of(cells.get(name)).strip()
    found = words.get(fold(said))
    if found is None:
        raise InvalidInputError(
            name,
            f"Cột “{COLUMNS[name][0]}” ghi “{said[:40]}”, không dùng được. Hãy nhập một trong: "
            f"{choices}.",
        )
    return found


# What an office knows of procedures before a decision is typed: its catalogue, its register.


def known_procedures(session: Session, office_id: int) -> dict[str, KnownProcedure]:
    """Return what is known by folded code; what is published says more than the catalogue."""
    catalogue = {code.casefold(): known for known, code, _decision in _catalogue(session)}
    published = {
        each.item.code.casefold(): KnownProcedure(
            each.item.name, each.item.level, each.item.field, agency_of(each)
        )
        for each in in_force(living(session, office_id), None).named
    }
    return catalogue | published


def catalogue_items(session: Session, number: str) -> tuple[ItemDraft, ...]:
    """Return the catalogue's procedures in force whose decision is `number`, in order of code."""
    wanted = fold(number)
    return tuple(
        ItemDraft(
            code=code,
            name=known.name,
            level=known.level,
            field=known.field,
            agency_name=known.agency_name,
        )
        for known, code, decision in _catalogue(session)
        if _names(decision, wanted)
    )


def _catalogue(session: Session) -> list[tuple[KnownProcedure, str, str]]:
    """Return each procedure in force of the catalogue with its code and its decision."""
    rows = session.execute(
        select(
            Procedure.code,
            ProcedureVersion.name,
            ProcedureVersion.level,
            ProcedureVersion.field,
            func.coalesce(Unit.name, ""),
            ProcedureVersion.decision,
        )
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .outerjoin(Unit, Unit.id == ProcedureVersion.agency_id)
        .where(ProcedureVersion.valid_to.is_(None), ProcedureVersion.level.in_(LEVELS))
        .order_by(Procedure.code)
    )
    return [
        (KnownProcedure(name, level, field, agency), code, decision)
        for code, name, level, field, agency, decision in rows
    ]


def _names(decision: str, wanted: str) -> bool:
    """Say whether the words of a catalogue's decision name the number, and no longer one."""
    said = f" {fold(decision)} "
    return bool(wanted) and any(f" {wanted}{end}" in said for end in (" ", ",", ";", ".", ")", ":"))
