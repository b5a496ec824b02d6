"""`motcua recover`: the digits of a recovery sheet give this machine the store's key back."""

import argparse
import getpass
import os
import sys

from app.bootstrap.keys import recover_key
from app.commands.frame import Subparsers, emit
from app.commands.switches import SHEET_VARIABLE
from app.errors import NotAllowedError
from app.text import short_id


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb; digits are never a word of the command line, where others could read them."""
    return subparsers.add_parser(
        "recover",
        help="nhập các nhóm số của phiếu khôi phục để máy này mở lại được kho đã mã hóa; số được "
        f"hỏi hoặc lấy từ {SHEET_VARIABLE}",
    )


def run(args: argparse.Namespace) -> int:
    """Keep the key. Raises UserError for wrong digits, naming the groups."""
    key_id = recover_key(args.data, _digits())
    if args.json:
        emit({"key": key_id})
    else:
        print(f"Đã nhận khóa {short_id(key_id)}. Hãy mở lại chương trình.")
    return 0


def _digits() -> str:
    given = os.environ.get(SHEET_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise NotAllowedError(
            f"Chưa có các nhóm số của phiếu khôi phục. Hãy đặt biến {SHEET_VARIABLE} rồi chạy lại."
        )
    return getpass.getpass("Các nhóm số trên phiếu khôi phục: ")
