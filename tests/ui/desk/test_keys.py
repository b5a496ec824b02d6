"""The keys of the desk's pages: none stands for two acts where both can be reached."""

import pytest

from app.ui.dossiers.act_table import DOSSIER_ACTIONS
from app.ui.shell.actions import ACTIONS, ActionSpec
from app.ui.shell.page_actions import HANDOFF_ACTIONS, RETURNING_ACTIONS


@pytest.mark.parametrize("own", [HANDOFF_ACTIONS, RETURNING_ACTIONS, DOSSIER_ACTIONS])
def test_no_key_stands_for_two_acts(own: tuple[ActionSpec, ...]) -> None:
    page = own[0].page
    reachable = [spec for spec in (*ACTIONS, *own) if spec.page in {None, page}]
    keys = [spec.shortcut for spec in reachable if spec.shortcut]
    assert sorted(set(keys)) == sorted(keys)


def test_no_key_is_a_letter_alone() -> None:
    for spec in (*HANDOFF_ACTIONS, *RETURNING_ACTIONS, *DOSSIER_ACTIONS):
        assert not spec.shortcut or spec.shortcut.startswith(("Ctrl+", "Alt+"))
