"""What a person sees of a bundle before taking it in."""

from collections.abc import Sequence

from app.services.exchange.content import (
    AnswerLine,
    Content,
    DossierSaid,
    HandoverSaid,
    ResultLine,
)
from app.services.exchange.records import BundleDossierState, DoneLine, PreviewLine
from app.services.exchange.rows import Peer
from app.services.exchange.taking_dossiers import declined_before, known_dossier, standing_of
from app.services.ledger.transactions import Reading
from app.wording.texts import moment_text


def handover_lines(reading: Reading, content: HandoverSaid, peer: Peer) -> tuple[PreviewLine, ...]:
    """Return the dossiers of a handover as they stand to this store."""
    lines = []
    for said in content.dossiers:
        before = declined_before(reading, said, peer)
        if before is not None:
            problem = (
                f"Hồ sơ {said.code} trên phiếu {said.slip} đã được trả lời không nhận lúc "
                f"{moment_text(before.at)}: {before.reason}"
            )
            lines.append(_dossier(said, BundleDossierState.PROBLEM, problem))
            continue
        standing, problem = standing_of(said, known_dossier(reading, said.code), peer)
        lines.append(_dossier(said, standing, problem))
    return tuple(lines)


def other_lines(content: Content, done: Sequence[DoneLine]) -> tuple[PreviewLine, ...]:
    """Return the lines of answers or results, with what taking them in would come to."""
    problems = {line.code: line.problem for line in done}
    return tuple(
        _said(
            line,
            BundleDossierState.PROBLEM if problems[line.code] else BundleDossierState.NEW,
            problems[line.code],
        )
        for line in _lines(content)
    )


def taken_lines(content: Content) -> tuple[PreviewLine, ...]:
    """Return the lines of a bundle that was taken in before."""
    return tuple(_said(line, BundleDossierState.KNOWN, "") for line in _lines(content))


def _lines(content: Content) -> Sequence[DossierSaid | AnswerLine | ResultLine]:
    return content.dossiers if isinstance(content, HandoverSaid) else content.lines


def _said(
    line: DossierSaid | AnswerLine | ResultLine, standing: BundleDossierState, problem: str
) -> PreviewLine:
    match line:
        case DossierSaid():
            return _dossier(line, standing, problem)
        case ResultLine():
            return PreviewLine(
                code=line.code,
                standing=standing,
                slip=line.slip,
                file_count=len(line.files),
                outcome=line.outcome,
                document_number=line.document_number,
                problem=problem,
            )
        case AnswerLine():
            return PreviewLine(
                code=line.code,
                standing=standing,
                slip=line.slip,
                is_accepted=line.is_accepted,
                reason=line.reason,
                problem=problem,
            )


def _dossier(said: DossierSaid, standing: BundleDossierState, problem: str) -> PreviewLine:
    return PreviewLine(
        code=said.code,
        standing=standing,
        slip=said.slip,
        owner_name=said.owner.name,
        procedure_name=said.procedure.name,
        received_at=said.received_at,
        due_at=said.due_at,
        paper_count=sum(
            paper.original + paper.certified + paper.plain + paper.electronic
            for paper in said.papers
        ),
        file_count=len(said.files),
        problem=problem,
    )
