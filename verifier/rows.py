"""Every row of the store, held against the digest that the log last committed to."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence

from verifier.chain import Verdict, has_bound_rows

DIGEST_BYTES = 20
GONE = bytes(DIGEST_BYTES)
_NEVER = bytes(DIGEST_BYTES + 8)
TABLES = {
    "units": (1, "đơn vị"),
    "counters": (2, "quầy"),
    "working_spans": (3, "giờ làm việc"),
    "calendar_days": (4, "ngày nghỉ, ngày làm bù"),
    "calendar_years": (5, "năm của lịch"),
    "reason_texts": (6, "lý do soạn sẵn"),
    "officers": (7, "tài khoản"),
    "officer_roles": (8, "vai trò của tài khoản"),
    "approvals": (9, "lần duyệt của người thứ hai"),
    "announced_acts": (10, "việc báo trước"),
    "public_keys": (11, "khóa công khai"),
    "procedures": (12, "thủ tục"),
    "procedure_versions": (13, "phiên bản thủ tục"),
    "procedure_cases": (14, "trường hợp của thủ tục"),
    "case_phases": (15, "giai đoạn của thủ tục"),
    "required_documents": (16, "giấy tờ thủ tục yêu cầu"),
    "route_steps": (17, "bước của quy trình"),
    "dossiers": (18, "thông tin tiếp nhận"),
    "dossier_documents": (19, "giấy tờ đã nộp"),
    "dossier_states": (20, "trạng thái"),
    "attachments": (21, "tệp đính kèm"),
    "extensions": (22, "lần gia hạn"),
    "pauses": (23, "lần tạm dừng"),
    "phase_ends": (24, "giai đoạn đã xong"),
    "late_reasons": (25, "lý do trễ hạn"),
    "late_entries": (26, "việc ghi vào kỳ đã khóa"),
    "handoffs": (27, "phiếu bàn giao"),
    "handoff_items": (28, "lần bàn giao"),
    "keepings": (29, "nơi giữ giấy"),
    "delegations": (30, "lần làm thay"),
    "results": (31, "kết quả"),
    "papers_back": (32, "lần trả lại giấy tờ"),
    "payments": (33, "phiếu thu"),
    "postings": (34, "lần gửi bưu chính"),
    "issued_forms": (35, "giấy đã in"),
    "ratings": (36, "phiếu đánh giá"),
    "rating_reasons": (37, "ý kiến đánh giá"),
    "bundles": (38, "gói trao đổi"),
    "bundle_items": (39, "hồ sơ trong gói trao đổi"),
    "declined_dossiers": (40, "hồ sơ từ chối nhận"),
    "foreign_dossiers": (41, "hồ sơ nơi khác chuyển đến"),
    "peer_keys": (42, "khóa của đơn vị khác"),
    "unit_reports": (43, "báo cáo của đơn vị khác"),
    "refused_reports": (44, "báo cáo không nhận"),
    "expected_units": (45, "đơn vị phải gửi báo cáo"),
    "day_closings": (46, "lần khóa ngày"),
    "period_locks": (47, "lần khóa kỳ"),
    "report_cutoffs": (48, "ngày chốt số liệu"),
    "report_remarks": (49, "nhận xét trong báo cáo"),
    "report_tasks": (50, "nhiệm vụ trong báo cáo"),
    "procedure_facts": (51, "thông tin đánh giá thủ tục"),
    "told_figures": (52, "số liệu nhập tay"),
    "lost_numbers": (53, "số đã mất theo kho"),
    "petitions": (54, "phản ánh, kiến nghị"),
    "petition_events": (55, "việc xử lý phản ánh, kiến nghị"),
    "publications": (56, "quyết định công bố"),
    "publication_versions": (57, "phiên bản quyết định công bố"),
    "published_items": (58, "thủ tục được công bố"),
    "activities": (59, "hoạt động"),
    "inspections": (60, "cuộc kiểm tra"),
    "inspection_findings": (61, "tồn tại sau kiểm tra"),
    "one_stop_units": (62, "Bộ phận Một cửa"),
    "regulations": (63, "văn bản quy định"),
    "number_series": (64, "sổ cấp số"),
    "office_keys": (65, "khóa đơn vị"),
    "station_certificates": (66, "chứng nhận khóa ký"),
}
"""Each bound table: its code in the log, what one of its rows is called."""
LEFT_OUT = {"officers": {"failed_count", "locked_until"}}


def framed(value: object) -> bytes:
    """Return a value behind its type and length: s3:abc, i12:, b2:.., r1.5:, n for none."""
    if isinstance(value, str):
        raw = value.encode()
        return b"s%d:%b" % (len(raw), raw)
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return b"i%d:" % int(value) if whole else b"r%b:" % repr(value).encode()
    return b"n"


def unpacked(rows: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield table code, key and digest: code (1 byte), length of the key (2), key, digest (20)."""
    at = 0
    while at < len(rows):
        start = at + 3
        key_end = start + int.from_bytes(rows[at + 1 : start], "big")
        after = key_end + DIGEST_BYTES
        if after > len(rows):
            raise ValueError("an entry commits to half a row")
        yield rows[at], rows[start:key_end], rows[key_end:after]
        at = after


