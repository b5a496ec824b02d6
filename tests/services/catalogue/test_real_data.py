"""The published sets, whole: counts, faults, speed. Skipped where they are not at hand."""

from collections import Counter
from pathlib import Path

import pytest

from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import ProcedureFilter
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.catalogue import HoursMeaning

_DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
_SETS = {"tthc_local_2026.json": 1584, "tthc_counter_selection.json": 257}

pytestmark = pytest.mark.skipif(not _DATA.is_dir(), reason="no shared data folder here")


@pytest.mark.parametrize("name", _SETS)
def test_published_set_is_imported_whole(tx: Transactions, admin: Actor, name: str) -> None:
    imports = CatalogueImport(tx)
    result = imports.run(admin, _DATA / name, partial=False, hours=HoursMeaning.WORKING)
    assert result.refused == ()
    assert result.imported == _SETS[name]
    faults = Counter(notice.field for notice in result.notices)
    assert set(faults) == {"cases", "fee_vnd", "papers", "agency", "unit"}
    again = imports.run(admin, _DATA / name, partial=False, hours=HoursMeaning.WORKING)
    assert (again.imported, again.unchanged) == (0, _SETS[name])


def test_search_over_the_whole_set_finds_what_is_meant(tx: Transactions, admin: Actor) -> None:
    CatalogueImport(tx).run(
        admin, _DATA / "tthc_local_2026.json", partial=False, hours=HoursMeaning.CONTINUOUS
    )
    procedures = Procedures(tx)
    assert procedures.page(admin, ProcedureFilter()).total == 1584
    assert procedures.find(admin, "đăng ký giám hộ")[0].code == "1.004837"
    assert procedures.find(admin, "giam ho dang ky")[0].code == "1.004837"
    assert procedures.find(admin, "zzz không có") == ()
