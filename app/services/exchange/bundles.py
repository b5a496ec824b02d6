"""Signed files between two stores: made here, looked into, taken in once, answered the same."""

from dataclasses import dataclass
from pathlib import Path

from app.models.exchange import Bundle
from app.services.custody.handoffs import Handoffs
from app.services.dossiers.decisions import Decisions
from app.services.exchange.attaching import FileStore, MediaTypeOf, keep_files
from app.services.exchange.content import (
    AnswerLine,
    AnswerSaid,
    Content,
    HandoverSaid,
    ResultSaid,
    lines_of,
    read_content,
)
from app.services.exchange.envelope import BundleError, BundleHeader, open_bundle
from app.services.exchange.folder import BundleFolder, Kept
from app.services.exchange.making import BundleMaker
from app.services.exchange.previewing import handover_lines, other_lines, taken_lines
from app.services.exchange.records import (
    BundlePreview,
    DoneLine,
    HandoverDecision,
    MadeBundle,
    TakenInBundle,
)
from app.services.exchange.rows import (
    NewBundle,
    Peer,
    find_bundle,
    known_keys,
    log_bundle,
    newest_bundle,
    own_code,
    peer_of,
    store_bundle,
    trusted,
)
from app.services.exchange.taking_answers import AnswerTaking, Taken
from app.services.exchange.taking_dossiers import (
    DossierTaking,
    clean_answers,
)
from app.services.forms.keys import SigningKey
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.office.calendar import CalendarCache
from app.vocabulary.exchange import BundleDirection, BundleKind
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True)
class _Done:
    """What taking in did: its lines, the rows here, and the answer's lines where one is due."""

    lines: tuple[DoneLine, ...]
    dossier_ids: tuple[int, ...]
    reply: AnswerSaid | None


