"""Power cuts: images of the disk from the program's own system calls, opened by the program.

A life of the program is recorded by strace while it works through every flow. For each image the
power goes at some call: what was synced before is there, of the rest any part may be lost, torn or
out of order. What was acknowledged before must be in every image.
"""

import argparse
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec

from tests.harness.acknowledged import Acknowledged
from tests.harness.after_power import founding_problems, problems_after
from tests.harness.images import Fate, image_of, lay
from tests.harness.operations import Mark, Operation
from tests.harness.recording import PLANTED, Life, Said, record
from tests.harness.system_calls import Reader, calls_of, disk_of, why_not
from tests.harness.telling import count_of, tell
from tests.harness.town import copied, found

WHOLE = 10_000
_MOST_PER_LIFE = 2500
_SHARE_OF_FOUNDING = 20
_SHARE_AFTER_MARKS = 3
_DEEP_EVERY = 25
_ENCRYPTED_EVERY = 2
_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made in it


@dataclass(slots=True)
class Looked:
    """What was seen of the images; `problems` are of those that do not hold."""

    images: int = 0
    distinct: int = 0
    deep: int = 0
    unheld: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, other: "Looked") -> None:
        """Take in what was seen elsewhere."""
        for each in ("images", "distinct", "deep", "unheld"):
            setattr(self, each, getattr(self, each) + getattr(other, each))
        self.problems += other.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The images of one life: `images` of them, of which one worker looks at each `of`-th.

    `base` is the folder as it was before the life, `operations` what the life did to it.
    """

    life: Life
    base: Path
    operations: list[Operation]
    images: int
    worker: int = 0
    of: int = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a fault be planted: then the promise must be broken."""
    parser.add_argument("--plant", choices=tuple(PLANTED), default="", help="a fault to be found")


def run(args: argparse.Namespace) -> int:
    """Record, cut the power, look, and tell. Where strace may not watch, a tenth is left out."""
    reason = why_not()
    if reason:
        return tell("Power cuts", [("not run here", reason)], [] if args.tenth else [reason])
    count, begun = count_of(args, WHOLE), monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-power-") as folder:
        tasks = planned(Path(folder), count, args.seed, args.plant)
        record_all(tasks, Path(folder) / "trace")
        recorded_s = monotonic() - begun
        looked = look_at_all(tasks)
    figures = [
        ("lives recorded", f"{len(tasks)} (in {recorded_s:.0f} s)"),
        ("operations of theirs", sum(len(task.operations) for task in tasks)),
        ("acts acknowledged", sum(acts_of(task.operations) for task in tasks)),
        ("images", f"{looked.images} ({looked.distinct} distinct)"),
        ("whole checks of an image", looked.deep),
        ("images that do not hold", looked.unheld),
        ("seconds", f"{monotonic() - begun:.0f}"),
    ]
    return tell("Power cuts", figures, looked.problems)


