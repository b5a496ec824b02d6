"""Several programs on one store: every number once, none missing, nobody turned away."""

from pathlib import Path

from sqlalchemy import func, select

from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.services.ledger.checking import StoreCheck
from tests.models.conftest import Home
from tests.models.programs import Starter, open_shared, programs, register_many, results
from tests.postgres import Server
from tests.services.desk_builders import a_counter
from tests.services.store_builders import FakeTime

_PROGRAMS = 4
_EACH = 50


def test_four_programs_register_without_loss_twin_or_gap(home: Home, tmp_path: Path) -> None:
    database = home.create()
    case_id = a_counter(tmp_path, FakeTime(), database).case_id
    starter = Starter(tmp_path, _PROGRAMS)
    data = home.path.parent if home.path else tmp_path / "data"
    with programs(_PROGRAMS) as pool:
        codes = results(
            [
                pool.submit(register_many, data, home.url, case_id, _EACH, f"Máy {number}", starter)
                for number in range(_PROGRAMS)
            ]
        )
    count = _PROGRAMS * _EACH
    registered = [code for each in codes for code in each]
    assert sorted(registered) == [
        f"000.00.15.H53-261123-{number:04d}" for number in range(1, count + 1)
    ]
    # Had they run one after another, nothing would have been tried.
    assert any(each != sorted(registered)[i * _EACH :][:_EACH] for i, each in enumerate(codes))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Dossier)) == count
        ordinals = session.scalars(select(IssuedForm.ordinal).order_by(IssuedForm.ordinal)).all()
        sequence = session.scalars(select(LogEntry.seq).order_by(LogEntry.seq)).all()
    assert list(ordinals) == list(range(1, count + 1))
    assert list(sequence) == list(range(1, len(sequence) + 1))
    assert StoreCheck(database).problems() == []
    database.close()


def test_desks_that_start_at_once_on_an_empty_server(postgres: Server, tmp_path: Path) -> None:
    starter = Starter(tmp_path, 2)
    with postgres.empty() as url, programs(2) as pool:
        results([pool.submit(open_shared, url, name, starter) for name in ("một", "hai")])
