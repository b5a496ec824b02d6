"""How a form ends: signature blocks side by side, the QR at the right, notes under the blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.printing.fonts import FontFace
from app.printing.qr import QrSymbol, quiet_zone_mm
from app.printing.sheet import Align, Flow, PageColumn, QrMark, TextStyle
from app.printing.typesetting import TextSpan, break_lines, line_width_mm
from app.wording import printed

_SIGN_HERE: Final = "(Ký và ghi rõ họ tên)"
STAMP_HERE: Final = "(Ký, ghi rõ họ tên và đóng dấu)"
_CAPTION: Final = TextStyle(8.5, Align.CENTRE)
_NOTES_ABOVE_MM: Final = 1.5
_NAME_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature block; `name` is printed where the hand-written name belongs."""

    title: str
    name: str
    below: str = ""
    hint: str = _SIGN_HERE


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who gets the document, at the left of the signature as in NĐ 30/2020/NĐ-CP Phụ lục I."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """A QR symbol and the lines in clear under it."""

    symbol: QrSymbol
    side_mm: float
    captions: tuple[str, ...]

    @property
    def frame_mm(self) -> float:
        """The white frame that readers need around the symbol."""
        return quiet_zone_mm(self.symbol, self.side_mm)

    @property
    def width_mm(self) -> float:
        """The width with white frame and captions."""
        widths = (line_width_mm(text, FontFace.BOLD, _CAPTION.size_pt) for text in self.captions)
        return max(self.side_mm + 2 * self.frame_mm, max(widths, default=0.0) + 0.5)

    @property
    def height_mm(self) -> float:
        """The height with white frame and captions."""
        return self.side_mm + 2 * self.frame_mm + len(self.captions) * _CAPTION.pitch_mm


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands at a form's end; `lookup` is the smaller symbol beside the notes."""

    blocks: Sequence[Signature | Recipients]
    notes: Sequence[str] = ()
    seal: Seal | None = None
    lookup: Seal | None = None


@dataclass(frozen=True, slots=True)
class ClosingSizes:
    """Type sizes, and the white space left to sign in."""

    title: TextStyle
    small: TextStyle
    note: TextStyle
    signing_mm: float


A5_CLOSING: Final = ClosingSizes(
    TextStyle(9.5, Align.CENTRE), TextStyle(8.5, Align.CENTRE), TextStyle(8.0), signing_mm=11.5
)
A4_CLOSING: Final = ClosingSizes(
    TextStyle(12, Align.CENTRE), TextStyle(11, Align.CENTRE), TextStyle(10), signing_mm=22
)


def draw_closing(flow: Flow, closing: Closing, sizes: ClosingSizes) -> None:
    """Draw `closing` in one piece, on the next page where it does not fit on this one."""
    flow.keep_together(lambda: _draw(flow, closing, sizes))


def _draw(flow: Flow, closing: Closing, sizes: ClosingSizes) -> None:
    seal_mm = closing.seal.width_mm if closing.seal else 0.0
    left = PageColumn(flow.paper.left_mm, flow.paper.measure_mm - seal_mm)
    flow.reserve(_height(closing.seal))
    top_mm = flow.y_mm
    _draw_blocks(flow, closing.blocks, sizes, left)
    _draw_notes(flow, closing, sizes, left)
    end_mm = flow.y_mm
    if closing.seal:
        flow.y_mm = top_mm
        draw_seal(flow, closing.seal, PageColumn(left.x_mm + left.width_mm, seal_mm))
    flow.y_mm = max(end_mm, flow.y_mm)


