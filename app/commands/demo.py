"""`motcua demo`: a whole counter day on demo data, played through the real windows."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.bootstrap.safe_places import outputs_of
from app.commands.frame import Subparsers, emit
from app.errors import InvalidInputError
from app.wording import sentences

if TYPE_CHECKING:
    from app.bootstrap.demo.play import DemoLeft

_PLATFORM = "QT_QPA_PLATFORM"


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "demo", help="chạy thử trọn một ngày ở quầy, để lại giấy tờ, bảng tổng hợp và ảnh chụp"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="thư mục mới hoặc còn trống"
    )
    parser.add_argument(
        "--gallery",
        action="store_true",
        help="chụp thêm mọi trang: các cỡ màn hình, sáng và tối, chữ to; báo chữ bị cắt",
    )
    parser.add_argument(
        "--show", action="store_true", help="cho xem cửa sổ chạy trên màn hình (nếu máy có)"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Play the day; 0 when the store is whole and no word is cut.

    Raises InvalidInputError for --out.
    """
    outputs_of(args.data).folder(args.out)
    _choose_platform(is_shown=args.show)
    # Qt reads its platform when it is imported: only after it has been chosen.
    play = import_module("app.bootstrap.demo.play")
    left = cast("DemoLeft", play.play_demo(args.out, with_gallery=args.gallery))
    if args.json:
        emit(_document(left))
    else:
        _tell(left)
    return 1 if left.problems or left.cut else 0


def _choose_platform(*, is_shown: bool) -> None:
    """Use no screen unless one is asked for: windows that others click on are no stage."""
    if not is_shown:
        os.environ[_PLATFORM] = "offscreen"
        return
    if sys.platform not in {"win32", "darwin"} and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", _PLATFORM)
    ):
        raise InvalidInputError(
            "show", "Máy này không có màn hình để xem. Hãy bỏ --show rồi chạy lại."
        )


def _document(left: "DemoLeft") -> dict[str, object]:
    return {
        "out": str(left.out),
        "receipts": [str(path) for path in left.receipts],
        "slips": [str(path) for path in left.slips],
        "summaries": [str(path) for path in left.summaries],
        "pictures": [str(path) for path in left.pictures],
        "cut": list(left.cut),
        "ok": not (left.problems or left.cut),
    }


def _tell(left: "DemoLeft") -> None:
    papers = len(left.receipts) + len(left.slips)
    print(f"Đã chạy xong một ngày ở quầy trong {left.out} (DỮ LIỆU THỬ):")
    print(f"  giay-to    {papers} giấy tờ PDF: giấy tiếp nhận, các phiếu và thông báo")
    print(f"  tong-hop   {len(left.summaries)} tệp: tổng hợp, sổ theo dõi, việc cần làm")
    print("  bao-cao    báo cáo quý: DOCX, PDF, mỗi phụ lục bằng Excel và PDF")
    print(f"  anh        {len(left.pictures)} ảnh chụp màn hình theo thứ tự trong ngày")
    print("  index.html mở bằng trình duyệt để xem lần lượt tất cả")
    print("  kho        kho dữ liệu thử, còn làm việc tiếp được:")
    print(f"             python3 run.py --data {left.store}")
    for officer in left.officers:
        print(f"             {officer.login:12} mật khẩu {officer.password}")
    print(f"Lưu ý: {left.made_up}")
    if left.problems:
        print("Kho dữ liệu có vấn đề:", *left.problems, sep="\n  ")
    else:
        print(sentences.STORE_WHOLE)
    if left.cut:
        print("Chữ bị cắt trên màn hình:", *left.cut, sep="\n  ")
