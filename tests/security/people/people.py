"""One person whose every fact can be told from all others, and a counter that knows them."""

import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

import pypdfium2

from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import HandedPaper, NewDossier, Owner, Submitter
from app.services.money.records import Taking
from app.services.petitions.records import NewPetition
from app.vocabulary.dossiers import Action, Outcome, PaymentKind
from app.vocabulary.people import Sex
from tests.services.desk_builders import Counter
from tests.services.petitions.builders import typed as a_typed_petition

OWNER: Final = Owner(
    "Nguyễn Thị Ánh",
    id_number="072185001234",
    birth="1985-03-07",
    sex=Sex.FEMALE,
    address="17 ngõ Hoa Mai, xã An Thử, tỉnh Tây Ninh",
    phone="0912345678",
    email="anh.hoamai@hop-thu.vn",
)
SUBMITTER: Final = Submitter("Trần Văn Bảo", "072090005678", "0987654321")
NOTE: Final = "Gọi lại 0912 345 678 hoặc anh.hoamai@hop-thu.vn, số 072185001234"

FACTS: Final = {
    "id": ("072185001234", "072090005678"),
    "phone": ("0912345678", "0987654321", "0912 345 678"),
    "email": ("anh.hoamai",),
    "address": ("17 ngõ", "Hoa Mai"),
    "birth": ("1985-03-07", "07/03/1985"),
}
"""What of the people must not be read where it is hidden, by kind."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an output said; empty where it was refused."""

    text: str

    @property
    def facts(self) -> frozenset[str]:
        """Which kinds of facts can be read in it."""
        return frozenset(
            kind for kind, said in FACTS.items() if any(one in self.text for one in said)
        )


def as_typed(counter: Counter, case_id: int | None = None) -> NewDossier:
    """Return the person's intake, every field of it filled."""
    return replace(
        counter.as_typed(),
        owner=OWNER,
        submitter=SUBMITTER,
        case_id=case_id or counter.case_id,
        request=f"Xin cấp lại. {NOTE}",
        note=NOTE,
        return_address=OWNER.address,
        papers=(
            HandedPaper("Tờ khai đăng ký", original=1),
            HandedPaper(f"Giấy của người số {OWNER.id_number}", plain=1, is_extra=True),
        ),
        fee_vnd=50_000,
    )


def a_petition() -> NewPetition:
    """Return what the person complains of, every field of it filled."""
    return a_typed_petition(
        sender_name=OWNER.name,
        sender_address=OWNER.address,
        sender_phone=OWNER.phone,
        content=f"Cán bộ bảo tôi về. {NOTE}",
        prints=True,
    )


def a_life(counter: Counter) -> tuple[str, str]:
    """Let the person have a dossier at an agency and one that was returned; return their codes."""
    officer = counter.officer
    open_code = counter.intake.register(officer, as_typed(counter)).code
    counter.cashier.take(
        officer,
        open_code,
        Taking(
            amount_vnd=50_000,
            kind=PaymentKind.ADVANCE,
            payer_name=SUBMITTER.name,
            prints_receipt=True,
        ),
    )
    counter.handoffs.send(officer, counter.economy, [open_code], note=NOTE)
    counter.handoffs.accept(counter.economy_officer, [open_code])
    done = counter.intake.register(officer, as_typed(counter, counter.same_day_case)).code
    said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND", note=NOTE)
    counter.decisions.decide(officer, done, Action.RESOLVE, said)
    collection = Collection(
        SUBMITTER.name,
        SUBMITTER.id_number,
        is_authorised=True,
        paid_vnd=50_000,
        note=NOTE,
        prints_receipt=True,
        prints_fee_receipt=True,
    )
    counter.returning.give_back(officer, done, collection)
    return open_code, done


def text_of(content: bytes) -> str:
    """Return what can be read in a file: the parts of a workbook, the pages of a PDF, or text."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as pages:
            shown = "\n".join(page.get_textpage().get_text_range() for page in pages)
        return " ".join(shown.split())
    return content.decode("utf-8")
