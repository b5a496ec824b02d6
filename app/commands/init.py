"""`motcua init`: a new store, with its office and first administrator."""

import argparse
from pathlib import Path
from typing import Final

from app.bootstrap.keys import key_folder_of
from app.bootstrap.stores import new_store, services_over
from app.clock import Clock
from app.commands.frame import STATION, Subparsers, emit, password
from app.errors import InvalidInputError
from app.services.access.records import NewOfficer
from app.services.forms.certificates import KeyPlace
from app.services.office.demo import DemoOffice
from app.services.office.records import NewOffice
from app.services.office.setup import Setup
from app.settings import SettingsFile
from app.wording import usage

_PRINT_SHEET: Final = (
    "Kho đã mã hóa. Hãy đăng nhập, mở trang Bảo quản, thẻ Khóa và mã hóa, và in phiếu khôi phục "
    "ngay hôm nay: mất khóa mà không có phiếu là mất dữ liệu."
)


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("init", help="tạo kho dữ liệu mới cho một đơn vị")
    parser.add_argument("--unit-code", required=True, metavar=usage.CODE, help="mã đơn vị")
    parser.add_argument("--unit-name", required=True, metavar=usage.NAME, help="tên đơn vị")
    parser.add_argument("--admin", required=True, metavar=usage.NAME, help="quản trị viên đầu tiên")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="thêm cơ quan, tài khoản, danh mục để thử; mọi trang và giấy ghi DỮ LIỆU THỬ",
    )
    parser.add_argument(
        "--encrypt",
        action="store_true",
        help="mã hóa kho; mất khóa mà không có phiếu khôi phục là mất dữ liệu",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Create the store. Raises UserError where one exists already or a fact is refused."""
    if args.encrypt and args.database:
        raise InvalidInputError(
            "encrypt",
            "Kho trên máy chủ PostgreSQL do máy chủ mã hóa. Hãy bỏ --encrypt và nhờ người quản trị "
            "máy chủ bật mã hóa ổ đĩa.",
        )
    if args.demo:
        return _run_demo(args)
    secret = password(args.admin)
    with new_store(args.data, args.database, is_encrypted=args.encrypt) as database:
        keys = _key_place(args.data)
        Setup(database, Clock(), keys=keys).create_office(
            NewOffice(code=args.unit_code, name=args.unit_name),
            NewOfficer(login=args.admin, name=args.admin, password=secret),
        )
    database.close()
    if args.json:
        emit({"unit": {"code": args.unit_code, "name": args.unit_name}, "admin": args.admin})
    else:
        print(f"Đã tạo kho dữ liệu tại {args.data} cho {args.unit_name}.")
        if args.encrypt:
            print(_PRINT_SHEET)
    return 0


def _key_place(data: Path) -> KeyPlace:
    """Return where the office's key is kept: the window that is opened here calls itself so."""
    return KeyPlace(key_folder_of(data), SettingsFile(data).load().station)


def _run_demo(args: argparse.Namespace) -> int:
    clock = Clock()
    with new_store(args.data, args.database, is_encrypted=args.encrypt) as database:
        keys = _key_place(args.data)
        demo = DemoOffice(database, clock, keys=keys)
        made = demo.create(args.unit_code, args.unit_name, args.admin)
        desk = services_over(database, args.data, clock, STATION)
        founder = made.officers[0]
        actor = desk.sign_in.sign_in(founder.login, founder.password, "", STATION)
        desk.catalogue_import.load_starter(actor)
        desk.sign_in.leave(actor)
    database.close()
    if args.json:
        emit(
            {
                "officers": [
                    {
                        "login": officer.login,
                        "roles": [role.value for role in officer.roles],
                        "password": officer.password,
                    }
                    for officer in made.officers
                ],
                "agencies": [
                    {"code": agency.code, "name": agency.name} for agency in made.agencies
                ],
            }
        )
        return 0
    print(f"Đã tạo kho dữ liệu thử tại {args.data}. Tài khoản (mật khẩu chỉ hiện một lần):")
    for officer in made.officers:
        print(f"  {officer.login:12} {officer.password}")
    if args.encrypt:
        print(_PRINT_SHEET)
    return 0
