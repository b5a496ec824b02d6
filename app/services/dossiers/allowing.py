"""What one person may do to one dossier now: the table, their rights, their unit."""

from sqlalchemy import select

from app.models.custody import Handoff, HandoffItem
from app.services.dossiers.lifecycle import CHANGES, allowed
from app.services.dossiers.records import AllowedAction
from app.services.dossiers.states import State
from app.services.ledger.rights import CONSOLE_ID, allows
from app.services.ledger.transactions import Reading
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
