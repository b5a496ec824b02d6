"""The kept files of a counter."""

from pathlib import Path

import pytest

from app.services.files.attachments import Attachments
from app.services.files.kinds import media_type_of
from tests.seals import a_file_folder
from tests.services.desk_builders import Counter


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder of kept files."""
    return tmp_path / "files"


@pytest.fixture
def attachments(counter: Counter, kept: Path) -> Attachments:
    tx = counter.tx
    return Attachments(tx, a_file_folder(kept), media_type_of)
