"""The long acts of the program: where each begins, what it has done, what it may never lose.

Each begins in a town of its own, which is made once and copied for every time it is disturbed.
"""

import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from app.__main__ import main
from app.bootstrap.safe_places import restorer_for
from app.errors import StoreError
from app.models import migrating
from app.models.dossiers import Attachment, Dossier
from app.models.log import LogEntry
from app.paths import STORE_NAME
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.files.folder import FileState
from app.services.safekeeping.sealing import SUFFIX, opened
from app.vocabulary.dossiers import Action, Outcome
from tests.harness.acknowledged import Acknowledged, Head, codes_of, head_of
from tests.harness.dumps import dump_of
from tests.harness.hands import SUBMITTING
from tests.harness.town import (
    SUPERVISOR,
    Facts,
    Town,
    copied,
    data_of,
    draft_id,
    entered,
    found,
    request_of,
    running_clock,
    state_in,
)
from tests.harness.verb_lives import at_a_terminal
from tests.released_stores import RELEASES, a_released_store
from tests.services.files.contents import a_pdf
from tests.services.store_builders import ADMIN, MONDAY_MORNING

_DAY: Final = MONDAY_MORNING.date().isoformat()
_NEXT_DAY: Final = MONDAY_MORNING + timedelta(days=1)
_PAST_ITS_TIME: Final = MONDAY_MORNING + timedelta(days=3700)
_DOSSIERS: Final = 4
_ROWS: Final = 12
_BACKUP: Final = "office.motcua-backup"
_ROWS_FILE: Final = "rows.jsonl"
_LATE: Final = "after the backup"
_AS_RELEASED: Final = "as-released.db"
_AS_ADMIN: Final = ("--officer", ADMIN.login, "--json")
_BY_TWO: Final = (*_AS_ADMIN, "--second", SUPERVISOR)
_FOLDER: Final = "FOLDER"
_BY_SUPERVISOR: Final = ("--officer", SUPERVISOR, "--json")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where an act begins: a closed town, and what is acknowledged in it."""

    folder: Path
    since: float
    before: Acknowledged


def _nothing_else(_town: Town, _said: str) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class LongAct:
    """An act that writes in many steps.

    `prepare` fills the town of a ground; `do` does the act and returns the exit status. `lost` says
    what else is lost, by the lines that the act had said. `again` is of the refusal where it was
    done before and is not done twice.
    """

    do: Callable[[Path, float], int]
    is_done: Callable[[Town], bool]
    prepare: Callable[[Ground], Acknowledged]
    lost: Callable[[Town, str], Iterator[str]] = _nothing_else
    begins: datetime = _NEXT_DAY
    again: str = ""

    def run(self, folder: Path, since: float) -> int:
        """Do it in a copy of its ground, at its time."""
        with at_a_terminal(folder, since, self.begins):
            return self.do(folder, since)

    @contextmanager
    def opened(self, folder: Path, since: float) -> Iterator[Town]:
        """Open what it left behind. Raises StoreError."""
        with state_in(folder), _opened(folder, since, self.begins) as town:
            yield town


def grounds(towns: Path, since: float, acts: Sequence[str]) -> dict[str, Ground]:
    """Make the grounds of `acts` in `towns`."""
    for name in ("plain", "encrypted"):
        found(towns / name, is_encrypted=name == "encrypted")
    return {name: _ground(towns, name, since) for name in acts}


def _ground(towns: Path, name: str, since: float) -> Ground:
    folder = towns / name.replace(" ", "-")
    if name not in _OF_RELEASES:
        copied(towns / ("encrypted" if name in _OF_ENCRYPTED else "plain"), folder)
    ground = Ground(folder, since, Acknowledged())
    with state_in(folder):
        return replace(ground, before=ACTS[name].prepare(ground))


@contextmanager
def _opened(folder: Path, since: float, begins: datetime = MONDAY_MORNING) -> Iterator[Town]:
    town = entered(folder, running_clock(since, begins))
    with closing(town.desk):
        yield town


def _command(ground: Ground, *words: str, begins: datetime = _NEXT_DAY) -> None:
    """Run a command that the act rests on. Raises RuntimeError where it fails."""
    with at_a_terminal(ground.folder, ground.since, begins), redirect_stdout(io.StringIO()):
        if _say(ground.folder, *words) != 0:
            raise RuntimeError(" ".join(words))


def _say(folder: Path, *words: str) -> int:
    return main([*words, "--data", str(data_of(folder))])


def _logged(act: str) -> Callable[[Town], bool]:
    """Return what says whether the log has an entry of an act."""

    def is_logged(town: Town) -> bool:
        with town.desk.database.read() as session:
            return (
                session.scalar(select(LogEntry.id).where(LogEntry.act == act).limit(1)) is not None
            )

    return is_logged


def _verb(*words: str) -> Callable[[Path, float], int]:
    """Return what runs a command; FOLDER in a word is the town's."""

    def do(folder: Path, _since: float) -> int:
        return _say(folder, *(word.replace(_FOLDER, str(folder)) for word in words))

    return do


