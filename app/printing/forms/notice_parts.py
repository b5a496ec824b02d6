"""What the notices about a dossier share: whom and what they are about, who is asked, the seal."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.printing.closing import A5_CLOSING, Seal
from app.printing.fonts import FontFace
from app.printing.layout import draw_field, draw_pair
from app.printing.qr import qr_symbol
from app.printing.sheet import Align, Flow, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan
from app.services.forms.notice_records import Letterhead, PaperLine, Subject
from app.text import fold
from app.vocabulary.forms import FormSet
from app.wording import captions as caption_words
from app.wording import printed

TEXT_PT: Final = 10.5
NOTICE_CLOSING: Final = replace(A5_CLOSING, signing_mm=17.0)
PERSON: Final = "Ông/Bà/Tổ chức"

_QR_MM: Final = 30.0
_OFFICE_NAMES: Final = {
    FormSet.TT01_2018: "Bộ phận Tiếp nhận và Trả kết quả",
    FormSet.TT03_2025: "Trung tâm Phục vụ hành chính công",
}
# A unit that already calls itself by one of these needs no second line saying so.
_SELF_NAMED: Final = ("mot cua", "tiep nhan va tra ket qua", "hanh chinh cong")


def office_name(form: FormSet) -> str:
    """Return what the circular calls the one-stop office."""
    return _OFFICE_NAMES[form]


def office_unit(head: Letterhead, form: FormSet) -> str:
    """Return the lines of the issuing unit, the one-stop office under a unit that is more."""
    if _is_self_named(head):
        return head.unit_name
    return f"{head.unit_name}\n{office_name(form)}"


def full_office_name(head: Letterhead, form: FormSet) -> str:
    """Return the one-stop office with its unit: `Bộ phận Tiếp nhận và Trả kết quả UBND xã …`."""
    return head.unit_name if _is_self_named(head) else f"{office_name(form)} {head.unit_name}"


def _is_self_named(head: Letterhead) -> bool:
    return any(name in fold(head.unit_name) for name in _SELF_NAMED)


def procedure_text(name: str, code: str, case_name: str = "") -> str:
    """Return the procedure with its code and the case chosen."""
    details = "; ".join(part for part in (f"mã {code}" if code else "", case_name) if part)
    return f"{name} ({details})" if details else name


def subject_procedure(subject: Subject) -> str:
    """Return the procedure of the dossier that a notice is about."""
    return procedure_text(subject.procedure_name, subject.procedure_code, subject.case_name)


def draw_owner(flow: Flow, label: str, subject: Subject) -> None:
    """Draw whose dossier it is, and who brought it where that is somebody else."""
    draw_field(flow, label, subject.owner_name, TEXT_PT, FontFace.BOLD)
    if subject.submitter_name != subject.owner_name:
        draw_field(flow, caption_words.SUBMITTER, subject.submitter_name, TEXT_PT, FontFace.REGULAR)


def draw_contact(flow: Flow, subject: Subject) -> None:
    """Draw address, telephone and e-mail, with dots for the pen where one is not known."""
    draw_field(
        flow, caption_words.ADDRESS, subject.address, TEXT_PT, FontFace.REGULAR, by_hand=True
    )
    draw_pair(flow, (caption_words.PHONE_NUMBER, subject.phone), ("Email", subject.email), TEXT_PT)


def draw_request(flow: Flow, subject: Subject) -> None:
    """Draw what is asked for, and the procedure."""
    procedure = subject_procedure(subject)
    request = subject.request
    if request and request != subject.procedure_name:
        draw_field(flow, printed.REQUEST, request, TEXT_PT, FontFace.REGULAR)
        draw_field(flow, printed.PROCEDURE, procedure, TEXT_PT, FontFace.REGULAR)
    else:
        draw_field(flow, printed.REQUEST, procedure, TEXT_PT, FontFace.REGULAR)


def signed_seal(payload: str, *captions: str) -> Seal | None:
    """Return the QR of a signed form with `captions` in clear, nothing for a draft."""
    if not payload:
        return None
    return Seal(qr_symbol(payload), _QR_MM, tuple(caption for caption in captions if caption))


def dossier_seal(payload: str, code: str, code_check: str, number: str) -> Seal | None:
    """Return the QR over the dossier's code and its check digits; the number where it has none."""
    if not code:
        return signed_seal(payload, number)
    return signed_seal(payload, code, f"Số kiểm tra: {code_check}" if code_check else "")


def contact_note(head: Letterhead) -> tuple[str, ...]:
    """Return the line that says where the office is and whom to call; nothing where unknown."""
    address = f"Nơi tiếp nhận: {head.address}" if head.address else ""
    hotline = f"đường dây nóng: {head.hotline}" if head.hotline else ""
    contact = "; ".join(part for part in (address, hotline) if part)
    return (f"{contact[0].upper()}{contact[1:]}.",) if contact else ()


_KINDS: Final = (caption_words.ORIGINAL, caption_words.CERTIFIED_COPY, caption_words.PLAIN_COPY)
_KIND_MM: Final = 12.5
_NUMBER_MM: Final = 8.0
_TABLE_PT: Final = 9.0
_TABLE_HEAD_PT: Final = 8.5


def draw_papers(flow: Flow, heading: str, papers: Sequence[PaperLine], size_pt: float) -> None:
    """Draw `heading` and the table under it, or `không có` where there are no papers."""
    style = TextStyle(size_pt, after_mm=0.8)
    # The heading stays with the table's head and its first row.
    flow.reserve(style.pitch_mm + 20)
    if not papers:
        draw_field(flow, heading, "không có", size_pt, FontFace.REGULAR)
        return
    flow.paragraph([TextSpan(f"{heading}:")], style)
    has_electronic = any(paper.electronic for paper in papers)
    kinds = (*_KINDS, caption_words.ELECTRONIC_COPY) if has_electronic else _KINDS
    name_mm = flow.paper.measure_mm - _NUMBER_MM - _KIND_MM * len(kinds)
    columns = [
        TableColumn("STT", _NUMBER_MM, Align.CENTRE),
        TableColumn(caption_words.PAPER_NAME, name_mm),
        *(TableColumn(kind, _KIND_MM, Align.CENTRE) for kind in kinds),
    ]
    table = Table(flow, columns, size_pt=_TABLE_PT, head_pt=_TABLE_HEAD_PT)
    table.draw(
        [
            [str(number), paper.name, *_counts(paper)[: len(kinds)]]
            for number, paper in enumerate(papers, 1)
        ]
    )
    flow.skip(1.2)


def _counts(paper: PaperLine) -> list[str]:
    counts = (paper.original, paper.certified, paper.plain, paper.electronic)
    return [str(count) if count else "" for count in counts]