def newest(line: sqlite3.Connection) -> dict[int, dict[bytes, bytes]]:
    """Return the newest digest of each row, and behind it the number of the entry that tells it.

    As one value of bytes: there are as many as the store has rows.
    """
    found: dict[int, dict[bytes, bytes]] = {}
    entries = line.execute(
        "SELECT e.seq, e.rows, l.part, l.rows FROM log_entries e LEFT JOIN log_later_rows l "
        "ON l.unit_id = e.unit_id AND l.seq = e.seq ORDER BY e.id, l.part"
    )
    for seq, own, part, later in entries:
        entry = (seq if isinstance(seq, int) and seq > 0 else 0).to_bytes(8, "big")
        first = own or b"" if part in {None, 1} else b""
        for code, key, digest in (*unpacked(first), *unpacked(later or b"")):
            found.setdefault(code, {})[key] = digest + entry
    return found


def told(table: str, columns: Sequence[str], values: Sequence[object]) -> bytes:
    """Return the digest of a row: the table's name and each value behind its column's name."""
    said = [f"{table}\0".encode()]
    for name, value in zip(columns, values, strict=True):
        if value is not None:
            said += (f"{name}\0".encode(), framed(value))
    return hashlib.sha256(b"".join(said)).digest()[:DIGEST_BYTES]


def check_rows(line: sqlite3.Connection, verdict: Verdict) -> None:
    """Each row says what the log last committed to; a log of before 0.8 commits to none."""
    expected = newest(line) if has_bound_rows(line) else {}
    if not expected:
        verdict.notes.append("Nhật ký từ trước phiên bản 0.8 chưa ghi nhận các dòng dữ liệu.")
        return
    codes = dict(line.execute("SELECT id, code FROM dossiers").fetchall())
    for table, (code, noun) in TABLES.items():
        ours = expected.pop(code, {})
        info = line.execute(f'PRAGMA table_info("{table}")').fetchall()
        columns = sorted({row[1] for row in info} - LEFT_OUT.get(table, set()))
        keys = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]
        key_at = [columns.index(name) for name in keys]
        of_dossier = "id" if table == "dossiers" else "dossier_id"
        names = ", ".join(f'"{name}"' for name in columns)
        # A store of before has not every table; what the log tells of one is then told as deleted.
        stored = line.execute(f'SELECT {names} FROM "{table}"') if info else ()  # noqa: S608 - fixed names
        for values in stored:
            key = b"".join(framed(values[at]) for at in key_at)
            last = ours.pop(key, _NEVER)
            digest = last[:DIGEST_BYTES]
            if digest != told(table, columns, values):
                about = values[columns.index(of_dossier)] if of_dossier in columns else None
                what = "bị sửa" if digest != GONE else "không do việc nào trong nhật ký ghi vào"
                bad_row(verdict, noun, codes.get(about, ""), key, what, last)
        for key, last in ours.items():
            if last[:DIGEST_BYTES] != GONE:
                bad_row(verdict, noun, "", key, "bị xóa", last)


def bad_row(verdict: Verdict, noun: str, code: str, key: bytes, what: str, last: bytes) -> None:
    """Note a row that is not as the log has it: `last` is its digest, and the entry's number."""
    seq = int.from_bytes(last[DIGEST_BYTES:], "big")
    subject = f"Hồ sơ {code}: {noun}" if code else noun.capitalize()
    said = key.decode("utf-8", "replace").replace("i", "", 1).rstrip(":")
    since = f", khác với dòng số {seq} của nhật ký" if seq else ""
    verdict.bad(f"{subject} (mã {said}) {what}{since}.")
