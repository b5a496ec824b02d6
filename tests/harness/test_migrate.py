"""The harness of failing upgrades sees what would not hold; that it holds is a tenth's to show."""

import shutil
from pathlib import Path

import pytest

from app.models import migrating
from tests.harness import migrate
from tests.released_stores import RELEASES


def test_a_migration_outside_its_transaction_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(migrating.__file__).parent / "migrations", scripts)
    env = scripts / "env.py"
    planted = '    connection.exec_driver_sql("COMMIT")\n    context.configure('
    text = env.read_text(encoding="utf-8").replace("    context.configure(", planted)
    assert planted in text
    env.write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrating, "_SCRIPTS", scripts)
    monkeypatch.setattr(migrate, "RELEASES", RELEASES[-1:])
    watched = migrate.fail_many(tmp_path / "stores", 1, seed=10, count=1)
    assert any("half done" in problem for problem in watched.problems)


def test_an_upgrade_without_its_copy_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "_back_up", lambda *_given: None)
    monkeypatch.setattr(migrate, "RELEASES", RELEASES[-1:])
    watched = migrate.fail_many(tmp_path, 1, seed=2, count=1)
    assert [problem for problem in watched.problems if "no copy" in problem] == watched.problems
    assert watched.problems
