"""One store, two offices: who works for the one never reads nor changes what is the other's."""

import base64
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from PIL import Image
from sqlalchemy import event, select

from app.bootstrap.stores import services_over
from app.errors import NotAllowedError, NotFoundError, UserError
from app.models.database import Database, sqlite_engine
from app.models.exchange import PeerKey
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.services.container import Services
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.intake.guiding import GuideRequest
from app.services.ledger.records import Actor
from app.services.money.records import Taking
from app.services.petitions.records import PetitionFilter
from app.services.post import Waybill
from app.vocabulary.dossiers import Action, Outcome, PaymentKind, PostDirection, ReturnBy
from app.vocabulary.forms import FormKind
from app.vocabulary.people import Role
from tests.security.people.people import OWNER, a_life, a_petition, as_typed
from tests.services.desk_builders import Counter, a_counter
from tests.services.petitions.builders import OWN
from tests.services.store_builders import FakeTime, a_copied_store, a_stranger

_DAY: Final = date(2026, 11, 23)
_WAYBILL: Final = Waybill(number="EA123456785VN", carrier="Bưu điện")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Office A with a person's dossiers, and an officer of office B with every role."""

    counter: Counter
    desk: Services
    stranger: Actor
    code: str
    done: str
    fresh: str
    sent: str
    ready: str
    case_id: int
    form_id: int
    job_id: int
    payload: str
    file_id: int
    petition_id: int


def _picture(colour: str = "white") -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 20), colour).save(out, "PNG")
    return out.getvalue()


def _more(counter: Counter) -> dict[str, Any]:
    """Give the person a dossier at the desk, one on the way, and a result for the post."""
    officer = counter.officer
    fresh, sent = (counter.intake.register(officer, as_typed(counter)).code for _one in range(2))
    counter.handoffs.send(officer, counter.culture, [sent])
    wanted = replace(as_typed(counter, counter.same_day_case), return_by=ReturnBy.POST)
    ready = counter.intake.register(officer, wanted).code
    counter.postings.record(officer, ready, PostDirection.IN, _WAYBILL)
    granted = Decision(outcome=Outcome.GRANTED, document_number="13/QĐ-UBND")
    counter.decisions.decide(officer, ready, Action.RESOLVE, granted)
    counter.guiding.issue(officer, GuideRequest(counter.case_id, OWNER.name, advice="Xin thêm"))
    with counter.database.write() as session:
        session.add(
            PeerKey(
                peer_id=counter.culture,
                code="PVH",
                public_key="00" * 32,
                fingerprint="0" * 25,
                confirmed_at=counter.clock.now(),
                confirmed_by=officer.officer_id,
            )
        )
    return {"fresh": fresh, "sent": sent, "ready": ready, "case_id": counter.case_id}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, store_template: Path) -> Iterator[Neighbours]:
    folder = tmp_path_factory.mktemp("two")
    counter = a_counter(folder, FakeTime(), a_copied_store(store_template, folder))
    code, done = a_life(counter)
    desk = services_over(counter.database, folder, counter.clock, "Máy 1")
    receipt = desk.print_queue.latest_receipt(counter.officer, code)
    data: Any = desk.print_queue.form(counter.officer, receipt).data
    line = desk.attachments.add_paper(counter.officer, code, 1, "to-khai.png", _picture())
    yield Neighbours(
        counter=counter,
        desk=desk,
        stranger=a_stranger(counter.database, *Role),
        code=code,
        done=done,
        **_more(counter),
        form_id=receipt,
        job_id=desk.print_queue.reprint(counter.officer, receipt).job_id,
        payload=data.qr_payload,
        file_id=line.attachment_id,
        petition_id=desk.petitions.receive(counter.officer, a_petition()).petition_id,
    )
    counter.database.close()


Path_ = Callable[[Neighbours, Actor], object]

