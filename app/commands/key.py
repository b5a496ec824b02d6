"""`motcua key`: how the store and its keys are kept, and changes of them by two people."""

import argparse
from collections.abc import Callable, Mapping
from typing import Final

from app.commands.approving import approval_for
from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.commands.switches import add_second_switch
from app.errors import InvalidInputError
from app.services.safekeeping.store_keys import KeyChange, StoreKeyState
from app.text import short_id
from app.vocabulary.people import GuardedAct
from app.wording import captions, sentences, states, usage
from app.wording.texts import moment_text

_STATE: Final = "state"
_SIGNING: Final = "signing"
_OFFICE: Final = "office"
_CERTIFY: Final = "certify"
_CHANGES: Final = {change.value: change for change in KeyChange}
_DONE: Final = {
    KeyChange.ENCRYPT: sentences.STORE_ENCRYPTED,
    KeyChange.DECRYPT: sentences.STORE_DECRYPTED,
    KeyChange.RENEW: sentences.STORE_KEY_CHANGED,
}
_PRINT: Final = "Hãy in phiếu khôi phục của khóa ngay: trang Bảo quản, thẻ Khóa và mã hóa."


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "key",
        help="xem và đổi khóa: mã hóa kho, bỏ mã hóa, đổi khóa, thay khóa ký của máy, khóa đơn vị",
    )
    parser.add_argument(
        "what",
        metavar=usage.ACT,
        choices=(_STATE, *_CHANGES, _SIGNING, _OFFICE, _CERTIFY),
        help="state: xem; encrypt: mã hóa kho; decrypt: bỏ mã hóa; renew: đổi khóa của kho và bản "
        "sao lưu; signing: thay khóa ký của máy này (kèm --reason); office: tạo khóa đơn vị, hoặc "
        "thay khóa đang dùng (kèm --reason và người thứ hai); certify: chứng nhận khóa ký của một "
        "máy bằng khóa đơn vị (kèm số khóa)",
    )
    parser.add_argument(
        "key_id", metavar="SỐ_KHÓA", nargs="?", type=int, help="khóa ký của máy cần chứng nhận"
    )
    parser.add_argument("--reason", metavar=usage.REASON, default="", help="vì sao thay khóa")
    add_second_switch(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Show or change the keys. Raises UserError without a second person."""
    with desk_of(args, changes=True) as at:
        if args.what in _OF_SIGNING:
            return _OF_SIGNING[args.what](at, args)
        if args.what == _STATE:
            state = at.desk.store_keys.state(at.actor)
            said = _sentences(state)
        else:
            change = _CHANGES[args.what]
            approval = approval_for(at, args, change.act)
            state = at.desk.store_keys.change(at.actor, approval, change)
            said = [_DONE[change], *([] if state.sheet else [_PRINT])]
    if args.json:
        emit(_document(state))
    else:
        print("\n".join(said))
    return 0


def _renew_signing(at: CommandDesk, args: argparse.Namespace) -> int:
    renewal = at.desk.key_renewal
    approval = approval_for(at, args, GuardedAct.RENEW_KEY, renewal.subject)
    made = renewal.renew(at.actor, approval, args.reason)
    if args.json:
        emit({"signing_key": made})
    else:
        print(f"Máy này ký bằng khóa mới số {made}; giấy đã in vẫn kiểm tra được.")
    return 0


def _make_office_key(at: CommandDesk, args: argparse.Namespace) -> int:
    keys = at.desk.office_keys
    before = keys.state(at.actor)
    if before is None:
        made = keys.make(at.actor)
    else:
        approval = approval_for(at, args, GuardedAct.RENEW_OFFICE_KEY, before.subject)
        made = keys.replace(at.actor, approval, args.reason)
    if args.json:
        emit({"office_key": made.key_id, "fingerprint": made.fingerprint})
    else:
        done = sentences.OFFICE_KEY_MADE if before is None else sentences.OFFICE_KEY_REPLACED
        print(f"{done}\n{captions.OFFICE_KEY_FINGERPRINT}: {made.fingerprint}")
    return 0


def _certify(at: CommandDesk, args: argparse.Namespace) -> int:
    if args.key_id is None:
        raise InvalidInputError("key_id", "Hãy ghi số của khóa ký cần chứng nhận, ví dụ: certify 2")
    card = at.desk.office_keys.card(at.actor, args.key_id)
    at.desk.office_keys.certify(at.actor, args.key_id)
    if args.json:
        emit({"certified": args.key_id, "fingerprint": card.fingerprint})
    else:
        print(sentences.STATION_CERTIFIED.format(key_id=args.key_id, digits=card.fingerprint))
    return 0


_OF_SIGNING: Final[Mapping[str, Callable[[CommandDesk, argparse.Namespace], int]]] = {
    _SIGNING: _renew_signing,
    _OFFICE: _make_office_key,
    _CERTIFY: _certify,
}


def _sentences(state: StoreKeyState) -> list[str]:
    where = "máy chủ PostgreSQL" if state.is_shared else "máy này"
    encrypted = states.ENCRYPTED if state.is_encrypted else states.NOT_ENCRYPTED
    kept = "kho khóa của hệ điều hành" if state.is_with_system else "tệp quyền 0600"
    sheet = f"mở để in {moment_text(state.sheet.at)}" if state.sheet else "chưa in"
    return [
        f"Kho trên {where}: {'do máy chủ mã hóa' if state.is_shared else encrypted}.",
        f"Khóa {short_id(state.key_id)}: giữ trong {kept}." if state.key_id else "Chưa có khóa.",
        f"Phiếu khôi phục: {sheet}.",
    ]


def _document(state: StoreKeyState) -> dict[str, object]:
    return {
        "shared": state.is_shared,
        "encrypted": state.is_encrypted,
        "key": state.key_id,
        "keystore": state.is_with_system,
        "sheet_at": iso(state.sheet.at) if state.sheet else None,
    }