def planned(folder: Path, count: int, seed: int, plant: str = "") -> list[Task]:
    """Return lives enough for `count` images: in plain stores, encrypted ones, one that founds."""
    founding = count // _SHARE_OF_FOUNDING
    number = max(_ENCRYPTED_EVERY, -(-(count - founding) // _MOST_PER_LIFE))
    bases = [folder / "plain", folder / "encrypted"]
    for base in bases:
        found(base, is_encrypted=base.name == "encrypted")
    nothing = folder / "nothing"
    nothing.mkdir()
    tasks = [
        task_of(bases[one % _ENCRYPTED_EVERY], (count - founding) // number, seed + one, plant)
        for one in range(number)
    ]
    return [*tasks, task_of(nothing, founding, seed + number, plant, founds=True)]


def task_of(base: Path, images: int, seed: int, plant: str = "", **facts: Any) -> Task:
    """Return a life in a copy of the folder `base`, not lived yet, and that many of its images."""
    folder = copied(base, base.with_name(f"{base.name}-{seed}-{plant}"))
    life = Life(folder=str(folder), seed=seed, since=monotonic(), plant=plant, **facts)
    return Task(life=life, base=base, operations=[], images=images)


def record_all(tasks: Sequence[Task], trace: Path) -> None:
    """Live the lives, and put down what each of them did to its folder.

    Raises AssertionError where that does not come to what lies there now.
    """
    record([task.life for task in tasks], trace)
    readers = [
        Reader(Path(task.life.folder), task.life.marks, *disk_of(task.base)) for task in tasks
    ]
    for call in calls_of(trace):
        for task, reader in zip(tasks, readers, strict=True):
            task.operations.extend(reader.read(call))
    for reader in readers:
        require_all_seen(reader)


def require_all_seen(reader: Reader) -> None:
    """Raise AssertionError where the calls do not come to what lies in the folder now."""
    read, there = image_of(reader.disk, Keeping()), image_of(disk_of(reader.root)[0], Keeping())
    wrong = [name for name in {*read, *there} if read.get(name, b"") != there.get(name, b"")]
    if wrong:
        message = f"strace did not show every write: {sorted(wrong)[:5]}"
        raise AssertionError(message)


def look_at_all(tasks: Sequence[Task]) -> Looked:
    """Look at the images of every life, with as many processes as there are cores."""
    workers = os.cpu_count() or 1
    parts = [replace(task, worker=one, of=workers) for task in tasks for one in range(workers)]
    looked = Looked()
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.harness.power"])
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for seen in pool.map(look, parts):
            looked.add(seen)
    return looked


def look(task: Task) -> Looked:
    """Look at a worker's part of the images of one life."""
    looked = Looked()
    chance = random.Random(task.life.seed)
    points = Counter(_points(task.operations, task.images, chance))
    disk, _numbers = disk_of(task.base)
    before, is_founded, number, seen = Acknowledged(), False, 0, set[int]()
    with tempfile.TemporaryDirectory(prefix="motcua-image-", dir=_memory()) as folder:
        for at, operation in enumerate(task.operations, 1):
            disk.do(operation)
            if isinstance(operation, Mark):
                is_founded = hear(operation, before) or is_founded
            for _one in range(points[at]):
                image = image_of(disk, chance)
                number += 1
                if number % task.of == task.worker:
                    seen.add(hash(frozenset(image.items())))
                    lay(image, Path(folder) / "image")
                    _look_at(task, Path(folder) / "image", (before, is_founded), looked)
                    shutil.rmtree(Path(folder) / "image")
    looked.distinct = len(seen)
    return looked


def _memory() -> str | None:
    """Return where images lie without a disk's waits, where the system has such a folder."""
    return _MEMORY if os.access(_MEMORY, os.W_OK) else None


class Keeping(random.Random):
    """Chances by which nothing is lost."""

    def choice(self, seq: object) -> Any:  # noqa: ARG002 - whatever the choice is of
        """Return that everything is kept."""
        return Fate.KEPT


def _points(operations: Sequence[Operation], count: int, chance: random.Random) -> Iterator[int]:
    """Return after which of the operations the power goes: a third of them, just after a mark."""
    marks = [at for at, one in enumerate(operations, 1) if isinstance(one, Mark)]
    for _one in range(count):
        if marks and chance.randrange(_SHARE_AFTER_MARKS) == 0:
            yield chance.choice(marks)
        else:
            yield chance.randint(1, len(operations))


def acts_of(operations: Sequence[Operation]) -> int:
    """Return how many acts were acknowledged."""
    marks = (one for one in operations if isinstance(one, Mark))
    return sum(bool(msgspec.json.decode(mark.said, type=Said).done) for mark in marks)


def hear(mark: Mark, before: Acknowledged) -> bool:
    """Take down what a mark says; True where it says that the store was founded."""
    said = msgspec.json.decode(mark.said, type=Said)
    if said.done is not None:
        before.hear(said.done, said.head)
    elif said.draft:
        before.send(said.draft, said.how)
    return said.is_founded


def _look_at(task: Task, image: Path, said: tuple[Acknowledged, bool], looked: Looked) -> None:
    looked.images += 1
    before, is_founded = said
    is_deep = looked.images % _DEEP_EVERY == 0
    looked.deep += is_deep
    problems = (
        founding_problems(image, task.life.since, is_founded=is_founded)
        if task.life.founds
        else problems_after(image, task.life.since, before, is_deep=is_deep)
    )
    looked.unheld += bool(problems)
    looked.problems += problems
