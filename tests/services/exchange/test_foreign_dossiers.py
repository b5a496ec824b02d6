"""What a dossier of another store is here: its number, clock, receipt, procedure and files."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.catalogue import Procedure, RouteStep
from app.models.dossiers import Attachment, Dossier, DossierState
from app.models.exchange import FOREIGN_FROM
from app.services.dossiers.decision import Decision
from app.services.exchange.envelope import BundleError
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import a_procedure
from tests.services.exchange_builders import Place, answer_of, carried, resolve

HOUR = timedelta(hours=1)


def test_numbers_of_the_day_do_not_clash(here: Place, there: Place) -> None:
    ours = here.counter.code()
    theirs = there.counter.code()
    here.send([ours])
    there.take(carried(here.export()))
    assert there.counter.code().endswith("-0002")
    with there.counter.database.read() as session:
        numbers = session.scalars(select(Dossier.day_number).order_by(Dossier.day_number)).all()
    assert numbers == [1, 2, FOREIGN_FROM + 1]
    found = there.counter.search.find(there.counter.officer, "1")
    assert {row.code for row in found.rows} == {ours, theirs}
    assert there.problems() == []


def test_the_clock_is_the_step_s_or_the_rest_of_the_promise(here: Place, there: Place) -> None:
    promised = here.counter.code()
    case_id = a_procedure(
        here.counter.database, here.counter.time.now, here.counter.economy, "9.000009"
    )
    with here.counter.database.write() as session:
        session.add(
            RouteStep(
                case_id=case_id,
                ordinal=1,
                unit_id=here.peer,
                time_value=1,
                time_unit=TimeUnit.WORKING_DAY,
            )
        )
    stepped = here.counter.code(case_id=case_id)
    due_here = here.counter.tracking.one(here.counter.officer, promised).due.due_at
    here.counter.time.advance(HOUR)
    here.send([promised, stepped])
    there.take(carried(here.export()))
    desk = there.counter
    rest = desk.tracking.one(desk.officer, promised).due
    step = desk.tracking.one(desk.officer, stepped).due
    assert rest.due_at == due_here
    assert step.due_at == here.counter.time.now + timedelta(days=2)  # 24/11 is a day off
    for code, due in ((promised, rest), (stepped, step)):
        desk.decisions.decide(desk.officer, code, Action.ASK_CHECK, Decision(note="Đo đạc"))
        here.counter.time.advance(HOUR / 4)
        desk.decisions.decide(desk.officer, code, Action.CHECK_IN, Decision())
        assert desk.tracking.one(desk.officer, code).due.due_at == due.due_at
        by_law = Decision(note="Đo đạc", special_law="Luật Đất đai 2024, Điều 22")
        desk.decisions.decide(desk.officer, code, Action.ASK_CHECK, by_law)
        here.counter.time.advance(HOUR / 4)
        desk.decisions.decide(desk.officer, code, Action.CHECK_IN, Decision())
        assert due.due_at is not None
        assert desk.tracking.one(desk.officer, code).due.due_at == due.due_at + HOUR / 4
    assert there.problems() == []


def test_the_receipt_stays_its_sender_s(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    there.take(carried(here.export()))
    view = there.counter.tracking.one(there.counter.officer, code)
    offered = {action.action for action in view.actions}
    assert not offered & {Action.CORRECT, Action.RESCHEDULE}
    assert Action.ASK_SUPPLEMENT in offered
    said = Decision(note="Thiếu trích lục", items=("Trích lục",))
    desk = there.counter
    asked = desk.decisions.decide(desk.officer, code, Action.ASK_SUPPLEMENT, said)
    assert asked.form_id
    assert there.problems() == []


def test_a_procedure_the_catalogue_lacks_is_kept_as_a_shadow(here: Place, there: Place) -> None:
    for code in ("7.000007", "7.000008"):
        case_id = a_procedure(
            here.counter.database, here.counter.time.now, here.counter.economy, code
        )
        here.send([here.counter.code(case_id=case_id), here.counter.code(case_id=case_id)])
    there.take(carried(here.export()))
    with there.counter.database.read() as session:
        shadows = session.scalars(
            select(Procedure.code).where(Procedure.is_active.is_(False)).order_by(Procedure.code)
        ).all()
        versions = session.scalars(
            select(DossierState.version_id).distinct().order_by(DossierState.version_id)
        ).all()
    assert shadows == ["7.000007", "7.000008"]
    assert len(versions) == 2
    assert there.problems() == []


def test_files_travel_both_ways(here: Place, there: Place) -> None:
    code = here.counter.code()
    _add_file(here, code, "paper", b"scan")
    here.send([code])
    taken = there.take(carried(here.export()))
    assert _files(there, code) == [("paper", _PNG)]
    here.take(answer_of(taken.reply))
    resolve(there, code)
    _add_file(there, code, "result", b"decision")
    here.take(carried(there.export_results()))
    assert _files(here, code) == [("paper", _PNG), ("result", _PNG)]
    assert here.problems() == there.problems() == []


def test_no_kind_is_exported_without_a_key(strangers: tuple[Place, Place]) -> None:
    here, _ = strangers
    here.counter.handoffs.send(here.counter.officer, here.counter.economy, [here.counter.code()])
    with pytest.raises(BundleError, match="chưa có khóa"):
        here.bundles.export(here.counter.officer, here.counter.economy)


def _png() -> bytes:
    from io import BytesIO  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    out = BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


_PNG = _png()


def _add_file(place: Place, code: str, kind: str, _content: bytes) -> None:
    sha256 = place.files.put(_PNG)
    with place.counter.database.write() as session:
        dossier_id = session.scalars(select(Dossier.id).where(Dossier.code == code)).one()
        session.add(
            Attachment(
                unit_id=place.counter.officer.office_id,
                kind=kind,
                dossier_id=dossier_id,
                paper_ordinal=1 if kind == "paper" else None,
                name="a.png",
                media_type="image/png",
                size=len(_PNG),
                sha256=sha256,
                added_at=place.counter.time.now,
                added_by=place.counter.officer.officer_id,
            )
        )


def _files(place: Place, code: str) -> list[tuple[str, bytes]]:
    with place.counter.database.read() as session:
        rows = session.scalars(
            select(Attachment)
            .join(Dossier, Dossier.id == Attachment.dossier_id)
            .where(Dossier.code == code)
            .order_by(Attachment.id)
        ).all()
        return [(row.kind.value, place.files.read(row.sha256)) for row in rows]
