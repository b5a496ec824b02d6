"""The rules of a decision and of its items: each with its field and its sentence."""

from dataclasses import replace
from datetime import date, timedelta

from app.errors import InvalidInputError
from app.services import fields
from app.services.catalogue.validation import CODE
from app.services.fields import field_in, read_text
from app.services.publishing.counts import DISTRICTS_ENDED
from app.services.publishing.records import (
    DECISION,
    ITEM,
    LEVELS,
    DecisionDraft,
    ItemDraft,
    LevelCounts,
)
from app.text import clean
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level
from app.wording.texts import day_text, number_text

MOST_ITEMS = 5_000
MOST_STATED = 100_000
_FIRST_DAY = date(2008, 1, 1)
_LONGEST_WAIT = timedelta(days=731)
_STATED = ("stated_total", "stated_province", "stated_district", "stated_commune")


def checked(draft: DecisionDraft, today: date) -> DecisionDraft:
    """Return `draft` in normal form. Raises InvalidInputError; items are `items.0.code` and so on.

    What a paper states is taken as it is, whether or not it adds up.
    """
    _check_days(draft, today)
    _check_stated(draft.stated)
    good = replace(
        fields.checked(DECISION, draft, today),
        note=clean(draft.note, "note", limit=2000, lines=True),
        items=_items(draft, today),
        replaces=tuple(sorted(set(draft.replaces))),
    )
    if not (good.items or good.stated.is_known or good.replaces):
        raise InvalidInputError(
            "stated_total",
            "Chưa có số thủ tục ghi trong quyết định, cũng chưa có thủ tục nào. Hãy nhập một "
            "trong hai.",
        )
    return good


def checked_item(item: ItemDraft, today: date, prefix: str = "") -> ItemDraft:
    """Return an item in normal form. Raises InvalidInputError, its field behind `prefix`."""

    def text(name: str, missing: str = "") -> str:
        field = field_in(ITEM, name)
        said = replace(field, name=f"{prefix}{name}", missing=missing or field.missing)
        return read_text(said, getattr(item, name))

    code = text("code")
    if not CODE.fullmatch(code):
        raise InvalidInputError(
            f"{prefix}code",
            f"Mã “{code}” không dùng được: mã chỉ gồm chữ, số và các dấu . - _ /; hãy nhập lại.",
        )
    if item.level not in LEVELS:
        raise InvalidInputError(
            f"{prefix}level",
            f"Thủ tục {code} ghi cấp bộ. Hãy chọn cấp tỉnh, cấp huyện hoặc cấp xã.",
        )
    good = replace(
        item,
        code=code,
        name=text("name", f"Thủ tục {code} chưa có tên. Hãy nhập tên."),
        field=text("field"),
        agency_name=text("agency_name"),
        process_number=text("process_number"),
    )
    if good.effect is PublishedEffect.ABOLISHED:
        return replace(
            good, at_centre=False, liaison=Liaison.NONE, process_number="", process_date=None
        )
    _check_process(good, today, prefix)
    return good


def _check_days(draft: DecisionDraft, today: date) -> None:
    if draft.decided_on > today:
        raise InvalidInputError(
            "decided_on",
            f"Ngày ký {day_text(draft.decided_on)} ở sau hôm nay. Hãy xem lại ngày ký.",
        )
    if draft.decided_on < _FIRST_DAY:
        raise InvalidInputError(
            "decided_on", "Ngày ký trước năm 2008, khi chưa công bố thủ tục. Hãy xem lại ngày ký."
        )
    if abs(draft.effective_from - draft.decided_on) > _LONGEST_WAIT:
        raise InvalidInputError(
            "effective_from",
            f"Ngày có hiệu lực {day_text(draft.effective_from)} cách ngày ký hơn hai năm. Hãy xem "
            "lại.",
        )


def _check_stated(stated: LevelCounts) -> None:
    for field, number in zip(_STATED, (stated.total, *stated.parts), strict=True):
        if number is not None and not 0 <= number <= MOST_STATED:
            raise InvalidInputError(
                field,
                f"Số thủ tục phải từ 0 đến {number_text(MOST_STATED)}, không thể là "
                f"{number_text(number)}. Hãy nhập lại.",
            )


def _items(draft: DecisionDraft, today: date) -> tuple[ItemDraft, ...]:
    if len(draft.items) > MOST_ITEMS:
        raise InvalidInputError(
            "items",
            f"Quyết định có {number_text(len(draft.items))} thủ tục; tối đa "
            f"{number_text(MOST_ITEMS)}, hãy xem lại.",
        )
    seen: dict[str, int] = {}
    good: list[ItemDraft] = []
    for index, item in enumerate(draft.items):
        one = checked_item(item, today, f"items.{index}.")
        before = seen.setdefault(one.code.casefold(), index)
        if before != index:
            raise InvalidInputError(
                f"items.{index}.code",
                f"Mã {one.code} có hai lần trong quyết định (dòng {before + 1} và dòng "
                f"{index + 1}). Hãy bỏ một dòng.",
            )
        _check_level(one, draft.effective_from, index)
        good.append(one)
    return tuple(good)


def _check_level(item: ItemDraft, effective_from: date, index: int) -> None:
    is_published = item.effect is not PublishedEffect.ABOLISHED
    if is_published and item.level is Level.DISTRICT and effective_from >= DISTRICTS_ENDED:
        raise InvalidInputError(
            f"items.{index}.level",
            f"Thủ tục {item.code} ghi cấp huyện, nhưng cấp huyện không còn từ "
            f"{day_text(DISTRICTS_ENDED)}. Hãy chọn cấp tỉnh hoặc cấp xã.",
        )


def _check_process(item: ItemDraft, today: date, prefix: str) -> None:
    if bool(item.process_number) != (item.process_date is not None):
        raise InvalidInputError(
            f"{prefix}process_number",
            f"Quy trình nội bộ của thủ tục {item.code} cần cả số và ngày quyết định, hoặc để trống "
            "cả hai.",
        )
    if item.process_date is not None and not _FIRST_DAY <= item.process_date <= today:
        raise InvalidInputError(
            f"{prefix}process_date",
            f"Ngày quyết định quy trình nội bộ của thủ tục {item.code} "
            f"({day_text(item.process_date)}) ở sau hôm nay hoặc trước năm 2008. Hãy xem lại.",
        )
