"""Office keys that an auditor holds, held against the store; and the store's own, to be kept.

Each is the 25 digits of a fingerprint, all digits of a key card, or a file that the audit wrote.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError
from app.models.forms import OfficeKey, PublicKey, StationCertificate
from app.models.row_digests import framed_key
from app.models.stored import stored_hex
from app.services.audit.records import AuditProblem, GivenOfficeKey, KitCertificate
from app.services.exchange.key_card import read_card, same_fingerprint
from app.services.exchange.peers import office_card
from app.services.forms.certificate_checks import JudgedCertificate, judged_certificates
from app.services.ledger.bound_rows import keys_as_committed

_FINGERPRINT: Final = 25
_SHOWN: Final = 12
_FIELD: Final = "office-key"
_MOST_BYTES: Final = 4 * 1024 * 1024


class _FileCertificate(msgspec.Struct):
    office_key: int
    signature: str


class _File(msgspec.Struct):
    office_keys: dict[str, str]
    certificates: tuple[_FileCertificate, ...] = ()


def read_office_keys(words: Iterable[str]) -> Iterator[GivenOfficeKey]:
    """Yield the office keys that `words` are: digits, or paths of files that `audit` exported.

    Raises InvalidInputError (`office-key`).
    """
    for word in words:
        digits = "".join(word.split())
        if not (digits.isascii() and digits.isdigit()):
            yield from _of_file(Path(word))
        elif len(digits) == _FINGERPRINT:
            yield GivenOfficeKey(named=f"Dấu vân tay {digits[:_SHOWN]}…", fingerprint=digits)
        else:
            card = read_card(digits)
            if not card.is_office:
                raise _refused("đây là thẻ khóa của một máy, không phải thẻ khóa đơn vị")
            yield GivenOfficeKey(
                named=f"Thẻ khóa {digits[:_SHOWN]}…", public_key=card.public_key.hex()
            )


def office_key_findings(
    session: Session, given: Iterable[GivenOfficeKey]
) -> Iterator[AuditProblem | str]:
    """Yield what each office key that was brought along proves of the store."""
    wanted = tuple(given)
    if not wanted:
        return
    rows = session.scalars(select(OfficeKey).order_by(OfficeKey.key_id)).all()
    stations = session.execute(
        select(PublicKey.key_id, PublicKey.unit_id)
        .where(PublicKey.ended_at.is_(None))
        .order_by(PublicKey.key_id)
    ).all()
    judged = tuple(one for one in judged_certificates(session) if not one.fault)
    for one in wanted:
        row = next((row for row in rows if _is_meant(session, row, one)), None)
        if row is None:
            yield AuditProblem(
                message=f"Trái với {one.named}: kho không có khóa đơn vị này; nếu đơn vị đã đổi "
                "tên sau khi in thẻ thì hãy dùng cả dãy số của thẻ hoặc tệp đã xuất."
            )
            continue
        yield _said(row, one, judged, [key for key, unit in stations if unit == row.unit_id])
        if one.certificates - {cert.signature for cert in judged}:
            yield AuditProblem(message=f"Trái với {one.named}: kho thiếu chứng nhận đã xuất.")


def kit_office_keys(session: Session, office_id: int) -> tuple[tuple[int, bytes], ...]:
    """Return the office's keys that the log commits to, by id."""
    rows = session.execute(
        select(OfficeKey.key_id, OfficeKey.public_key)
        .where(OfficeKey.unit_id == office_id)
        .order_by(OfficeKey.key_id)
    ).all()
    # The whole log is read for it, which an office without an office key need not wait for.
    stands = keys_as_committed(session, OfficeKey.__tablename__) if rows else frozenset()
    return tuple(
        (row.key_id, stored_hex(row.public_key))
        for row in rows
        if framed_key((row.key_id,)) in stands
    )


def kit_certificates(session: Session, office_id: int) -> tuple[KitCertificate, ...]:
    """Return the office's certificates that the log commits to, by their keys."""
    rows = session.execute(
        select(StationCertificate, PublicKey.public_key)
        .join(PublicKey, PublicKey.key_id == StationCertificate.key_id)
        .where(PublicKey.unit_id == office_id)
        .order_by(StationCertificate.office_key_id, StationCertificate.key_id)
    ).all()
    stands = keys_as_committed(session, StationCertificate.__tablename__) if rows else frozenset()
    return tuple(
        KitCertificate(
            office_key=row.office_key_id,
            key=row.key_id,
            unit_code=row.unit_code,
            public_key=public_key,
            issued_at=row.issued_at,
            signature=row.signature,
        )
        for row, public_key in rows
        if framed_key((row.office_key_id, row.key_id)) in stands
    )


def _is_meant(session: Session, row: OfficeKey, given: GivenOfficeKey) -> bool:
    if given.public_key:
        return row.public_key == given.public_key
    return same_fingerprint(office_card(session, row), given.fingerprint)


def _said(
    row: OfficeKey,
    given: GivenOfficeKey,
    judged: Iterable[JudgedCertificate],
    stations: Iterable[int],
) -> str:
    certified = {one.key_id for one in judged if one.office_key_id == row.key_id}
    has = ", ".join(str(key) for key in stations if key in certified)
    lacks = ", ".join(str(key) for key in stations if key not in certified)
    return (
        f"{given.named} đúng là khóa đơn vị số {row.key_id}"
        f"{' (đã được thay)' if row.ended_at is not None else ''}: "
        f"đã chứng nhận khóa ký số {has or '(không có)'}"
        f"{f'; chưa chứng nhận khóa ký số {lacks}' if lacks else ''}."
    )


def _of_file(path: Path) -> Iterator[GivenOfficeKey]:
    try:
        with path.open("rb") as source:
            raw = source.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise _refused(f"không đọc được {str(path)[:200]}") from fault
    try:
        said = msgspec.json.decode(raw, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _refused(f"{path.name} không phải tệp khóa đơn vị đã xuất") from fault
    for key_id, public_key in said.office_keys.items():
        yield GivenOfficeKey(
            named=f"Khóa đơn vị số {key_id} trong {path.name}",
            public_key=public_key,
            certificates=frozenset(
                one.signature for one in said.certificates if str(one.office_key) == key_id
            ),
        )


def _refused(why: str) -> InvalidInputError:
    return InvalidInputError(
        _FIELD,
        f"Không dùng được khóa đơn vị: {why}. Hãy gõ 25 chữ số của dấu vân tay, quét thẻ khóa đơn "
        "vị, hoặc chọn tệp khóa đơn vị do kiểm toán xuất ra.",
    )
