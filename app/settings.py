"""This machine's settings: one TOML file in the data folder, comments and unknown keys kept.

What the whole office shares is in the store; here is what belongs to one desk.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import msgspec

from app.errors import StoreError
from app.paths import make_private_folder, write_whole
from app.vocabulary.forms import Media

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

FILE_NAME: Final = "settings.toml"
LARGEST_BYTES: Final = 16 * 1024
"""Fifty times what a desk chooses; the time to write a longer one back would be felt."""
_MOST_PARTS: Final = 100
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
_TOO_DEEP: Final = "lồng nhau quá sâu"
LONGEST_IDLE_MINUTES: Final = 5
_HEADER: Final = "Cài đặt của máy này. Chương trình giữ lại ghi chú và các khóa lạ trong tệp."

ThemeMode = Literal["system", "light", "dark"]
Keystore = Literal["auto", "file"]
_Text = Annotated[str, msgspec.Meta(max_length=500)]


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """Where documents of one paper size go: a printer of the system by name, or the PDF folder."""

    kind: Literal["queue", "folder"] = "folder"
    queue: _Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one desk has chosen.

    An empty `database_url` is the local store, an empty `pdf_folder` the program's own;
    `files_folder` holds the scans (empty: `files` in the data folder): desks that share a store
    name the same folder. `high_water_folder` is where the records of what each store has held lie
    (empty: the user's state folder), best on another disk than the store. `backup_folder` takes the
    backups (empty: `backups` in the data folder), `backup_second_folder` another copy of them, on
    another disk or a share. `shortcuts` holds
    changed keys only, by action; `seen` the hints read.
    `same_day_receipt`: a same-day dossier returned at once gets its receipt printed as well.
    `rating_window`: the citizens' rating panel opens with the program.
    `lock_after_minutes` without a touch the screen is locked: at most, and commonly, five.
    `keystore`: "auto" puts new keys into the system's keystore where there is one; "file" does not.
    """

    counter_name: _Text = "Quầy 1"
    station: _Text = "Quầy 1"
    theme: ThemeMode = "system"
    last_login: _Text = ""
    pdf_folder: _Text = ""
    database_url: _Text = ""
    files_folder: _Text = ""
    high_water_folder: _Text = ""
    backup_folder: _Text = ""
    backup_second_folder: _Text = ""
    printers: Mapping[Media, PrinterChoice] = field(default_factory=dict)
    shortcuts: Mapping[_Text, _Text] = field(default_factory=dict)
    seen: frozenset[_Text] = frozenset()
    same_day_receipt: bool = False
    rating_window: bool = False
    keystore: Keystore = "auto"
    lock_after_minutes: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_IDLE_MINUTES)] = (
        LONGEST_IDLE_MINUTES
    )

    def printer(self, media: Media) -> PrinterChoice:
        """Return where documents of `media` go."""
        return self.printers.get(media, PrinterChoice())