def _draw_blocks(
    flow: Flow, blocks: Sequence[Signature | Recipients], sizes: ClosingSizes, place: PageColumn
) -> None:
    top_mm, end_mm = flow.y_mm, flow.y_mm
    columns = _split(place, len(blocks))
    # Hints and names stand level, however many lines a title takes.
    titles_mm = _titles_height(blocks, sizes, columns)
    for block, column in zip(blocks, columns, strict=True):
        flow.y_mm = top_mm
        match block:
            case Signature():
                flow.paragraph([TextSpan(block.title, FontFace.BOLD)], sizes.title, column)
                flow.y_mm = top_mm + titles_mm
                _draw_room_to_sign(flow, block, sizes, column)
            case Recipients():
                _draw_recipients(flow, block, sizes, column)
        end_mm = max(end_mm, flow.y_mm)
    flow.y_mm = end_mm


def _titles_height(
    blocks: Sequence[Signature | Recipients], sizes: ClosingSizes, columns: Sequence[PageColumn]
) -> float:
    counts = [
        len(
            break_lines(
                [TextSpan(block.title, FontFace.BOLD)], sizes.title.size_pt, column.width_mm
            )
        )
        for block, column in zip(blocks, columns, strict=True)
        if isinstance(block, Signature)
    ]
    return max(counts, default=0) * sizes.title.pitch_mm


def _draw_room_to_sign(
    flow: Flow, block: Signature, sizes: ClosingSizes, column: PageColumn
) -> None:
    flow.paragraph([TextSpan(block.hint, FontFace.ITALIC)], sizes.small, column)
    flow.skip(sizes.signing_mm)
    name = _signed_name(block, sizes, column)
    flow.paragraph([TextSpan(name, FontFace.BOLD)], sizes.title, column)
    flow.paragraph([TextSpan(block.below)], sizes.small, column)


def _draw_recipients(
    flow: Flow, block: Recipients, sizes: ClosingSizes, column: PageColumn
) -> None:
    style = replace(sizes.small, align=Align.LEFT)
    flow.paragraph([TextSpan(printed.RECIPIENTS, FontFace.BOLD_ITALIC)], style, column)
    for line in block.lines:
        flow.paragraph([TextSpan(f"- {line}")], style, column)


def _draw_notes(flow: Flow, closing: Closing, sizes: ClosingSizes, place: PageColumn) -> None:
    lookup_mm = closing.lookup.width_mm if closing.lookup else 0.0
    column = PageColumn(place.x_mm, place.width_mm - lookup_mm - 1)
    flow.skip(_NOTES_ABOVE_MM)
    flow.reserve(_height(closing.lookup))
    top_mm = flow.y_mm
    for note in closing.notes:
        flow.paragraph([TextSpan(note, FontFace.ITALIC)], sizes.note, column)
    if closing.lookup:
        end_mm = flow.y_mm
        flow.y_mm = top_mm
        beside = PageColumn(column.x_mm + column.width_mm, closing.lookup.width_mm)
        draw_seal(flow, closing.lookup, beside)
        flow.y_mm = max(end_mm, flow.y_mm)


def draw_seal(flow: Flow, seal: Seal, place: PageColumn) -> None:
    """Draw a seal centred in `place`, with nothing nearer than its white frame."""
    x_mm = place.x_mm + (place.width_mm - seal.side_mm) / 2
    flow.mark(QrMark(x_mm, flow.y_mm + seal.frame_mm, seal.side_mm, seal.symbol))
    flow.skip(seal.side_mm + 2 * seal.frame_mm)
    for caption in seal.captions:
        flow.paragraph([TextSpan(caption, FontFace.BOLD)], _CAPTION, place)


def _signed_name(block: Signature, sizes: ClosingSizes, column: PageColumn) -> str:
    """Return the name under a signature; one of many lines stands in the form already."""
    lines = break_lines([TextSpan(block.name, FontFace.BOLD)], sizes.title.size_pt, column.width_mm)
    return block.name if len(lines) <= _NAME_LINES else ""


def _height(seal: Seal | None) -> float:
    return seal.height_mm if seal else 0.0


def _split(place: PageColumn, count: int) -> list[PageColumn]:
    width_mm = place.width_mm / count
    return [PageColumn(place.x_mm + number * width_mm, width_mm - 1) for number in range(count)]
