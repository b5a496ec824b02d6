"""The table of acts: every act has its row, and what a row names is there."""

from collections import Counter

import pytest

from app.services.dossiers.lifecycle import FOUNDING
from app.ui.dossiers.act_forms import FIELDS, ActForm
from app.ui.dossiers.act_table import (
    ACT_SPECS,
    DOSSIER_ACTIONS,
    STATUS_TONES,
    action_key,
    tone_of,
    usual_next,
)
from app.ui.look.tokens import Tone
from app.vocabulary.dossiers import Action, DossierStatus

_FORMS = {action: spec.form for action, spec in ACT_SPECS.items() if spec.form is not None}


def test_every_act_and_every_status_has_its_row() -> None:
    assert list(ACT_SPECS) == list(Action)
    assert list(STATUS_TONES) == list(DossierStatus)


def test_every_act_of_the_page_has_a_key_of_its_own() -> None:
    begun_elsewhere = [action for action, spec in ACT_SPECS.items() if not spec.shortcut]
    assert begun_elsewhere == list(FOUNDING)
    bound = {spec.key: (spec.shortcut, spec.icon) for spec in DOSSIER_ACTIONS}
    for action, spec in ACT_SPECS.items():
        if spec.shortcut:
            assert bound[action_key(action)] == (spec.shortcut, spec.icon)


@pytest.mark.parametrize("form", _FORMS.values(), ids=list(_FORMS))
def test_a_form_names_fields_that_it_asks_for(form: ActForm) -> None:
    assert set(form.fields) <= set(FIELDS)
    assert len(set(form.fields)) == len(form.fields)
    assert form.first in form.fields
    assert {*form.titles, *form.hints, *form.required, *form.again} <= set(form.fields)
    assert {name for _words, name in form.note_parts} <= set(form.fields)
    assert ("reason" in form.fields) == (form.reasons is not None)


def test_each_place_among_the_usual_acts_is_held_once() -> None:
    places = [spec.usual_next for spec in ACT_SPECS.values() if spec.usual_next]
    assert sorted(places) == list(range(1, len(places) + 1))
    assert set(Counter(places).values()) == {1}


def test_the_usual_act_is_chosen_among_those_allowed() -> None:
    assert usual_next([Action.CORRECT, Action.HANDOFF, Action.RESOLVE]) is Action.RESOLVE
    assert usual_next([Action.CORRECT, Action.STOP]) is None
    assert usual_next([]) is None


def test_a_logged_act_that_is_no_act_of_the_table_has_the_plain_tone() -> None:
    assert tone_of("reprint") is Tone.ACCENT
    assert tone_of(Action.STOP.value) is Tone.LATE


@pytest.mark.parametrize(
    ("is_refusal", "gives_papers_back", "asked"),
    [
        (False, False, {"outcome", "note", "papers_back"}),
        (True, False, {"outcome", "reason", "items", "ground", "papers_back"}),
        (False, True, {"outcome", "note", "papers_back", "receiver_name"}),
    ],
)
def test_ticks_decide_which_fields_are_in_sight(
    is_refusal: bool,
    gives_papers_back: bool,
    asked: set[str],
) -> None:
    form = ActForm(
        fields=("outcome", "reason", "items", "ground", "note", "papers_back", "receiver_name")
    )
    seen = form.asked(frozenset(), is_refusal=is_refusal, gives_papers_back=gives_papers_back)
    assert seen == asked
    without = form.asked(
        frozenset({"papers_back"}), is_refusal=is_refusal, gives_papers_back=gives_papers_back
    )
    assert without == asked - {"papers_back", "receiver_name"}
