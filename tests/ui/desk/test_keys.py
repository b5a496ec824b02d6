"""The keys of the desk's pages: none stands for two acts where both can be reached."""

import pytest

from app.services.dossiers.lifecycle import FOUNDING
from app.ui.dossiers.parts import DOSSIER_ACTIONS, action_key
from app.ui.handoff.parts import HANDOFF_ACTIONS
from app.ui.returning.parts import RETURNING_ACTIONS
from app.ui.shell.actions import ACTIONS, ActionSpec
from app.vocabulary.dossiers import Action


@pytest.mark.parametrize("own", [HANDOFF_ACTIONS, RETURNING_ACTIONS, DOSSIER_ACTIONS])
def test_no_key_stands_for_two_acts(own: tuple[ActionSpec, ...]) -> None:
    page = own[0].page
    reachable = [spec for spec in (*ACTIONS, *own) if spec.page in {None, page}]
    keys = [spec.shortcut for spec in reachable if spec.shortcut]
    assert sorted(set(keys)) == sorted(keys)


def test_no_key_is_a_letter_alone() -> None:
    for spec in (*HANDOFF_ACTIONS, *RETURNING_ACTIONS, *DOSSIER_ACTIONS):
        assert not spec.shortcut or spec.shortcut.startswith(("Ctrl+", "Alt+"))


def test_every_act_on_a_dossier_has_a_key() -> None:
    known = {spec.key for spec in DOSSIER_ACTIONS}
    missing = [action for action in Action if action_key(action) not in known]
    assert missing == list(FOUNDING)
