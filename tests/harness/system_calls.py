"""A program's system calls, as strace writes them down, read as operations on one folder.

What strace does not show (memory mapped for writing, bytes that the kernel copies from a file that
lies elsewhere, a second process) is refused: an image that leaves out a write would prove nothing.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from tests.harness.operations import (
    Disk,
    File,
    Folder,
    Mark,
    Names,
    New,
    Operation,
    Resize,
    Sync,
    SyncNames,
    Write,
)

_CALLS: Final = (
    "open,openat,creat,close,dup,dup2,dup3,lseek,mmap,write,pwrite64,writev,pwritev,pwritev2,"
    "ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,"
    "unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,rmdir,sendfile,copy_file_range"
)
_LINE: Final = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)")
_RESULT: Final = re.compile(r"\)\s+= (-?\d+|\?)[^)=]*$")
_STRING: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_UNFINISHED: Final = " <unfinished ...>"
_SHARED_MEMORY: Final = "-shm"
"""SQLite makes it anew from the log when it opens a store alone; it is in no image."""


def why_not() -> str:
    """Return why system calls cannot be watched here, "" where they can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-e", "trace=close", "-o", "/dev/null", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if tried.returncode == 0 else f"strace may not watch: {tried.stderr.strip()[:200]}"


def watched(command: Sequence[str], to: Path, cwd: Path) -> None:
    """Run a command and write its system calls down in `to`; what it says goes nowhere.

    Raises CalledProcessError.
    """
    how = ("-f", "--seccomp-bpf", "-xx", "-s", "100000000", "-e", f"trace={_CALLS}")
    whole = ["strace", *how, "-o", str(to), "--", *command]
    subprocess.run(whole, cwd=cwd, stdout=subprocess.DEVNULL, check=True)


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that succeeded: its arguments as written, strings as bytes."""

    name: str
    words: str
    strings: tuple[bytes, ...]
    result: int
    pid: int


def calls_of(trace: Path) -> Iterator[Call]:
    """Read a trace, call after call as they ended; those that failed are left out."""
    begun: dict[int, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None:  # a signal or the end
                continue
            pid, rest = int(found[1]), found[4]
            if rest.endswith(_UNFINISHED):
                begun[pid] = rest.removesuffix(_UNFINISHED)
                continue
            if found[2]:
                rest = begun.pop(pid) + rest
            result = _RESULT.search(rest)
            if result is None or result[1] == "?" or int(result[1]) < 0:
                continue
            strings = []
            for text in _STRING.finditer(rest):
                if text[2]:
                    message = f"cut short in the trace: {found[3]}"
                    raise ValueError(message)
                strings.append(bytes.fromhex(text[1].replace("\\x", "")))
            words = _STRING.sub('""', rest[: result.start()])
            yield Call(found[2] or found[3], words, tuple(strings), int(result[1]), pid)


def disk_of(root: Path) -> tuple[Disk, dict[str, int]]:
    """Return a folder as it lies there, all of it on the disk, and the number of each path."""
    disk = Disk({}, {0: Folder({})})
    numbers = {".": 0}
    for path in sorted(root.rglob("*")):
        if path.name.endswith(_SHARED_MEMORY):
            continue
        number = len(numbers)
        within = path.relative_to(root)
        numbers[str(within)] = number
        disk.folders[numbers[str(within.parent)]].kept[path.name] = number
        if path.is_dir():
            disk.folders[number] = Folder({})
        else:
            disk.files[number] = File(bytearray(path.read_bytes()))
    return disk, numbers


@dataclass(slots=True)
class _Opened:
    """An open file: its number, where the next write goes; a folder's has no position."""

    number: int
    at: int = 0
    appends: bool = False


