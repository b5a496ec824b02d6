"""Working days of a town: holder, clock, control slip, summary and log agree for every dossier.

Three days with a dozen officers and made-up procedures; `python -m tests.simulation` plays twenty
days with fifty officers and the published procedures.
"""

from pathlib import Path

from tests.services.store_builders import a_store
from tests.simulation.play import TENTH, play
from tests.simulation.procedures import made_up


def test_three_days_agree_with_the_book(tmp_path: Path) -> None:
    database = a_store(tmp_path / "data")
    try:
        played = play(database, tmp_path / "desk", made_up(), TENTH)
    finally:
        database.close()
    assert played.problems == []
    lives = played.town.office.lives
    seen = {hand.state for life in lives for hand in life.hands}
    assert {"sent", "accepted", "refused", "recalled"} <= seen
    assert {"withdrawn", "stopped", "returned", "resolved"} <= {life.status for life in lives}
    assert any(event.kind == "new_date" for life in lives for event in life.events)
    assert {wait.kind for life in lives for wait in life.waits} == {
        "supplement",
        "payment",
        "opinion",
        "field_check",
    }
