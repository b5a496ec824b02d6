"""What crosses between the windows and the exchange with other stores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.services.exchange.envelope import BundleHeader
from app.services.exchange.folder import StoredBundle
from app.services.exchange.key_card import KeyCard
from app.vocabulary.dossiers import Outcome
from app.vocabulary.exchange import BundleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedKey:
    """A key card as read, and what it would be confirmed for; `unit_name` empty for a new unit."""

    card: KeyCard
    unit_name: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerKeyLine:
    """A key of a peer; `ended_at` set once it is no longer trusted.

    `is_office`: it is the one by which the peer certifies its stations.
    """

    key_id: int
    fingerprint: str
    confirmed_at: datetime
    confirmed_by_name: str
    ended_at: datetime | None
    end_reason: str
    is_office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerLine:
    """A unit with a store of its own, its keys, and what waits between it and this office.

    `to_send`: dossiers on the way to it without its answer; `results`: results it has not
    acknowledged. `unexported` says that there is news no bundle carries yet.
    """

    unit_id: int
    code: str
    name: str
    keys: tuple[PeerKeyLine, ...]
    to_send: int
    results: int
    has_unexported: bool = False
    has_unexported_results: bool = False
    last_out_at: datetime | None = None
    last_in_at: datetime | None = None

    @property
    def is_trusted(self) -> bool:
        """Say whether a bundle of this unit would be taken in now."""
        return any(key.ended_at is None for key in self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBundle:
    """A bundle as kept in the data folder; `was_known` when it had been made before.

    `left_count` dossiers did not fit and go with the next one, once this one is answered.
    """

    header: BundleHeader
    file: StoredBundle
    size: int
    codes: tuple[str, ...]
    to_name: str
    was_known: bool = False
    left_count: int = 0

    @property
    def file_name(self) -> str:
        """A name for the file that says whose it is and what it holds."""
        header = self.header
        return (
            f"{header.from_code}_{header.to_code}_{header.kind}_"
            f"{header.made_at:%Y%m%d-%H%M}_{header.uid[:8]}.motcua"
        )


class BundleDossierState(StrEnum):
    """How one dossier of a bundle stands to this store."""

    NEW = "new"
    KNOWN = "known"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One dossier of a bundle; `problem` says why it cannot be taken, in a sentence.

    `is_accepted` and `reason` are what an answer says; `outcome` and `document_number` a result's.
    """

    code: str
    standing: BundleDossierState
    slip: str = ""
    owner_name: str = ""
    procedure_name: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    paper_count: int = 0
    file_count: int = 0
    is_accepted: bool = True
    reason: str = ""
    outcome: Outcome | None = None
    document_number: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePreview:
    """A bundle that may be taken in, and what that would do; `was_taken` when it was before."""

    header: BundleHeader
    from_name: str
    size: int
    lines: tuple[PreviewLine, ...]
    was_taken: bool

    @property
    def new_count(self) -> int:
        """Dossiers that taking it in would change."""
        return sum(line.standing is BundleDossierState.NEW for line in self.lines)

    @property
    def problem_count(self) -> int:
        """Dossiers that cannot be taken."""
        return sum(line.standing is BundleDossierState.PROBLEM for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDecision:
    """What a person decides of a handover: `declined` by code, with reasons; the rest is accepted.

    `receiver_name` is who took the papers, the actor when empty.
    """

    declined: Mapping[str, str] = field(default_factory=dict)
    receiver_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLine:
    """What taking in did with one dossier; `problem` says why nothing was done."""

    code: str
    is_accepted: bool
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenInBundle:
    """A bundle taken in; `reply` is the signed answer, None for what needs none."""

    header: BundleHeader
    from_name: str
    lines: tuple[DoneLine, ...]
    reply: MadeBundle | None
    was_known: bool = False

    @property
    def kind(self) -> BundleKind:
        """What was taken in."""
        return self.header.kind

    @property
    def problems(self) -> tuple[DoneLine, ...]:
        """The dossiers for which something is left to do."""
        return tuple(line for line in self.lines if line.problem)
