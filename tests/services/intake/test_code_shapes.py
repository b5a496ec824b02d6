"""An office of either code shape: its dossiers are coded, printed, proved and found."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.models.forms import NumberSeries, PublicKey
from app.models.office import Unit
from app.services.exchange.key_card import KeyCard, card_text, read_card_file
from app.services.forms.issuing import signed_form_problems
from app.services.forms.numbering import check_digits
from app.services.forms.verification import PublicKeyFile, PublicUnit, verify_offline
from app.services.ledger.checking import StoreCheck
from app.services.portal.online import read_online
from app.services.portal.taking_in import PortalIntake
from app.vocabulary.dossiers import Verdict
from app.vocabulary.office import Level
from tests.services.desk_builders import Counter, a_counter
from tests.services.portal.test_taking_in import online_file
from tests.services.store_builders import OFFICE, FakeTime

_DAY = "261123"
_LONGEST = "G01.899.909.307.000.111"


@pytest.fixture(params=["H15.50.05.13", "H29.146", _LONGEST, "000.00.15.H53", "38.98.H29"])
def counter(request: pytest.FixtureRequest, tmp_path: Path, time: FakeTime) -> Iterator[Counter]:
    made = a_counter(tmp_path, time, office=replace(OFFICE, code=request.param))
    yield made
    made.database.close()


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def _unit_code(counter: Counter) -> str:
    with counter.database.read() as session:
        found = select(Unit.code).where(Unit.id == counter.admin.office_id)
        return session.execute(found).scalar_one()


def _go_on_from(counter: Counter, last: int) -> None:
    """Let the day have given out `last` numbers already."""
    with counter.database.write() as session:
        session.execute(
            update(NumberSeries).where(NumberSeries.book == "dossier").values(last=last)
        )


def _found(counter: Counter, text: str) -> list[str]:
    return [row.code for row in counter.search.find(counter.officer, text).rows]


def test_dossier_is_coded_and_its_receipt_proved_here_and_offline(counter: Counter) -> None:
    unit = _unit_code(counter)
    done = counter.dossier()
    assert done.code == f"{unit}-{_DAY}-0001"
    assert done.receipt.code_check == check_digits(done.code)
    seen = counter.search.find(counter.officer, done.receipt.qr_payload)
    assert seen.verification is not None
    assert (seen.verification.verdict, seen.verification.code) == (Verdict.GENUINE, done.code)
    with counter.database.read() as session:
        keys = {
            row.key_id: bytes.fromhex(row.public_key)
            for row in session.execute(select(PublicKey)).scalars()
        }
    file = PublicKeyFile(PublicUnit(counter.admin.office_id, unit, OFFICE.name), keys)
    proved = verify_offline(done.receipt.qr_payload, file)
    assert (proved.verdict, proved.code) == (Verdict.GENUINE, done.code)
    assert StoreCheck(counter.database, (signed_form_problems,)).problems() == []


def test_numbers_above_9999_in_a_day_neither_collide_nor_are_cut(counter: Counter) -> None:
    unit = _unit_code(counter)
    first = counter.code()
    _go_on_from(counter, 9998)
    codes = [first, *(counter.code() for _ in range(3))]
    _go_on_from(counter, 13381)
    codes.append(counter.code())
    numbers = ("0001", "9999", "10000", "10001", "13382")
    assert codes == [f"{unit}-{_DAY}-{number}" for number in numbers]
    for code in codes:
        assert _found(counter, code) == [code]
        assert _found(counter, code.lower() + check_digits(code)) == [code]
        assert _found(counter, code.split("-", 1)[1]) == [code]
        assert _found(counter, code.split("-", 1)[1].replace("-", "")) == [code]
        assert code in _found(counter, code.rpartition("-")[2])
    assert _found(counter, "13382") == [codes[4]]
    assert _found(counter, "3382") == [codes[4]]
    assert _found(counter, "10001") == [codes[3]]
    assert _found(counter, "0001") == [codes[3], codes[0]]
    assert _found(counter, "1") == [codes[0]]


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("H15.50.05.12-260917-0681", ("0681", "681", "260917-0681")),
        ("H29.146-260505-13382", ("13382", "3382", "260505-13382")),
        ("G22.99-251225-020175", ("020175", "20175", "0175", "251225-020175")),
        ("G01.899.909-260916-890028", ("890028", "0028", "260916890028")),
        ("H15.50.05.13-261008-0900123", ("0900123", "900123", "0123")),
    ],
)
def test_portal_s_codes_of_4_to_7_digits_are_kept_and_found(
    counter: Counter, code: str, typed: tuple[str, ...]
) -> None:
    content = online_file(code)
    assert [row.code for row in read_online(content)] == [code]
    tx = counter.tx
    portal = PortalIntake(tx, counter.intake, counter.refusing)
    (taken,) = portal.take_in(counter.officer, content)
    assert taken.registered is not None, taken.line.detail
    assert taken.registered.code == code
    for text in (code, code + check_digits(code), *typed):
        assert _found(counter, text) == [code], text
    assert StoreCheck(counter.database, (signed_form_problems,)).problems() == []


def test_portal_s_codes_of_the_own_office_are_passed_over(counter: Counter) -> None:
    own = f"{_unit_code(counter)}-{_DAY}"
    first = counter.code()
    _go_on_from(counter, 9999)
    tx = counter.tx
    portal = PortalIntake(tx, counter.intake, counter.refusing)
    for number in ("10000", "010001"):
        (taken,) = portal.take_in(counter.officer, online_file(f"{own}-{number}"))
        assert taken.registered is not None, taken.line.detail
    assert [first, counter.code()] == [f"{own}-0001", f"{own}-10001"]


def test_key_card_names_the_unit(counter: Counter, tmp_path: Path) -> None:
    card = KeyCard(_unit_code(counter), OFFICE.name, Level.COMMUNE, bytes(32))
    path = tmp_path / "the-khoa.txt"
    path.write_text(card_text(card), encoding="utf-8")
    assert read_card_file(path) == card
