"""The columns of the tab's tables."""

from collections.abc import Callable
from dataclasses import dataclass

from app.services.publishing.counts import COLUMNS, AgencyFigures
from app.services.publishing.records import (
    CountedAs,
    DecisionLine,
    ItemDraft,
    ItemLine,
    ProcedureLine,
    StatedLine,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.publishing.fields import (
    LEVEL_WORDS,
    count_text,
    parts_text,
    sort_count,
    standing_text,
)
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.row_table import Column, over
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level
from app.wording import captions, headings, states
from app.wording.labels import label
from app.wording.texts import day_text

_EFFECT_TONES = {PublishedEffect.ABOLISHED: Tone.LATE, PublishedEffect.AMENDED: Tone.ACCENT}


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item being typed, and its place in the decision."""

    place: int
    item: ItemDraft


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which count of form II.07b a column shows."""

    column: CountedAs
    level: Level | None


def _decision_tip(line: DecisionLine) -> str:
    said = (
        f"{line.issuer}: {line.agency_name}",
        f"Ghi trong quyết định: {parts_text(line.stated)}",
        f"Đã nhập: {parts_text(line.counted)}",
        *line.mismatches,
    )
    return "\n".join(said)


def _mismatch_tone(line: DecisionLine) -> Tone:
    if line.ended_on is not None:
        return Tone.QUIET
    return Tone.LATE if line.mismatches else Tone.NORMAL


def _decision_count(
    title: str, number: Callable[[DecisionLine], int | None]
) -> Column[DecisionLine]:
    return number_column(
        title,
        lambda line: count_text(number(line)),
        72,
        tip=_decision_tip,
        sort_key=lambda line: sort_count(number(line)),
        tone=_mismatch_tone,
    )


DECISIONS: tuple[Column[DecisionLine], ...] = (
    digits_column(captions.DECISION, "number", 152, tip=_decision_tip, tone=_mismatch_tone),
    digits_column(
        captions.SIGNED_ON,
        lambda line: day_text(line.decided_on),
        96,
        sort_key=lambda line: line.decided_on,
    ),
    digits_column(
        captions.EFFECTIVE_FROM,
        lambda line: day_text(line.effective_from),
        96,
        sort_key=lambda line: line.effective_from,
    ),
    text_column(captions.AGENCY_OF_PROCEDURES, "agency_name", tip=_decision_tip),
    _decision_count("Ghi", lambda line: line.stated.total),
    _decision_count("Đã nhập", lambda line: line.counted.total),
    text_column(
        "Không khớp",
        lambda line: f"{len(line.mismatches)} chỗ" if line.mismatches else "",
        104,
        tip=_decision_tip,
        sort_key=lambda line: len(line.mismatches),
        tone=_mismatch_tone,
        icon=lambda line: Icon.WARNING if line.mismatches else None,
    ),
    text_column(captions.METHOD, standing_text, 184),
)


def _item_columns() -> tuple[Column[ItemDraft], ...]:
    return (
        digits_column(captions.CODE, "code", 104),
        text_column(captions.PROCEDURE_NAME, "name"),
        plain_column(captions.LEVEL, lambda item: label(item.level), 84),
        plain_column(
            captions.CONTENT,
            lambda item: label(item.effect),
            128,
            tone=lambda item: _EFFECT_TONES.get(item.effect, Tone.NORMAL),
        ),
        plain_column("Một cửa", lambda item: states.YES if item.at_centre else states.NO, 72),
        plain_column(
            "Liên thông",
            lambda item: "" if item.liaison is Liaison.NONE else label(item.liaison),
            160,
        ),
        plain_column("Quy trình nội bộ", _process, 184, tone=_process_tone),
    )


def _process(item: ItemDraft) -> str:
    if item.effect is PublishedEffect.ABOLISHED:
        return ""
    if item.process_date is None:
        return "Chưa có"
    return f"{item.process_number}, {day_text(item.process_date)}"


def _process_tone(item: ItemDraft) -> Tone:
    return Tone.NORMAL if item.process_date is not None else Tone.WARN


ITEMS = _item_columns()


def shown_items() -> tuple[Column[ItemLine], ...]:
    """Return the columns of a stored decision's items; one unknown to the catalogue says so."""
    return (
        *(over(column, lambda line: line.item) for column in ITEMS),
        plain_column(
            headings.CATALOGUE,
            lambda line: states.YES if line.procedure_id is not None else "Chưa có",
            80,
            tone=lambda line: Tone.NORMAL if line.procedure_id is not None else Tone.QUIET,
        ),
    )


def typed_items() -> tuple[Column[PlacedItem], ...]:
    """Return the columns of the items being typed."""
    return tuple(over(column, lambda placed: placed.item) for column in ITEMS)


PROCEDURES: tuple[Column[ProcedureLine], ...] = (
    digits_column(captions.CODE, "code", 104),
    text_column(captions.PROCEDURE_NAME, "name"),
    plain_column(captions.LEVEL, lambda line: label(line.level), 84),
    text_column(captions.AGENCY, "agency_name", 192),
    digits_column("Theo quyết định", "decision", 264),
)
STATED: tuple[Column[StatedLine], ...] = (
    digits_column(captions.DECISION, "decision", 264),
    text_column(captions.AGENCY, "agency_name"),
    plain_column(
        "Số thủ tục ghi",
        lambda line: parts_text(line.counts),
        320,
        sort_key=lambda line: sort_count(line.counts.total),
    ),
)


def behind_columns(level: Level | None) -> tuple[Column[ProcedureLine | StatedLine], ...]:
    """Return the columns of the rows behind a count of `level` (None: of all of them)."""
    return (
        digits_column(
            captions.CODE, lambda row: row.code if isinstance(row, ProcedureLine) else "–", 104
        ),
        text_column(captions.PROCEDURE_NAME, _behind_name, tone=_behind_tone),
        plain_column(
            captions.LEVEL,
            lambda row: label(row.level) if isinstance(row, ProcedureLine) else "",
            84,
        ),
        text_column(captions.AGENCY, "agency_name", 192),
        digits_column("Theo quyết định", "decision", 264),
        number_column(
            "Số thủ tục",
            lambda row: count_text(behind_number(row, level)),
            84,
            sort_key=lambda row: behind_number(row, level),
        ),
    )


def behind_number(row: ProcedureLine | StatedLine, level: Level | None) -> int:
    """Return how many procedures a row stands for: a decision may only state their number."""
    return 1 if isinstance(row, ProcedureLine) else row.counts.of(level) or 0


def _behind_name(row: ProcedureLine | StatedLine) -> str:
    if isinstance(row, ProcedureLine):
        return row.name
    return f"Chỉ có số ghi trong quyết định: {parts_text(row.counts)}"


def _behind_tone(row: ProcedureLine | StatedLine) -> Tone:
    return Tone.NORMAL if isinstance(row, ProcedureLine) else Tone.WARN


CHOICES: tuple[Chosen, ...] = (
    *(
        Chosen(column, level)
        for column in (CountedAs.AUTHORITY, CountedAs.ONE_STOP, CountedAs.PROCESS)
        for level in (None, *LEVEL_WORDS)
    ),
    Chosen(CountedAs.NO_PROCESS, None),
)


def form_columns() -> tuple[Column[AgencyFigures], ...]:
    """Return the columns of form II.07b, behind the agency's name."""
    name: Column[AgencyFigures] = text_column(
        captions.AGENCY, "name", tone=lambda row: Tone.NORMAL if row.key else Tone.STRONG
    )
    return (name, *(_form_column(chosen) for chosen in CHOICES))


def _form_column(chosen: Chosen) -> Column[AgencyFigures]:
    column, level = chosen.column, chosen.level

    def number(row: AgencyFigures) -> int | None:
        return row.of(column).of(level)

    def tone(row: AgencyFigures) -> Tone:
        if not row.of(column).adds_up:
            return Tone.LATE
        if not number(row):
            return Tone.QUIET
        return Tone.STRONG if level is None else Tone.NORMAL

    def tip(row: AgencyFigures) -> str:
        said = number(row)
        what = COLUMNS[column].name + (f", {label(level).lower()}" if level else "")
        if said is None:
            return f"{what}: {states.UNKNOWN}"
        return f"{what}: {parts_text(row.of(column))}. Bấm để xem thủ tục."

    return number_column(
        COLUMNS[column].head if level is None else LEVEL_WORDS[level],
        lambda row: count_text(number(row)),
        84 if level is None else 52,
        tip=tip,
        sort_key=lambda row: sort_count(number(row)),
        tone=tone,
    )
