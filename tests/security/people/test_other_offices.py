"""One store, two offices: who works for the one never reads nor changes what is the other's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from PIL import Image
from sqlalchemy import select

from app.bootstrap.custody import custody_services
from app.bootstrap.desk import Desk, desk_over
from app.errors import NotFoundError, UserError
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.ledger.records import Actor
from app.services.money.records import Taking
from app.services.petitions.records import PetitionFilter
from app.services.post.records import Waybill
from app.vocabulary import Action, FormKind, PaymentKind, PostDirection, Role
from tests.security.people.people import OWNER, a_life, a_petition
from tests.services.desk_builders import Counter, a_counter
from tests.services.petitions.builders import OWN
from tests.services.store_builders import FakeTime, a_copied_store, a_stranger

_DAY: Final = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Office A with a person's dossiers, and an officer of office B with every role."""

    counter: Counter
    desk: Desk
    stranger: Actor
    code: str
    done: str
    form_id: int
    job_id: int
    payload: str
    file_id: int
    petition_id: int


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, store_template: Path) -> Iterator[Neighbours]:
    folder = tmp_path_factory.mktemp("two")
    counter = a_counter(folder, FakeTime(), a_copied_store(store_template, folder))
    code, done = a_life(counter)
    desk = desk_over(counter.database, folder, counter.clock, "Máy 1")
    receipt = desk.print_queue.latest_receipt(counter.officer, code)
    data: Any = desk.print_queue.form(counter.officer, receipt).data
    line = desk.attachments.add_paper(counter.officer, code, 1, "to-khai.png", _picture())
    yield Neighbours(
        counter=counter,
        desk=desk,
        stranger=a_stranger(counter.database, *Role),
        code=code,
        done=done,
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
    "list: custody": lambda at, who: custody_services(at.desk).board.view(who, 5),
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
    "print: receipt": lambda at, who: at.desk.print_queue.latest_receipt(who, at.code),
    "print: copy": lambda at, who: at.desk.print_queue.job(who, at.job_id),
    "print: waiting": lambda at, who: at.desk.print_queue.waiting(who),
    "print: control slip": lambda at, who: at.desk.control_slips.preview(who, at.code),
    "files": lambda at, who: at.desk.attachments.sheet(who, at.code),
    "file": lambda at, who: at.desk.attachments.content(who, at.file_id),
    "fees": lambda at, who: at.desk.cashier.standing(who, at.done),
    "return": lambda at, who: at.desk.returning.check(who, at.code),
    "post": lambda at, who: at.desk.postings.of_dossier(who, at.code),
}
CHANGES: Final[Mapping[str, Path_]] = {
    "decide": lambda at, who: at.desk.decisions.decide(
        who, at.code, Action.STOP, Decision(note="Dừng", ground="Căn cứ")
    ),
    "hand over": lambda at, who: at.desk.handoffs.send(who, at.counter.culture, [at.code]),
    "take over": lambda at, who: at.desk.handoffs.accept(who, [at.code]),
    "recall": lambda at, who: at.desk.handoffs.recall(who, at.code),
    "give back": lambda at, who: at.desk.returning.give_back(who, at.code, Collection("Ai đó")),
    "take money": lambda at, who: at.desk.cashier.take(
        who, at.code, Taking(amount_vnd=1000, kind=PaymentKind.FINAL)
    ),
    "post it": lambda at, who: at.desk.postings.record(
        who, at.code, PostDirection.OUT, Waybill(number="EA123456785VN", carrier="Bưu điện")
    ),
    "print again": lambda at, who: at.desk.print_queue.reprint(who, at.form_id),
    "control slip": lambda at, who: at.desk.control_slips.issue(who, at.code),
    "add a file": lambda at, who: at.desk.attachments.add_paper(
        who, at.code, 1, "khac.png", _picture()
    ),
    "end a file": lambda at, who: at.desk.attachments.end(who, at.file_id, "Quét nhầm"),
    "move inside": lambda at, who: custody_services(at.desk).keepers.put(
        who, [at.code], place="Kệ 2"
    ),
    "petition": lambda at, who: at.desk.petitions.act(who, at.petition_id, *OWN),
    "bundle": lambda at, who: at.desk.bundles.export(who, at.counter.economy),
    "open for a reason": lambda at, who: at.desk.tracking.open_foreign(who, at.code, "Xem thử"),
}


@pytest.mark.parametrize("path", READS)
def test_row_24_the_other_office_reads_nothing_on_any_path(two: Neighbours, path: str) -> None:
    try:
        said = READS[path](two, two.stranger)
    except UserError:
        return
    text = msgspec.json.encode(said, enc_hook=str).decode()
    assert OWNER.name not in text
    assert two.code not in text
    assert two.done not in text


@pytest.mark.parametrize("path", ["id", "list: newest", "search: receipt", "files", "print: form"])
def test_row_24_the_own_office_reads_there(two: Neighbours, path: str) -> None:
    said = READS[path](two, two.counter.officer)
    assert two.code in msgspec.json.encode(said, enc_hook=str).decode()


@pytest.mark.parametrize("path", CHANGES)
def test_row_24_the_other_office_changes_nothing_on_any_path(two: Neighbours, path: str) -> None:
    before = _of_the_first_office(two)
    with pytest.raises(NotFoundError if path != "bundle" else UserError):
        CHANGES[path](two, two.stranger)
    assert _of_the_first_office(two) == before


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
