"""How the tab says numbers that may be unknown, and what a decision's standing is."""

from app.services.publishing.records import CountedAs, DecisionLine, LevelCounts
from app.wording.texts import day_text, number_text

NO_DATA = "chưa có dữ liệu"
UNKNOWN = "–"

COLUMN_WORDS = {
    CountedAs.AUTHORITY: "Thủ tục thuộc thẩm quyền",
    CountedAs.ONE_STOP: "Thực hiện theo một cửa, liên thông",
    CountedAs.SAME_LEVEL: "Liên thông cùng cấp",
    CountedAs.ACROSS_LEVELS: "Liên thông các cấp",
    CountedAs.PROCESS: "Có quy trình nội bộ",
    CountedAs.NO_PROCESS: "Chưa có quy trình nội bộ",
}


def count_text(number: int | None) -> str:
    """Return a number; a dash for what nobody said."""
    return UNKNOWN if number is None else number_text(number)


def sort_count(number: int | None) -> int:
    """Return what orders a number; what nobody said comes first."""
    return -1 if number is None else number


def parts_text(counts: LevelCounts) -> str:
    """Return "203 = 142 tỉnh + 13 huyện + 49 xã" as it is said, whether or not it adds up."""
    levels = zip(counts.parts, ("tỉnh", "huyện", "xã"), strict=True)
    said = [f"{number_text(number)} {word}" for number, word in levels if number is not None]
    total = count_text(counts.total)
    return f"{total} ({', '.join(said)})" if said else total


def standing_text(line: DecisionLine) -> str:
    """Return whether a decision counts, and why not."""
    if line.ended_on is not None:
        return f"Đã bỏ khỏi sổ {day_text(line.ended_on)}"
    if line.replaced_by:
        return f"Được thay bằng {line.replaced_by}"
    if line.is_by_statement:
        return "Tính theo số ghi"
    return "Tính theo từng thủ tục"
