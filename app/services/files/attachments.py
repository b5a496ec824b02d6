"""Files of papers, results and signed slips: added, looked at, ended; never deleted.

The file lies in its folder before the row that names it is stored: what a crash leaves behind is
at most a file that nothing names.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from app.errors import InvalidInputError, NotAllowedError, NotFoundError, RuleBrokenError
from app.models.custody import Handoff
from app.models.dossiers import Attachment, Dossier
from app.models.outcomes import Result
from app.models.people import Officer
from app.services.files.folder import FileFolder, FileState
from app.services.files.places import (
    FilePlace,
    FindPlace,
    of_dossier,
    paper_place,
    require_visible,
    result_place,
    slip_place,
    unknown_file,
    visible_state,
)
from app.services.files.records import JPEG, PDF, PNG, AttachmentLine, AttachmentSheet
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.dossiers import AttachmentKind
from app.wording.texts import moment_text

LONGEST: Final = 200
_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
}
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
"""What Windows takes in no file name: a copy may be saved there."""
_NO_NAME: Final = "tệp"


def file_name(name: str, media_type: str) -> str:
    """Return `name` as it is kept: its last part alone, NFC, at most 200 characters.

    Control and direction characters are left out, and it ends as its content says, whatever it
    was called.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(
        char
        for char in unicodedata.normalize("NFC", re.sub(r"\s", " ", last))
        if unicodedata.category(char) not in _HIDDEN
    )
    plain = " ".join(_FORBIDDEN.sub("_", seen).split()).rstrip(". ")
    endings = _ENDINGS[media_type]
    had = next((len(one) for one in endings if plain.lower().endswith(one)), 0)
    stem, ending = (plain[:-had], plain[-had:]) if had else (plain, endings[0])
    return (stem.strip(". ")[: LONGEST - len(ending)].rstrip(". ") or _NO_NAME) + ending


MOST_FILES: Final = 50
"""Files in one place: more is a mistake of the scanner."""

_adder, _ender = aliased(Officer), aliased(Officer)
_LINES: Final[Select[*tuple[Any, ...]]] = (
    select(
        Attachment.id.label("attachment_id"),
        Attachment.kind,
        Attachment.name,
        Attachment.media_type,
        Attachment.size,
        Attachment.sha256,
        Attachment.added_at,
        _adder.name.label("added_by_name"),
        Attachment.paper_ordinal,
        func.coalesce(Handoff.number, "").label("slip_number"),
        Attachment.ended_at,
        func.coalesce(_ender.name, "").label("ended_by_name"),
        Attachment.end_reason,
    )
    .join(_adder, _adder.id == Attachment.added_by)
    .outerjoin(_ender, _ender.id == Attachment.ended_by)
    .outerjoin(Handoff, Handoff.id == Attachment.handoff_id)
    .order_by(Attachment.id)
)


@dataclass(frozen=True, slots=True)
class _NewFile:
    name: str
    media_type: str
    size: int
    sha256: str
    was_mended: bool


