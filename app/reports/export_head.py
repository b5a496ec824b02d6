"""What stands above every table that leaves the office: whose it is, when it was made."""

from dataclasses import dataclass
from datetime import datetime

from app.services.container import Services
from app.services.ledger.records import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportHead:
    """The office's name, the moment, and whether the data are for trial."""

    unit_name: str
    made_at: datetime
    is_demo: bool = False


def export_head(services: Services, actor: Actor) -> ExportHead:
    """Return the head of a table made now. Raises NotAllowedError, StoreError."""
    facts = services.office.facts(actor)
    return ExportHead(
        unit_name=facts.edit.name, made_at=services.clock.now(), is_demo=facts.is_demo
    )
