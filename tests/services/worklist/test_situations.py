"""Each situation: its kind, what is said, what comes next, and whose work it is."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.vocabulary.dossiers import Action, ReturnBy, WorkKind
from tests.services.worklist.works import Works, local

_DESK = frozenset({"officer", "supervisor"})
_AGENCY = frozenset({"economy"})
_ALL = _DESK | _AGENCY
_OWN = frozenset({"supervisor", "economy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dossier brought into a situation, and what the list then says.

    `own` are those whose list it is on; `acts` what is proposed to each of them.
    """

    name: str
    bring: Callable[[Works], object]
    kind: WorkKind
    text: str
    acts: dict[str, Action] = field(default_factory=dict)
    own: frozenset[str] = _ALL


def _late(works: Works) -> None:
    works.at_agency()
    works.at(local(28, 10))


def _reminded(works: Works) -> None:
    code = works.at_agency()
    works.counter.reminding.remind(works.counter.officer, code)


def _late_and_extended(works: Works) -> None:
    code = works.at_agency()
    works.decide(code, Action.EXTEND, new_due_at=local(27, 9), approver="Đỗ Thị Mẫu")
    works.at(local(27, 12))


def _late_then_paused(works: Works) -> None:
    code = works.at_agency()
    works.at(local(27, 10))
    works.decide(code, Action.ASK_PAYMENT)
    works.at(local(30, 10))


def _late_at_the_counter(works: Works) -> None:
    works.counter.code()
    works.at(local(26, 9, 30))


def _late_back_at_the_counter(works: Works) -> None:
    code = works.at_agency()
    works.decide(code, Action.EXTEND, new_due_at=local(27, 9), approver="Đỗ Thị Mẫu")
    works.send(code, works.counter.economy_officer, works.counter.officer.unit_id)
    works.counter.handoffs.accept(works.counter.officer, [code])
    works.at(local(27, 10))


def _step_late(works: Works) -> None:
    works.at_agency(case_id=works.routed_case)
    works.at(local(24, 14, 30))


def _step_late_by_minutes(works: Works) -> None:
    works.at_agency(case_id=works.routed_case)
    works.at(local(24, 9, 40))


def _step_and_due_today(works: Works) -> None:
    works.at_agency(case_id=works.routed_case)
    works.at(local(26, 8))


def _due_today(works: Works) -> None:
    works.at_agency()
    works.at(local(26, 8))


def _near(works: Works) -> None:
    works.at_agency()
    works.at(local(25, 8))


def _near_and_past_the_apology(works: Works) -> None:
    works.at_agency()
    works.at(local(25, 9, 30))


def _near_and_extended(works: Works) -> None:
    code = works.at_agency()
    works.decide(code, Action.EXTEND, new_due_at=local(27, 9), approver="Đỗ Thị Mẫu")
    works.at(local(26, 8))


def _no_supplement(works: Works) -> None:
    code = works.counter.code()
    works.decide(code, Action.ASK_SUPPLEMENT, items=("Bản sao căn cước",))
    works.at(local(24, 9, month=12))


def _handover(works: Works) -> None:
    works.counter.code()
    works.at(local(23, 17, 1))


def _unanswered(works: Works) -> None:
    works.send(works.counter.code())
    works.at(local(24, 9))


def _unanswered_on_the_way_back(works: Works) -> None:
    code = works.at_agency()
    works.send(code, works.counter.economy_officer, works.counter.officer.unit_id)
    works.at(local(24, 7, 30))


def _unanswered_between_agencies(works: Works) -> None:
    code = works.at_agency()
    works.send(code, works.counter.economy_officer, works.counter.culture)
    works.at(local(24, 7, 30))


def _result(works: Works) -> None:
    works.granted(works.at_agency())
    works.at(local(28, 9))


def _result_by_post(works: Works) -> None:
    works.granted(works.at_agency(return_by=ReturnBy.POST, return_address="Khu phố 3"))
    works.at(local(24, 9))


def _withdrawn(works: Works) -> None:
    works.decide(works.counter.code(), Action.WITHDRAW)


