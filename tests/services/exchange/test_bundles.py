"""A dossier goes to an office with its own store and its result comes back, by files alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import RuleBrokenError
from app.models.attachments import Attachment
from app.models.catalogue import Procedure, RouteStep
from app.models.dossiers import Dossier, DossierState
from app.models.exchange import FOREIGN_FROM
from app.services.dossiers.decision import Decision
from app.services.exchange.envelope import BundleError
from app.services.exchange.records import MadeBundle, Standing
from app.vocabulary import Action, Channel, DossierStatus, Outcome, TimeUnit
from tests.services.desk_builders import a_procedure
from tests.services.exchange_builders import Place
from tests.services.store_builders import logged_acts

HOUR = timedelta(hours=1)


def _status(place: Place, code: str) -> DossierStatus:
    return place.counter.tracking.one(place.counter.officer, code).row.status


def _resolve(place: Place, code: str, outcome: Outcome = Outcome.GRANTED) -> None:
    desk = place.counter
    desk.handoffs.send(desk.officer, desk.economy, [code])
    desk.handoffs.accept(desk.officer, [code])
    said = Decision(outcome=outcome, document_number="12/QĐ", note="Đủ điều kiện")
    desk.decisions.decide(desk.officer, code, Action.RESOLVE, said)


def _answer(made: MadeBundle | None) -> Path:
    assert made is not None
    return made.path


@pytest.mark.parametrize("there_store", ["sqlite", "postgresql"], indirect=True)
def test_a_dossier_goes_there_and_its_result_comes_back(here: Place, there: Place) -> None:
    time = here.counter.time
    code = here.counter.code("Trần Văn Bộ", channel=Channel.POST, request="Cấp đổi")
    slip = here.send([code])
    made = here.export()
    assert (made.codes, made.to_name, made.left_count) == (
        (code,),
        there.counter.admin.unit_name,
        0,
    )
    time.advance(HOUR)
    taken, accepted_at = there.take(made.path), time.now
    _is_as_it_was_there(there, code)

    time.advance(HOUR)
    assert here.counter.holder(code) == here.counter.admin.unit_name
    here.take(_answer(taken.reply))
    ours = here.counter.tracking.one(here.counter.officer, code)
    assert ours.row.holder_name == there.counter.admin.unit_name
    assert ours.row.status is DossierStatus.PROCESSING
    step = ours.custody[0]
    assert (step.number, step.closed_at, step.receiver_name) == (
        slip,
        accepted_at,
        there.counter.officer.name,
    )

    time.advance(HOUR)
    _resolve(there, code)
    resolved_at = time.now
    time.advance(HOUR)
    back = here.take(there.export_results().path)
    ours = here.counter.tracking.one(here.counter.officer, code)
    assert ours.result is not None
    assert (ours.result.outcome, ours.result.document_number) == (Outcome.GRANTED, "12/QĐ")
    assert ours.result.resolved_at == resolved_at
    assert ours.row.holder_name == here.counter.admin.unit_name

    there.take(_answer(back.reply))
    closed = there.counter.tracking.one(there.counter.officer, code)
    assert closed.row.status is DossierStatus.RETURNED
    assert closed.result is not None
    assert closed.result.collector_name == here.counter.admin.unit_name
    assert there.peers.of(there.counter.officer)[0].results == 0
    with pytest.raises(RuleBrokenError, match="Không có kết quả nào"):
        there.export_results()
    assert here.problems() == there.problems() == []


def _is_as_it_was_there(there: Place, code: str) -> None:
    view = there.counter.tracking.one(there.counter.officer, code)
    assert (view.row.status, view.channel) == (DossierStatus.RECEIVED, Channel.POST)
    assert (view.row.owner_name, view.request) == ("Trần Văn Bộ", "Cấp đổi")
    assert view.papers[0].name == "Tờ khai đăng ký"
    assert view.row.received_at == there.counter.time.now


def test_a_preview_says_what_is_new_known_or_a_problem(here: Place, there: Place) -> None:
    codes = [here.counter.code(name) for name in ("Trần Văn Bộ", "Lê Thị Hai")]
    here.send(codes)
    made = here.export()

    def look() -> list[Standing]:
        shown = there.bundles.preview(there.counter.officer, made.path)
        return [line.standing for line in shown.lines]

    acts = logged_acts(there.counter.database)
    assert look() == [Standing.NEW, Standing.NEW]
    assert logged_acts(there.counter.database) == acts
    reply = there.take(made.path).reply
    assert look() == [Standing.KNOWN, Standing.KNOWN]
    here.counter.handoffs.recall(here.counter.officer, codes[1])
    acts = logged_acts(here.counter.database)
    answer = here.bundles.preview(here.counter.officer, _answer(reply))
    assert [line.standing for line in answer.lines] == [Standing.NEW, Standing.PROBLEM]
    assert "đã được thu hồi" in answer.lines[1].problem
    assert logged_acts(here.counter.database) == acts
    assert here.counter.holder(codes[0]) == here.counter.admin.unit_name


def test_everything_twice_changes_nothing_and_gives_the_same_bytes(
    here: Place, there: Place
) -> None:
    code = here.counter.code()
    here.send([code])
    made, again = here.export(), here.export()
    assert again.was_known
    assert made.path.read_bytes() == again.path.read_bytes()
    first = there.take(made.path)
    acts = logged_acts(there.counter.database)
    second = there.take(made.path)
    assert second.was_known
    assert _answer(first.reply).read_bytes() == _answer(second.reply).read_bytes()
    assert logged_acts(there.counter.database) == acts
    assert there.bundles.preview(there.counter.officer, made.path).was_taken

    here.take(_answer(first.reply))
    acts = logged_acts(here.counter.database)
    assert here.take(_answer(first.reply)).was_known
    assert logged_acts(here.counter.database) == acts

    _resolve(there, code)
    results, same = there.export_results(), there.export_results()
    assert results.path.read_bytes() == same.path.read_bytes()
    back = here.take(results.path)
    acts = logged_acts(here.counter.database)
    assert here.take(results.path).reply == back.reply or here.take(results.path).was_known
    assert logged_acts(here.counter.database) == acts


def test_declined_dossiers_go_back_with_the_reason(here: Place, there: Place) -> None:
    good, bad = here.counter.code(), here.counter.code("Lê Thị Sai")
    here.send([good, bad])
    taken = there.take(here.export().path, {bad: "Thiếu trích lục"})
    assert [line.is_accepted for line in taken.lines] == [True, False]
    here.take(_answer(taken.reply))
    assert here.counter.holder(good) == there.counter.admin.unit_name
    assert here.counter.holder(bad) == here.counter.admin.unit_name
    step = here.counter.tracking.one(here.counter.officer, bad).custody[0]
    assert (step.reason, step.receiver_name) == ("Thiếu trích lục", there.counter.officer.name)
    with pytest.raises(RuleBrokenError, match="Không có hồ sơ nào"):
        here.export()
    here.send([bad])
    again = there.take(here.export().path)
    here.take(_answer(again.reply))
    assert here.counter.holder(bad) == there.counter.admin.unit_name


def test_an_answer_to_a_slip_stays_that_answer(here: Place, there: Place) -> None:
    bad = here.counter.code()
    slip = here.send([bad])
    there.take(here.export().path, {bad: "Thiếu trích lục"})  # its answer is lost
    here.counter.time.advance(HOUR)
    here.send([here.counter.code()])
    newer = here.export()
    shown = there.bundles.preview(there.counter.officer, newer.path).lines[0]
    assert (shown.standing, shown.slip) == (Standing.PROBLEM, slip)
    again = there.take(newer.path)
    assert [(line.is_accepted, line.problem) for line in again.lines] == [
        (False, "Thiếu trích lục"),
        (True, ""),
    ]
    here.take(_answer(again.reply))
    step = here.counter.tracking.one(here.counter.officer, bad).custody[0]
    assert step.closed_at == here.counter.time.now - HOUR


def test_what_the_bundle_does_not_hold_cannot_be_declined(here: Place, there: Place) -> None:
    here.send([here.counter.code()])
    made = here.export()
    acts = logged_acts(there.counter.database)
    with pytest.raises(RuleBrokenError, match="Gói không có hồ sơ"):
        there.take(made.path, {"000.00.15.H53-261123-0099": "không có"})
    assert logged_acts(there.counter.database) == acts


def test_a_result_before_the_answer_means_it_was_accepted(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    taken = there.take(here.export().path)
    accepted_at = here.counter.time.now
    here.counter.time.advance(HOUR)
    _resolve(there, code)
    here.take(there.export_results().path)
    view = here.counter.tracking.one(here.counter.officer, code)
    assert view.custody[0].closed_at == accepted_at
    assert view.row.status is DossierStatus.RESOLVED
    assert [step.act for step in view.timeline if step.act in {"accept", "resolve"}].count(
        "accept"
    ) == 1
    late = here.take(_answer(taken.reply))
    assert not late.problems
    assert here.problems() == []


def test_an_answer_for_a_recalled_dossier_says_what_is_true(here: Place, there: Place) -> None:
    kept, recalled = here.counter.code(), here.counter.code("Lê Thị Về")
    here.send([kept, recalled])
    taken = there.take(here.export().path)
    here.counter.handoffs.recall(here.counter.officer, recalled)
    back = here.take(_answer(taken.reply))
    assert [line.code for line in back.problems] == [recalled]
    assert "đã được thu hồi" in back.problems[0].problem
    assert here.counter.holder(kept) == there.counter.admin.unit_name
    # The paper is there after all: a new slip and a new bundle bring both stores together.
    here.send([recalled])
    again = there.take(here.export().path)
    assert here.take(_answer(again.reply)).problems == ()
    assert here.counter.holder(recalled) == there.counter.admin.unit_name
    assert here.problems() == there.problems() == []


def test_a_result_refused_here_is_sent_again_as_another_bundle(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    here.take(_answer(there.take(here.export().path).reply))
    desk = here.counter
    desk.decisions.decide(desk.officer, code, Action.ASK_PAYMENT, Decision(note="Nộp thuế"))
    _resolve(there, code)
    first = there.export_results()
    refused = here.take(first.path)
    assert "Chờ thực hiện nghĩa vụ tài chính" in refused.problems[0].problem
    told = there.take(_answer(refused.reply))
    assert told.problems[0].problem == refused.problems[0].problem
    assert _status(there, code) is DossierStatus.RESOLVED
    desk.decisions.decide(desk.officer, code, Action.PAYMENT_IN, Decision())
    second = there.export_results()
    assert second.header.uid != first.header.uid
    there.take(_answer(here.take(second.path).reply))
    assert _status(there, code) is DossierStatus.RETURNED
    assert here.problems() == there.problems() == []


def test_a_result_from_who_does_not_hold_the_dossier_is_refused(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    there.take(here.export().path)
    _resolve(there, code)
    desk = here.counter
    desk.handoffs.recall(desk.officer, code)
    desk.handoffs.send(desk.officer, desk.economy, [code])
    results = there.export_results()
    assert "đang trên đường tới Phòng Kinh tế" in here.take(results.path).problems[0].problem
    desk.handoffs.accept(desk.officer, [code])
    shown = here.bundles.preview(desk.officer, results.path)
    assert shown.was_taken
    there.take(_answer(here.take(results.path).reply))
    refused = here.take(there.export_results().path)
    assert "đang do Phòng Kinh tế giữ" in refused.problems[0].problem
    assert _status(here, code) is DossierStatus.PROCESSING


def test_what_is_refused_for_one_dossier_is_undone_for_it_alone(here: Place, there: Place) -> None:
    waiting, good = here.counter.code(), here.counter.code("Lê Thị Hai")
    desk = here.counter
    desk.decisions.decide(desk.officer, waiting, Action.ASK_PAYMENT, Decision(note="Nộp thuế"))
    here.send([waiting, good])
    there.take(here.export().path)
    for code in (waiting, good):
        _resolve(there, code)
    back = here.take(there.export_results().path)
    assert [line.code for line in back.problems] == [waiting]
    assert desk.tracking.one(desk.officer, waiting).row.is_on_the_way
    assert _status(here, good) is DossierStatus.RESOLVED
    assert here.problems() == []


@pytest.mark.parametrize("there_store", ["sqlite", "postgresql"], indirect=True)
def test_desks_that_take_the_same_bundle_at_once_give_one_answer(here: Place, there: Place) -> None:
    here.send([here.counter.code(), here.counter.code("Lê Thị Hai")])
    path = here.export().path
    with ThreadPoolExecutor(4) as desks:
        taken = list(desks.map(lambda _: there.take(path), range(4)))
    assert sorted(one.was_known for one in taken) == [False, True, True, True]
    assert len({_answer(one.reply).read_bytes() for one in taken}) == 1
    assert logged_acts(there.counter.database).count("register") == 2


def test_an_older_bundle_is_refused_once_a_newer_was_taken(here: Place, there: Place) -> None:
    first = here.counter.code()
    here.send([first])
    old = here.export()
    here.counter.handoffs.recall(here.counter.officer, first)
    here.counter.time.advance(HOUR)
    here.send([here.counter.code()])
    there.take(here.export().path)
    acts = logged_acts(there.counter.database)
    for act in (there.take, lambda path: there.bundles.preview(there.counter.officer, path)):
        with pytest.raises(BundleError, match="cũ hơn gói lập lúc"):
            act(old.path)
    assert logged_acts(there.counter.database) == acts


def test_numbers_of_the_day_do_not_clash(here: Place, there: Place) -> None:
    ours = here.counter.code()
    theirs = there.counter.code()
    here.send([ours])
    there.take(here.export().path)
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
    there.take(here.export().path)
    desk = there.counter
    rest = desk.tracking.one(desk.officer, promised).due
    step = desk.tracking.one(desk.officer, stepped).due
    assert rest.due_at == due_here
    assert step.due_at == here.counter.time.now + timedelta(days=2)  # 24/11 is a day off
    for code, due in ((promised, rest), (stepped, step)):
        desk.decisions.decide(desk.officer, code, Action.ASK_CHECK, Decision(note="Đo đạc"))
        here.counter.time.advance(HOUR / 4)
        desk.decisions.decide(desk.officer, code, Action.CHECK_IN, Decision())
        assert due.due_at is not None
        assert desk.tracking.one(desk.officer, code).due.due_at == due.due_at + HOUR / 4
    assert there.problems() == []


def test_the_receipt_stays_its_sender_s(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    there.take(here.export().path)
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
    there.take(here.export().path)
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
    taken = there.take(here.export().path)
    assert _files(there, code) == [("paper", _PNG)]
    here.take(_answer(taken.reply))
    _resolve(there, code)
    _add_file(there, code, "result", b"decision")
    here.take(there.export_results().path)
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
