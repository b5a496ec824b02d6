"""Making bundles: numbered, signed, kept; the same content is the same bundle."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.errors import ConflictError, RuleBrokenError, StoreError
from app.models.exchange import Bundle
from app.models.office import Unit
from app.services.exchange.attaching import FileStore
from app.services.exchange.content import (
    AnswerSaid,
    Content,
    HandoverSaid,
    ResultSaid,
    files_of,
    lines_of,
    uid_of,
    write_content,
)
from app.services.exchange.envelope import BundleHeader, own_certificate_of, read_own
from app.services.exchange.folder import BundleFolder, Kept
from app.services.exchange.gathering import BundleSelection, dossiers_for, results_for
from app.services.exchange.records import MadeBundle
from app.services.exchange.rows import (
    NewBundle,
    Peer,
    answer_of,
    find_bundle,
    log_bundle,
    newest_bundle,
    own_code,
    peer_of_unit,
    store_bundle,
)
from app.services.forms.certificates import Certificate, own_certificate
from app.services.forms.keys import SigningKey
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.vocabulary.exchange import BundleDirection, BundleKind
from app.wording.texts import moment_text

_GATHER: Final[dict[BundleKind, Callable[[Reading, int], BundleSelection]]] = {
    BundleKind.HANDOVER: dossiers_for,
    BundleKind.RESULT: results_for,
}
_NOTHING: Final = {
    BundleKind.HANDOVER: "Không có hồ sơ nào đang trên đường tới {name} mà chưa được trả lời. Hãy "
    "lập phiếu bàn giao tới đơn vị đó trước.",
    BundleKind.RESULT: "Không có kết quả nào chưa gửi cho {name}. Hãy nhập kết quả của hồ sơ "
    "trước.",
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A bundle about to be made; `known` is the same one made before and not answered yet."""

    header: BundleHeader
    data: bytes
    content: Content
    peer: Peer
    gathered: BundleSelection
    serial: int
    certificate: Certificate | None
    known: Bundle | None