def _registered(town: Town, of: object) -> Acknowledged:
    """Register dossiers, the first with a scan."""
    drafts = [draft_id(of, number) for number in range(_DOSSIERS)]
    codes = {draft: SUBMITTING["register"](town, draft) for draft in drafts}
    scan = town.desk.attachments.add_paper(
        town.admin, codes[drafts[0]], 1, "đơn.pdf", a_pdf(str(of))
    )
    return Acknowledged(head=head_of(town), codes=codes, scans={scan.sha256})


def _day_of_work(ground: Ground) -> Acknowledged:
    with _opened(ground.folder, ground.since) as town:
        return _registered(town, "day")


def _past_its_time(ground: Ground) -> Acknowledged:
    """Dossiers returned ten years ago with scans and papers on this machine, and fresh ones."""
    with _opened(ground.folder, ground.since) as town:
        for number in range(_DOSSIERS):
            typed = town.typed(draft_id("old", number), town.facts.same_day_case)
            code = town.desk.intake.register(town.admin, typed).code
            town.desk.attachments.add_paper(town.admin, code, 1, "đơn.pdf", a_pdf(f"cũ {number}"))
            said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
            town.desk.decisions.decide(town.admin, code, Action.RESOLVE, said)
            collection = Collection("Nguyễn Thị Ánh", prints_receipt=number == 0)
            town.desk.returning.give_back(town.admin, code, collection)
        town.printing.send_all(town.admin)
    rule = ("retention", "--years", "10", "--ground", "Quyết định 12/QĐ-UBND", *_AS_ADMIN)
    _command(ground, *rule, begins=_PAST_ITS_TIME)
    with _opened(ground.folder, ground.since, _PAST_ITS_TIME) as town:
        return _registered(town, "fresh")


def _old_codes_lost(town: Town, _said: str) -> Iterator[str]:
    """An erased dossier keeps its code; where erasing is done, nothing of it lies on the disk."""
    with town.desk.database.read() as session:
        erased = [at is not None for at in session.scalars(select(Dossier.erased_at))]
    if len(erased) != 2 * _DOSSIERS or sum(erased) not in (0, _DOSSIERS):
        yield f"of {2 * _DOSSIERS} dossiers {len(erased)} are left, {sum(erased)} erased"


def _erase(folder: Path, _since: float) -> int:
    """Erase; where that was done already, take away what it may have left, as the refusal says."""
    with redirect_stderr(io.StringIO()) as said:
        status = _say(folder, "retention", "--run", *_BY_TWO)
    sys.stderr.write(said.getvalue())
    if status != 0 and "--sweep" in said.getvalue():
        return _say(folder, "retention", "--sweep", *_AS_ADMIN)
    return status


def _is_erased(town: Town) -> bool:
    """The dossiers are erased: no scan of them lies here, and the store's file has none of them."""
    with town.desk.database.read() as session:
        erased = set(
            session.scalars(select(Attachment.sha256).where(Attachment.erased_at.is_not(None)))
        )
    kept = (town.desk.file_folder.state(sha256) is not FileState.MISSING for sha256 in erased)
    content = (data_of(town.folder) / STORE_NAME).read_bytes()
    forgotten = (request_of(draft_id("old", number)).encode() for number in range(_DOSSIERS))
    return (
        len(erased) == _DOSSIERS
        and not any(kept)
        and not any(words in content for words in forgotten)
    )


