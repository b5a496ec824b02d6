"""Records as somebody types them well: what is odd in one field gets as far as that field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from app.services.evaluation.facts import FactDraft
from app.services.fields import Given
from app.services.petitions.records import NewPetition, PetitionSaid
from app.services.publishing.records import DecisionDraft
from app.services.ratings.records import Answers, Tap
from app.services.registers.records import EntryRef, FollowUp
from app.services.reporting.records import TaskDraft
from app.vocabulary.evaluation import OneStopWork, OnlineLevel, Publicity
from app.vocabulary.petitions import Criterion, Finding, PetitionClass, PetitionOutcome, PublishedBy
from app.vocabulary.ratings import Face
from app.vocabulary.reports import RegisterKind
from tests.harness.command_recipes.publishing_recipes import DECISION
from tests.harness.fuzzing.world import TODAY, TUESDAY_MORNING
from tests.harness.register_entries import TYPED
from tests.services.petitions.builders import typed

_SAID: Final = PetitionSaid(
    note="Đã bỏ yêu cầu nộp bản sao hộ khẩu.",
    petition_class=PetitionClass.OWN_RULE,
    to_name="Bộ Tư pháp",
    has_ground=True,
    criteria=(Criterion.NECESSITY,),
    outcome=PetitionOutcome.AMEND,
    finding=Finding.TRUE,
    published_by=PublishedBy.SITE,
    signer="Chủ tịch",
)
_HAPPY: Final = Answers(overall=Face.HAPPY)
_TAP_AT: Final = TUESDAY_MORNING - timedelta(minutes=1)

RECORDS: Final[Mapping[type, Sequence[Any]]] = {
    NewPetition: tuple(typed(draft_id=f"phản ánh {n}", prints=n == 1) for n in range(40)),
    PetitionSaid: (
        _SAID,
        replace(_SAID, petition_class=PetitionClass.CONDUCT),
        replace(_SAID, petition_class=PetitionClass.OTHER_RULE),
    ),
    DecisionDraft: (DECISION, replace(DECISION, number="13/QĐ-UBND", decided_on=TODAY)),
    Answers: (_HAPPY, Answers(overall=Face.NEUTRAL)),
    Tap: tuple(Tap(answer_id=f"chạm {n}", at=_TAP_AT, answers=_HAPPY, code="") for n in range(20)),
    TaskDraft: (TaskDraft(text="Ban hành quy chế"),),
    EntryRef: tuple(EntryRef(kind, 1, version) for kind in RegisterKind for version in (1, 2)),
    FactDraft: (
        FactDraft(
            valid_from=TODAY - timedelta(days=30),
            one_stop_work=OneStopWork.APPROVED,
            publicity=Publicity.ONE_OF_THEM,
            online_level=OnlineLevel.FULL,
        ),
    ),
    FollowUp: (FollowUp("Đã niêm yết", "24/11/2026"),),
}
"""By the type of the record."""
GIVEN: Final[Sequence[Mapping[str, Given]]] = tuple(TYPED[kind] for kind in RegisterKind)
"""A register's entry as typed, by the names of its fields."""
