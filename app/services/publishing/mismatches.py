"""Where a decision's own numbers do not make each other up, or not what was entered of it."""

from app.services.publishing.level_counts import LEVELS, LevelCounts, sum_sentence
from app.wording.labels import label
from app.wording.texts import number_text


def mismatches(number: str, stated: LevelCounts, counted: LevelCounts) -> tuple[str, ...]:
    """Return what does not agree, a sentence each; `counted` is unknown without items."""
    who = f"Quyết định {number}"
    found = [sum_sentence(stated, who)]
    if counted.is_known:
        found += [
            _apart(who, level_words, stated.of(level), counted.of(level))
            for level, level_words in (
                (None, "thủ tục"),
                *((level, f"thủ tục {label(level).lower()}") for level in LEVELS),
            )
        ]
    return tuple(sentence for sentence in found if sentence)


def _apart(who: str, what: str, said: int | None, entered: int | None) -> str:
    if said is None or entered is None or said == entered:
        return ""
    way = "thiếu" if entered < said else "thừa"
    return (
        f"{who} ghi {number_text(said)} {what}, trong sổ đã nhập {number_text(entered)} "
        f"({way} {number_text(abs(said - entered))})."
    )