READS: Final[Mapping[str, Path_]] = {
    "id": lambda at, who: at.desk.tracking.one(who, at.code),
    "list: newest": lambda at, who: at.desk.tracking.newest(who),
    "list: returned": lambda at, who: at.desk.returning.waiting(who, "nguyen"),
    "list: work": lambda at, who: at.desk.work_list.of(who, 100),
    "list: custody": lambda at, who: at.desk.custody_board.view(who, 5),
    "list: on the way": lambda at, who: at.desk.handoff_desk.on_the_way(who),
    "list: form book": lambda at, who: at.desk.form_book.of_period(who, None, _DAY, _DAY),
    "list: petitions": lambda at, who: at.desk.petitions.list(who, PetitionFilter()).rows,
    "petition": lambda at, who: at.desk.petitions.one(who, at.petition_id),
    "list: guide slips": lambda at, who: at.desk.guiding.newest(who),
    "search: name": lambda at, who: at.desk.search.find(who, OWNER.name).rows,
    "search: number": lambda at, who: at.desk.search.find(who, OWNER.id_number).rows,
    "search: code": lambda at, who: at.desk.search.find(who, at.code),
    "search: last digits": lambda at, who: at.desk.search.find(who, at.code[-4:]).rows,
    "search: receipt": lambda at, who: at.desk.search.find(who, at.payload).rows,
    "scan": lambda at, who: at.desk.scans.for_handoff(who, at.code).dossier.row,
    "scan for an act": lambda at, who: at.desk.scans.for_action(who, at.code, Action.WITHDRAW).row,
    "known person": lambda at, who: at.desk.applicants.known(who, OWNER.id_number),
    "export: register": lambda at, who: at.desk.register_book.of_period(who, _DAY, _DAY).lines,
    "export: portal": lambda at, who: at.desk.portal.of_period(who, _DAY, _DAY),
    "export: figures": lambda at, who: at.desk.summaries.of_period(who, _DAY, _DAY),
    "export: cash": lambda at, who: at.desk.cash.of_day(who, _DAY).rows,
    "print: form": lambda at, who: at.desk.print_queue.form(who, at.form_id),
    "print: receipt": lambda at, who: at.desk.print_queue.form(
        who, at.desk.print_queue.latest_receipt(who, at.code)
    ),
    "print: copy": lambda at, who: at.desk.print_queue.job(who, at.job_id),
    "print: waiting": lambda at, who: at.desk.print_queue.waiting(who),
    "print: control slip": lambda at, who: at.desk.control_slips.preview(who, at.code),
    "files": lambda at, who: at.desk.attachments.sheet(who, at.code),
    "file": lambda at, who: at.desk.attachments.content(who, at.file_id),
    "fees": lambda at, who: at.desk.cashier.standing(who, at.done),
    "return": lambda at, who: at.desk.returning.check(who, at.ready),
    "post": lambda at, who: at.desk.postings.of_dossier(who, at.ready),
}
_COLLECTED: Final = Collection("Ai đó", "072090005678", is_authorised=True, paid_vnd=50_000)
CHANGES: Final[Mapping[str, Path_]] = {
    "decide": lambda at, who: at.desk.decisions.decide(
        who, at.code, Action.STOP, Decision(note="Dừng", ground="Căn cứ")
    ),
    "hand over": lambda at, who: at.desk.handoffs.send(who, at.counter.culture, [at.fresh]),
    "take over": lambda at, who: at.desk.handoffs.accept(who, [at.sent]),
    "recall": lambda at, who: at.desk.handoffs.recall(who, at.sent),
    "give back": lambda at, who: at.desk.returning.give_back(who, at.ready, _COLLECTED),
    "take money": lambda at, who: at.desk.cashier.take(
        who, at.ready, Taking(amount_vnd=1000, kind=PaymentKind.FINAL)
    ),
    "post it": lambda at, who: at.desk.postings.record(who, at.ready, PostDirection.OUT, _WAYBILL),
    "print again": lambda at, who: at.desk.print_queue.reprint(who, at.form_id),
    "control slip": lambda at, who: at.desk.control_slips.issue(who, at.code),
    "add a file": lambda at, who: at.desk.attachments.add_paper(
        who, at.code, 1, "khac.png", _picture("black")
    ),
    "end a file": lambda at, who: at.desk.attachments.end(who, at.file_id, "Quét nhầm"),
    "move inside": lambda at, who: at.desk.keepers.put(who, [at.fresh], place="Kệ 2"),
    "petition": lambda at, who: at.desk.petitions.act(who, at.petition_id, *OWN),
    "bundle": lambda at, who: at.desk.bundles.export(who, at.counter.culture),
    "open for a reason": lambda at, who: at.desk.tracking.open_foreign(who, at.code, "Xem thử"),
}


