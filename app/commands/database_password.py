"""`motcua database-password`: keeps the password of the shared store's server on this machine."""

import argparse

from app.bootstrap.safe_places import forget_server_password, keep_server_password
from app.commands.frame import Subparsers, emit, password
from app.commands.switches import DATABASE_PASSWORD_VARIABLE
from app.errors import InvalidInputError
from app.wording import sentences


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb; a password is never a word of the command line, where others could read it."""
    parser = subparsers.add_parser(
        "database-password",
        help="cất mật khẩu của tài khoản máy chủ dữ liệu vào kho khóa của máy; mật khẩu được hỏi "
        f"hoặc lấy từ {DATABASE_PASSWORD_VARIABLE}",
    )
    parser.add_argument("--forget", action="store_true", help="bỏ mật khẩu đang giữ")
    return parser


def run(args: argparse.Namespace) -> int:
    """Keep or forget it. Raises UserError for a local store or a password the server refuses."""
    if not args.database:
        raise InvalidInputError("database", sentences.NO_DATABASE)
    if args.forget:
        forget_server_password(args.data, args.database)
    else:
        said = password("máy chủ dữ liệu", DATABASE_PASSWORD_VARIABLE)
        keep_server_password(args.data, args.database, said)
    if args.json:
        emit({"ok": True})
    else:
        print("Đã bỏ mật khẩu máy chủ." if args.forget else "Đã cất mật khẩu máy chủ.")
    return 0
