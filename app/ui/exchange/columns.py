"""The tables of the exchange page, described once as data."""

from collections.abc import Mapping

from app.services.exchange.records import PeerLine, PreviewLine, Standing
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, plain_column, text_column
from app.ui.widgets.row_table import Column
from app.wording.labels import label
from app.wording.texts import moment_text, number_text

_STANDINGS = {Standing.NEW: "Mới", Standing.KNOWN: "Đã có", Standing.PROBLEM: "Vướng"}
_TONES = {Standing.NEW: Tone.OK, Standing.KNOWN: Tone.QUIET, Standing.PROBLEM: Tone.LATE}


def peer_columns() -> tuple[Column[PeerLine], ...]:
    return (
        text_column("Đơn vị", "name", tip=_peer_tip),
        plain_column(
            "Khóa",
            lambda line: "Tin dùng" if line.is_trusted else "Đã ngừng",
            84,
            tone=lambda line: Tone.OK if line.is_trusted else Tone.LATE,
        ),
        text_column(
            "Đang đi",
            lambda line: number_text(line.to_send) if line.to_send else "",
            72,
            tip=lambda line: f"{line.to_send} hồ sơ trên đường tới đó, chưa có trả lời",
            tone=lambda line: Tone.WARN if line.has_unexported else Tone.NORMAL,
            is_right=True,
        ),
        text_column(
            "Kết quả",
            lambda line: number_text(line.results) if line.results else "",
            72,
            tip=lambda line: f"{line.results} kết quả nơi đó chưa xác nhận đã nhận",
            tone=lambda line: Tone.WARN if line.has_unexported_results else Tone.NORMAL,
            is_right=True,
        ),
    )


def line_columns(declined: Mapping[str, str]) -> tuple[Column[PreviewLine], ...]:
    """Return the columns of a bundle; `declined` are the reasons given so far, by code."""
    return (
        plain_column(
            "Tình trạng",
            lambda line: standing_text(line, declined),
            104,
            tone=lambda line: Tone.LATE if line.code in declined else _TONES[line.standing],
        ),
        digits_column("Mã hồ sơ", "code", 226, tip=lambda line: line.code),
        text_column("Nội dung", lambda line: content_text(line, declined)),
    )


def standing_text(line: PreviewLine, declined: Mapping[str, str]) -> str:
    if line.code in declined:
        return "Không nhận"
    return _STANDINGS[line.standing]


def content_text(line: PreviewLine, declined: Mapping[str, str]) -> str:
    """Return what a line says: the problem first, else the dossier, the answer or the result."""
    if line.code in declined:
        return declined[line.code]
    if line.problem:
        return line.problem
    if line.outcome is not None:
        return f"Kết quả: {label(line.outcome)} {line.document_number}".strip()
    if not line.owner_name:
        return "Đã nhận" if line.is_accepted else f"Không nhận: {line.reason}"
    due = f" · hẹn {moment_text(line.due_at)}" if line.due_at else ""
    return f"{line.owner_name} · {line.procedure_name}{due}"


def _peer_tip(line: PeerLine) -> str:
    prints = "\n".join(
        f"Khóa {key.fingerprint}{f' (đã ngừng: {key.end_reason})' if key.ended_at else ''}"
        for key in line.keys
    )
    return f"{line.name} ({line.code})\n{prints}"
