"""What a program did to a folder, and how far each of it was on the disk: files, names, syncs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes were written at an offset of a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file was cut, or lengthened with zeros."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Everything written into a file before is on the disk."""

    file: int


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one folder changed, all of them or none: a file's number, None for a name that went.

    A renaming is two of them.
    """

    folder: int
    changes: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class SyncNames:
    """Every name that changed in a folder before is on the disk."""

    folder: int


@dataclass(frozen=True, slots=True)
class New:
    """A file or a folder was made, under no name yet."""

    number: int
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """The program said something to whoever watches."""

    said: bytes


Operation = Write | Resize | Sync | New | Names | SyncNames | Mark


@dataclass(slots=True)
class File:
    """A file: what is on the disk for certain, and what was done to it since."""

    kept: bytearray
    since: list[Write | Resize] = field(default_factory=list)

    def now(self) -> bytearray:
        """Return the file as the program sees it."""
        content = bytearray(self.kept)
        alter(content, self.since)
        return content


@dataclass(slots=True)
class Folder:
    """A folder: names that are on the disk for certain, and how they changed since."""

    kept: dict[str, int]
    since: list[Names] = field(default_factory=list)

    def now(self) -> dict[str, int]:
        """Return the names as the program sees them."""
        names = dict(self.kept)
        rename(names, self.since)
        return names


@dataclass(slots=True)
class Disk:
    """Files and folders by number; number 0 is the folder that everything lies in."""

    files: dict[int, File]
    folders: dict[int, Folder]

    def do(self, operation: Operation) -> None:
        """Do it: nothing is certain before its sync."""
        match operation:
            case Write(file=number) | Resize(file=number):
                self.files[number].since.append(operation)
            case Sync(file=number):
                file = self.files[number]
                alter(file.kept, file.since)
                file.since = []
            case New(number=number, is_folder=True):
                self.folders[number] = Folder({})
            case New(number=number):
                self.files[number] = File(bytearray())
            case Names(folder=number):
                self.folders[number].since.append(operation)
            case SyncNames(folder=number):
                folder = self.folders[number]
                rename(folder.kept, folder.since)
                folder.since = []
            case Mark():
                pass


def alter(content: bytearray, operations: Iterable[Write | Resize]) -> None:
    """Do `operations` to `content`; what was never written in between is zeros."""
    for operation in operations:
        match operation:
            case Write(offset=offset, data=data):
                content.extend(bytes(max(offset - len(content), 0)))
                content[offset : offset + len(data)] = data
            case Resize(size=size):
                del content[size:]
                content.extend(bytes(size - len(content)))


def rename(names: dict[str, int], changes: Iterable[Names]) -> None:
    """Do `changes` to `names`."""
    for change in changes:
        for name, number in change.changes.items():
            if number is None:
                names.pop(name, None)
            else:
                names[name] = number
