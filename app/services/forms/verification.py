"""Whether a scanned receipt is ours and still holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.dossiers import Dossier
from app.models.exchange import FOREIGN_FROM
from app.models.forms import IssuedForm, PublicKey
from app.models.stored import stored_hex
from app.outputs import OutputPlace
from app.services.forms import receipt_qr
from app.services.forms.issuing import read_snapshot, says_as_signed
from app.services.forms.notice_records import GuideSlipData
from app.services.forms.numbering import dossier_code, is_unit_code
from app.services.forms.records import QrFields
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.vocabulary.dossiers import Verdict
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording.labels import label
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True)
class Verification:
    """What a scanned payload proved to be; `code` is empty for a forged one.

    `is_guide`: a guide slip, which belongs to no dossier. `form_id` is the form it is printed on,
    0 where the store has none. `fields`: what was signed, None for a forged payload.
    """

    verdict: Verdict
    code: str
    message: str
    is_guide: bool = False
    form_id: int = 0
    fields: QrFields | None = None


class Verifier:
    """Tells genuine, void (re-issued), unknown and forged apart (DESIGN §6)."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def verify(self, actor: Actor, payload: str) -> Verification:
        """Return the verdict on a scanned payload; never raises for bad input."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return verify_in(reading, payload)


def verify_in(reading: Reading, payload: str) -> Verification:
    """Return the verdict on a scanned payload within an open transaction."""
    keys = {
        row.key_id: stored_hex(row.public_key)
        for row in reading.session.execute(select(PublicKey)).scalars()
    }
    try:
        fields = receipt_qr.verify(payload, keys)
    except receipt_qr.ForgedPayloadError as error:
        return Verification(Verdict.FORGED, "", error.message)
    return replace(_found(reading, fields), fields=fields)


def _found(reading: Reading, fields: QrFields) -> Verification:
    form = reading.session.execute(
        select(IssuedForm).where(IssuedForm.qr_stem == receipt_qr.stem(fields))
    ).scalar()
    if form is None:
        return Verification(
            Verdict.UNKNOWN,
            "",
            "Chữ ký đúng nhưng giấy này không có trong kho. Hãy báo người phụ trách.",
        )
    code = form.number
    if form.dossier_id is not None:
        code = reading.session.get_one(Dossier, form.dossier_id).code
    if form.voided_at is not None:
        return Verification(
            Verdict.VOID,
            code,
            f"{_name(form)} đã hủy lúc {moment_text(form.voided_at)}; hãy dùng giấy thay thế.",
            form_id=form.id,
        )
    if fields.copy_no > form.copy_count:
        return Verification(
            Verdict.UNKNOWN,
            code,
            f"Bản in này của {_name(form)} chưa từng được in từ kho. Hãy báo phụ trách.",
            form_id=form.id,
        )
    if not says_as_signed(form, fields):
        return Verification(
            Verdict.UNKNOWN,
            code,
            f"Kho không còn ghi {_name(form)} như lúc ký: tên, hẹn trả, giấy tờ hoặc phí đã khác. "
            "Hãy giữ giấy lại và báo người phụ trách.",
            form_id=form.id,
        )
    return Verification(
        Verdict.GENUINE,
        code,
        _genuine(form, code),
        is_guide=form.kind is FormKind.GUIDE_SLIP,
        form_id=form.id,
    )


def _name(form: IssuedForm) -> str:
    return f"{label(form.kind)} số {form.number}"


def _genuine(form: IssuedForm, code: str) -> str:
    """Return what a genuine form is: of which dossier, or what it says where it has none."""
    if form.dossier_id is not None:
        return f"Giấy thật: {_name(form)}, hồ sơ {code}."
    data = read_snapshot(form.kind, form.snapshot)
    if not isinstance(data, GuideSlipData):
        return f"Giấy thật: {_name(form)}."
    missing = f"còn thiếu {len(data.missing)} giấy tờ" if data.missing else "xem phần hướng dẫn"
    return (
        f"Phiếu hướng dẫn số {form.number} lập lúc {moment_text(form.issued_at)} cho thủ tục "
        f"{data.procedure_code} {data.procedure_name}: {missing}. Phiếu này chưa phải hồ sơ."
    )


class NameAnswer(StrEnum):
    """Whether a typed name is the owner's that a QR binds."""

    MATCHES = "matches"
    DIFFERS = "differs"
    OLD_PAPER = "old_paper"
    NOT_BOUND = "not_bound"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a QR proves of what stands on its paper; `name` is None where none was asked about."""

    due_at: datetime | None
    name: NameAnswer | None
    sentences: tuple[str, ...]


def proof_of(fields: QrFields, name: str = "") -> Proof:
    """Return what signed `fields` prove alone, and whether `name` is the owner's they bind."""
    answer = _answer(fields, name) if name.strip() else None
    said = [_due_sentence(fields)]
    if answer is not None:
        said.append(_NAME_SENTENCES[answer].format(name=" ".join(name.split())))
    return Proof(fields.due_at, answer, tuple(one for one in said if one))


