"""Files that came in a bundle become a dossier's own."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import insert, select

from app.errors import InvalidInputError
from app.models.dossiers import Attachment
from app.services.exchange.content import Content, FileSaid, files_of
from app.services.exchange.envelope import BundleError, OpenBundle
from app.services.ledger.transactions import Work


class FileStore(Protocol):
    """Where contents are kept under their SHA-256 in hex."""

    def put(self, content: bytes) -> str:
        """Keep `content` and return its hash."""
        ...

    def read(self, sha256: str) -> bytes:
        """Return the content of that hash. Raises StoreError."""
        ...


MediaTypeOf = Callable[[bytes], str]
"""Tells a content's media type; raises InvalidInputError for what may not be kept."""


def keep_files(
    bundle: OpenBundle, content: Content, store: FileStore, media_type_of: MediaTypeOf
) -> None:
    """Keep every file of a bundle, checked by its content, before any row names it.

    Raises BundleError where the files and what is said of them do not agree.
    """
    said = {file.sha256: file for file in files_of(content)}
    if said.keys() != bundle.files.keys():
        raise BundleError(_OTHER_FILES)
    for sha256, file in said.items():
        read = bundle.read_file(sha256)
        try:
            media_type = media_type_of(read)
        except InvalidInputError as fault:
            raise BundleError(
                f"Gói có tệp “{file.name}” không nhận được. {fault.message}"
            ) from fault
        if (media_type, len(read)) != (file.media_type, file.size):
            raise BundleError(_OTHER_FILES)
        store.put(read)


def attach(work: Work, dossier_id: int, files: tuple[FileSaid, ...]) -> None:
    """Put files that are kept already to a dossier; one that is there stays as it is."""
    rows = work.session.execute(
        select(Attachment.kind, Attachment.sha256).where(
            Attachment.dossier_id == dossier_id, Attachment.ended_at.is_(None)
        )
    )
    known = {(kind, sha256) for kind, sha256 in rows}
    for file in files:
        if (file.kind, file.sha256) in known:
            continue
        known.add((file.kind, file.sha256))
        row = {
            "kind": file.kind,
            "paper_ordinal": file.paper_ordinal,
            "name": file.name,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256,
        }
        work.connection.execute(
            insert(Attachment),
            {
                **row,
                "unit_id": work.actor.office_id,
                "dossier_id": dossier_id,
                "handoff_id": None,
                "added_at": work.now,
                "added_by": work.actor.officer_id,
                "ended_at": None,
                "ended_by": None,
                "end_reason": "",
            },
        )
        facts = {"kind": file.kind.value, "media_type": file.media_type}
        work.log(
            "file_added",
            {**facts, "size": file.size, "sha256": file.sha256, "paper": file.paper_ordinal or 0},
            dossier_id=dossier_id,
            personal={"file": file.name},
        )


_OTHER_FILES = (
    "Tệp kèm trong gói không khớp với danh sách của gói. Hãy xin nơi gửi xuất lại gói khác."
)
