"""Which keys an act may have: none that types a letter, none that another act has."""

import re
from collections.abc import Mapping, Sequence

from app.ui.shell.actions import ActionSpec, keys_in_force, may_meet, readable

_FUNCTION_KEY = re.compile(r"(?:Shift\+)?F\d{1,2}|Ins|Del|Esc")
_WITH_MODIFIER = re.compile(r"(?:Ctrl|Alt|Meta)\+")


def problem_with(
    keys: str, spec: ActionSpec, specs: Sequence[ActionSpec], changed: Mapping[str, str]
) -> str:
    """Return why `spec` cannot have `keys`; empty when it can. No keys at all is allowed."""
    if spec.is_fixed:
        return "Phím của mọi hộp thoại là cố định, không đổi được."
    if not keys:
        return ""
    if not (_FUNCTION_KEY.fullmatch(keys) or _WITH_MODIFIER.match(keys)):
        return "Phím một chữ sẽ tranh với bộ gõ; hãy dùng phím F hoặc kèm Ctrl, Alt."
    in_force = keys_in_force(specs, changed)
    for other in specs:
        is_taken = other.key != spec.key and in_force[other.key] == keys
        if is_taken and may_meet(spec, other):
            return f"Phím {readable(keys)} đang dùng cho “{other.text}”; hãy chọn phím khác."
    return ""