class SettingsFile:
    """Reads and writes the settings of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def load(self) -> Settings:
        """Return the settings, defaults where the file or a key is missing.

        Raises StoreError naming file and line for a file that cannot be read as settings.
        """
        return _settings(self._read(), self.path)

    def save(self, settings: Settings) -> None:
        """Write `settings` whole or not at all; comments, order and unknown keys stay.

        Raises StoreError where the file is broken or cannot be written, and for settings longer
        than can be read again.
        """
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        text = self._read()
        _settings(text, self.path)
        try:
            document = tomlkit.parse(text) if text else _new_document()
            _update(document, _plain(settings))
            raw = tomlkit.dumps(document).encode()
            if len(raw) > LARGEST_BYTES:
                raise StoreError(
                    f"Cài đặt dài hơn {LARGEST_BYTES // 1024} KB nên chưa được lưu. Hãy rút ngắn "
                    "tên, đường dẫn hoặc ghi chú trong tệp rồi lưu lại."
                )
            make_private_folder(self.path.parent)
            write_whole(self.path, raw)
        except OSError as fault:
            raise StoreError(
                f"Không ghi được tệp cài đặt {self.path}. Hãy kiểm tra quyền ghi và chỗ trống của "
                "đĩa rồi làm lại."
            ) from fault
        except TOMLKitError as fault:
            raise _broken(self.path, "không đúng dạng TOML") from fault
        except RecursionError as fault:
            raise _broken(self.path, _TOO_DEEP) from fault

    def text(self) -> str:
        """Return the file as it stands, empty where there is none. Raises StoreError."""
        return self._read()

    def change(self, alter: Callable[[Settings], Settings]) -> None:
        """Read the settings, let `alter` change them, and write them. Raises StoreError."""
        self.save(alter(self.load()))

    def _read(self) -> str:
        try:
            with self.path.open("rb") as file:
                raw = file.read(LARGEST_BYTES + 1)
        except FileNotFoundError:
            return ""
        except OSError as fault:
            raise StoreError(
                f"Không đọc được tệp cài đặt {self.path}. Hãy kiểm tra quyền đọc tệp này."
            ) from fault
        if len(raw) > LARGEST_BYTES:
            raise _broken(self.path, f"lớn hơn {LARGEST_BYTES // 1024} KB")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = raw[: fault.start].count(b"\n") + 1
            raise _broken(self.path, "không phải UTF-8", line) from fault


def _settings(text: str, path: Path) -> Settings:
    _refuse_long_names(text, path)
    try:
        found = tomllib.loads(text)
    except RecursionError as fault:
        raise _broken(path, _TOO_DEEP) from fault
    except tomllib.TOMLDecodeError as fault:
        raise _broken(path, "không đúng dạng TOML", _line_told(str(fault), text)) from fault
    except ValueError as fault:  # what Python itself refuses to read as a number
        raise _broken(path, "có số quá dài") from fault
    known = {name: found[name] for name in _names() if name in found}
    for name, value in known.items():
        try:
            msgspec.convert({name: value}, Settings)
        except msgspec.ValidationError as fault:
            raise _broken(
                path, f"khóa {name} có giá trị không hợp lệ", _line_of(name, text)
            ) from fault
    return msgspec.convert(known, Settings)


def _refuse_long_names(text: str, path: Path) -> None:
    """Refuse a name of very many parts (a.b.c): what reads it takes memory by their square."""
    for number, line in enumerate(text.splitlines(), 1):
        if _QUOTED.sub("", line).count(".") > _MOST_PARTS:
            raise _broken(path, "tên khóa có quá nhiều phần", number)


def _names() -> tuple[str, ...]:
    return tuple(one.name for one in fields(Settings))


def _plain(settings: Settings) -> dict[str, Any]:
    """Return the settings as TOML knows values; hints in a steady order."""
    printers = {
        media: {"kind": choice.kind, "queue": choice.queue}
        for media, choice in settings.printers.items()
    }
    values: dict[str, Any] = {name: getattr(settings, name) for name in _names()}
    shortcuts = dict(settings.shortcuts)
    return values | {"printers": printers, "shortcuts": shortcuts, "seen": sorted(settings.seen)}


def _new_document() -> "TOMLDocument":
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment(_HEADER))
    return document


def _update(table: Any, values: Mapping[str, Any]) -> None:  # noqa: ANN401 - tomlkit's tables
    """Bring `table` to `values`, touching only what differs."""
    for name, value in values.items():
        if isinstance(value, dict):
            _update_table(table, name, value)
        elif name not in table or table[name] != value:
            table[name] = value


def _update_table(table: Any, name: str, values: dict[str, Any]) -> None:  # noqa: ANN401
    if name not in table:
        if values:
            table[name] = values
        return
    inner = table[name]
    if name in {"shortcuts", "printers"}:
        for gone in set(inner) - set(values):
            del inner[gone]
    _update(inner, values)


def _line_told(message: str, text: str) -> int:
    """Return the line a parser's message names; the last one for "at end of document"."""
    told = re.search(r"line (\d+)", message)
    return int(told[1]) if told else text.count("\n") + 1


def _line_of(name: str, text: str) -> int:
    """Return the first line that speaks of the key or table `name`."""
    key = re.compile(rf"^\s*\[?\s*[\"']?{re.escape(name)}\b")
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if key.match(line)), 1)


def _broken(path: Path, why: str, line: int | None = None) -> StoreError:
    where = f", dòng {line}" if line else ""
    return StoreError(
        f"Tệp cài đặt {path}{where}: {why}. Hãy sửa chỗ đó, hoặc đổi tên tệp để chương trình tạo "
        "tệp mới."
    )