class Attachments:
    """Adds and shows files; `media_type_of` opens a content and refuses what may not be kept."""

    def __init__(
        self,
        transactions: Transactions,
        folder: FileFolder,
        media_type_of: Callable[[bytes], str],
    ) -> None:
        self._tx = transactions
        self._folder = folder
        self._media_type_of = media_type_of

    def add_paper(
        self, actor: Actor, code: str, paper_ordinal: int, name: str, content: bytes
    ) -> AttachmentLine:
        """Keep a scan of the paper `paper_ordinal` (from 1) of the dossier `code`.

        Raises InvalidInputError (`file`, `paper`), RuleBrokenError for a file that is there
        already or one too many, NotFoundError, StoreError.
        """
        return self._add(actor, paper_place(code, paper_ordinal), name, content)

    def add_result(
        self,
        actor: Actor,
        code: str,
        name: str,
        content: bytes,
        *,
        is_electronic: bool = False,
    ) -> AttachmentLine:
        """Keep the result of the dossier `code`; `is_electronic` says it was issued as this file.

        The result may come before the decision is recorded, unless it is electronic. Raises as
        `add_paper`, and RuleBrokenError for a dossier without a result.
        """
        find = result_place(code)
        return self._add(actor, find, name, content, marks_electronic=is_electronic)

    def add_signed_slip(
        self,
        actor: Actor,
        slip_number: str,
        name: str,
        content: bytes,
        *,
        year: int | None = None,
    ) -> AttachmentLine:
        """Keep a scan of a handoff slip that was signed on paper; the newest slip of that number.

        Raises as `add_paper`.
        """
        return self._add(actor, slip_place(slip_number.strip(), year), name, content)

    def of(
        self, actor: Actor, code: str, *, with_ended: bool = False
    ) -> tuple[AttachmentLine, ...]:
        """Return the files of a dossier and of its signed slips, oldest first.

        Raises NotFoundError.
        """
        return self.sheet(actor, code, with_ended=with_ended).lines

    def sheet(self, actor: Actor, code: str, *, with_ended: bool = False) -> AttachmentSheet:
        """Return the files of a dossier, and whether its result is electronic."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            state = visible_state(reading, code)
            where = of_dossier(reading, state.dossier_id)
            result = reading.session.get(Result, state.dossier_id)
            return AttachmentSheet(
                code=code,
                lines=_lines(reading, where if with_ended else where & _IS_KEPT),
                is_electronic=None if result is None else result.is_electronic,
            )

    def of_slip(
        self, actor: Actor, slip_number: str, *, year: int | None = None
    ) -> tuple[AttachmentLine, ...]:
        """Return the scans of a signed slip, oldest first. Raises NotFoundError."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return _lines(reading, slip_place(slip_number.strip(), year)(reading).holds())

    def content(self, actor: Actor, attachment_id: int) -> bytes:
        """Return a file's content, checked against its hash; the log says who looked at it.

        An ended file can still be looked at. Raises NotFoundError, StoreError for a file that is
        missing or damaged.
        """
        with self._tx.write(actor, Right.LOOK_UP) as work:
            row = _row(work, attachment_id)
            if row.erased_at is not None:
                raise NotFoundError(
                    f"Tệp này đã xóa lúc {moment_text(row.erased_at)} khi hết thời hạn lưu."
                )
            facts = {"sha256": row.sha256, "id": row.id}
            work.log("file_seen", facts, dossier_id=row.dossier_id, personal={"file": row.name})
            sha256 = row.sha256
        # Whoever was let in has looked, whole or not.
        return self._folder.read(sha256)

    def end(self, actor: Actor, attachment_id: int, reason: str) -> AttachmentLine:
        """Take a file out of its place; row and content stay.

        An agency officer ends what they added themselves. Raises InvalidInputError (`reason`),
        NotAllowedError, NotFoundError, RuleBrokenError for one ended before.
        """
        why = clean(reason, "reason", limit=500)
        if not why:
            raise InvalidInputError("reason", "Chưa có lý do bỏ tệp. Hãy ghi lý do.")
        with self._tx.write(actor, Right.ATTACH) as work:
            row = _row(work, attachment_id)
            if work.is_agency_only and row.added_by != actor.officer_id:
                raise NotAllowedError("Tệp này do người khác thêm. Hãy nhờ người đó hoặc quầy bỏ.")
            if row.ended_at is not None:
                raise RuleBrokenError(f"Tệp này đã được bỏ lúc {moment_text(row.ended_at)}.")
            row.ended_at, row.ended_by, row.end_reason = work.now, actor.officer_id, why
            work.log(
                "file_ended",
                {"sha256": row.sha256, "id": row.id},
                dossier_id=row.dossier_id,
                personal={"file": row.name, "reason": why},
            )
            return _line(work, row.id)

    def mark_electronic(self, actor: Actor, code: str, *, is_electronic: bool) -> None:
        """Say whether the result was issued electronically (QĐ 766/QĐ-TTg, 4.1).

        Raises RuleBrokenError while there is no result, NotFoundError.
        """
        with self._tx.write(actor, Right.DECIDE) as work:
            _mark_electronic(
                work, visible_state(work, code).dossier_id, is_electronic=is_electronic
            )

    def _add(
        self,
        actor: Actor,
        find: FindPlace,
        name: str,
        content: bytes,
        *,
        marks_electronic: bool = False,
    ) -> AttachmentLine:
        media_type = self._media_type_of(content)
        with self._tx.read(actor, Right.ATTACH) as reading:
            find(reading)  # nobody fills the folder with what may not be added
        new = self._keep(file_name(name, media_type), media_type, content)
        with self._tx.write(actor, Right.ATTACH) as work:
            place = find(work)
            _require_room(work, place, new.sha256)
            line = _store(work, place, new)
            if marks_electronic and place.dossier_id is not None:
                _mark_electronic(work, place.dossier_id, is_electronic=True)
            return line

    def _keep(self, name: str, media_type: str, content: bytes) -> _NewFile:
        """Put the content into the folder, over a damaged file of the same hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        was_damaged = self._folder.state(sha256) is FileState.DAMAGED
        self._folder.put(content)
        return _NewFile(name, media_type, len(content), sha256, was_damaged)


_IS_KEPT: Final[ColumnElement[bool]] = Attachment.ended_at.is_(None)


def _require_room(work: Work, place: FilePlace, sha256: str) -> None:
    """Refuse what is in this place already, more files than any place has, an erased dossier."""
    if place.dossier_id is not None:
        dossier = work.session.get_one(Dossier, place.dossier_id)
        if dossier.erased_at is not None:
            raise RuleBrokenError(
                f"Hồ sơ {dossier.code} đã hết thời hạn lưu và xóa dữ liệu cá nhân nên không thêm "
                "tệp được nữa."
            )
    here = work.session.execute(
        select(Attachment.sha256, Attachment.name).where(place.holds())
    ).all()
    twin = next((row.name for row in here if row.sha256 == sha256), None)
    if twin is not None:
        raise RuleBrokenError(f"Tệp này đã có ở đây với tên “{twin}” nên không thêm lần nữa.")
    if len(here) >= MOST_FILES:
        raise RuleBrokenError(
            f"Chỗ này đã có {MOST_FILES} tệp. Hãy bỏ bớt tệp thừa, hoặc gộp các trang vào một tệp "
            "PDF rồi thêm lại."
        )


def _store(work: Work, place: FilePlace, new: _NewFile) -> AttachmentLine:
    row = Attachment(
        unit_id=work.actor.office_id,
        kind=place.kind,
        dossier_id=place.dossier_id,
        paper_ordinal=place.paper_ordinal,
        handoff_id=place.handoff_id,
        name=new.name,
        media_type=new.media_type,
        size=new.size,
        sha256=new.sha256,
        added_at=work.now,
        added_by=work.actor.officer_id,
    )
    work.session.add(row)
    work.session.flush()
    facts: dict[str, object] = {
        "kind": place.kind.value,
        "media_type": new.media_type,
        "size": new.size,
        "sha256": new.sha256,
        "id": row.id,
    }
    personal = {"file": new.name}
    if place.kind is AttachmentKind.SIGNED_SLIP:
        facts["slip"] = place.said
    elif place.said:
        personal["paper"] = place.said
    if new.was_mended:
        facts["was_mended"] = True
    work.log("file_added", facts, dossier_id=place.dossier_id, personal=personal)
    return _line(work, row.id)


def _mark_electronic(work: Work, dossier_id: int, *, is_electronic: bool) -> None:
    result = work.session.get(Result, dossier_id)
    if result is None:
        raise RuleBrokenError(
            "Hồ sơ chưa có kết quả nên chưa ghi được là kết quả điện tử. Hãy nhập kết quả trước."
        )
    if result.is_electronic == is_electronic:
        return
    result.is_electronic = is_electronic
    act = "result_electronic" if is_electronic else "result_on_paper"
    work.log(act, {}, dossier_id=dossier_id)


def _row(reading: Reading, attachment_id: int) -> Attachment:
    """Return an attachment that the person may see. Raises NotFoundError."""
    row = reading.session.get(Attachment, attachment_id)
    if row is None:
        raise unknown_file()
    require_visible(reading, row)
    return row


def _lines(reading: Reading, where: ColumnElement[bool]) -> tuple[AttachmentLine, ...]:
    rows = reading.session.execute(_LINES.where(where))
    return tuple(AttachmentLine(**row._mapping) for row in rows)  # noqa: SLF001 - its public name


def _line(reading: Reading, attachment_id: int) -> AttachmentLine:
    reading.session.flush()
    return _lines(reading, Attachment.id == attachment_id)[0]