def _stopped_at_the_agency(works: Works) -> None:
    works.decide(works.at_agency(), Action.STOP, ground="NĐ 61/2018", approver="Đỗ Thị Mẫu")
    works.at(local(25, 9))


_CASES = (
    Case(
        name="late at the agency",
        bring=_late,
        kind=WorkKind.LATE,
        text="Quá hạn 2 ngày",
        acts=dict.fromkeys(_DESK, Action.EXTEND) | {"economy": Action.HANDOFF},
    ),
    Case(
        name="late again after the one re-appointment",
        bring=_late_and_extended,
        kind=WorkKind.LATE,
        text="Quá hạn 3 giờ",
        acts={"economy": Action.HANDOFF},
    ),
    Case(
        name="late before it was paused, not by the pause",
        bring=_late_then_paused,
        kind=WorkKind.LATE,
        text="Quá hạn 1 ngày trước khi tạm dừng (chờ thực hiện nghĩa vụ tài chính)",
        acts={"economy": Action.HANDOFF},
    ),
    Case(
        name="late and never handed over",
        bring=_late_at_the_counter,
        kind=WorkKind.LATE,
        text="Quá hạn dưới 1 giờ; chưa chuyển Phòng Kinh tế, phải chuyển trước 17:00 23/11",
        acts=dict.fromkeys(_DESK, Action.EXTEND),
        own=_DESK,
    ),
    Case(
        name="late, extended, and back with its result",
        bring=_late_back_at_the_counter,
        kind=WorkKind.LATE,
        text="Quá hạn 1 giờ",
        acts=dict.fromkeys(_DESK, Action.RESOLVE),
        own=_DESK,
    ),
    Case(
        name="step late",
        bring=_step_late,
        kind=WorkKind.STEP_LATE,
        text="Phòng Kinh tế giữ quá bước 3 giờ làm việc",
        acts={"economy": Action.HANDOFF},
        own=_OWN,
    ),
    Case(
        name="step late by minutes",
        bring=_step_late_by_minutes,
        kind=WorkKind.STEP_LATE,
        text="Phòng Kinh tế giữ quá bước 10 phút làm việc",
        acts={"economy": Action.HANDOFF},
        own=_OWN,
    ),
    Case(
        name="the citizen asked for it at the counter",
        bring=_reminded,
        kind=WorkKind.REMINDED,
        text="Bộ phận Một cửa nhắc 09:00 hôm nay: công dân đã hỏi",
        acts={"economy": Action.HANDOFF},
        own=_AGENCY,
    ),
    Case(
        name="due today",
        bring=_due_today,
        kind=WorkKind.DUE_TODAY,
        text="Hết hạn hôm nay 09:00",
        acts=dict.fromkeys(_DESK, Action.EXTEND) | {"economy": Action.HANDOFF},
    ),
    Case(
        name="near due",
        bring=_near,
        kind=WorkKind.NEAR_DUE,
        text="Hết hạn 09:00 26/11, không kịp thì xin lỗi trước 09:00 hôm nay",
        acts=dict.fromkeys(_DESK, Action.EXTEND) | {"economy": Action.HANDOFF},
    ),
    Case(
        name="near due, the apology is overdue too",
        bring=_near_and_past_the_apology,
        kind=WorkKind.NEAR_DUE,
        text="Hết hạn 09:00 26/11, không kịp thì xin lỗi ngay",
        acts=dict.fromkeys(_DESK, Action.EXTEND) | {"economy": Action.HANDOFF},
    ),
    Case(
        name="near due after the one re-appointment",
        bring=_near_and_extended,
        kind=WorkKind.NEAR_DUE,
        text="Hết hạn 09:00 27/11, đã hẹn lại một lần",
        acts={"economy": Action.HANDOFF},
    ),
    Case(
        name="a supplement that never came",
        bring=_no_supplement,
        kind=WorkKind.SUPPLEMENT_OVER,
        text="Chờ bổ sung 31 ngày, quá 30 ngày của đơn vị: đề nghị dừng",
        acts=dict.fromkeys(_DESK, Action.STOP),
        own=_DESK,
    ),
    Case(
        name="not handed over on the day",
        bring=_handover,
        kind=WorkKind.HANDOVER_DUE,
        text="Chưa chuyển Phòng Kinh tế, phải chuyển trước 17:00 hôm nay",
        acts=dict.fromkeys(_DESK, Action.HANDOFF),
        own=_DESK,
    ),
    Case(
        name="on a slip that nobody answers",
        bring=_unanswered,
        kind=WorkKind.NOT_ACCEPTED_YET,
        text="Đã giao 1 ngày chưa ai nhận, phiếu 1/PBG tới Phòng Kinh tế",
        acts=dict.fromkeys(_DESK, Action.RECALL) | {"economy": Action.ACCEPT},
    ),
    Case(
        name="on the way back, not answered by the counter",
        bring=_unanswered_on_the_way_back,
        kind=WorkKind.NOT_ACCEPTED_YET,
        text="Đã giao 22 giờ chưa ai nhận, phiếu 2/PBG tới "
        "Trung tâm Phục vụ hành chính công xã An Thử",
        acts=dict.fromkeys(_DESK, Action.ACCEPT) | {"economy": Action.RECALL},
    ),
    Case(
        name="between two agencies",
        bring=_unanswered_between_agencies,
        kind=WorkKind.NOT_ACCEPTED_YET,
        text="Đã giao 22 giờ chưa ai nhận, phiếu 2/PBG tới Phòng Văn hóa - Xã hội",
        acts={"economy": Action.RECALL, "culture": Action.ACCEPT},
        own=_OWN | {"culture"},
    ),
    Case(
        name="a result that waits",
        bring=_result,
        kind=WorkKind.WAITING_COLLECTION,
        text="Có kết quả 5 ngày trước, chờ công dân nhận",
        acts=dict.fromkeys(_DESK, Action.RETURN),
        own=_DESK,
    ),
    Case(
        name="a result that goes by post",
        bring=_result_by_post,
        kind=WorkKind.WAITING_COLLECTION,
        text="Có kết quả hôm qua, chờ gửi qua bưu chính",
        acts=dict.fromkeys(_DESK, Action.RETURN),
        own=_DESK,
    ),
    Case(
        name="papers of a withdrawn dossier",
        bring=_withdrawn,
        kind=WorkKind.PAPERS_TO_GIVE_BACK,
        text="Công dân rút hồ sơ hôm nay, giấy tờ chờ trả lại",
        acts=dict.fromkeys(_DESK, Action.GIVE_BACK),
        own=_DESK,
    ),
    Case(
        name="papers of a stopped dossier, still at the agency",
        bring=_stopped_at_the_agency,
        kind=WorkKind.PAPERS_TO_GIVE_BACK,
        text="Dừng giải quyết 2 ngày trước, giấy tờ còn ở Phòng Kinh tế",
        acts={"economy": Action.HANDOFF},
    ),
)


