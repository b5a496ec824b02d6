"""Documents issued, the print outbox, number series, public keys and what certifies them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime, partial_index
from app.vocabulary.forms import FormKind, PrintState


class NumberSeries(Base):
    """The last number of a series; taken in the transaction that uses it, so without gaps."""

    __tablename__ = "number_series"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    book: Mapped[str] = mapped_column(String(32), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    last: Mapped[int]


class IssuedForm(Salted, Base):
    """A form in its book, with the data it was printed from."""

    __tablename__ = "issued_forms"
    __table_args__ = (
        UniqueConstraint("unit_id", "kind", "year", "ordinal"),
        Index("ix_issued_forms_dossier", "dossier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[FormKind] = mapped_column(Code(FormKind))
    year: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(64))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    handoff_id: Mapped[int | None] = mapped_column(ForeignKey("handoffs.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    qr_stem: Mapped[str | None] = mapped_column(String(64), unique=True)
    snapshot: Mapped[str] = mapped_column(Text)
    copy_count: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    void_reason: Mapped[str] = mapped_column(Text)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PrintJob(Base):
    """One copy on its way to a printer; written with the form, sent after the commit."""

    __tablename__ = "print_jobs"
    __table_args__ = (
        UniqueConstraint("form_id", "copy_no"),
        Index("ix_print_jobs_state", "state", "station"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("issued_forms.id"))
    copy_no: Mapped[int]
    station: Mapped[str] = mapped_column(String(100))
    state: Mapped[PrintState] = mapped_column(Code(PrintState))
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(Text)


class PublicKey(Base):
    """A public key that receipts of this office were signed with; kept for ever."""

    __tablename__ = "public_keys"

    key_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    public_key: Mapped[str] = mapped_column(String(64), unique=True)
    station: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class OfficeKey(Base):
    """The public half of a key by which an office certifies its stations' keys; kept for ever.

    `station` holds the private half. An office has at most one that is not ended.
    """

    __tablename__ = "office_keys"
    __table_args__ = (
        partial_index(
            "ix_office_keys_in_force", "unit_id", where=text("ended_at IS NULL"), unique=True
        ),
    )

    key_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    public_key: Mapped[str] = mapped_column(String(64), unique=True)
    station: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(Text, default="")


class StationCertificate(Base):
    """The signature of an office key over a station's key: it is a station of this office.

    `unit_code` is the office's code as it was signed.
    """

    __tablename__ = "station_certificates"

    office_key_id: Mapped[int] = mapped_column(ForeignKey("office_keys.key_id"), primary_key=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("public_keys.key_id"), primary_key=True)
    unit_code: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signature: Mapped[str] = mapped_column(String(128))
