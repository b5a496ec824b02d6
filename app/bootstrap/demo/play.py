"""From an empty folder to a played day: what `motcua demo` does."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.bootstrap.demo.album import MADE_UP, natural, write_album
from app.bootstrap.demo.cast import FRIDAY, OPENING_TIME, Cast
from app.bootstrap.demo.day import play
from app.bootstrap.demo.gallery import Gallery, take_gallery
from app.bootstrap.demo.places import Places
from app.bootstrap.demo.stage import Stage
from app.bootstrap.stores import open_database
from app.bootstrap.window import make_application
from app.clock import from_local
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.money.fee_receipts import receipt_problems
from app.services.office.records import DemoOfficer
from app.vocabulary.forms import FormKind
from app.wording.labels import label

_OF_THE_PLATFORM: Final = "This plugin does not support"


@dataclass(frozen=True, slots=True)
class DemoLeft:
    """What lies where after the day, and what of it is made up.

    `problems` are those of the store, `cut` the words cut on a picture; none when all is well.
    """

    out: Path
    store: Path
    receipts: tuple[Path, ...]
    slips: tuple[Path, ...]
    summaries: tuple[Path, ...]
    pictures: tuple[Path, ...]
    index: Path
    made_up: str
    problems: tuple[str, ...]
    cut: tuple[str, ...]
    officers: tuple[DemoOfficer, ...]


def play_demo(out: Path, *, with_gallery: bool) -> DemoLeft:
    """Play the day into the folder `out`, which must be new or empty.

    Raises InvalidInputError for a folder in use, StageError where the program did otherwise than
    the script says.
    """
    places = Places(out)
    places.prepare()
    qInstallMessageHandler(_pass_on)
    app = make_application(["motcua"])
    gallery = Gallery()

    def more(cast: Cast) -> None:
        nonlocal gallery
        if with_gallery:
            gallery = take_gallery(app, cast)

    cast = play_on_stage(app, places, more)
    write_album(places, cast.stage.shots, gallery.shots)
    return _left(places, cast, gallery)


def play_on_stage(app: QApplication, places: Places, more: Callable[[Cast], None]) -> Cast:
    """Play the day on a stage of its own, then `more`; the stage is closed again."""
    stage = Stage(app, places, from_local(FRIDAY, OPENING_TIME))
    try:
        cast = play(stage)
        more(cast)
    finally:
        stage.close()
    return cast


def store_problems(places: Places) -> tuple[str, ...]:
    """Return what is wrong with the store of the day."""
    database = open_database(places.store)
    try:
        return tuple(StoreCheck(database, (signed_form_problems, receipt_problems)).problems())
    finally:
        database.close()


def _pass_on(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but for what a platform without a screen says about itself."""
    if not text.startswith(_OF_THE_PLATFORM):
        print(f"Qt {kind.name}: {text}", file=sys.stderr)  # noqa: T201 - Qt's own channel


def _left(places: Places, cast: Cast, gallery: Gallery) -> DemoLeft:
    papers = sorted(places.papers.glob("*.pdf"), key=natural)
    slips = tuple(path for path in papers if path.name.startswith(label(FormKind.HANDOFF_SLIP)))
    return DemoLeft(
        out=places.out,
        store=places.store,
        receipts=tuple(path for path in papers if path not in slips),
        slips=slips,
        summaries=tuple(sorted(places.summaries.iterdir())),
        pictures=tuple(shot.path for shot in (*cast.stage.shots, *gallery.shots)),
        index=places.index,
        made_up=MADE_UP,
        problems=store_problems(places),
        cut=(*cast.stage.cut, *gallery.cut),
        officers=tuple(cast.accounts.values()),
    )