class BundleMaker:
    """Makes bundles of this station, signed with its key."""

    def __init__(
        self,
        transactions: Transactions,
        key: SigningKey,
        files: FileStore,
        folder: BundleFolder,
    ) -> None:
        self._tx = transactions
        self._key = key
        self._files = files
        self._folder = folder

    def export(self, actor: Actor, unit_id: int, kind: BundleKind) -> MadeBundle:
        """Make the bundle of all that waits for a peer; unchanged and unanswered, the same again.

        Raises RuleBrokenError where nothing waits or the office's key has not certified this
        station, BundleError, ConflictError, StoreError.
        """
        with self._tx.read(actor, Right.EXCHANGE) as reading:
            plan = self._plan(reading, unit_id, kind)
            if plan.known is not None:
                kept = self._folder.find(plan.known.sha256)
                if kept is not None and _is_as_certified(plan, kept):
                    with kept.file.open() as bundle:
                        header = read_own(bundle)[0]
                    return _made(plan, header, kept, was_known=True)
        kept = self._written(plan)
        # Made at another station, whose folder is not here, or before the office's present key.
        if plan.known is not None:
            return _made(plan, plan.header, kept, was_known=True)
        with self._tx.write(actor, Right.EXCHANGE) as work:
            _require_first(work, plan)
            new = NewBundle(
                direction=BundleDirection.OUT,
                header=plan.header,
                peer=plan.peer,
                kept=kept,
                serial=plan.serial,
            )
            store_bundle(work, new, plan.gathered.dossier_ids)
            count = len(plan.gathered.dossier_ids)
            log_bundle(work, "bundle_made", plan.header, kept, count)
        return _made(plan, plan.header, kept, was_known=False)

    def answer(
        self,
        work: Work,
        peer: Peer,
        to: tuple[int, str],
        said: AnswerSaid,
        dossier_ids: Iterable[int],
    ) -> MadeBundle:
        """Make the answer to a bundle just taken in (`to`: its row and uid), in its transaction."""
        answered_id, answered_uid = to
        header = self._header(work, peer, BundleKind.ANSWER, work.now)
        header = replace(header, answers=answered_uid)
        data = write_content(said)
        header = replace(header, uid=uid_of(header, data))
        certificate = own_certificate(work.session, work.actor.office_id, self._key.key_id)
        kept = self._folder.write(header, data, {}, self._key.sign, certificate)
        new = NewBundle(
            direction=BundleDirection.OUT,
            header=header,
            peer=peer,
            kept=kept,
            answers_id=answered_id,
        )
        store_bundle(work, new, dossier_ids)
        log_bundle(work, "bundle_made", header, kept, len(said.lines))
        return MadeBundle(
            header=header,
            file=kept.file,
            size=kept.size,
            codes=tuple(line.code for line in said.lines),
            to_name=peer.name,
        )

    def answered(self, reading: Reading, bundle: Bundle) -> tuple[MadeBundle, bytes]:
        """Return the answer given to a bundle before, and what it said. Raises StoreError."""
        row = answer_of(reading, bundle)
        kept = None if row is None else self._folder.find(row.sha256)
        if row is None or kept is None:
            raise StoreError(
                f"Gói này đã nhập lúc {moment_text(bundle.entered_at)}, nhưng tệp trả lời không có "
                "trong thư mục dữ liệu của máy này. Hãy lấy lại ở máy đã nhập gói."
            )
        with kept.file.open() as bundle_file:
            header, data = read_own(bundle_file)
        made = MadeBundle(
            header=header,
            file=kept.file,
            size=kept.size,
            codes=(),
            to_name=reading.session.get_one(Unit, row.peer_id).name,
            was_known=True,
        )
        return made, data

    def _plan(self, reading: Reading, unit_id: int, kind: BundleKind) -> _Plan:
        peer = peer_of_unit(reading.session, unit_id)
        certificate = own_certificate(reading.session, reading.actor.office_id, self._key.key_id)
        gathered = _GATHER[kind](reading, unit_id)
        if not gathered.dossier_ids:
            raise RuleBrokenError(_NOTHING[kind].format(name=peer.name))
        newest = newest_bundle(reading, BundleDirection.OUT, kind, unit_id)
        if newest is not None and answer_of(reading, newest) is None:
            again = self._numbered(reading, peer, gathered, newest.serial, newest.made_at)
            if again.header.uid == newest.uid:
                return replace(again, certificate=certificate, known=newest)
        serial = newest.serial + 1 if newest else 1
        plan = self._numbered(reading, peer, gathered, serial, reading.now)
        return replace(plan, certificate=certificate)

    def _numbered(
        self,
        reading: Reading,
        peer: Peer,
        gathered: BundleSelection,
        serial: int,
        made_at: datetime,
    ) -> _Plan:
        content = _content(gathered, serial)
        data = write_content(content)
        kind = BundleKind.HANDOVER if isinstance(content, HandoverSaid) else BundleKind.RESULT
        header = self._header(reading, peer, kind, made_at)
        header = replace(header, uid=uid_of(header, data))
        return _Plan(header, data, content, peer, gathered, serial, None, None)

    def _header(
        self, reading: Reading, peer: Peer, kind: BundleKind, made_at: datetime
    ) -> BundleHeader:
        return BundleHeader(
            uid="",
            kind=kind,
            from_code=own_code(reading),
            to_code=peer.code,
            made_at=made_at,
            public_key=self._key.public_key.hex(),
        )

    def _written(self, plan: _Plan) -> Kept:
        files = {file.sha256: self._reader(file.sha256) for file in files_of(plan.content)}
        sign = self._key.sign
        return self._folder.write(plan.header, plan.data, files, sign, plan.certificate)

    def _reader(self, sha256: str) -> Callable[[], bytes]:
        return lambda: self._files.read(sha256)


def _content(gathered: BundleSelection, serial: int) -> HandoverSaid | ResultSaid:
    if gathered.results:
        return ResultSaid(serial=serial, lines=gathered.results)
    return HandoverSaid(serial=serial, dossiers=gathered.dossiers)


def _is_as_certified(plan: _Plan, kept: Kept) -> bool:
    """Say whether a bundle made before bears a certificate of the office's present key."""
    if plan.certificate is None:
        return True
    with kept.file.open() as bundle:
        borne = own_certificate_of(bundle)
    return borne is not None and borne.office_key == plan.certificate.office_key


def _require_first(work: Work, plan: _Plan) -> None:
    """Refuse where another desk has made a bundle for the same peer since it was gathered."""
    newest = newest_bundle(work, BundleDirection.OUT, plan.header.kind, plan.peer.unit_id)
    is_taken = newest is not None and newest.serial >= plan.serial
    if is_taken or find_bundle(work, BundleDirection.OUT, plan.header.uid) is not None:
        raise ConflictError(
            f"Quầy khác vừa xuất gói cho {plan.peer.name}. Hãy xuất lại để lấy gói mới nhất."
        )


def _made(plan: _Plan, header: BundleHeader, kept: Kept, *, was_known: bool) -> MadeBundle:
    return MadeBundle(
        header=header,
        file=kept.file,
        size=kept.size,
        codes=tuple(line.code for line in lines_of(plan.content)),
        to_name=plan.peer.name,
        was_known=was_known,
        left_count=plan.gathered.left_count,
    )
