"""One ordinary paper of every kind, as the books hold them."""

from app.services.forms.records import FormData
from app.vocabulary.forms import FormKind
from tests.printing.closings import a_day_closing
from tests.printing.forms import a_receipt, a_return_receipt, a_slip
from tests.printing.notices import NOTICES
from tests.printing.petitions import a_petition_answer, a_petition_receipt

EVERY_FORM: dict[FormKind, FormData] = {
    FormKind.RECEIPT: a_receipt(),
    FormKind.HANDOFF_SLIP: a_slip(),
    FormKind.RETURN_RECEIPT: a_return_receipt(),
    FormKind.DAY_CLOSING: a_day_closing(),
    FormKind.PETITION_RECEIPT: a_petition_receipt(),
    FormKind.PETITION_ANSWER: a_petition_answer(),
    **{FormKind(name): make() for name, make in NOTICES.items()},
}
