import tomllib
from pathlib import Path

from PySide6.QtWidgets import QMessageBox  # noqa: TID251 - it looks at the box

from app import __version__
from app.vocabulary.people import Role
from tests.bootstrap.opened import Opened
from tests.services.store_builders import an_actor
from tests.services.worklist.works import Works

_ROOT = Path(__file__).parents[2]


def test_the_licence_lies_beside_the_program_and_is_declared() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert project["license-files"] == ["LICENSE"]
    text = (_ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text


def test_the_about_box_tells_version_licences_and_where_the_store_lies(
    opened: Opened, works: Works
) -> None:
    actor = an_actor(works.counter.database, Role.OFFICER, login="nguoi.xem")
    window = opened.open(actor)
    window.actions.do("window.about")
    box = window.shell.findChild(QMessageBox)
    assert box is not None
    assert __version__ in box.text()
    for words in ("Apache 2.0", "LGPL", str(opened.desk.data)):
        assert words in box.informativeText()
    box.close()
