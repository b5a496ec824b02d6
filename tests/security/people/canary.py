"""One person with a canary in every field, taken through the whole program; where it then lies."""

import logging
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Final
from unittest.mock import patch

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select, text
from typing_extensions import override

from app.__main__ import main
from app.bootstrap.counter_window import CounterWindow
from app.bootstrap.printing import printing_of
from app.bootstrap.stores import open_services
from app.clock import Clock
from app.errors import UserError
from app.models.catalogue import Procedure
from app.models.people import Officer
from app.paths import STORE_NAME
from app.services.container import Services
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import ProcedureChoice
from app.services.ledger.records import Actor
from app.services.petitions.records import PetitionSaid
from app.settings import PrinterChoice, Settings, SettingsFile
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.intake.page import IntakePage
from app.ui.intake.typed import TypedPeople
from app.ui.returning.returning_page import ReturningPage
from app.ui.runtime.crash import install_crash_hooks
from app.ui.runtime.tasks import Tasks
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.people import Role, Sex
from app.vocabulary.petitions import PetitionAct, PetitionClass
from tests.security.people.people import text_of
from tests.services.desk_builders import a_counter
from tests.services.petitions.builders import typed as a_petition
from tests.services.store_builders import FakeTime, a_copied_store, an_actor, cheap_passwords

CANARIES: Final = {
    "owner": "Yểng Quyên Khướu",
    "submitter": "Chích Choè Lửa",
    "owner id": "072185004321",
    "submitter id": "072090008765",
    "phone": "0917171717",
    "submitter phone": "0918181818",
    "email": "yenghot@hop-thu.vn",
    "address": "93 hẻm Sơn Ca",
    "request": "xin đổi tên vì Hoạ Mi",
    "note": "dặn gọi cô Vàng Anh",
    "reason": "nhầm với ông Bạc Má",
    "file": "giay-cua-bo-cau",
    "paper": "đơn của bà Cu Gáy",
    "collector": "Sáo Sậu Nhồng",
    "petitioner": "Vẹt Mào Đỏ",
    "petition phone": "0355171717",
    "petition address": "27 ngách Chiền Chiện",
    "petition": "kêu về chuyện cậu Chim Lợn",
}
"""What is typed of the person, by field; each is found wherever it turns up."""
PASSWORD: Final = "chim chào mào vành khuyên"
"""What nobody but the person may know: it must not even be in the store."""

LP: Final = """#!/bin/sh
echo "$@" >> "{folder}/jobs"
cat > /dev/null
"""
_ALLOWED: Final = (STORE_NAME, "pdf/")
"""Within the data folder: the store, plain unless the office chose otherwise, and saved papers."""


@dataclass(slots=True)
class Ground:
    """The folders of one machine, and what it was seen to write and say."""

    base: Path
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def data(self) -> Path:
        return self.base / "data"

    def hits(self) -> dict[str, set[str]]:
        """Return which canaries were seen where they must not be."""
        found: dict[str, set[str]] = {}
        wanted = CANARIES | {"password": PASSWORD}
        for where, texts in self.said.items():
            seen = {name for name, word in wanted.items() if any(word in one for one in texts)}
            if seen:
                found[where] = seen
        for path in sorted(self.base.rglob("*")):
            if path.is_file():
                _look_at(path, self.base, wanted, found)
        return found


def _look_at(path: Path, base: Path, wanted: dict[str, str], found: dict[str, set[str]]) -> None:
    """Look into a file, packed ones too, and at its name: a name is nowhere a place for people."""
    where = path.relative_to(base).as_posix()
    is_kept = where.removeprefix("data/").startswith(_ALLOWED)
    content = path.read_bytes()
    packed = "" if is_kept or not content.startswith((b"PK", b"%PDF")) else text_of(content)
    seen = set()
    for name, word in wanted.items():
        is_inside = any(word.encode(code) in content for code in ("utf-8", "utf-16-le"))
        if word in where or word in packed or (is_inside and (not is_kept or name == "password")):
            seen.add(name)
    if seen:
        found[where] = seen