# The statements are tried on both databases where whole lists are; here it is the rules.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_a_situation_is_on_the_lists_of_those_whose_work_it_is(works: Works, case: Case) -> None:
    case.bring(works)
    counter = works.counter
    people = {
        "officer": counter.officer,
        "supervisor": works.supervisor,
        "economy": counter.economy_officer,
        "culture": counter.culture_officer,
        "administrator": works.administrator,
    }
    seen = {name: works.of(actor) for name, actor in people.items()}
    assert {name for name, items in seen.items() if items} == case.own
    told = {name: seen[name][0] for name in case.own}
    assert {(item.kind, item.text) for item in told.values()} == {(case.kind, case.text)}
    assert {name: item.action for name, item in told.items() if item.action} == case.acts


def test_one_dossier_stands_once_under_its_worst_kind_for_each(works: Works) -> None:
    _step_and_due_today(works)
    today = "hết hạn hôm nay 09:00"
    told = works.one()
    assert (told.kind, told.action) == (WorkKind.STEP_LATE, Action.EXTEND)
    assert told.text == f"Phòng Kinh tế giữ quá bước 13 giờ làm việc; {today}"
    desk = works.one(works.counter.officer)
    assert (desk.kind, desk.text) == (WorkKind.DUE_TODAY, today.capitalize())