@dataclass(slots=True)
class Reader:
    """Reads calls as operations on what lies in `root`; bytes written to `marks` are marks.

    `numbers` are those of the paths as they are now; they change with the names.
    """

    root: Path
    marks: Path
    disk: Disk
    numbers: dict[str, int]
    opened: dict[int, _Opened] = field(default_factory=dict)
    elsewhere: dict[int, bytes] = field(default_factory=dict)
    made: int = 0
    pid: int = 0

    def __post_init__(self) -> None:
        self.made = len(self.numbers)

    def read(self, call: Call) -> list[Operation]:
        """Return what a call does; the disk does it as well."""
        handle = _HANDLERS.get(call.name)
        if handle is None:
            return []
        call = self._from_the_root(call)
        done = []
        for operation in handle(self, call):
            self._require_one_process(call)
            self.disk.do(operation)
            done.append(operation)
        return done

    def _from_the_root(self, call: Call) -> Call:
        """Return a call whose path begins at an open folder with the whole of that path."""
        folder = call.words.split(",", 1)[0]
        if not call.name.endswith("at") or not folder.isdigit() or int(folder) not in self.opened:
            return call
        if len(call.strings) != 1:
            raise _unseen(call, "two paths that begin at open folders")
        number = self.opened[int(folder)].number
        within = next(path for path, each in self.numbers.items() if each == number)
        whole = self.root / within / call.strings[0].decode()
        return replace(call, strings=(os.fsencode(whole),))

    def _require_one_process(self, call: Call) -> None:
        self.pid = self.pid or call.pid
        if call.pid != self.pid:
            raise _unseen(call, "a second thread or process writes")

    def within(self, path: bytes) -> str | None:
        """Return a path within the folder; None for one that lies elsewhere."""
        full = Path(path.decode())
        if not full.is_absolute():
            return None
        if not full.is_relative_to(self.root) or full.name.endswith(_SHARED_MEMORY):
            return None
        return str(full.relative_to(self.root))

    def open(self, call: Call) -> Iterator[Operation]:
        """Open a file: perhaps it is new, perhaps it is emptied."""
        path = call.strings[0]
        self.opened.pop(call.result, None)
        self.elsewhere.pop(call.result, None)
        if Path(path.decode()) == self.marks:
            self.elsewhere[call.result] = b"marks"
            return
        name = self.within(path)
        if name is None:
            return
        if "O_TMPFILE" in call.words:
            raise _unseen(call, "a file without a name")
        if name not in self.numbers:
            if "O_CREAT" not in call.words:
                return
            yield from self._new(name, is_folder=False)
        elif "O_TRUNC" in call.words:
            yield Resize(self.numbers[name], 0)
        self.opened[call.result] = _Opened(self.numbers[name], appends="O_APPEND" in call.words)

    def _new(self, name: str, *, is_folder: bool) -> Iterator[Operation]:
        number = self.made = self.made + 1
        yield New(number, is_folder)
        yield from self._name({name: number})

    def _name(self, changes: Mapping[str, int | None]) -> Iterator[Operation]:
        """Change names of one folder, here and on the disk."""
        paths = [PurePosixPath(name) for name in changes]
        if len({path.parent for path in paths}) != 1:
            message = f"names of two folders changed at once: {changes}"
            raise ValueError(message)
        folder = self.numbers[str(paths[0].parent)]
        yield Names(folder, {path.name: changes[str(path)] for path in paths})
        for name, number in changes.items():
            if number is None:
                self.numbers.pop(name, None)
            else:
                self.numbers[name] = number

    def close(self, call: Call) -> Iterator[Operation]:
        """Forget an open file."""
        number = int(call.words)
        self.opened.pop(number, None)
        self.elsewhere.pop(number, None)
        return iter(())

    def seek(self, call: Call) -> Iterator[Operation]:
        """Go to where the next write goes."""
        found = self.opened.get(_first(call))
        if found is not None:
            found.at = call.result
        return iter(())

    def write(self, call: Call) -> Iterator[Operation]:
        """Write where the file stands, or say something."""
        number, data = _first(call), b"".join(call.strings)[: call.result]
        if number in self.elsewhere:
            yield Mark(data)
        found = self.opened.get(number)
        if found is not None:
            file = self.disk.files[found.number]
            at = len(file.now()) if found.appends else found.at
            found.at = at + len(data)
            yield Write(found.number, at, data)

    def write_at(self, call: Call) -> Iterator[Operation]:
        """Write at an offset."""
        found = self.opened.get(_first(call))
        if found is not None:
            yield Write(
                found.number, int(call.words.rsplit(",", 1)[1]), call.strings[0][: call.result]
            )

    def resize(self, call: Call) -> Iterator[Operation]:
        """Cut or lengthen an open file."""
        found = self.opened.get(_first(call))
        if found is not None:
            yield Resize(found.number, int(call.words.rsplit(",", 1)[1]))

    def sync(self, call: Call) -> Iterator[Operation]:
        """Bring a file or the names of a folder to the disk."""
        found = self.opened.get(int(call.words))
        if found is not None:
            is_folder = found.number in self.disk.folders
            yield SyncNames(found.number) if is_folder else Sync(found.number)

    def rename(self, call: Call) -> Iterator[Operation]:
        """Give a file another name, in the place of what had it."""
        old, new = (self.within(path) for path in call.strings)
        if old is None and new is None:
            return
        if old is None or new is None or self.numbers[old] in self.disk.folders:
            raise _unseen(call, "a renaming across the border, or of a folder")
        if old != new:
            yield from self._name({new: self.numbers[old], old: None})

    def link(self, call: Call) -> Iterator[Operation]:
        """Give a file a second name."""
        old, new = (self.within(path) for path in call.strings)
        if new is not None:
            if old is None:
                raise _unseen(call, "a name for a file from elsewhere")
            yield from self._name({new: self.numbers[old]})

    def unlink(self, call: Call) -> Iterator[Operation]:
        """Take a name away."""
        name = self.within(call.strings[0])
        if name is not None:
            yield from self._name({name: None})

    def make_folder(self, call: Call) -> Iterator[Operation]:
        """Make a folder."""
        name = self.within(call.strings[0])
        if name is not None:
            yield from self._new(name, is_folder=True)

    def map(self, call: Call) -> Iterator[Operation]:
        """Refuse memory through which a file is written unseen."""
        number = call.words.split(",")[4].strip()
        if "PROT_WRITE" in call.words and "MAP_SHARED" in call.words and int(number) in self.opened:
            raise _unseen(call, "a file is written through memory")
        return iter(())

    def copy(self, call: Call) -> Iterator[Operation]:
        """Refuse bytes that the kernel copies."""
        target = call.words.split(",")[0 if call.name == "sendfile" else 2]
        if int(target) in self.opened:
            raise _unseen(call, "the kernel copies into a file")
        return iter(())

    def refuse(self, call: Call) -> Iterator[Operation]:
        """Refuse a call that nobody has thought of, where it concerns the folder."""
        names = [self.within(path) for path in call.strings]
        number = call.words.split(",")[0]
        if any(names) or (number.isdigit() and int(number) in self.opened):
            raise _unseen(call, "no operation is known for it")
        return iter(())


