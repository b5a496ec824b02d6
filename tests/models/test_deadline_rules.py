"""A store of an earlier release keeps what its dossiers were told; new ones have new rules."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.store import open_sqlite
from app.services.ledger.replay import replay_problems
from app.vocabulary.catalogue import LatenessRule, OffHoursRule
from app.vocabulary.office import UnitKind
from tests.released_stores import RELEASES, a_released_store


@pytest.mark.parametrize("release", [one for one in RELEASES if one < "0.6.0"])
def test_upgraded_store_keeps_the_rules_its_dossiers_were_told_by(
    release: str, tmp_path: Path
) -> None:
    database = open_sqlite(a_released_store(release, tmp_path / "data"))
    with database.read() as session:
        assert set(session.scalars(select(Dossier.off_hours))) == {OffHoursRule.MIXED}
        by_day = select(func.count()).where(
            DossierState.is_due_by_day | DossierState.is_step_by_day
        )
        assert session.scalar(by_day) == 0
        office = session.scalars(select(Unit).where(Unit.kind == UnitKind.ONE_STOP)).one()
        assert (office.off_hours, office.lateness) == (
            OffHoursRule.DAY_OF_RECEIPT,
            LatenessRule.BY_UNIT,
        )
        assert list(replay_problems(session)) == []
    database.close()