def _answer(fields: QrFields, name: str) -> NameAnswer:
    if not fields.name_digest:
        return NameAnswer.OLD_PAPER if fields.version == 0 else NameAnswer.NOT_BOUND
    digest, _held = receipt_qr.digests(fields, name)
    return NameAnswer.MATCHES if digest == fields.name_digest else NameAnswer.DIFFERS


def _due_sentence(fields: QrFields) -> str:
    if fields.due_at is not None:
        return f"Mã QR chứng thực hẹn trả lúc {moment_text(fields.due_at)}."
    if fields.name_digest:
        return "Mã QR chứng thực giấy này không hẹn ngày trả."
    if fields.version == 0 and fields.form_kind is FormKind.RECEIPT:
        return "Giấy in từ bản cũ: mã QR không chứng thực ngày hẹn trả."
    return ""


_NAME_SENTENCES: Final[Mapping[NameAnswer, str]] = {
    NameAnswer.MATCHES: "Tên “{name}” đúng là tên chủ hồ sơ mà mã QR chứng thực.",
    NameAnswer.DIFFERS: (
        "Tên “{name}” không phải tên chủ hồ sơ mà mã QR chứng thực. Hãy so lại từng chữ, từng dấu "
        "với giấy; nếu gõ đúng như trên giấy thì tên trên giấy đã bị sửa."
    ),
    NameAnswer.OLD_PAPER: (
        "Giấy in từ bản cũ: mã QR không chứng thực tên chủ hồ sơ. Hãy tra tên tại nơi cấp."
    ),
    NameAnswer.NOT_BOUND: "Loại giấy này không chứng thực tên ai trong mã QR.",
}


# The office's public key file, and checking a scanned payload with nothing else at hand.

_FIELD: Final = "public_key"
_SIZE_MAX: Final = 4 * 1024 * 1024
_UNIT_NUMBER_MAX: Final = 0xFFFF
_PUBLIC_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """The unit whose forms the keys prove; `number` is what its QR codes carry."""

    number: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicKeyFile:
    """What an office hands out so that anyone can check its forms: key id → 32 bytes."""

    unit: PublicUnit
    keys: Mapping[int, bytes]


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    unit: PublicUnit
    keys: dict[str, str]


