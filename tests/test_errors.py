"""A refusal repeats what was typed: it can be shown and printed whatever that was."""

import errno

import pytest

from app.errors import InvalidInputError, UserError, of_the_disk


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


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "đã đầy"),
        (errno.EDQUOT, "đã đầy"),
        (errno.EIO, "báo lỗi"),
        (errno.EROFS, "chỉ cho đọc"),
    ],
)
def test_a_disk_that_takes_nothing_is_said_with_the_file(number: int, words: str) -> None:
    trouble = of_the_disk(OSError(number, "", "a.pdf"))
    assert trouble is not None
    assert words in trouble.message
    assert trouble.message.endswith("Tệp: a.pdf.")


def test_another_fault_of_the_system_is_not_the_disk_s() -> None:
    assert of_the_disk(OSError(errno.EBADF, "")) is None
    assert of_the_disk(OSError("without a number")) is None