def _rows_to_import(ground: Ground) -> Acknowledged:
    rows = [{"procedure": "1.000001", "owner_name": f"Người {row}"} for row in range(_ROWS)]
    text = "\n".join(json.dumps(row) for row in rows)
    (ground.folder / _ROWS_FILE).write_text(text, encoding="utf-8")
    return _day_of_work(ground)


def _imported(town: Town) -> list[tuple[str, str]]:
    with town.desk.database.read() as session:
        rows = session.execute(
            select(Dossier.owner_name, Dossier.code).where(Dossier.owner_name.like("Người %"))
        )
        return [(row.owner_name, row.code) for row in rows]


def _imported_lost(town: Town, said: str) -> Iterator[str]:
    rows = _imported(town)
    names, codes = [name for name, _code in rows], {code for _name, code in rows}
    for line in said.splitlines(keepends=True):
        code = json.loads(line).get("code", "") if line.endswith("\n") else ""
        if code and code not in codes:
            yield f"{code} was said to be registered and is lost"
    if len(set(names)) != len(names):
        yield f"imported twice: {sorted(names)}"


def _day_closed(ground: Ground) -> Acknowledged:
    before = _day_of_work(ground)
    _command(ground, "close", "--day", _DAY, *_BY_SUPERVISOR)
    return before


def _backed_up(ground: Ground) -> Acknowledged:
    """A backup, and dossiers registered after it."""
    before = _day_of_work(ground)
    _command(ground, "backup", str(ground.folder / _BACKUP), "--json")
    with _opened(ground.folder, ground.since, _NEXT_DAY) as town:
        _registered(town, _LATE)
    return before


def _backup_not_whole(town: Town, _said: str) -> Iterator[str]:
    """A backup that has its name can be restored."""
    path = town.folder / _BACKUP
    if path.exists():
        try:
            restorer_for(data_of(town.folder), "", town.desk.clock).try_out(path)
        except StoreError as refusal:
            yield f"the backup is refused: {refusal.message}"


_is_restored = _logged("store_restored")


def _late_ones_lost(town: Town, _said: str) -> Iterator[str]:
    """What was registered after the backup is in the store, or in the one that is kept aside."""
    drafts = [draft_id(_LATE, number) for number in range(_DOSSIERS)]
    if _is_restored(town):
        if not any(data_of(town.folder).glob(f"*/{STORE_NAME}")):
            yield "the store before is not kept aside"
    elif not all(codes_of(town, drafts).values()):
        yield "dossiers after the backup are lost, and nothing was restored"


def _plain_files(ground: Ground) -> Acknowledged:
    """Scans and papers that lie in the clear, as before version 0.6."""
    before = _day_of_work(ground)
    with _opened(ground.folder, ground.since, _NEXT_DAY) as town:
        for draft, code in before.codes.items():
            scan = town.desk.attachments.add_paper(town.admin, code, 2, "đơn.pdf", a_pdf(draft))
            before.scans.add(scan.sha256)
        before.head = head_of(town)
        town.desk.print_queue.latest_receipt(town.admin, code)
        town.printing.send_all(town.admin)
        sealed = list(data_of(ground.folder).rglob(f"*{SUFFIX}"))
        contents = {path: _plain_content(town, path) for path in sealed}
    for path, content in contents.items():
        path.with_name(path.name.removesuffix(SUFFIX)).write_bytes(content)
        path.unlink()
    return before


def _plain_content(town: Town, path: Path) -> bytes:
    with opened(path, town.desk.files.seal) as file:
        return file.read()


def _all_sealed(town: Town) -> bool:
    folders = (data_of(town.folder) / name for name in ("files", "printed"))
    every = (path for folder in folders for path in folder.rglob("*"))
    return all(path.suffix == SUFFIX for path in every if path.is_file())