@contextmanager
def machine(base: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    """Let everything this process writes lie under `base`, and hear what it logs."""
    ground = Ground(base)
    for name in ("temp", "home", "state", "spool", "bin"):
        (base / name).mkdir(parents=True)
    lp = base / "bin" / "lp"
    lp.write_text(LP.format(folder=base / "spool"))
    lp.chmod(0o755)
    for name, folder in (
        ("TMPDIR", "temp"),
        ("HOME", "home"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CONFIG_HOME", "home"),
        ("XDG_CACHE_HOME", "home"),
        ("XDG_DATA_HOME", "home"),
    ):
        monkeypatch.setenv(name, str(base / folder))
    monkeypatch.setenv("PATH", f"{base / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(tempfile, "tempdir", None)
    heard = _Heard(ground)
    root = logging.getLogger()
    before = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        yield ground
    finally:
        root.removeHandler(heard)
        root.setLevel(before)


class _Heard(logging.Handler):
    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self._ground = ground

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self._ground.said["log"].append(self.format(record))


class _Titles(QObject):
    """Notes the title of every window whenever it is shown or changed."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self._ground = ground

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.WindowTitleChange, QEvent.Type.Show)
        if event.type() in kinds and isinstance(watched, QWidget) and watched.isWindow():
            self._ground.said["title"].append(f"{watched.windowTitle()} {watched.objectName()}")
        return False


def whole_flow(ground: Ground, template: Path, qtbot: QtBot) -> None:
    """Take the person through window, services, printer, command line, backup and a crash."""
    time = FakeTime()
    ground.data.mkdir()
    database = a_copied_store(template, ground.data)
    counter = a_counter(ground.data, time, database)
    roles = (Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR)
    actor = an_actor(database, *roles, login="chimcanh")
    with database.write() as session:
        officer = session.get_one(Officer, actor.officer_id)
        officer.password_hash = cheap_passwords().hash(PASSWORD)
    database.close()
    choice = PrinterChoice("queue", "quay")
    SettingsFile(ground.data).save(
        Settings(station=actor.station, printers={"A5": choice, "A4": choice})
    )
    desk = open_services(ground.data, clock=Clock(time), station=actor.station)
    try:
        signed_in = _sign_in(desk, actor)
        _at_the_window(ground, desk, signed_in, qtbot)
        _behind_it(desk, signed_in, counter.culture)
    finally:
        desk.close()
    _at_the_command_line(ground, time)


def _sign_in(desk: Services, actor: Actor) -> Actor:
    """Sign in with the password, once after typing it where the login belongs."""
    with pytest.raises(UserError):
        desk.sign_in.sign_in(PASSWORD, PASSWORD, "", actor.station)
    with pytest.raises(UserError):
        desk.sign_in.sign_in(actor.login, f"{PASSWORD}!", "", actor.station)
    return desk.sign_in.sign_in(actor.login, PASSWORD, "Quầy 1", actor.station)


def _at_the_window(ground: Ground, desk: Services, actor: Actor, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    titles = _Titles(ground)
    app.installEventFilter(titles)
    reports: list[str] = []
    tasks = Tasks(_raise, _raise)
    window = CounterWindow(app, desk, actor, file=SettingsFile(ground.data), tasks=tasks)
    undo = install_crash_hooks(window.messages.report)

    def settle() -> None:
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=10_000)

    try:
        window.show()
        window.come_to_front()
        settle()
        code = _register(desk, window, actor, settle)
        _complain(desk, actor)
        _look_up(window, code, settle)
        _crash(window, desk, reports)
        ground.said["crash report"] += reports
    finally:
        undo()
        app.removeEventFilter(titles)
        settle()
        window.take_down()
        tasks.drain()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _register(
    desk: Services, window: CounterWindow, actor: Actor, settle: Callable[[], None]
) -> str:
    page = window.shell.show_page("intake")
    assert isinstance(page, IntakePage)
    with desk.database.read() as session:
        procedure = session.scalars(select(Procedure).order_by(Procedure.id.desc())).first()
        assert procedure is not None
        procedure_id, procedure_code = procedure.id, procedure.code
    form = desk.choices.form(actor, procedure_id)
    page.sheet.take_procedure(ProcedureChoice(procedure_id, procedure_code, form.name, form.field))
    settle()
    page.sheet.people.show_people(
        TypedPeople(
            owner_id=CANARIES["owner id"],
            owner_name=CANARIES["owner"],
            birth="07/03/1985",
            sex=Sex.FEMALE,
            phone=CANARIES["phone"],
            email=CANARIES["email"],
            address=CANARIES["address"],
            is_authorised=True,
            submitter_name=CANARIES["submitter"],
            submitter_id=CANARIES["submitter id"],
            submitter_phone=CANARIES["submitter phone"],
        )
    )
    page.sheet.wishes.request.setText(CANARIES["request"])
    page.sheet.wishes.note.setText(CANARIES["note"])
    page.sheet.papers.mark_all()
    papers = page.sheet.papers.table.papers
    row = papers.add_extra()
    papers.setData(papers.index(row, 0), CANARIES["paper"])
    papers.setData(papers.index(row, 3), 1)
    settle()
    before = set(_codes(desk))
    for _twice in range(2):  # the second consents to what is missing
        page.register()
        settle()
        if set(_codes(desk)) != before:
            break
    (code,) = set(_codes(desk)) - before
    return code


def _complain(desk: Services, actor: Actor) -> None:
    """Let the person send a petition and have its answer, on paper."""
    done = desk.petitions.receive(
        actor,
        a_petition(
            sender_name=CANARIES["petitioner"],
            sender_phone=CANARIES["petition phone"],
            sender_address=CANARIES["petition address"],
            content=f"Tôi {CANARIES['petition']}.",
            prints=True,
        ),
    )
    refused = PetitionSaid(
        petition_class=PetitionClass.NOT_RECEIVED, note=CANARIES["petition"], prints=True
    )
    desk.petitions.act(actor, done.petition_id, PetitionAct.CLASSIFY, refused)


def _codes(desk: Services) -> list[str]:
    with desk.database.read() as session:
        return [row.code for row in session.execute(text("SELECT code FROM dossiers"))]


def _look_up(window: CounterWindow, code: str, settle: Callable[[], None]) -> None:
    window.navigator.open_dossier(code)
    settle()
    page = window.shell.page("dossiers")
    assert isinstance(page, DossiersPage)
    for sought in (CANARIES["owner"], CANARIES["owner id"], CANARIES["phone"]):
        page.search(sought)
        settle()
    assert page.one.view is not None
    window.show_form(page.one.view.forms[0].form_id)
    settle()
    window.show_print_list()
    settle()
    window.navigator.open_return(code)
    settle()
    assert isinstance(window.shell.page("returning"), ReturningPage)
    for key in ("worklist", "handoff", "custody", "daylog", "petitions"):
        window.shell.show_page(key)
        settle()


def _crash(window: CounterWindow, desk: Services, reports: list[str]) -> None:
    """Fail with the person in the exception's words, its variables and the database's complaint."""
    owner = CANARIES["owner"]
    try:
        with desk.database.write() as session:
            session.execute(
                text("INSERT INTO drafts VALUES (:a, :b, :c)"),
                {"a": owner, "b": CANARIES["phone"], "c": CANARIES["note"]},
            )
    except Exception as fault:  # noqa: BLE001 - whatever the database says of it
        reports.append(str(fault))
    bug = ValueError(f"cannot take {owner}")
    bug.__cause__ = KeyError(CANARIES["owner id"])
    sys.excepthook(ValueError, bug, None)
    QApplication.processEvents()
    report = window.messages.open_report
    assert report is not None
    reports.append(report.text)
    report.accept()


def _behind_it(desk: Services, actor: Actor, agency: int) -> None:
    """Do the rest of the life through the services the pages call."""
    (code,) = _codes(desk)[-1:]
    picture = BytesIO()
    Image.new("RGB", (20, 20), "white").save(picture, "PNG")
    name = f"{CANARIES['file']}.png"
    line = desk.attachments.add_paper(actor, code, 1, name, picture.getvalue())
    desk.attachments.content(actor, line.attachment_id)
    desk.attachments.end(actor, line.attachment_id, CANARIES["reason"])
    desk.handoffs.send(actor, agency, [code], note=CANARIES["note"])
    desk.handoffs.recall(actor, code)
    said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND", note=CANARIES["reason"])
    desk.decisions.decide(actor, code, Action.RESOLVE, said)
    desk.returning.give_back(
        actor,
        code,
        Collection(
            CANARIES["collector"],
            CANARIES["submitter id"],
            is_authorised=True,
            note=CANARIES["note"],
            prints_receipt=True,
        ),
    )
    run = printing_of(desk, SettingsFile(desk.data)).send_all(actor)
    assert run.failed == ()


def _at_the_command_line(ground: Ground, time: FakeTime) -> None:
    with patch("app.commands.frame.Clock", lambda: Clock(time)):
        for words in (
            ("show", "000.00.15.H53-261123-0001", "--json"),
            ("work", "--json"),
            ("cash", "--day", "2026-11-23"),
            ("summary", "--from", "2026-11-23", "--to", "2026-11-23"),
            ("check",),
            ("backup", str(ground.base / "backup.mcb")),
        ):
            out, err = TextIOWrapper(BytesIO(), encoding="utf-8"), StringIO()
            with redirect_stdout(out), redirect_stderr(err):
                main([*words, "--data", str(ground.data)])
            ground.said["stderr"].append(err.getvalue())


def _raise(error: BaseException) -> None:
    raise error
