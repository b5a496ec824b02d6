"""Kiểm tra độc lập một kho Một Cửa: nhật ký có bị sửa, bị cắt hay bị thay không.

    python3 -m verifier KHO --public-key KHÓA.json [--anchor DÃY_SỐ|TỆP ...]
                        [--restoration DÃY_SỐ ...] [--office-key DÃY_SỐ|TỆP ...] [--json]
    python3 -m verifier --paper DÃY_SỐ --public-key KHÓA.json [--name TÊN]

KHO là bản sao tệp kho (motcua.db) lấy khi chương trình đã đóng; kho có mã hóa hoặc dùng chung thì
dùng tệp do `motcua audit --extract` ghi ra. KHÓA.json là tệp khóa công khai giữ ở ngoài kho. Mốc là
dãy số trên giấy (254 chữ số của mã QR, giấy cũ 201; hoặc 100 chữ số đầu chuỗi trên phiếu khóa
ngày), tệp ghi mỗi dòng một dãy số, hoặc bản sao sổ mốc của máy. Mốc thuộc phần mất trước một lần
khôi phục chỉ được bỏ qua khi có phiếu khôi phục kho của lần đó (--restoration). Với --office-key
(dấu vân tay 25 chữ số, dãy số của thẻ khóa đơn vị, hoặc tệp khóa đơn vị đã xuất), nói máy nào được
khóa đó chứng nhận. Kết quả: 0 là nguyên vẹn, 3 là nguyên vẹn nhưng có lần khôi phục, 1 là đã bị
động đến, 2 là không kiểm tra được.

Không có kho, --paper nói một tờ giấy có chữ ký đúng không, chứng thực hẹn trả lúc nào và, với
--name, tên có đúng là tên chủ hồ sơ không: 0 là đúng, 1 là không.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from verifier.chain import UnusableError, Verdict
from verifier.office_keys import read_wanted
from verifier.one_paper import said_of
from verifier.outside import HEAD_DIGITS
from verifier.papers import SHAPES, read_payload
from verifier.whole import verify_store

LENGTHS = {HEAD_DIGITS, *SHAPES}


def read_keys(paths: Sequence[Path]) -> dict[int, bytes]:
    """Return the keys of public key files: {"unit": …, "keys": {"1": 64 hex letters}}."""
    keys: dict[int, bytes] = {}
    for path in paths:
        try:
            document = json.loads(path.read_text("utf-8"))
            keys |= {int(name): bytes.fromhex(text) for name, text in document["keys"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnusableError(f"{path} không phải tệp khóa công khai dùng được.") from error
    return keys


def read_anchors(words: Sequence[str]) -> Iterator[str]:
    """Yield each anchor as its digits, or as the path of a high-water record."""
    for word in words:
        lines = [word]
        if not "".join(word.split()).isdigit():
            try:
                raw = Path(word).read_bytes()
            except (OSError, ValueError) as error:
                raise UnusableError(f"Không đọc được mốc {word[:200]}.") from error
            if raw.startswith(b"SQLite format 3\0"):
                yield word
                continue
            lines = raw.decode("utf-8-sig", "replace").splitlines()
        for line in lines:
            digits = "".join(line.partition("#")[0].split())
            if digits and not (digits.isascii() and digits.isdigit() and len(digits) in LENGTHS):
                raise UnusableError(f"Mốc “{line[:40]}” không đủ 254, 201 hay 100 chữ số.")
            if digits:
                yield digits


def say(verdict: Verdict, *, is_json: bool) -> None:
    """Print what was found."""
    entries = sum(len(chain.heads) for chain in verdict.chains.values())
    first = verdict.first_bad
    if is_json:
        document = {
            "ok": not verdict.problems,
            "first_bad_row": None if first is None else {"office": first[1], "seq": first[2]},
            "problems": [problem[0] for problem in verdict.problems],
            "notes": verdict.notes,
            "restorations": [
                {"office": chain.code, "seq": one.seq, "has_sheet": one.has_sheet}
                for chain in verdict.chains.values()
                for one in chain.restored
            ],
            "entries": entries,
            "forms": verdict.forms,
        }
        print(json.dumps(document, ensure_ascii=False))
        return
    print(f"Đã kiểm {entries} dòng nhật ký và {verdict.forms} giấy có chữ ký.")
    for said in (*verdict.notes, *(problem[0] for problem in verdict.problems)):
        print(said)
    if not verdict.problems:
        print("Nhật ký nguyên vẹn.")
    else:
        print(f"Nhật ký đã bị động đến.{f' Dòng hỏng đầu tiên: {first[2]}.' if first else ''}")


def tell_paper(text: str, keys: Mapping[int, bytes], name: str) -> int:
    """Print what one paper proves, and return the exit status."""
    digits = "".join(text.split())
    paper = read_payload(digits, keys) if digits.isascii() and digits.isdigit() else None
    said, is_proved = said_of(paper, name)
    print("\n".join(said))
    return 0 if is_proved else 1


def main(arguments: Sequence[str]) -> int:
    """Run and return the exit status."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument(
        "store", type=Path, nargs="?", metavar="KHO", help="bản sao tệp kho (motcua.db)"
    )
    parser.add_argument("--paper", metavar="DÃY_SỐ", help="một tờ giấy, không cần kho")
    parser.add_argument("--name", default="", metavar="TÊN", help="so tên chủ hồ sơ trên giấy")
    parser.add_argument("--public-key", type=Path, action="append", required=True, metavar="TỆP")
    parser.add_argument("--anchor", action="append", default=[], metavar="DÃY_SỐ|TỆP")
    parser.add_argument("--restoration", action="append", default=[], metavar="DÃY_SỐ")
    parser.add_argument("--office-key", action="append", default=[], metavar="DÃY_SỐ|TỆP")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    args = parser.parse_args(arguments)
    if (args.store is None) == (args.paper is None):
        parser.error("cần KHO hoặc --paper, và chỉ một trong hai")
    try:
        if args.paper is not None:
            return tell_paper(args.paper, read_keys(args.public_key), args.name)
        anchors = list(read_anchors(args.anchor))
        office_keys = list(read_wanted(args.office_key))
        keys = read_keys(args.public_key)
        verdict = verify_store(args.store, keys, anchors, args.restoration, office_keys)
    except UnusableError as error:
        print(error, file=sys.stderr)
        return 2
    say(verdict, is_json=args.json)
    return verdict.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
