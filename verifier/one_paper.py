"""One paper without a store: who signed it, and what it proves of the date and the name on it."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from verifier.papers import Payload, signed_fields

TONES = "\u0300\u0301\u0303\u0309\u0323"


def name_key(name: str) -> str:
    """Return a name without capitals, each tone behind the letters of its word."""
    words = unicodedata.normalize("NFD", unicodedata.normalize("NFC", name).casefold()).split()
    bare = ["".join(char for char in word if char not in TONES) for word in words]
    tones = ["".join(char for char in word if char in TONES) for word in words]
    return " ".join(map("".join, zip(bare, tones, strict=True)))


def key_of(paper: Payload, name: str) -> bytes:
    """Return what the digests of a paper are made of, where this is its owner's name."""
    salt = b"motcua-name-1\n" + paper.salt
    return hashlib.pbkdf2_hmac("sha256", name_key(name).encode(), salt, 250)


def is_as_signed(paper: Payload, snapshot: str) -> bool:
    """Say whether a form in a store still says what its paper binds."""
    if not any(paper.name):
        return True
    form = json.loads(snapshot)
    about = form.get("subject", form)
    key = key_of(paper, about["owner_name"])
    promised = form.get("new_due_at") or about["due_at"]
    due = int(datetime.fromisoformat(promised).timestamp()) // 60 if promised else 0
    held = bytes(8)
    if any(paper.held):
        kinds = ("original", "certified", "plain", "electronic")
        papers = sum(one.get(kind, 0) for one in form["papers"] for kind in kinds)
        said = [form["procedure_code"], str(papers), str(form["fee_vnd"])]
        held = hashlib.sha256(signed_fields(b"motcua-held-1\n" + key, said)).digest()[:8]
    return (key[:8], held, due) == (paper.name, paper.held, paper.due)


def said_of(paper: Payload | None, name: str) -> tuple[list[str], bool]:
    """Return what is told of a paper, and whether it is genuine and of that name, where one is."""
    if paper is None:
        return ["Không khóa nào được tin đã ký dãy số này."], False
    said = [
        f"Giấy loại {paper.kind}, số {paper.number} của đơn vị số {paper.unit}, nhận lúc "
        f"{_moment(paper.minute)}: chữ ký đúng.",
        *_due(paper),
    ]
    if not name.strip():
        return said, True
    if not any(paper.name):
        is_old = paper.version == 0
        said.append(f"{'Giấy in từ bản cũ' if is_old else 'Loại giấy này'} không chứng thực tên.")
        return said, False
    is_theirs = key_of(paper, name)[:8] == paper.name
    verb = "đúng là" if is_theirs else "không phải"
    return [*said, f"Tên “{name}” {verb} tên chủ hồ sơ mà mã QR chứng thực."], is_theirs


def _due(paper: Payload) -> Iterator[str]:
    if paper.due:
        yield f"Mã QR chứng thực hẹn trả lúc {_moment(paper.due)}."
    elif any(paper.name):
        yield "Mã QR chứng thực giấy này không hẹn ngày trả."
    elif paper.version == 0:
        yield "Giấy in từ bản cũ: mã QR không chứng thực ngày hẹn trả."


def _moment(minute: int) -> str:
    """Return a minute since 1970 as the clock of the office showed it."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute, hours=7)
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}"
