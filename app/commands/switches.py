"""The switches every verb takes; imports nothing heavy, so wrong usage is said at once."""

import argparse
from pathlib import Path

from app.paths import default_data_folder
from app.wording import usage

PASSWORD_VARIABLE = "MOTCUA_PASSWORD"  # noqa: S105 - the variable's name, not a password
SECOND_PASSWORD_VARIABLE = "MOTCUA_SECOND_PASSWORD"  # noqa: S105 - the variable's name too
DATABASE_PASSWORD_VARIABLE = "MOTCUA_DATABASE_PASSWORD"  # noqa: S105 - the variable's name too

SHEET_VARIABLE = "MOTCUA_RECOVERY_SHEET"


def add_shared_switches(parser: argparse.ArgumentParser) -> None:
    """Add the switches that every verb takes."""
    add_store_switches(parser)
    parser.add_argument(
        "--json", action="store_true", help="in kết quả dạng JSON, không in gì khác"
    )
    parser.add_argument(
        "--officer",
        metavar=usage.NAME,
        default="",
        help=f"làm việc với tài khoản này; mật khẩu được hỏi hoặc lấy từ {PASSWORD_VARIABLE}",
    )


def add_store_switches(parser: argparse.ArgumentParser) -> None:
    """Add the switches that say where the store is."""
    parser.add_argument(
        "--data",
        metavar=usage.FOLDER,
        type=Path,
        default=default_data_folder(),
        help="thư mục dữ liệu (mặc định: thư mục dữ liệu của người dùng)",
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        default="",
        help="kho PostgreSQL dùng chung nhiều quầy; không ghi mật khẩu ở đây",
    )


def add_second_switch(parser: argparse.ArgumentParser) -> None:
    """Add the switch of a verb whose act asks for a second person."""
    parser.add_argument(
        "--second",
        metavar=usage.NAME,
        default="",
        help="người thứ hai xác nhận việc này; mật khẩu được hỏi hoặc lấy từ "
        f"{SECOND_PASSWORD_VARIABLE}",
    )