class _AnyOffice(int):
    """The number of an office that says of every other that it is the same."""

    def __eq__(self, _other: object) -> bool:
        return True

    def __ne__(self, _other: object) -> bool:
        return False

    __hash__ = int.__hash__


_OF_AN_OFFICE: Final = re.compile(r"(\w+\.(?:unit_id|office_id|from_id)) = \?")


@contextmanager
def _offices_uncompared(database: Database) -> Iterator[None]:
    """Take the comparison with an office out of every statement."""

    def cut(*told: Any) -> tuple[str, Any]:
        _line, _cursor, statement, values, *_more = told
        return _OF_AN_OFFICE.sub(r"(\1 = ? OR 1)", statement), values

    event.listen(database.engine, "before_cursor_execute", cut, retval=True)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", cut)


def _of_any_office(actor: Actor) -> Actor:
    any_office = _AnyOffice(actor.office_id)
    return replace(actor, office_id=any_office, unit_id=any_office)


def _tells(at: Neighbours, path: str, who: Actor) -> bool:
    """Say whether what is read on a path tells of the first office's person; refused, it does not.

    The picture of a paper is told by its bytes.
    """
    try:
        said = READS[path](at, who)
    except UserError:
        return False
    text = msgspec.json.encode(said, enc_hook=str).decode()
    own = (OWNER.name, at.code, at.done, at.ready, "EA123456785VN", _shown(_picture()))
    return any(one in text for one in own)


def _shown(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize("path", READS)
def test_row_24_the_other_office_reads_nothing_on_any_path(two: Neighbours, path: str) -> None:
    assert not _tells(two, path, two.stranger)
    with _offices_uncompared(two.counter.database):
        assert _tells(two, path, _of_any_office(two.stranger)), "nothing is there to be read"


@pytest.mark.parametrize("path", READS)
def test_row_24_claiming_the_other_office_opens_no_path(
    two: Neighbours, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = replace(
        two.counter.officer, officer_id=two.stranger.officer_id, roles=two.stranger.roles
    )
    with pytest.raises(NotAllowedError):
        READS[path](two, claims)
    monkeypatch.setattr(
        "app.services.ledger.transactions.require_standing",
        lambda _session, actor, _right, _now: actor.roles,
    )
    assert _tells(two, path, claims), "taken at their word, they would read"


@pytest.mark.parametrize("path", CHANGES)
def test_row_24_the_other_office_changes_nothing_on_any_path(
    two: Neighbours, path: str, tmp_path: Path
) -> None:
    before = _of_the_first_office(two)
    with pytest.raises(NotFoundError if path != "bundle" else UserError):
        CHANGES[path](two, two.stranger)
    assert _of_the_first_office(two) == before
    with _copied(two, tmp_path) as at, _offices_uncompared(at.counter.database):
        said = _passed(lambda: CHANGES[path](at, _of_any_office(at.stranger)))
    if path == "open for a reason":
        assert "thuộc đơn vị của bạn" in said, "one's own needs no reason"
    else:
        assert said == "", "another rule than that of offices is in the way"


def _passed(act: Callable[[], object]) -> str:
    try:
        act()
    except UserError as refusal:
        return refusal.message
    return ""


@contextmanager
def _copied(two: Neighbours, folder: Path) -> Iterator[Neighbours]:
    """Open a copy of the store, which a change may stay in."""
    two.counter.database.checkpoint()
    copy = folder / "copy.db"
    shutil.copyfile(str(two.counter.database.engine.url.database), copy)
    database = Database(sqlite_engine(copy))
    counter = two.counter.over(database)
    try:
        yield replace(
            two, counter=counter, desk=services_over(database, folder, two.counter.clock, "Máy 1")
        )
    finally:
        database.close()


def test_each_office_has_its_own_books(two: Neighbours) -> None:
    with two.counter.database.read() as session:
        own = session.scalars(
            select(IssuedForm.number).where(
                IssuedForm.unit_id == two.stranger.office_id, IssuedForm.kind == FormKind.RECEIPT
            )
        ).all()
    assert own == []


def _of_the_first_office(two: Neighbours) -> list[Any]:
    with two.counter.database.read() as session:
        logged = session.execute(
            select(LogEntry.seq, LogEntry.act).where(
                LogEntry.unit_id == two.counter.officer.office_id
            )
        ).all()
        forms = session.execute(select(IssuedForm.id, IssuedForm.copy_count)).all()
    return [*logged, *forms]
