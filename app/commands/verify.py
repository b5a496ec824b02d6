"""`motcua verify`: whether a receipt is genuine, from digits, a picture or a PDF."""

import argparse
from pathlib import Path

from app.commands.frame import Subparsers, desk_of, emit
from app.errors import NotFoundError
from app.printing.scan_reader import read_codes
from app.services.forms.verification import (
    NameAnswer,
    Proof,
    Verification,
    proof_of,
    read_public_key_file,
    verify_offline,
)
from app.vocabulary.dossiers import Verdict
from app.wording import usage
from app.wording.labels import label


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("verify", help="kiểm tra giấy tiếp nhận thật hay giả")
    parser.add_argument("subject", metavar="DÃY_SỐ|ẢNH|PDF", help="dãy số hoặc tệp ảnh, PDF")
    parser.add_argument(
        "--public-key", type=Path, metavar=usage.FILE, help="kiểm tra không cần kho, bằng tệp khóa"
    )
    parser.add_argument("--name", default="", metavar="TÊN", help="so tên chủ hồ sơ với mã QR")
    return parser


def run(args: argparse.Namespace) -> int:
    """Say the verdict and what the QR proves; 0 only where it is genuine, and of `--name`."""
    payload = payload_of(args.subject)
    if args.public_key is not None:
        found = verify_offline(payload, read_public_key_file(args.public_key))
    else:
        with desk_of(args, changes=False) as at:
            found = at.desk.verifier.verify(at.actor, payload)
    proof = None if found.fields is None else proof_of(found.fields, args.name)
    _say(found, proof, is_json=args.json)
    is_theirs = proof is not None and proof.name in {None, NameAnswer.MATCHES}
    return 0 if found.verdict is Verdict.GENUINE and is_theirs else 1


def payload_of(subject: str) -> str:
    """Return the digits, read from the file where `subject` names one. Raises NotFoundError."""
    digits = "".join(subject.split())
    if digits.isdigit():
        return digits
    path = Path(subject)
    if not _is_file(path):
        raise NotFoundError(
            f"Không có tệp “{subject[:200]}”. Hãy đưa dãy số của mã QR, hoặc tệp ảnh, PDF đang có."
        )
    codes = read_codes(path)
    if not codes:
        raise NotFoundError(f"Không thấy mã QR nào trong {path}. Hãy chụp lại rõ hơn.")
    return next((code for code in codes if code.isdigit()), codes[0])


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False


def _say(found: Verification, proof: Proof | None, *, is_json: bool) -> None:
    if is_json:
        due_at = None if proof is None else proof.due_at
        emit(
            {
                "verdict": found.verdict.value,
                "code": found.code,
                "message": found.message,
                "due_at": None if due_at is None else due_at.isoformat(),
                "name": None if proof is None or proof.name is None else proof.name.value,
            }
        )
    else:
        verdict = label(found.verdict)
        said = found.message
        print(said if said.startswith(verdict) else f"{verdict}: {said}")
        for sentence in () if proof is None else proof.sentences:
            print(sentence)