def _seal(folder: Path, since: float) -> int:
    """Seal as the window does once it is open."""
    try:
        with _opened(folder, since, _NEXT_DAY) as town:
            for _sealed in town.desk.files.seal_plain():
                pass
    except StoreError as refusal:
        sys.stderr.write(refusal.message)
        return 1
    return 0


def _released(release: str, ground: Ground) -> Acknowledged:
    """The store that a released program left, and the newest entry of its log."""
    store = a_released_store(release, data_of(ground.folder))
    (ground.folder / _AS_RELEASED).write_bytes(store.read_bytes())
    nobody = Facts(case_id=0, fee_case=0, same_day_case=0, economy=0, culture=0, peer=0)
    (ground.folder / "facts.json").write_bytes(msgspec.json.encode(nobody))
    with closing(sqlite3.connect(store)) as line:
        newest = "SELECT seq, hash FROM log_entries ORDER BY seq DESC LIMIT 1"
        return Acknowledged(head=Head(*line.execute(newest).fetchone()))


def _is_newest(town: Town) -> bool:
    return migrating.current_revision(town.desk.database.engine) == migrating.newest_revision()


def _rows_lost(town: Town, _said: str) -> Iterator[str]:
    before, now = dump_of(town.folder / _AS_RELEASED), dump_of(data_of(town.folder) / STORE_NAME)
    for name, content in before.items():
        if name in now and now[name].rows < content.rows:
            yield f"rows of {name} are lost: {content.rows}>{now[name].rows}"
    if not any(data_of(town.folder).glob("*-truoc-nang-cap-*.db")):
        yield "no copy of the store before the upgrade is there"


_PLAIN_ACTS: Final = {
    "retention": LongAct(
        prepare=_past_its_time,
        do=_erase,
        is_done=_is_erased,
        lost=_old_codes_lost,
        begins=_PAST_ITS_TIME,
    ),
    "import": LongAct(
        prepare=_rows_to_import,
        do=_verb("import-dossiers", f"{_FOLDER}/{_ROWS_FILE}", *_AS_ADMIN),
        is_done=lambda town: len(_imported(town)) == _ROWS,
        lost=_imported_lost,
    ),
    "period lock": LongAct(
        prepare=_day_closed,
        do=_verb("period", "lock", f"{_DAY}..{_DAY}", *_BY_SUPERVISOR),
        is_done=_logged("period_locked"),
        again="đã khóa",
    ),
    "closing": LongAct(
        prepare=_day_of_work,
        do=_verb("close", "--day", _DAY, *_BY_SUPERVISOR),
        is_done=_logged("day_closed"),
        again="đã khóa",
    ),
    "backup": LongAct(
        prepare=_day_of_work,
        do=_verb("backup", f"{_FOLDER}/{_BACKUP}", "--json"),
        is_done=lambda town: (town.folder / _BACKUP).exists(),
        lost=_backup_not_whole,
        again="Đã có tệp",
    ),
    "sealing": LongAct(prepare=_plain_files, do=_seal, is_done=_all_sealed),
    "restore": LongAct(
        prepare=_backed_up,
        do=_verb("restore", f"{_FOLDER}/{_BACKUP}", *_BY_TWO),
        is_done=_is_restored,
        lost=_late_ones_lost,
    ),
    "encrypt": LongAct(
        prepare=_day_of_work,
        do=_verb("key", "encrypt", *_BY_TWO),
        is_done=_logged("store_encrypted"),
        again="đã mã hóa",
    ),
}
_OF_ENCRYPTED: Final = {
    "renew": LongAct(
        prepare=_day_of_work,
        do=_verb("key", "renew", *_BY_TWO),
        is_done=_logged("store_key_changed"),
    ),
}
_OF_RELEASES: Final = {
    f"migration of {release}": LongAct(
        prepare=partial(_released, release),
        do=_verb("check", "--json"),
        is_done=_is_newest,
        lost=_rows_lost,
    )
    for release in (RELEASES[0], RELEASES[-1])
}
ACTS: Final[Mapping[str, LongAct]] = {**_PLAIN_ACTS, **_OF_ENCRYPTED, **_OF_RELEASES}
