"""A province that takes in the locked periods of units; units as files, without stores."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.services.counts import Ended, Received, StillOpen
from app.services.exchange.content import uid_of
from app.services.exchange.envelope import BundleHeader, write_bundle
from app.services.exchange.key_card import KeyCard
from app.services.exchange.peers import Peers
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.ledger.records import Actor
from app.services.periods.calendar import ReportCalendar, ReportPeriod
from app.services.periods.locks import SignedPeriod, frozen_text, period_bytes
from app.services.periods.records import AgencyRow, DossierCounts, FieldRow, PeriodFigures
from app.services.province.content import PeriodSaid, write_report
from app.services.province.expected import ExpectedUnits
from app.services.province.province import Province
from app.vocabulary.exchange import BundleKind
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.seals import a_bundle_folder
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor

QUARTER = ReportCalendar().named("2026-Q3")
FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai")
LOCKED_AT = datetime(2026, 10, 1, 2, tzinfo=UTC)
Alter = Callable[[PeriodSaid], PeriodSaid]


@dataclass(frozen=True, slots=True)
class Commune:
    """A unit with a key: enough to sign what its store would."""

    code: str
    name: str
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public_key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def figures(self, counts: dict[str, DossierCounts], period: ReportPeriod) -> PeriodFigures:
        """Return figures with one row a field, all of one agency."""
        total = DossierCounts.added(counts.values())
        return PeriodFigures(
            period=period,
            unit_code=self.code,
            unit_name=self.name,
            as_of=LOCKED_AT,
            total=total,
            rows=tuple(
                FieldRow(level=Level.COMMUNE, field=name, counts=counts[name])
                for name in sorted(counts)
            ),
            agencies=(AgencyRow(code="PKT", name="Phòng Kinh tế", counts=total),),
        )

    def said(self, figures: PeriodFigures, ordinal: int = 1, text: str = "") -> PeriodSaid:
        """Return the lock of these figures, signed; `text` as another program froze them."""
        period, text = figures.period, text or frozen_text(figures)
        lock = SignedPeriod(
            unit_code=figures.unit_code,
            key=period.key,
            first_day=period.first_day,
            last_day=period.last_day,
            ordinal=ordinal,
            figures=text,
            log_seq=7,
            chain_head="ab" * 32,
        )
        return PeriodSaid(
            key=lock.key,
            first_day=lock.first_day,
            last_day=lock.last_day,
            ordinal=ordinal,
            locked_at=LOCKED_AT,
            figures=text,
            log_seq=7,
            chain_head=lock.chain_head,
            public_key=self.public_key.hex(),
            signature=self.private.sign(period_bytes(lock)).hex(),
        )

    def file(self, path: Path, said: PeriodSaid, kind: BundleKind = BundleKind.PERIOD) -> Path:
        """Write what is said into a file, signed as its store would."""
        data = write_report(said)
        header = BundleHeader(
            uid="",
            kind=kind,
            from_code=self.code,
            to_code="",
            made_at=LOCKED_AT,
            public_key=self.public_key.hex(),
        )
        header = replace(header, uid=uid_of(header, data))
        write_bundle(path, header, data, {}, self.private.sign)
        return path


def some_counts(dice: Random) -> DossierCounts:
    """Return a row that adds up."""
    carried, online, counter, post = (dice.randint(0, 400) for _ in range(4))
    whole = carried + online + counter + post
    ended = dice.randint(0, whole)
    early = dice.randint(0, ended)
    late = dice.randint(0, ended - early)
    overdue = dice.randint(0, whole - ended)
    return DossierCounts(
        carried_over=carried,
        received=Received(counter, online, post),
        ended=Ended(early, ended - early - late, late),
        open=StillOpen(whole - ended - overdue, overdue),
        not_accepted=dice.randint(0, 5),
    )


def some_figures(commune: Commune, seed: int, period: ReportPeriod = QUARTER) -> PeriodFigures:
    """Return a unit's figures that follow from `seed`."""
    dice = Random(seed)  # noqa: S311 - figures, no secret
    names = dice.sample(FIELDS, dice.randint(1, len(FIELDS)))
    return commune.figures({name: some_counts(dice) for name in names}, period)


@dataclass(frozen=True, slots=True)
class Centre:
    """The province: its counter, and its sums."""

    counter: Counter
    boss: Actor
    province: Province
    expected: ExpectedUnits
    peers: Peers
    folder: Path

    def know(self, commune: Commune) -> None:
        """Confirm a unit's key."""
        card = KeyCard(commune.code, commune.name, Level.COMMUNE, commune.public_key)
        self.peers.confirm(self.counter.admin, card.payload, card.fingerprint)

    def path(self, name: str) -> Path:
        """Return where a file comes in."""
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        return inbox / f"{name}.motcua"


def a_centre(folder: Path, counter: Counter, boss: Actor | None = None) -> Centre:
    """Put the sums over a counter."""
    tx = counter.tx
    key: SigningKey = KeyFolder(folder / "keys").load_or_create(1)
    return Centre(
        counter=counter,
        boss=boss or an_actor(counter.database, Role.SUPERVISOR, login="phutrach"),
        province=Province(tx, key, a_bundle_folder(folder / "reports")),
        expected=counter.expected_units,
        peers=counter.peers,
        folder=folder,
    )
