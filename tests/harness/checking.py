"""Whether a store is whole: what `motcua check` checks, and the files that its rows name."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from app.models.database import Database
from app.models.dossiers import Attachment
from app.models.forms import IssuedForm
from app.services.files.folder import FileState
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.money.fee_receipts import receipt_problems
from tests.harness.town import Town, entered, running_clock, state_in


def problems_of(database: Database) -> list[str]:
    """Return what is wrong with an open store."""
    return StoreCheck(database, (signed_form_problems, receipt_problems)).problems()


def file_problems(town: Town) -> Iterator[str]:
    """Look for every scan and every printed PDF that the store says it has."""
    with town.desk.database.read() as session:
        scans = set(session.scalars(select(Attachment.sha256)))
        printed = set(session.scalars(select(IssuedForm.sha256).where(IssuedForm.sha256 != "")))
    for sha256 in scans:
        if town.desk.file_folder.state(sha256) is not FileState.WHOLE:
            yield f"scan {sha256} is lost"
    papers = town.desk.files.papers
    kept = {hashlib.sha256(paper).hexdigest() for paper in papers.contents(papers.all())}
    for sha256 in printed - kept:
        yield f"printed PDF {sha256} is lost"


def store_problems(folder: Path) -> list[str]:
    """Open a town's store, check the whole of it and close it again."""
    with state_in(folder):
        town = entered(folder, running_clock(0))
        try:
            return [*problems_of(town.desk.database), *file_problems(town)]
        finally:
            town.desk.close()
