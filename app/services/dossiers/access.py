"""What one person may do to one dossier now: the table, their rights, their unit."""

from dataclasses import replace

from sqlalchemy import select

from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import DossierState
from app.services.dossiers.lifecycle import CHANGES, allowed
from app.services.dossiers.people_columns import masked
from app.services.dossiers.records import AllowedAction, DossierView
from app.services.dossiers.states import State
from app.services.ledger.rights import CONSOLE_ID, allows
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import Masks, concerns_unit
from app.vocabulary.dossiers import Action, HandoffItemState
from app.wording.labels import label


def actions_of(reading: Reading, state: State, *, has_moved: bool) -> tuple[AllowedAction, ...]:
    """Return what this person may do now; an agency officer acts for their own unit alone.

    The console acts for nobody, so it is told what the table allows whoever comes. A new date by
    the calendar is offered only where the calendar was edited since (`has_moved`).
    """
    possible = [
        action
        for action in allowed(state.situation)
        if (has_moved or action is not Action.RESCHEDULE)
        and (reading.actor.officer_id == CONSOLE_ID or allows(CHANGES[action].right, reading.roles))
    ]
    if reading.is_agency_only:
        own = _agency_acts(reading, state)
        possible = [action for action in possible if action in own]
    return tuple(AllowedAction(action, label(action)) for action in possible)


def _agency_acts(reading: Reading, state: State) -> frozenset[Action]:
    unit_id = reading.actor.unit_id
    to_id = reading.session.execute(
        select(Handoff.to_id)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .where(
            HandoffItem.dossier_id == state.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        )
    ).scalar()
    incoming = {Action.ACCEPT, Action.DECLINE} if to_id == unit_id else set()
    outgoing = {Action.HANDOFF, Action.RECALL} if state.holder_id == unit_id else set()
    return frozenset(incoming | outgoing)


def masked_view(view: DossierView, masks: Masks) -> DossierView:
    """Return `view` with people's numbers, addresses and the numbers in free text hidden."""
    if not masks.hides_something:
        return view
    owner, submitter = view.owner, view.submitter
    return replace(
        view,
        owner=replace(owner, **masked(owner, "owner", masks)),
        submitter=submitter and replace(submitter, **masked(submitter, "submitter", masks)),
        papers=tuple(replace(paper, name=masks.words(paper.name)) for paper in view.papers),
        **masked(view, "intake", masks),
        timeline=tuple(replace(step, detail=masks.words(step.detail)) for step in view.timeline),
        custody=tuple(replace(step, reason=masks.words(step.reason)) for step in view.custody),
        is_masked=True,
    )


def is_foreign_to(reading: Reading, dossier_id: int) -> bool:
    """Say whether the unit of an agency officer has nothing to do with a dossier."""
    if not reading.is_agency_only:
        return False
    concerned = select(DossierState.id).where(
        DossierState.dossier_id == dossier_id,
        DossierState.to_at == FOREVER,
        concerns_unit(reading.actor.unit_id),
    )
    return reading.session.execute(concerned).first() is None
