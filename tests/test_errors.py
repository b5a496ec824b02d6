"""A refusal repeats what was typed: it can be shown and printed whatever that was."""

import pytest

from app.errors import InvalidInputError, UserError


@pytest.mark.parametrize("hidden", ["\0", "\x1b", "\u202e", "\ud800", "\u2028"])
def test_what_is_hidden_in_it_is_made_visible(hidden: str) -> None:
    refusal = InvalidInputError("code", f"Không tìm thấy “12{hidden}34”.\nHãy gõ lại.")
    assert refusal.message == "Không tìm thấy “12\ufffd34”.\nHãy gõ lại."
    assert str(refusal) == refusal.message
    refusal.message.encode()


def test_a_very_long_one_loses_its_middle_and_keeps_its_advice() -> None:
    message = UserError(f"Không tìm thấy “{'9' * 1_000_000}”. Hãy gõ lại.").message
    assert len(message) < 1_000
    assert message.startswith("Không tìm thấy “999")
    assert message.endswith("999”. Hãy gõ lại.")
