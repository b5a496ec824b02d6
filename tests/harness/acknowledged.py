"""What a program was told is done, and whether a store that was opened again still has it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from app.models.dossiers import Dossier, Draft
from app.models.log import LogEntry
from app.services.files.folder import FileState
from tests.harness.hands import Done
from tests.harness.office_flows import setting_of
from tests.harness.town import Town, request_of


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log when an act was acknowledged."""

    seq: int
    hash: str


@dataclass(slots=True)
class Acknowledged:
    """What one life after another was told is done, and what it had sent without an answer."""

    head: Head | None = None
    codes: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    scans: set[str] = field(default_factory=set)
    paths: dict[str, str] = field(default_factory=dict)
    setting: int = 0
    sent: dict[str, str] = field(default_factory=dict)

    def hear(self, done: Done, head: Head | None) -> None:
        """Take down an act, and that the forms it names are answered."""
        self.head = head
        self.codes |= dict(done.codes)
        self.scans |= set(done.scans)
        self.paths |= dict(done.paths)
        self.setting = max(self.setting, done.setting)
        if done.draft:
            self.drafts |= dict([done.draft])
        for draft, _code in done.codes:
            self.sent.pop(draft, None)

    def send(self, draft: str, how: str) -> None:
        """Take down that a form is on its way; a draft that is thrown away may be gone."""
        if how == "discard":
            self.drafts.pop(draft, None)
        else:
            self.sent[draft] = how

    def still(self) -> "Acknowledged":
        """Return what is to be looked at again after everything else has been."""
        return replace(
            Acknowledged(), head=self.head, drafts=dict(self.drafts), setting=self.setting
        )


def head_of(town: Town) -> Head | None:
    """Return the end of the office's log."""
    with town.desk.database.read() as session:
        row = session.execute(
            select(LogEntry.seq, LogEntry.hash).order_by(LogEntry.seq.desc()).limit(1)
        ).first()
    return Head(row.seq, row.hash) if row else None


def codes_of(town: Town, drafts: Iterable[str]) -> dict[str, list[str]]:
    """Return the codes of the dossiers that each form has become."""
    forms = {request_of(draft): draft for draft in drafts}
    codes: dict[str, list[str]] = {draft: [] for draft in forms.values()}
    with town.desk.database.read() as session:
        for request, code in session.execute(
            select(Dossier.request, Dossier.code).where(Dossier.request.in_(forms))
        ):
            codes[forms[request]].append(code)
    return codes


def lost_from(town: Town, before: Acknowledged) -> Iterator[str]:
    """Say what was acknowledged and is not so. Raises StoreError."""
    stored = codes_of(town, before.codes)
    for draft, code in before.codes.items():
        if stored[draft] != [code]:
            yield f"dossier {code} is lost or has become {stored[draft]}"
    yield from _lost_rows(town, before)
    for sha256 in before.scans:
        if town.desk.file_folder.state(sha256) is not FileState.WHOLE:
            yield f"scan {sha256} is lost"
    for path, sha256 in before.paths.items():
        kept = town.folder / path
        if not kept.is_file() or hashlib.sha256(kept.read_bytes()).hexdigest() != sha256:
            yield f"{path} is lost"
    if setting_of(town) < before.setting:
        yield f"the desk's settings {before.setting} are lost: {setting_of(town)}"


def _lost_rows(town: Town, before: Acknowledged) -> Iterator[str]:
    with town.desk.database.read() as session:
        if before.head:
            kept = session.scalar(select(LogEntry.hash).where(LogEntry.seq == before.head.seq))
            if kept != before.head.hash:
                yield f"log entry {before.head.seq} is lost or another"
        for draft, letters in before.drafts.items():
            row = session.get(Draft, draft)
            if row is None or not row.content.startswith(letters):
                yield f"draft {draft} is lost"
