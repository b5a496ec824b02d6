"""What the program reads from file names is what Alembic reads from the files."""

from pathlib import Path

from alembic.script import ScriptDirectory

from app.models import migrating


def test_revisions_by_name_are_alembics() -> None:
    scripts = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations"))
    known = [script.revision for script in scripts.walk_revisions()]
    assert migrating.known_revisions() == sorted(known)
    assert migrating.newest_revision() == scripts.get_current_head()
