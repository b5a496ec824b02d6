"""One paper just issued, saved as a PDF at a path: what a verb offers in place of a printer."""

import sys
from dataclasses import dataclass
from pathlib import Path

from app.commands.frame import CommandDesk
from app.errors import InvalidInputError, NotFoundError, PrinterError, StoreError
from app.outputs import OutputKind, Outputs
from app.printing.outbox import PrintDesk
from app.services.forms.printing_queue import StationQueue
from app.services.forms.records import QueuedCopy
from app.vocabulary.forms import Media, PrintState


def save_paper(at: CommandDesk, job_id: int, path: Path) -> Path | None:
    """Save the copy of a print job at `path` and return it, if it is there.

    What stands in the way is said on standard error; the copy then waits for a printer.
    """
    queue = _OneJob(at.desk.print_queue, at.actor, job_id)
    papers = at.desk.files.papers
    printed = PrintDesk(queue, lambda _kind: _FilePrinter(at.desk.outputs, path), papers)
    for _job_id, problem in printed.run().failed:
        print(problem, file=sys.stderr)
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True)
class _OneJob(StationQueue):
    """The outbox with one copy in sight: what else waits there is not this row's."""

    job_id: int

    def queued_jobs(self) -> list[QueuedCopy]:
        """Return the copy, where it still waits here: a correction may print elsewhere."""
        try:
            job = self.queue.job(self.actor, self.job_id)
        except NotFoundError:
            return []
        return [job] if job.state is PrintState.QUEUED else []


@dataclass(frozen=True, slots=True)
class _FilePrinter:
    """Saves the one document at its path: it says of people what the law's form asks."""

    outputs: Outputs
    path: Path

    def send(self, pdf: bytes, title: str, media: Media) -> None:  # noqa: ARG002 - as printers do
        """Write the PDF. Raises PrinterError where the folder does not take it."""
        try:
            self.outputs.place(self.path, OutputKind.PDF, is_personal=True).write(pdf)
        except (InvalidInputError, StoreError) as error:
            raise PrinterError(error.message) from error
