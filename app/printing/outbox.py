"""Printing what the store has queued: render, keep the PDF, send it, say how it went."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from app.errors import PrinterError
from app.services.files.kept_papers import KeptPapers
from app.services.forms.records import FormData, QueuedCopy
from app.vocabulary.forms import FORM_SPECS, FormKind, Media

if TYPE_CHECKING:
    from app.printing.printers import Printer

# From a form's data snapshot to its PDF, whatever the form.


def renderer(kind: FormKind) -> Callable[..., bytes]:
    """Return the function that draws a form: `refusal_pdf` of `printing/forms/refusal.py`.

    Module and function bear the kind's name; they are loaded when the first such form is drawn.
    """
    name = kind.name.lower()
    module = import_module(f"app.printing.forms.{name}")
    draw: Callable[..., bytes] = getattr(module, f"{name}_pdf")
    return draw


def render(data: FormData, copy_no: int) -> bytes:
    """Return the PDF of `data`; equal arguments give equal bytes on one machine.

    Raises ValueError for text that cannot be printed: not NFC, or too long for its QR.
    """
    return renderer(data.FORM_KIND)(data, copy_no=copy_no)


def media_of(data: FormData) -> Media:
    """Return the paper the form is printed on."""
    return FORM_SPECS[data.FORM_KIND].paper


class OutboxQueue(Protocol):
    """What the desk asks of the forms service; each call is one transaction."""

    def queued_jobs(self) -> Sequence[QueuedCopy]:
        """Return the jobs that wait to be printed, oldest first."""
        ...

    def mark_sent(self, job_id: int, sha256: str) -> None:
        """Record that a printer took the document with this SHA-256 (hex)."""
        ...

    def mark_failed(self, job_id: int, error: str) -> None:
        """Record why the job did not reach paper; a person may queue it again."""
        ...


@dataclass(frozen=True, slots=True)
class DeskRun:
    """How one round went: job ids sent, and job ids failed with their sentences."""

    sent: tuple[int, ...]
    failed: tuple[tuple[int, str], ...]


class PrintDesk:
    """Takes the queue to the printers, one round at a time, from one thread.

    A form keeps its number whatever happens here: a failed job is printed again under the same
    number. If the power fails between the printer's taking and the store's noting it, the job is
    still queued and the paper comes out once more, byte for byte the same.
    """

    def __init__(
        self, queue: OutboxQueue, printer_on: "Callable[[Media], Printer]", papers: KeptPapers
    ) -> None:
        self._queue = queue
        self._printer_on = printer_on
        self._papers = papers

    def run(self) -> DeskRun:
        """Print all queued jobs; one that fails is marked so and the rest go on."""
        sent: list[int] = []
        failed: list[tuple[int, str]] = []
        for job in self._queue.queued_jobs():
            try:
                digest = self._print(job)
            except PrinterError as fault:
                self._queue.mark_failed(job.job_id, fault.message)
                failed.append((job.job_id, fault.message))
            else:
                self._queue.mark_sent(job.job_id, digest)
                sent.append(job.job_id)
        return DeskRun(tuple(sent), tuple(failed))

    def _print(self, job: QueuedCopy) -> str:
        if job.is_void:
            raise PrinterError(f"Giấy số {job.number} đã được thay thế; hãy in giấy thay thế nó.")
        pdf = _rendered(job)
        self._papers.keep(job, pdf)
        media = media_of(job.data)
        self._printer_on(media).send(pdf, job.title, media)
        return hashlib.sha256(pdf).hexdigest()


def _rendered(job: QueuedCopy) -> bytes:
    try:
        return render(job.data, job.copy_no)
    except ValueError as fault:
        raise PrinterError(
            f"Không lập được giấy số {job.number} vì nội dung có ký tự không in được; hãy sửa hồ "
            "sơ rồi in lại."
        ) from fault
