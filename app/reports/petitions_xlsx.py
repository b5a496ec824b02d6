"""The register of petitions as a workbook: what a list shows, people's numbers hidden likewise."""

from collections.abc import Sequence
from typing import Final

from app.outputs import OutputPlace
from app.reports.book import ExportHead, export_head, unit_book, write_unit
from app.reports.columns import Look, SheetListing, moment, number, text
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.petitions.records import PetitionFilter, PetitionRow
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import PetitionAct
from app.wording import captions, headings, states
from app.wording.labels import label
from app.wording.texts import moment_text

_TITLE: Final = "Sổ phản ánh, kiến nghị"
_MOST_ROWS: Final = 10_000


def _remark(row: PetitionRow) -> str:
    if row.waits_since is not None:
        return f"Chờ người gửi từ {moment_text(row.waits_since)}"
    return states.OVERDUE if row.standing is Timeliness.OVERDUE else ""


_LISTING: Final[SheetListing[PetitionRow]] = SheetListing(
    (
        text(captions.NUMBER, "number", 12),
        number("Năm", "year", 7),
        moment(captions.RECEIVED_AT, "received_at"),
        text(captions.MANNER, lambda row: label(row.channel), 22),
        text(captions.KIND, lambda row: label(row.kind), 12),
        text("Về", lambda row: label(row.about), 20),
        text(
            label(PetitionAct.CLASSIFY),
            lambda row: label(row.petition_class) if row.petition_class else "",
            30,
        ),
        text(captions.SENDER, "sender_name", 24),
        text(captions.PHONE, "sender_phone", 14),
        text(captions.ADDRESS, "sender_address", 34),
        text(captions.CONTENT, "content", 60),
        text(captions.RELATED_DOSSIER, "dossier_code", 26),
        text(captions.STATUS, lambda row: label(row.status), 24),
        moment(captions.DEADLINE, "due_at"),
        text(captions.NOTE, _remark, 16),
    ),
    numbered=5,
)


def write_petitions(
    services: Services, wanted: PetitionFilter, actor: Actor, place: OutputPlace
) -> None:
    """Write the register as it is asked for. Raises NotAllowedError, StoreError."""
    found = services.petitions.list(actor, wanted, _MOST_ROWS)
    place.write(petitions_xlsx(found.rows, export_head(services, actor)))


def petitions_xlsx(rows: Sequence[PetitionRow], facts: ExportHead) -> bytes:
    """Return the workbook of `rows`, in their order."""
    book = unit_book(_TITLE, facts.unit_name, made_at=facts.made_at, is_demo=facts.is_demo)
    sheet = book.sheet(headings.PETITIONS, _LISTING.widths)
    write_unit(sheet, facts.unit_name, is_demo=facts.is_demo)
    sheet.line(f"{_TITLE}, lúc {moment_text(facts.made_at)}", Look.TITLE)
    sheet.skip()
    sheet.head(_LISTING.titles)
    sheet.filter_rows(len(rows))
    sheet.rows(_LISTING, rows)
    return book.finish()