def write_public_key_file(place: OutputPlace, public_file: PublicKeyFile) -> None:
    """Write `public_file` as JSON, whole or not at all. Raises StoreError with advice."""
    unit = public_file.unit
    document = {
        "unit": {"number": unit.number, "code": unit.code, "name": unit.name},
        "keys": {str(key_id): key.hex() for key_id, key in sorted(public_file.keys.items())},
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    place.write(text.encode())


def read_public_key_file(path: Path) -> PublicKeyFile:
    """Return what `path` holds.

    Raises InvalidInputError (field `public_key`) for a file that cannot be read, is over 4 MiB
    (some 50,000 keys), or is not a public key file.
    """
    try:
        with path.open("rb") as source:
            content = source.read(_SIZE_MAX + 1)
    except OSError as fault:
        raise InvalidInputError(
            _FIELD, f"Không đọc được tệp khóa công khai {path}; hãy kiểm tra đường dẫn."
        ) from fault
    if len(content) > _SIZE_MAX:
        raise _refused("tệp quá lớn")
    try:
        document = msgspec.json.decode(content, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _refused("nội dung không đúng định dạng") from fault
    return PublicKeyFile(_checked_unit(document.unit), _checked_keys(document.keys))


def verify_offline(payload: str, public_file: PublicKeyFile) -> Verification:
    """Tell what `payload` is, by the public keys alone.

    Genuine means signed by the office; whether the form was replaced later only the office's
    store knows, and the message says so. A genuine handoff slip carries no dossier code.
    """
    try:
        fields = receipt_qr.verify(payload, public_file.keys)
    except receipt_qr.ForgedPayloadError as fault:
        return Verification(Verdict.FORGED, "", fault.message)
    if fields.unit_number != public_file.unit.number:
        return Verification(
            Verdict.UNKNOWN,
            "",
            "Chữ ký đúng nhưng giấy do đơn vị khác cấp; hãy dùng tệp khóa công khai của đơn vị đó.",
            fields=fields,
        )
    return replace(_signed_by(fields, public_file.unit), fields=fields)


def _signed_by(fields: QrFields, unit: PublicUnit) -> Verification:
    day = local_date(fields.received_at)
    if fields.form_kind is FormKind.DAY_CLOSING:
        return Verification(
            Verdict.GENUINE,
            "",
            f"Phiếu khóa ngày lập ngày {day:%d/%m/%Y} do {unit.name} cấp, dòng nhật ký số "
            f"{fields.day_number}.",
        )
    form = FORM_SPECS[fields.form_kind]
    if form.has_own_qr_number:
        return Verification(
            Verdict.GENUINE,
            "",
            f"{form.label} thứ {fields.day_number} ngày {day:%d/%m/%Y} do {unit.name} cấp.",
        )
    if fields.day_number < 1:
        return Verification(Verdict.UNKNOWN, "", "Chữ ký đúng nhưng giấy không mang số hồ sơ nào.")
    if fields.day_number > FOREIGN_FROM:
        return Verification(
            Verdict.GENUINE,
            "",
            f"Giấy của hồ sơ nơi khác chuyển đến, thứ {fields.day_number - FOREIGN_FROM} ngày "
            f"{day:%d/%m/%Y}, do {unit.name} cấp.",
        )
    code = dossier_code(unit.code, day, fields.day_number)
    return Verification(
        Verdict.GENUINE,
        code,
        f"Giấy của hồ sơ {code} do {unit.name} cấp. Muốn biết giấy đã được cấp lại hay chưa, "
        "hãy tra tại nơi cấp.",
    )


def _checked_unit(unit: PublicUnit) -> PublicUnit:
    if not 0 <= unit.number <= _UNIT_NUMBER_MAX:
        raise _refused("số thứ tự của đơn vị không hợp lệ")
    if not is_unit_code(unit.code):
        raise _refused("mã đơn vị không hợp lệ")
    return unit


def _is_key_id(name: str) -> bool:
    """Say whether `name` is a key's number; one of thousands of digits is not even read."""
    is_short = len(name) <= len(str(receipt_qr.KEY_ID_MAX))
    return is_short and name.isascii() and name.isdigit() and int(name) <= receipt_qr.KEY_ID_MAX


def _checked_keys(keys: Mapping[str, str]) -> dict[int, bytes]:
    checked: dict[int, bytes] = {}
    for name, text in keys.items():
        if not _is_key_id(name):
            raise _refused("số hiệu khóa không hợp lệ")
        try:
            key = bytes.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != _PUBLIC_KEY_BYTES:
            raise _refused(f"khóa số {name} không hợp lệ")
        checked[int(name)] = key
    if not checked:
        raise _refused("tệp không có khóa nào")
    return checked


def _refused(reason: str) -> InvalidInputError:
    return InvalidInputError(
        _FIELD,
        f"Đây không phải tệp khóa công khai dùng được ({reason}); hãy xin lại tệp từ nơi cấp giấy.",
    )
