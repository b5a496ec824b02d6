"""Two offices, each with a store of its own, that trust each other's keys."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.models.database import Database
from app.outputs import OutputPlace
from app.services.container import Services
from app.services.dossiers.decision import Decision
from app.services.exchange.bundles import Bundles
from app.services.exchange.envelope import own_certificate_of
from app.services.exchange.folder import BundleFolder
from app.services.exchange.peers import Peers
from app.services.exchange.records import HandoverDecision, MadeBundle, TakenInBundle
from app.services.files.folder import FileFolder
from app.services.files.kinds import media_type_of
from app.services.forms.certificates import Certificate
from app.services.forms.issuing import signed_form_problems
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.signing import Station, station_key
from app.services.ledger.checking import StoreCheck
from app.services.office.calendar import CalendarCache
from app.services.office.records import NewOffice
from app.services.safekeeping.sealing import FileSeal
from app.vocabulary.dossiers import Action, DossierStatus, Outcome
from app.vocabulary.office import Level
from app.vocabulary.people import GuardedAct
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import GOOD_PASSWORD, OFFICE, FakeTime

THERE = replace(
    OFFICE,
    code="000.00.08.H53",
    name="Văn phòng Đăng ký đất đai tỉnh Thử",
    parent_name="Sở Nông nghiệp và Môi trường",
    level=Level.PROVINCE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """One office: its counter, and its exchange with others. `peer` is the other's unit here."""

    counter: Counter
    peers: Peers
    bundles: Bundles
    files: FileFolder
    folder: Path
    peer: int = 0

    def send(self, codes: list[str]) -> str:
        """Put dossiers on a slip to the other office; return its number."""
        return self.counter.handoffs.send(self.counter.officer, self.peer, codes).number

    def export(self) -> MadeBundle:
        return self.bundles.export(self.counter.officer, self.peer)

    def export_results(self) -> MadeBundle:
        return self.bundles.export_results(self.counter.officer, self.peer)

    def take(self, path: Path, declined: Mapping[str, str] | None = None) -> TakenInBundle:
        """Take a bundle in; `declined` gives reasons by code."""
        return self.bundles.take_in(
            self.counter.officer, path, HandoverDecision(declined=declined or {})
        )

    def facts(self, code: str) -> tuple[object, ...]:
        """Return what must be the same in both stores once all is told."""
        view = self.counter.tracking.one(self.counter.officer, code)
        result = view.result
        if result is None:
            return (view.row.status, None)
        return (view.row.owner_name, result.outcome, result.document_number, result.resolved_at)

    def problems(self) -> list[str]:
        """Return what the store's check finds wrong."""
        return StoreCheck(self.counter.database, (signed_form_problems,)).problems()


def a_place(folder: Path, time: FakeTime, database: Database, office: NewOffice = OFFICE) -> Place:
    """Found an office with its own store, keys and files in `folder`."""
    counter = a_counter(folder, time, database, office)
    tx = counter.tx
    key = KeyFolder(folder / "keys").load_or_create(1)
    seal = FileSeal.of(database, counter.clock)
    files = FileFolder(folder / "files", seal)
    bundles = Bundles(
        tx,
        CalendarCache(),
        key,
        handoffs=counter.handoffs,
        decisions=counter.decisions,
        files=files,
        media_type_of=media_type_of,
        folder=BundleFolder(folder / "bundles", seal),
    )
    return Place(counter, counter.peers, bundles, files, folder)


def trust(one: Place, other: Place) -> Place:
    """Let `one` trust the other's key; return it with the other as its peer."""
    card = other.peers.card(other.counter.admin)
    line = one.peers.confirm(one.counter.admin, card.payload, card.fingerprint)
    return replace(one, peer=line.unit_id)


def trust_office(one: Place, other: Place) -> Place:
    """Let `one` trust the other's office key alone; return it with the other as its peer."""
    card = other.peers.office_card(other.counter.admin)
    assert card is not None
    line = one.peers.confirm(one.counter.admin, card.payload, card.fingerprint)
    return replace(one, peer=line.unit_id)


def another_station(desk: Services, folder: Path, name: str = "Máy 2") -> SigningKey:
    """Return the key of another station of the office, which keeps it in `folder`."""
    return station_key(
        Station(
            database=desk.database,
            clock=desk.clock,
            folder=KeyFolder(folder),
            office_id=desk.office_id,
            name=name,
        )
    )


def status_of(place: Place, code: str) -> DossierStatus:
    return place.counter.tracking.one(place.counter.officer, code).row.status


def resolve(place: Place, code: str, outcome: Outcome = Outcome.GRANTED) -> None:
    desk = place.counter
    desk.handoffs.send(desk.officer, desk.economy, [code])
    desk.handoffs.accept(desk.officer, [code])
    said = Decision(outcome=outcome, document_number="12/QĐ", note="Đủ điều kiện")
    desk.decisions.decide(desk.officer, code, Action.RESOLVE, said)


def answer_of(made: MadeBundle | None) -> Path:
    assert made is not None
    return carried(made)


def carried(made: MadeBundle) -> Path:
    """Return a bundle's file as a person carries it away."""
    out = made.file.path.with_name(made.file_name)
    made.file.save(OutputPlace(out))
    return out


def replace_office_key(place: Place) -> None:
    """Let two people put another office key in the place of the present one."""
    desk = place.counter
    state = desk.office_keys.state(desk.admin)
    assert state is not None
    given = desk.approvals.by_second(
        desk.admin, "phutrach", GOOD_PASSWORD, GuardedAct.RENEW_OFFICE_KEY, state.subject
    )
    desk.office_keys.replace(desk.admin, given, "Máy giữ khóa đã mất")


def certificate_of(path: Path) -> Certificate:
    """Return the certificate that a bundle carries."""
    with path.open("rb") as file:
        certificate = own_certificate_of(file)
    assert certificate is not None
    return certificate
