"""A dossier goes to an office with its own store and its result comes back, by files alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.errors import RuleBrokenError
from app.services.dossiers.decision import Decision
from app.services.exchange.envelope import BundleError
from app.services.exchange.key_card import KeyCard
from app.services.exchange.records import BundleDossierState
from app.vocabulary.dossiers import Action, Channel, DossierStatus, Outcome
from app.vocabulary.office import Level
from tests.services.exchange_builders import Place, answer_of, carried, resolve, status_of
from tests.services.province.builders import Commune, some_figures
from tests.services.store_builders import logged_acts

HOUR = timedelta(hours=1)


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
    taken, accepted_at = there.take(carried(made)), time.now
    _is_as_it_was_there(there, code)

    time.advance(HOUR)
    assert here.counter.holder(code) == here.counter.admin.unit_name
    here.take(answer_of(taken.reply))
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
    resolve(there, code)
    resolved_at = time.now
    time.advance(HOUR)
    back = here.take(carried(there.export_results()))
    ours = here.counter.tracking.one(here.counter.officer, code)
    assert ours.result is not None
    assert (ours.result.outcome, ours.result.document_number) == (Outcome.GRANTED, "12/QĐ")
    assert ours.result.resolved_at == resolved_at
    assert ours.row.holder_name == here.counter.admin.unit_name

    there.take(answer_of(back.reply))
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

    def look() -> list[BundleDossierState]:
        shown = there.bundles.preview(there.counter.officer, carried(made))
        return [line.standing for line in shown.lines]

    acts = logged_acts(there.counter.database)
    assert look() == [BundleDossierState.NEW, BundleDossierState.NEW]
    assert logged_acts(there.counter.database) == acts
    reply = there.take(carried(made)).reply
    assert look() == [BundleDossierState.KNOWN, BundleDossierState.KNOWN]
    here.counter.handoffs.recall(here.counter.officer, codes[1])
    acts = logged_acts(here.counter.database)
    answer = here.bundles.preview(here.counter.officer, answer_of(reply))
    assert [line.standing for line in answer.lines] == [
        BundleDossierState.NEW,
        BundleDossierState.PROBLEM,
    ]
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
    assert carried(made).read_bytes() == carried(again).read_bytes()
    first = there.take(carried(made))
    acts = logged_acts(there.counter.database)
    second = there.take(carried(made))
    assert second.was_known
    assert answer_of(first.reply).read_bytes() == answer_of(second.reply).read_bytes()
    assert logged_acts(there.counter.database) == acts
    assert there.bundles.preview(there.counter.officer, carried(made)).was_taken

    here.take(answer_of(first.reply))
    acts = logged_acts(here.counter.database)
    assert here.take(answer_of(first.reply)).was_known
    assert logged_acts(here.counter.database) == acts

    resolve(there, code)
    results, same = there.export_results(), there.export_results()
    assert carried(results).read_bytes() == carried(same).read_bytes()
    back = here.take(carried(results))
    acts = logged_acts(here.counter.database)
    assert here.take(carried(results)).reply == back.reply or here.take(carried(results)).was_known
    assert logged_acts(here.counter.database) == acts


def test_declined_dossiers_go_back_with_the_reason(here: Place, there: Place) -> None:
    good, bad = here.counter.code(), here.counter.code("Lê Thị Sai")
    here.send([good, bad])
    taken = there.take(carried(here.export()), {bad: "Thiếu trích lục"})
    assert [line.is_accepted for line in taken.lines] == [True, False]
    here.take(answer_of(taken.reply))
    assert here.counter.holder(good) == there.counter.admin.unit_name
    assert here.counter.holder(bad) == here.counter.admin.unit_name
    step = here.counter.tracking.one(here.counter.officer, bad).custody[0]
    assert (step.reason, step.receiver_name) == ("Thiếu trích lục", there.counter.officer.name)
    with pytest.raises(RuleBrokenError, match="Không có hồ sơ nào"):
        here.export()
    here.send([bad])
    again = there.take(carried(here.export()))
    here.take(answer_of(again.reply))
    assert here.counter.holder(bad) == there.counter.admin.unit_name


def test_an_answer_to_a_slip_stays_that_answer(here: Place, there: Place) -> None:
    bad = here.counter.code()
    slip = here.send([bad])
    there.take(carried(here.export()), {bad: "Thiếu trích lục"})  # its answer is lost
    here.counter.time.advance(HOUR)
    here.send([here.counter.code()])
    newer = here.export()
    shown = there.bundles.preview(there.counter.officer, carried(newer)).lines[0]
    assert (shown.standing, shown.slip) == (BundleDossierState.PROBLEM, slip)
    again = there.take(carried(newer))
    assert [(line.is_accepted, line.problem) for line in again.lines] == [
        (False, "Thiếu trích lục"),
        (True, ""),
    ]
    here.take(answer_of(again.reply))
    step = here.counter.tracking.one(here.counter.officer, bad).custody[0]
    assert step.closed_at == here.counter.time.now - HOUR


def test_what_the_bundle_does_not_hold_cannot_be_declined(here: Place, there: Place) -> None:
    here.send([here.counter.code()])
    made = here.export()
    acts = logged_acts(there.counter.database)
    with pytest.raises(RuleBrokenError, match="Gói không có hồ sơ"):
        there.take(carried(made), {"000.00.15.H53-261123-0099": "không có"})
    assert logged_acts(there.counter.database) == acts


def test_a_result_before_the_answer_means_it_was_accepted(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    taken = there.take(carried(here.export()))
    accepted_at = here.counter.time.now
    here.counter.time.advance(HOUR)
    resolve(there, code)
    here.take(carried(there.export_results()))
    view = here.counter.tracking.one(here.counter.officer, code)
    assert view.custody[0].closed_at == accepted_at
    assert view.row.status is DossierStatus.RESOLVED
    assert [step.act for step in view.timeline if step.act in {"accept", "resolve"}].count(
        "accept"
    ) == 1
    late = here.take(answer_of(taken.reply))
    assert not late.problems
    assert here.problems() == []


def test_an_answer_for_a_recalled_dossier_says_what_is_true(here: Place, there: Place) -> None:
    kept, recalled = here.counter.code(), here.counter.code("Lê Thị Về")
    here.send([kept, recalled])
    taken = there.take(carried(here.export()))
    here.counter.handoffs.recall(here.counter.officer, recalled)
    back = here.take(answer_of(taken.reply))
    assert [line.code for line in back.problems] == [recalled]
    assert "đã được thu hồi" in back.problems[0].problem
    assert here.counter.holder(kept) == there.counter.admin.unit_name
    # The paper is there after all: a new slip and a new bundle bring both stores together.
    here.send([recalled])
    again = there.take(carried(here.export()))
    assert here.take(answer_of(again.reply)).problems == ()
    assert here.counter.holder(recalled) == there.counter.admin.unit_name
    assert here.problems() == there.problems() == []


def test_a_result_refused_here_is_sent_again_as_another_bundle(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    here.take(answer_of(there.take(carried(here.export())).reply))
    desk = here.counter
    desk.decisions.decide(desk.officer, code, Action.ASK_PAYMENT, Decision(note="Nộp thuế"))
    resolve(there, code)
    first = there.export_results()
    refused = here.take(carried(first))
    assert "Chờ thực hiện nghĩa vụ tài chính" in refused.problems[0].problem
    told = there.take(answer_of(refused.reply))
    assert told.problems[0].problem == refused.problems[0].problem
    assert status_of(there, code) is DossierStatus.RESOLVED
    desk.decisions.decide(desk.officer, code, Action.PAYMENT_IN, Decision())
    second = there.export_results()
    assert second.header.uid != first.header.uid
    there.take(answer_of(here.take(carried(second)).reply))
    assert status_of(there, code) is DossierStatus.RETURNED
    assert here.problems() == there.problems() == []


def test_a_result_from_who_does_not_hold_the_dossier_is_refused(here: Place, there: Place) -> None:
    code = here.counter.code()
    here.send([code])
    there.take(carried(here.export()))
    resolve(there, code)
    desk = here.counter
    desk.handoffs.recall(desk.officer, code)
    desk.handoffs.send(desk.officer, desk.economy, [code])
    results = there.export_results()
    assert "đang trên đường tới Phòng Kinh tế" in here.take(carried(results)).problems[0].problem
    desk.handoffs.accept(desk.officer, [code])
    shown = here.bundles.preview(desk.officer, carried(results))
    assert shown.was_taken
    there.take(answer_of(here.take(carried(results)).reply))
    refused = here.take(carried(there.export_results()))
    assert "đang do Phòng Kinh tế giữ" in refused.problems[0].problem
    assert status_of(here, code) is DossierStatus.PROCESSING


def test_what_is_refused_for_one_dossier_is_undone_for_it_alone(here: Place, there: Place) -> None:
    waiting, good = here.counter.code(), here.counter.code("Lê Thị Hai")
    desk = here.counter
    desk.decisions.decide(desk.officer, waiting, Action.ASK_PAYMENT, Decision(note="Nộp thuế"))
    here.send([waiting, good])
    there.take(carried(here.export()))
    for code in (waiting, good):
        resolve(there, code)
    back = here.take(carried(there.export_results()))
    assert [line.code for line in back.problems] == [waiting]
    assert desk.tracking.one(desk.officer, waiting).row.is_on_the_way
    assert status_of(here, good) is DossierStatus.RESOLVED
    assert here.problems() == []


@pytest.mark.parametrize("there_store", ["sqlite", "postgresql"], indirect=True)
def test_desks_that_take_the_same_bundle_at_once_give_one_answer(here: Place, there: Place) -> None:
    here.send([here.counter.code(), here.counter.code("Lê Thị Hai")])
    path = carried(here.export())
    with ThreadPoolExecutor(4) as desks:
        taken = list(desks.map(lambda _: there.take(path), range(4)))
    assert sorted(one.was_known for one in taken) == [False, True, True, True]
    assert len({answer_of(one.reply).read_bytes() for one in taken}) == 1
    assert logged_acts(there.counter.database).count("register") == 2


def test_an_older_bundle_is_refused_once_a_newer_was_taken(here: Place, there: Place) -> None:
    first = here.counter.code()
    here.send([first])
    old = here.export()
    here.counter.handoffs.recall(here.counter.officer, first)
    here.counter.time.advance(HOUR)
    here.send([here.counter.code()])
    there.take(carried(here.export()))
    acts = logged_acts(there.counter.database)
    for act in (there.take, lambda path: there.bundles.preview(there.counter.officer, path)):
        with pytest.raises(BundleError, match="cũ hơn gói lập lúc"):
            act(carried(old))
    assert logged_acts(there.counter.database) == acts


def test_file_of_a_locked_period_is_sent_to_its_own_page(here: Place) -> None:
    commune = Commune("000.00.41.H53", "Xã Gửi")
    card = KeyCard(commune.code, commune.name, Level.COMMUNE, commune.public_key)
    here.peers.confirm(here.counter.admin, card.payload, card.fingerprint)
    path = commune.file(here.folder / "ky.motcua", commune.said(some_figures(commune, 1)))
    for act in (here.bundles.preview, here.bundles.take_in):
        with pytest.raises(BundleError, match="thẻ Đơn vị gửi số liệu"):
            act(here.counter.officer, path)
