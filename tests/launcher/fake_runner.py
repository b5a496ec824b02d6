"""A runner that answers from a table instead of starting anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from launcher.console import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class FakeRunner:
    """Answers a command by the first rule whose words it contains; everything else succeeds."""

    def __init__(self, *rules: tuple[str, Result]) -> None:
        self.rules = list(rules)
        self.commands: list[str] = []

    def __call__(
        self, command: Sequence[str], describe: Callable[[str], str] | None = None
    ) -> Result:
        line = " ".join(command)
        self.commands.append(line)
        if describe:
            assert describe("a line of output")
        for words, result in self.rules:
            if words in line:
                return result
        return Result(0, "")

    def asked(self, words: str) -> list[str]:
        return [line for line in self.commands if words in line]
