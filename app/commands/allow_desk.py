"""`motcua allow-desk`: what a desk's account of the shared server may do."""

import argparse

from app.bootstrap.safe_places import allow_account
from app.commands.frame import Subparsers, emit
from app.errors import InvalidInputError
from app.wording import sentences


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "allow-desk",
        help="cấp cho một tài khoản của máy chủ đúng quyền của một quầy",
    )
    parser.add_argument("account", metavar="TÀI_KHOẢN", help="tài khoản đã có trên máy chủ dữ liệu")
    return parser


def run(args: argparse.Namespace) -> int:
    """Grant and revoke. Raises UserError for a local store or an account that cannot be used."""
    if not args.database:
        raise InvalidInputError("database", sentences.NO_DATABASE)
    allow_account(args.data, args.database, args.account)
    if args.json:
        emit({"account": args.account, "ok": True})
    else:
        print(
            f"Tài khoản “{args.account}” nay đọc và ghi được dữ liệu, chỉ ghi thêm vào nhật ký, "
            "không sửa được bảng. Hãy dùng tài khoản này trong địa chỉ kho của mỗi quầy."
        )
    return 0
