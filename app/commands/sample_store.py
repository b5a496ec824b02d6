"""`motcua sample-store`: an example store whose report is that of quarter II 2019 of Tây Ninh."""

import argparse
from pathlib import Path

from app.bootstrap.example.store import make_example
from app.bootstrap.safe_places import outputs_of
from app.commands.frame import Subparsers, emit
from app.wording import usage


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "sample-store", help="kho mẫu của quý II năm 2019 để xem báo cáo; mọi trang ghi DỮ LIỆU THỬ"
    )
    parser.add_argument(
        "--out", type=Path, metavar=usage.FOLDER, help="nơi tạo kho (mặc định: nơi --data chỉ)"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Create the store. Raises StoreError where one is there already."""
    if args.out is not None:
        outputs_of(args.data).folder(args.out)
    data = args.out or args.data
    made = make_example(data, args.database)
    if args.json:
        emit(
            {
                "data": str(data),
                "period": made.period,
                "officer": {"login": made.login, "password": made.password},
            }
        )
        return 0
    print(f"Đã tạo kho mẫu tại {data}. Tài khoản (mật khẩu chỉ hiện một lần):")
    print(f"  {made.login:12} {made.password}")
    print(
        f"Xem báo cáo: motcua report --data {data} --period {made.period} --out THƯ_MỤC, hoặc mở "
        "cửa sổ, trang Báo cáo, thẻ Báo cáo quý."
    )
    return 0
