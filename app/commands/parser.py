"""The command line's own words: usage, help and complaints of argparse said in Vietnamese."""

import argparse
import re
import sys
import textwrap
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from app.wording import captions

WRONG_USAGE: Final = 2
"""Exit status of a command line that cannot be understood."""

# What argparse says (its texts are stable and untranslated), and what a person reads.
_COMPLAINTS: Final = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r"the following arguments are required: (?P<what>.+)", "Thiếu {what}."),
        (r"one of the arguments (?P<what>.+) is required", "Thiếu một trong: {what}."),
        (r"unrecognized arguments: (?P<what>.+)", "Không hiểu “{what}”."),
        (
            r"argument (?P<name>.+?): invalid choice: '?(?P<what>.*?)'? "
            r"\(choose from (?P<all>.+)\)",
            "{name} không nhận “{what}”; hãy dùng một trong: {all}.",
        ),
        (
            r"argument (?P<name>.+?): invalid int value: '(?P<what>.*)'",
            "{name} phải là số nguyên, không nhận “{what}”.",
        ),
        (
            r"argument (?P<name>.+?): invalid \w+ value: '(?P<what>.*)'",
            "{name} không nhận “{what}”.",
        ),
        (r"argument (?P<name>.+?): expected .*argument.*", "{name} cần kèm giá trị."),
        (
            r"argument (?P<name>.+?): ignored explicit argument '(?P<what>.*)'",
            "{name} không kèm giá trị “{what}”.",
        ),
        (
            r"argument (?P<name>.+?): not allowed with argument (?P<what>.+)",
            "Không dùng {name} cùng với {what}.",
        ),
    )
)
_NOT_UNDERSTOOD: Final = "Câu lệnh chưa đúng."


class _Usage(argparse.HelpFormatter):
    """Heads the usage line in Vietnamese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Fill a paragraph without breaking the name of a verb at its hyphen."""
        return textwrap.fill(
            text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )


class CommandParser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Vietnamese; wrong usage is one sentence and exit status 2."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own, and its verbs'
        super().__init__(
            **{**settings, "formatter_class": _Usage, "add_help": False, "allow_abbrev": False}
        )
        self._positionals.title = "Tham số"
        self._optionals.title = captions.OPTIONS
        self.add_argument("-h", "--help", action="help", help="hiện phần trợ giúp này rồi thoát")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and where help is; exit with 2."""
        self.exit(WRONG_USAGE, f"Lỗi: {complaint(message)} Xem cách dùng: {self.prog} --help\n")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Leave with `status` after saying `message` on standard error."""
        if message:
            sys.stderr.write(message)
        raise SystemExit(status)


def complaint(message: str) -> str:
    """Return argparse's `message` as a Vietnamese sentence."""
    for pattern, said in _COMPLAINTS:
        found = pattern.fullmatch(message)
        if found:
            parts = {name: text.replace("'", "") for name, text in found.groupdict().items()}
            return said.format(**parts)
    return _NOT_UNDERSTOOD