class Bundles:
    """Exports what waits for other stores; previews and takes in what they send."""

    def __init__(
        self,
        transactions: Transactions,
        calendars: CalendarCache,
        key: SigningKey,
        *,
        handoffs: Handoffs,
        decisions: Decisions,
        files: FileStore,
        media_type_of: MediaTypeOf,
        folder: BundleFolder,
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._handoffs, self._decisions = handoffs, decisions
        self._files, self._media_type_of = files, media_type_of
        self._folder = folder
        self._maker = BundleMaker(transactions, key, self._files, folder)

    def export(self, actor: Actor, to_unit_id: int) -> MadeBundle:
        """Make the bundle of all dossiers on the way to a unit that it has not answered.

        Nothing new since the last one, it is that one again, byte for byte. Raises RuleBrokenError
        where nothing waits, BundleError for a unit without a key, ConflictError, StoreError.
        """
        return self._maker.export(actor, to_unit_id, BundleKind.HANDOVER)

    def export_results(self, actor: Actor, to_unit_id: int) -> MadeBundle:
        """Make the bundle of all results a unit has not acknowledged; as `export`."""
        return self._maker.export(actor, to_unit_id, BundleKind.RESULT)

    def preview(self, actor: Actor, path: Path) -> BundlePreview:
        """Return what a bundle holds and what taking it in would do; changes nothing.

        Raises BundleError for a file that is not a bundle for this office, whole and trusted.
        """
        with self._tx.read(actor, Right.EXCHANGE) as reading:
            keys = known_keys(reading.session)
            with open_bundle(path, trusted(keys)) as bundle:
                header, data = bundle.header, bundle.data
                peer = peer_of(header, bundle.trusted_by, keys)
            content = self._checked(reading, header, data)
            before = find_bundle(reading, BundleDirection.IN, header.uid)
            lines = taken_lines(content)
            if before is None:
                _require_newest(reading, header, peer, content)
                if isinstance(content, HandoverSaid):
                    lines = handover_lines(reading, content, peer)
        if before is None and not isinstance(content, HandoverSaid):
            lines = other_lines(content, self._dry_run(actor, peer, content))
        return BundlePreview(
            header=header,
            from_name=peer.name,
            size=path.stat().st_size,
            lines=lines,
            was_taken=before is not None,
        )

    def take_in(
        self, actor: Actor, path: Path, answers: HandoverDecision | None = None
    ) -> TakenInBundle:
        """Take a bundle in, whole or not at all, and make its answer; twice changes nothing.

        Raises BundleError as `preview`, RuleBrokenError for a decision on what it does not hold,
        StoreError.
        """
        with self._folder.copied(path) as copy:
            with self._tx.read(actor, Right.EXCHANGE) as reading:
                keys = known_keys(reading.session)
            with copy.open() as opened, open_bundle(opened, trusted(keys)) as bundle:
                header, trusted_by = bundle.header, bundle.trusted_by
                with self._tx.read(actor, Right.EXCHANGE) as reading:
                    content = self._checked(reading, header, bundle.data)
                    peer = peer_of(header, trusted_by, keys)
                    before = find_bundle(reading, BundleDirection.IN, header.uid)
                    if before is not None:
                        return self._again(reading, before, header, peer, content)
                    _require_newest(reading, header, peer, content)
                said = clean_answers(answers or HandoverDecision(), content)
                keep_files(bundle, content, self._files, self._media_type_of)
            kept = self._folder.keep(copy)
        with self._tx.write(actor, Right.EXCHANGE) as work:
            peer = peer_of(header, trusted_by, known_keys(work.session))
            return self._taken(work, peer, header, content, kept, said)

    def _checked(self, reading: Reading, header: BundleHeader, data: bytes) -> Content:
        """Return what a bundle for this office says."""
        if header.kind is BundleKind.PERIOD:
            raise BundleError(
                "Đây là tệp số liệu kỳ báo cáo. Hãy nhập ở trang Báo cáo, thẻ Đơn vị gửi số liệu."
            )
        own = own_code(reading)
        if header.to_code != own:
            raise BundleError(
                f"Gói này gửi cho đơn vị {header.to_code}, không phải cho đơn vị này ({own}). Hãy "
                "chuyển tệp tới đúng nơi, hoặc xin nơi gửi gói dành cho đơn vị này."
            )
        return read_content(header, data)

    def _taken(
        self,
        work: Work,
        peer: Peer,
        header: BundleHeader,
        content: Content,
        kept: Kept,
        answers: HandoverDecision,
    ) -> TakenInBundle:
        """Take in under the office's lock: what was read before is asked again."""
        before = find_bundle(work, BundleDirection.IN, header.uid)
        if before is not None:  # another desk was faster
            return self._again(work, before, header, peer, content)
        _require_newest(work, header, peer, content)
        log_bundle(work, "bundle_taken", header, kept, len(lines_of(content)))
        done = self._carried_out(work, peer, content, answers)
        new = NewBundle(
            direction=BundleDirection.IN,
            header=header,
            peer=peer,
            kept=kept,
            serial=0 if isinstance(content, AnswerSaid) else content.serial,
            answers_id=_answered(work, header),
        )
        bundle_id = store_bundle(work, new, done.dossier_ids)
        reply = None
        if done.reply is not None:
            reply = self._maker.answer(
                work, peer, (bundle_id, header.uid), done.reply, done.dossier_ids
            )
        return TakenInBundle(header=header, from_name=peer.name, lines=done.lines, reply=reply)

    def _carried_out(
        self, work: Work, peer: Peer, content: Content, answers: HandoverDecision
    ) -> _Done:
        if isinstance(content, HandoverSaid):
            calendar = self._calendars.load(work.session, work.actor.office_id)
            taking = DossierTaking(work, peer, answers, calendar)
            taken = [taking.take(said) for said in content.dossiers]
            return _handover_done(taken, frozenset(answers.declined))
        acts = AnswerTaking(work, peer, self._handoffs, self._decisions)
        if isinstance(content, ResultSaid):
            return _results_done(work, content, [acts.result(line) for line in content.lines])
        act = (
            acts.handover_answer if content.answered is BundleKind.HANDOVER else acts.result_answer
        )
        return _answers_done([act(line) for line in content.lines])

    def _dry_run(self, actor: Actor, peer: Peer, content: Content) -> tuple[DoneLine, ...]:
        """Carry out and undo: what a preview says is what taking in comes to."""
        with self._tx.write(actor, Right.EXCHANGE) as work:
            trial = work.session.begin_nested()
            done = self._carried_out(work, peer, content, HandoverDecision())
            trial.rollback()
            return done.lines

    def _again(
        self, reading: Reading, before: Bundle, header: BundleHeader, peer: Peer, content: Content
    ) -> TakenInBundle:
        """Return what was answered before."""
        if isinstance(content, AnswerSaid):
            lines = tuple(
                DoneLine(code=line.code, is_accepted=line.is_accepted) for line in content.lines
            )
            return TakenInBundle(
                header=header, from_name=peer.name, lines=lines, reply=None, was_known=True
            )
        reply, data = self._maker.answered(reading, before)
        said = read_content(reply.header, data)
        lines = (
            tuple(
                DoneLine(
                    code=line.code, is_accepted=line.is_accepted, problem=_problem(line, content)
                )
                for line in said.lines
            )
            if isinstance(said, AnswerSaid)
            else ()
        )
        return TakenInBundle(
            header=header, from_name=peer.name, lines=lines, reply=reply, was_known=True
        )


def _problem(line: AnswerLine, content: Content) -> str:
    return line.reason if isinstance(content, ResultSaid) else ""


def _require_newest(reading: Reading, header: BundleHeader, peer: Peer, content: Content) -> None:
    """Refuse a bundle that a newer one of the same sender has replaced.

    Each holds all that was waiting, so nothing is lost with an older one. A sender's store that
    was restored counts anew: then the time tells.
    """
    if isinstance(content, AnswerSaid):
        return
    newest = newest_bundle(reading, BundleDirection.IN, header.kind, peer.unit_id)
    if newest is None or content.serial >= newest.serial or header.made_at >= newest.made_at:
        return
    raise BundleError(
        f"Gói này ({moment_text(header.made_at)}) cũ hơn gói lập lúc {moment_text(newest.made_at)} "
        f"của {peer.name} đã nhập ở đây; gói mới thay cho gói cũ. Hãy xin nơi gửi gói mới nhất nếu "
        "còn hồ sơ chưa thấy."
    )


def _answered(reading: Reading, header: BundleHeader) -> int | None:
    """Return the row of the bundle that this one answers; None where this store never made it."""
    if not header.answers:
        return None
    row = find_bundle(reading, BundleDirection.OUT, header.answers)
    return None if row is None else row.id


def _handover_done(taken: list[tuple[AnswerLine, int | None]], wished: frozenset[str]) -> _Done:
    """Return what was done; what a person wished to decline is no problem."""
    answers = tuple(line for line, _ in taken)
    return _Done(
        tuple(
            DoneLine(
                code=line.code,
                is_accepted=line.is_accepted,
                problem="" if line.code in wished else line.reason,
            )
            for line in answers
        ),
        tuple(dossier_id for _, dossier_id in taken if dossier_id is not None),
        AnswerSaid(answered=BundleKind.HANDOVER, lines=answers),
    )


def _results_done(work: Work, content: ResultSaid, taken: list[Taken]) -> _Done:
    answers = tuple(
        AnswerLine(
            code=said.code,
            slip=said.slip,
            slip_year=said.slip_year,
            is_accepted=not one.line.problem,
            at=work.now,
            by=work.actor.name[:200],
            reason=one.line.problem[:2000],
        )
        for said, one in zip(content.lines, taken, strict=True)
    )
    done = _answers_done(taken)
    return _Done(
        done.lines,
        done.dossier_ids,
        AnswerSaid(answered=BundleKind.RESULT, lines=answers),
    )


def _answers_done(taken: list[Taken]) -> _Done:
    return _Done(
        tuple(one.line for one in taken),
        tuple(one.dossier_id for one in taken if one.dossier_id is not None),
        None,
    )
