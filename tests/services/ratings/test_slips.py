"""Rating slips: given out where the office gives them, entered once each, never forged."""

from dataclasses import dataclass, replace

import pytest

from app.errors import InvalidInputError, RuleBrokenError
from app.models.forms import IssuedForm
from app.services.dossiers.decision import Decision
from app.services.forms.issuing import signed_form_problems
from app.services.forms.receipt_qr import encode
from app.services.forms.records import QrFields, RatingSlipData
from app.services.ratings.drill_down import RATING_FIGURES
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Rated
from app.services.ratings.slips import RatingSlips, is_rating_slip
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import Face, RatingSource, SaidContacts
from tests.printing.forms import KEY
from tests.services.desk_builders import Counter
from tests.services.store_builders import MONDAY_MORNING

HAPPY = Answers(overall=Face.HAPPY)


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter that gives slips."""

    counter: Counter
    slips: RatingSlips
    ratings: Ratings

    def slips_of(self, code: str) -> tuple[RatingSlipData, ...]:
        """Return the slips of a dossier that wait in the outbox, as they would be printed."""
        jobs = self.counter.print_queue.queued(self.counter.officer)
        found = [job.data for job in jobs if isinstance(job.data, RatingSlipData)]
        return tuple(slip for slip in found if slip.code == code)

    def slip(self) -> str:
        """Register a dossier and return the QR of its slip."""
        (slip,) = self.slips_of(self.counter.code())
        return slip.qr_payload

    def enter(self, payload: str, answers: Answers = HAPPY, sent: str = "t-1") -> Rated:
        return self.slips.enter(self.counter.officer, payload, answers, sent)


@pytest.fixture
def desk(counter: Counter) -> Desk:
    office, admin = counter.office, counter.admin
    office.update(admin, replace(office.facts(admin).edit, gives_rating_slips=True))
    return Desk(counter, counter.rating_slips, counter.ratings)


def test_an_office_that_gives_none_prints_the_receipt_alone(counter: Counter) -> None:
    counter.code()
    assert [job.kind for job in counter.print_queue.queued(counter.officer)] == [FormKind.RECEIPT]


def test_a_slip_goes_out_with_receipt_supplement_request_and_refusals(desk: Desk) -> None:
    counter = desk.counter
    code = counter.code()
    asked = Decision(note="Thiếu", items=("Bản sao căn cước",))
    counter.decisions.decide(counter.officer, code, Action.ASK_SUPPLEMENT, asked)
    counter.decide(code, Action.SUPPLEMENT_IN)
    refused = counter.refusing.refuse(counter.officer, counter.as_typed(), ("Không đủ điều kiện",))
    assert [slip.given_with for slip in desk.slips_of(code)] == ["1/TNHS", "1/HDHS"]
    (slip,) = desk.slips_of(refused.code)
    assert slip.given_with == "1/PTC"
    assert slip.number == "3/PDG"
    kinds = [job.kind for job in counter.print_queue.queued(counter.officer)]
    assert kinds == [
        *(FormKind.RECEIPT, FormKind.RATING_SLIP),
        *(FormKind.SUPPLEMENT_REQUEST, FormKind.RATING_SLIP),
        *(FormKind.REFUSAL, FormKind.RATING_SLIP),
    ]


def test_no_slip_for_a_paper_the_citizen_had_before_it_was_entered(desk: Desk) -> None:
    code = desk.counter.code(received_at=MONDAY_MORNING)
    asked = Decision(note="Thiếu", items=("Ảnh",), happened_at=MONDAY_MORNING)
    desk.counter.decisions.decide(desk.counter.officer, code, Action.ASK_SUPPLEMENT, asked)
    assert desk.slips_of(code) == ()


def test_each_slip_has_a_qr_of_its_own_that_the_log_bears_out(desk: Desk) -> None:
    counter = desk.counter
    code = counter.code()
    asked = Decision(note="Thiếu", items=("Ảnh",))
    counter.decisions.decide(counter.officer, code, Action.ASK_SUPPLEMENT, asked)
    payloads = {slip.qr_payload for slip in desk.slips_of(code)}
    assert len(payloads) == 2
    assert all(is_rating_slip(payload) for payload in payloads)
    assert not is_rating_slip(counter.dossier().receipt.qr_payload)
    with counter.database.read() as session:
        assert tuple(signed_form_problems(session)) == ()


def test_looking_at_a_slip_says_what_is_rated(desk: Desk) -> None:
    view = desk.slips.look(desk.counter.officer, desk.slip())
    assert (view.number, view.officer_name, view.counter_name) == (
        "1/PDG",
        "Người canbo.a",
        "Quầy 1",
    )
    assert len(view.reasons) == 9
    assert [reason.is_good for reason in view.reasons] == [True] * 4 + [False] * 5
    assert view.answered_at is None


def test_what_is_ticked_is_stored_for_the_dossier_and_who_served(desk: Desk) -> None:
    payload = desk.slip()
    reason = desk.slips.look(desk.counter.officer, payload).reasons[0]
    said = Answers(
        overall=Face.HAPPY,
        contacts=SaidContacts.ONE,
        is_own_fault=True,
        reasons=(reason.reason_id,),
    )
    rated = desk.slips.enter(desk.counter.admin, payload, said, "t-1")
    (line,) = desk.ratings.of_dossier(desk.counter.officer, rated.code)
    assert (line.source, line.answers) == (RatingSource.SLIP, said)
    assert (line.officer_name, line.entered_by) == ("Người canbo.a", desk.counter.admin.name)
    assert line.reasons == ("Giải quyết nhanh, đúng hẹn.",)


def test_scanned_twice_it_says_that_it_was_entered_already(desk: Desk) -> None:
    payload = desk.slip()
    desk.enter(payload)
    view = desk.slips.look(desk.counter.officer, payload)
    assert (view.answered_at, view.answered_by) == (MONDAY_MORNING, "Người canbo.a")
    with pytest.raises(RuleBrokenError, match=r"đã nhập lúc 23/11/2026 09:00 bởi Người canbo\.a"):
        desk.enter(payload, sent="t-2")


def test_the_same_entry_sent_again_is_the_same_answer(desk: Desk) -> None:
    payload = desk.slip()
    first, again = desk.enter(payload), desk.enter(payload)
    assert (again.rating_id, again.was_known) == (first.rating_id, True)


def test_a_slip_entered_wrongly_is_ended_and_entered_again(desk: Desk) -> None:
    payload = desk.slip()
    wrong = desk.enter(payload)
    desk.ratings.end(desk.counter.officer, wrong.rating_id, "Đọc nhầm ô")
    right = desk.enter(payload, Answers(overall=Face.UNHAPPY), "t-2")
    lines = desk.ratings.of_dossier(desk.counter.officer, right.code)
    assert [(line.answers.overall, line.end_reason) for line in lines] == [
        (Face.UNHAPPY, ""),
        (Face.HAPPY, "Đọc nhầm ô"),
    ]


def test_slips_that_come_back_are_counted_of_those_given(desk: Desk) -> None:
    payloads = [desk.slip() for _one in range(3)]
    desk.enter(payloads[0])
    day = desk.counter.clock.today()
    made = desk.ratings.figures(desk.counter.admin, day, day)
    assert (made.slips_given, made.slips_answered) == (3, 1)
    assert str(made.response_percent) == "33.33"


def test_a_forged_slip_is_refused(desk: Desk) -> None:
    genuine = desk.slip()
    forged = encode(
        QrFields(
            key_id=1,
            unit_number=desk.counter.officer.office_id,
            day_number=1,
            received_at=MONDAY_MORNING,
            kind=14,
            copy_no=1,
            chain_head=bytes(8),
        ),
        KEY.sign,
    )
    assert is_rating_slip(forged)
    altered = genuine[:-1] + ("1" if genuine[-1] != "1" else "2")
    for payload in (forged, altered, "123", ""):
        with pytest.raises(InvalidInputError) as refused:
            desk.enter(payload)
        assert refused.value.field == "payload"


def test_a_genuine_paper_that_is_no_slip_says_what_it_is(desk: Desk) -> None:
    receipt = desk.counter.dossier().receipt
    with pytest.raises(InvalidInputError, match="giấy tiếp nhận và hẹn trả số 1/TNHS, không phải"):
        desk.enter(receipt.qr_payload)


def test_a_void_slip_is_refused(desk: Desk) -> None:
    payload = desk.slip()
    with desk.counter.database.write() as session:
        form = session.query(IssuedForm).filter_by(kind=FormKind.RATING_SLIP).one()
        form.voided_at = MONDAY_MORNING
    with pytest.raises(RuleBrokenError, match="đã hủy"):
        desk.enter(payload)


def test_a_slip_with_nothing_ticked_is_not_stored(desk: Desk) -> None:
    with pytest.raises(InvalidInputError, match="Chưa có câu trả lời nào"):
        desk.enter(desk.slip(), Answers(note="Cảm ơn"))


def test_reasons_of_other_lists_are_refused(desk: Desk) -> None:
    other = desk.counter.reasons.of(desk.counter.officer, ReasonKind.REFUSAL)[0]
    with pytest.raises(InvalidInputError) as refused:
        desk.enter(desk.slip(), replace(HAPPY, reasons=(other.reason_id,)))
    assert refused.value.field == "reasons"


def test_numbers_of_people_are_not_kept_in_the_words(desk: Desk) -> None:
    rated = desk.enter(desk.slip(), replace(HAPPY, note="Gọi lại 0912345678 cho tôi"))
    (line,) = desk.ratings.of_dossier(desk.counter.officer, rated.code)
    assert line.answers.note == "Gọi lại 091***5678 cho tôi"


def test_every_figure_opens_to_the_answers_and_slips_it_counts(desk: Desk) -> None:
    desk.slip()
    desk.enter(desk.slip(), replace(HAPPY, note="Chị Hoa tận tình"))
    day = MONDAY_MORNING.date()
    made = desk.ratings.figures(desk.counter.admin, day, day)
    expected = {
        "all": made.faces.total,
        "happy": made.faces.happy,
        "neutral": made.faces.neutral,
        "unhappy": made.faces.unhappy,
        "unsaid": made.faces.unsaid,
        "slips.given": made.slips_given,
        "slips.answered": made.slips_answered,
    }
    assert list(expected.values()) == [1, 1, 0, 0, 0, 2, 1]
    assert {figure: made[figure] for figure in RATING_FIGURES} == expected | {"late": 0}
    for figure in RATING_FIGURES:
        count = made[figure]
        rows = desk.ratings.rows_behind(desk.counter.admin, figure, (day, day))
        assert len(rows) == count, figure
        assert "Hoa" not in str(rows)
    with pytest.raises(InvalidInputError):
        desk.ratings.rows_behind(desk.counter.admin, "khác", (day, day))