def _first(call: Call) -> int:
    return int(call.words.split(",", 1)[0])


def _unseen(call: Call, why: str) -> ValueError:
    return ValueError(f"{call.name}({call.words[:200]}): {why}")


_HANDLERS: Final[Mapping[str, Callable[[Reader, Call], Iterator[Operation]]]] = {
    "open": Reader.open,
    "openat": Reader.open,
    "creat": Reader.refuse,
    "close": Reader.close,
    "dup": Reader.refuse,
    "dup2": Reader.refuse,
    "dup3": Reader.refuse,
    "lseek": Reader.seek,
    "write": Reader.write,
    "writev": Reader.refuse,
    "pwrite64": Reader.write_at,
    "pwritev": Reader.refuse,
    "pwritev2": Reader.refuse,
    "ftruncate": Reader.resize,
    "truncate": Reader.refuse,
    "fallocate": Reader.refuse,
    "fsync": Reader.sync,
    "fdatasync": Reader.sync,
    "sync_file_range": Reader.refuse,
    "rename": Reader.rename,
    "renameat": Reader.refuse,
    "renameat2": Reader.refuse,
    "unlink": Reader.unlink,
    "unlinkat": Reader.unlink,
    "mkdir": Reader.make_folder,
    "mkdirat": Reader.make_folder,
    "link": Reader.link,
    "linkat": Reader.link,
    "symlink": Reader.refuse,
    "symlinkat": Reader.refuse,
    "rmdir": Reader.unlink,
    "mmap": Reader.map,
    "sendfile": Reader.copy,
    "copy_file_range": Reader.copy,
}
