"""What a disk may hold when the power goes: what was synced, and any of what was not."""

import random
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from tests.harness.operations import Disk, File, Folder, Resize, Write, alter, rename

_ONE_POLICY: Final = 3
_ROOT: Final = 0

T = TypeVar("T")


class Fate(StrEnum):
    """What becomes of everything that was done to a file or a folder since its last sync."""

    LOST = "lost"
    KEPT = "kept"
    CUT_OFF = "the last are lost"
    REORDERED = "any are lost"
    TORN_512 = "any sectors of 512 bytes are lost"
    TORN_4096 = "any sectors of 4096 bytes are lost"
    LENGTH_ONLY = "the length is kept, the bytes are zeros"


_SECTORS: Final = {Fate.TORN_512: 512, Fate.TORN_4096: 4096}


def image_of(disk: Disk, chance: random.Random) -> dict[str, bytes | None]:
    """Return what lies there after a power cut: files by path; None for a folder.

    Now and then everything has one fate; else each file and each folder has its own.
    """
    one = chance.choice(tuple(Fate)) if chance.randrange(_ONE_POLICY) == 0 else None

    def fate() -> Fate:
        return one or chance.choice(tuple(Fate))

    return dict(_lying_in(disk, _ROOT, "", lambda: (fate(), chance)))


def lay(image: dict[str, bytes | None], folder: Path) -> None:
    """Write an image into a folder, which is made."""
    folder.mkdir(mode=0o700)
    for name, content in image.items():
        if content is None:
            (folder / name).mkdir(mode=0o700)
        else:
            (folder / name).write_bytes(content)


def _lying_in(
    disk: Disk, number: int, prefix: str, draw: Callable[[], tuple[Fate, random.Random]]
) -> Iterator[tuple[str, bytes | None]]:
    for name, each in _names(disk.folders[number], *draw()).items():
        if each in disk.folders:
            yield f"{prefix}{name}", None
            yield from _lying_in(disk, each, f"{prefix}{name}/", draw)
        else:
            yield f"{prefix}{name}", bytes(_content(disk.files[each], *draw()))


def _names(folder: Folder, fate: Fate, chance: random.Random) -> dict[str, int]:
    if not folder.since:
        return folder.kept
    names = dict(folder.kept)
    rename(names, _left(folder.since, fate, chance))
    return names


def _content(file: File, fate: Fate, chance: random.Random) -> bytearray:
    if not file.since:
        return file.kept
    content = bytearray(file.kept)
    if fate is Fate.LENGTH_ONLY:
        alter(content, [Resize(0, len(file.now()))])
    elif fate in _SECTORS:
        alter(content, _torn(file.since, _SECTORS[fate], chance))
    else:
        alter(content, _left(file.since, fate, chance))
    return content


def _left(since: Sequence[T], fate: Fate, chance: random.Random) -> Sequence[T]:
    """Return which of the operations are left; names have no sectors and no bytes."""
    if fate is Fate.KEPT:
        return since
    if fate is Fate.CUT_OFF:
        return since[: chance.randint(0, len(since))]
    if fate in {Fate.LOST, Fate.LENGTH_ONLY}:
        return ()
    share = chance.random()
    return [one for one in since if chance.random() < share]


def _torn(
    since: Sequence[Write | Resize], sector: int, chance: random.Random
) -> Iterator[Write | Resize]:
    """Return the operations, each written sector by sector, without any of the sectors."""
    share = chance.random()
    for one in since:
        pieces = _pieces(one, sector) if isinstance(one, Write) else (one,)
        yield from (piece for piece in pieces if chance.random() < share)


def _pieces(write: Write, sector: int) -> Iterator[Write]:
    at, end = write.offset, write.offset + len(write.data)
    while at < end:
        until = min(end, at - at % sector + sector)
        yield Write(write.file, at, write.data[at - write.offset : until - write.offset])
        at = until
