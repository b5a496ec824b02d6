"""What was played, so that papers can be scanned again and figures compared."""

from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap.demo.places import Places
from app.bootstrap.demo.stage import StageError
from app.printing.scan_reader import read_codes


@dataclass(frozen=True, slots=True)
class PlayedDossier:
    """One dossier of the day and its receipt as printed; `paper` None while it is not printed."""

    code: str
    paper: Path | None

    @property
    def payload(self) -> str:
        """What a scanner reads from the receipt."""
        if self.paper is None:
            message = f"{self.code} has no paper"
            raise StageError(message)
        return payload_of(self.paper)


@dataclass(slots=True)
class PlayedDay:
    """Dossiers by the name the script knows them by, papers in the order they were printed."""

    places: Places
    entries: dict[str, PlayedDossier] = field(default_factory=dict)
    voided: list[PlayedDossier] = field(default_factory=list)
    seen: list[Path] = field(default_factory=list)

    def new_papers(self) -> list[Path]:
        """Return what was printed since the last time this was asked."""
        fresh = [path for path in self.places.papers.glob("*.pdf") if path not in self.seen]
        fresh.sort(key=lambda path: path.stat().st_mtime_ns)
        self.seen += fresh
        return fresh

    def one_new_paper(self) -> Path:
        """Return the one paper printed since. Raises StageError for none or many."""
        fresh = self.new_papers()
        if len(fresh) != 1:
            message = f"one paper was to be printed, not {len(fresh)}"
            raise StageError(message)
        return fresh[0]


def payload_of(paper: Path) -> str:
    """Return the digits of the QR on a printed paper."""
    digits = [code for code in read_codes(paper) if code.isdigit()]
    if len(digits) != 1:
        message = f"{paper.name} bears {len(digits)} codes of ours"
        raise StageError(message)
    return digits[0]
