"""What the decisions of an office must be together: nothing is abolished that is not in force."""

from app.errors import InvalidInputError, RuleBrokenError
from app.services.publishing.replay import Decision, in_force
from app.wording.texts import day_text


def require_sound(
    before: tuple[Decision, ...], after: tuple[Decision, ...], changed_id: int
) -> None:
    """Refuse a change after which a decision abolishes what is not in force.

    Raises InvalidInputError for an item of the changed decision itself, RuleBrokenError where a
    later decision would lose what it abolishes. What is so already stays as it is.
    """
    known = {(each.decision.decision_id, each.item.code) for each in in_force(before, None).idle}
    for idle in in_force(after, None).idle:
        decision, code = idle.decision, idle.item.code
        if decision.decision_id == changed_id:
            at = [item.code for item in decision.items].index(code)
            raise InvalidInputError(
                f"items.{at}.code",
                f"Không bãi bỏ được thủ tục {code}: đến {day_text(decision.effective_from)}, thủ "
                "tục này chưa được quyết định nào trong sổ công bố, hoặc đã bị bãi bỏ. Hãy nhập "
                "quyết định công bố trước.",
            )
        if (decision.decision_id, code) not in known:
            raise RuleBrokenError(
                f"Quyết định {decision.number} ngày {day_text(decision.decided_on)} bãi bỏ thủ tục "
                f"{code}; thay đổi này làm thủ tục đó không còn trong sổ vào lúc ấy. Hãy sửa quyết "
                f"định {decision.number} trước."
            )
