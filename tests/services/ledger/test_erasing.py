"""After people's data were erased the log is whole, on each kind of store."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.log import LogDetail
from app.models.search_index import find_words
from app.services.ledger.checking import StoreCheck
from app.services.retention import erasing
from app.services.retention.leftovers import Leftovers
from app.services.retention.retention import Retention, erasing_subject
from app.vocabulary.people import GuardedAct, Role
from app.wording.texts import ERASED
from tests.seals import a_bundle_folder, a_file_folder, kept_papers
from tests.security.people.people import OWNER, SUBMITTER, a_life
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor

_NAMES = select(Dossier.code, Dossier.owner_name)


def test_erasing_breaks_no_chain_and_no_replay(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "_BATCH", 2)
    open_code, done = a_life(counter)
    counter.time.advance(timedelta(days=3700))
    tx = counter.tx
    folder = a_file_folder(tmp_path / "files")
    leftovers = Leftovers(
        folder, a_bundle_folder(tmp_path / "bundles"), kept_papers(tmp_path / "printed"), ()
    )
    retention = Retention(tx, leftovers, counter.database.scrub)
    second = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    retention.set_rule(counter.admin, 10, "Quyết định 12/QĐ-UBND")
    seen = retention.preview(counter.admin)
    approval = counter.approvals.by_second(
        counter.admin, second.login, GOOD_PASSWORD, GuardedAct.ERASE, erasing_subject(seen.before)
    )
    retention.run(counter.admin, seen.before, approval)
    assert StoreCheck(counter.database).problems() == []
    with counter.database.read() as session:
        names = {row.code: row.owner_name for row in session.execute(_NAMES)}
        notes = " ".join(session.scalars(select(LogDetail.facts)))
        found = find_words(session.connection(), ("bao",), 10)
        erased = session.scalars(select(Dossier.id).where(Dossier.code == done)).one()
        papers = list(
            session.scalars(select(IssuedForm.snapshot).where(IssuedForm.dossier_id == erased))
        )
    assert len(papers) > 2
    assert not any(fact in paper for paper in papers for fact in (OWNER.name, SUBMITTER.name))
    assert names == {open_code: "Nguyễn Thị Ánh", done: ERASED}
    assert found != []
    assert erased not in found
    assert "12/QĐ-UBND" not in notes
