"""Phản ánh, kiến nghị, put together."""

from collections.abc import Callable
from pathlib import Path

from app.bootstrap.board import Board
from app.bootstrap.desk import Desk
from app.outputs import OutputKind
from app.reports.formats import ExportFormat
from app.reports.petitions_xlsx import PetitionSheet, petitions_xlsx
from app.services.ledger.records import Actor
from app.services.petitions.records import PetitionFilter
from app.ui.petitions.page import PetitionsPage
from app.ui.petitions.parts import PetitionParts

MOST_EXPORTED = 10_000


def petitions_page(board: Board) -> PetitionsPage:
    """Return the page of the register of petitions."""
    desk = board.desk
    return PetitionsPage(
        PetitionParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            petitions=desk.petitions,
            drafts=desk.petition_drafts,
            search=desk.search,
            open_dossier=board.open_dossier,
            show_form=board.show_form,
            print_job=board.print_job,
            ask_path=lambda page, name: board.ask_path(page, name, ExportFormat.XLSX),
            write=petition_writer(desk, board.actor),
        )
    )


def petition_writer(
    desk: Desk, actor: Callable[[], Actor]
) -> Callable[[PetitionFilter, Path], None]:
    """Return what writes the register as it is asked for."""

    def write(wanted: PetitionFilter, path: Path) -> None:
        place = desk.outputs.place(path, OutputKind.XLSX)
        facts = desk.office.facts(actor())
        sheet = PetitionSheet(
            unit_name=facts.edit.name, made_at=desk.clock.now(), is_demo=facts.is_demo
        )
        found = desk.petitions.list(actor(), wanted, MOST_EXPORTED)
        place.write(petitions_xlsx(found.rows, sheet))

    return write
