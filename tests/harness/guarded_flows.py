"""The write flows that guard data: the store's key, data told unmasked, how long it is kept."""

from collections.abc import Iterator
from contextlib import suppress

from app.clock import local_date
from app.errors import NotAllowedError
from app.outputs import OutputPlace
from app.services.money.fee_receipts import void_subject
from app.services.money.records import Taking
from app.services.privacy import Disclosure, Exported, disclosure_subject
from app.services.safekeeping.store_keys import KeyChange
from app.vocabulary.dossiers import PaymentKind
from app.vocabulary.people import GuardedAct
from tests.harness.hands import Done, Flow, Hands, require
from tests.services.store_builders import GOOD_PASSWORD


def changing_store_keys(hands: Hands) -> Iterator[Done]:
    """Encrypt the store or decrypt it, give it another key, print the key on a sheet."""
    town, keys = hands.town, hands.town.desk.store_keys
    is_encrypted = keys.state(town.admin).is_encrypted
    change = KeyChange.DECRYPT if is_encrypted else KeyChange.ENCRYPT
    for each in (change, KeyChange.RENEW):
        keys.change(town.admin, hands.approved(each.act, ""), each)
        yield Done(f"{each.value} the store")
    again = town.desk.approvals.again(town.admin, GOOD_PASSWORD, GuardedAct.PRINT_RECOVERY)
    keys.sheet(town.admin, again)
    yield Done("print a recovery sheet")


def telling_unmasked(hands: Hands) -> Iterator[Done]:
    """Export the register unmasked, extract the log, look into another unit's dossier."""
    town, today = hands.town, local_date(hands.town.desk.clock.now())
    subject = disclosure_subject(Exported.REGISTER, today, today)
    own = town.desk.approvals.again(town.admin, GOOD_PASSWORD, GuardedAct.EXPORT_UNMASKED, subject)
    disclosure = Disclosure(reason="Thanh tra yêu cầu", approval_id=own)
    town.desk.register_book.of_period(town.admin, today, today, disclosure)
    yield Done("export unmasked")
    days = town.desk.log_extracts.days(town.admin)
    subject = disclosure_subject(Exported.LOG, *days)
    own = town.desk.approvals.again(town.admin, GOOD_PASSWORD, GuardedAct.EXPORT_UNMASKED, subject)
    told = Disclosure(reason="Kiểm toán", approval_id=own)
    town.desk.log_extracts.write(town.admin, *days, OutputPlace(town.folder / "nhat-ky.db"), told)
    yield Done("extract the log")
    typed = town.typed(hands.new_id(), town.facts.same_day_case)
    code = town.desk.intake.register(town.admin, typed).code
    view = town.desk.tracking.open_foreign(town.agency_officer, code, "Trả lời công dân")
    require(view.is_foreign, f"{code} is the agency's own")
    yield Done("open a foreign dossier")


def keeping_rules(hands: Hands) -> Iterator[Done]:
    hands.town.desk.retention.set_rule(hands.town.admin, 10, "Thông tư 10/2022/TT-BNV")
    yield Done("set how long data are kept")


def backing_up(hands: Hands) -> Iterator[Done]:
    made = hands.town.desk.backups.make()
    yield Done("back up", paths=(hands.file(made.path),))


def voiding(hands: Hands) -> Iterator[Done]:
    """Take a fee by mistake, and make it void by two people."""
    town = hands.town
    typed = town.typed(hands.new_id(), town.facts.fee_case, fee_vnd=50_000)
    code = town.desk.intake.register(town.admin, typed).code
    said = Taking(amount_vnd=20_000, kind=PaymentKind.ADVANCE)
    number = town.desk.cashier.take(town.admin, code, said).number
    second = hands.approved(GuardedAct.VOID_FORM, void_subject(code, number))
    town.desk.cashier.void(town.admin, code, number, "Ghi nhầm", second)
    yield Done("void a payment")


def being_denied(hands: Hands) -> Iterator[Done]:
    """Let an agency's officer try what is the counter's."""
    town = hands.town
    typed = town.typed(hands.new_id(), town.facts.same_day_case)
    with suppress(NotAllowedError):
        town.desk.intake.register(town.agency_officer, typed)
        require(False, "an agency registered")
    yield Done("be denied")


GUARDED: tuple[Flow, ...] = (
    backing_up,
    changing_store_keys,
    telling_unmasked,
    keeping_rules,
    voiding,
    being_denied,
)
