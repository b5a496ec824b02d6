"""The list of units that are to send their periods, kept by hand where keys do not tell it."""

from datetime import date
from typing import Final

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError
from app.models.periods import ExpectedUnit
from app.services.exchange.rows import own_code
from app.services.forms.numbering import UNIT_CODE_EXAMPLES, is_unit_code
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.province.expectations import Expectation, keyed_in, listed_in
from app.services.province.records import ExpectedDraft, ExpectedLine
from app.text import clean
from app.wording.texts import day_text

LISTED: Final = "expected_unit_listed"
STRUCK: Final = "expected_unit_struck"
_CODE_LIMIT: Final = 64
_NAME_LIMIT: Final = 300


class ExpectedUnits:
    """Shows and keeps the list; a unit that is not on it is expected while its key is confirmed."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def list(self, actor: Actor) -> tuple[ExpectedLine, ...]:
        """Return the units that are listed or expected by their key, by name."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return _lines(reading)

    def keep(self, actor: Actor, draft: ExpectedDraft) -> tuple[ExpectedLine, ...]:
        """Put a unit on the list, or change what the list says of its code; return the list.

        Raises InvalidInputError (`code`, `name`, `until_day`).
        """
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            code, said = _checked(draft)
            if code == own_code(work):
                raise InvalidInputError(
                    "code", "Đây là mã của chính đơn vị này. Hãy ghi mã của đơn vị gửi số liệu."
                )
            if listed_in(work).get(code) != said:
                _record(work, code, said, is_listed=True)
                work.log(
                    LISTED,
                    {
                        "unit": code,
                        "name": said.name,
                        "from": said.from_day.isoformat(),
                        "until": said.until_day.isoformat() if said.until_day else None,
                    },
                )
            return _lines(work)

    def strike(self, actor: Actor, code: str) -> tuple[ExpectedLine, ...]:
        """Take a unit off the list: its key alone says then whether it is expected.

        Raises NotFoundError where it is not on the list.
        """
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            said = listed_in(work).get(code)
            if said is None:
                raise NotFoundError(
                    f"Đơn vị {code} không có trong danh sách ghi tay. Hãy tải lại danh sách."
                )
            _record(work, code, said, is_listed=False)
            work.log(STRUCK, {"unit": code, "name": said.name})
            return _lines(work)


def _checked(draft: ExpectedDraft) -> tuple[str, Expectation]:
    code = clean(draft.code, "code", limit=_CODE_LIMIT).upper()
    if not is_unit_code(code):
        raise InvalidInputError(
            "code", f"Mã phải như {UNIT_CODE_EXAMPLES}. Hãy ghi đúng mã trên thẻ khóa của đơn vị."
        )
    name = clean(draft.name, "name", limit=_NAME_LIMIT)
    if not name:
        raise InvalidInputError("name", "Chưa có tên đơn vị. Hãy ghi tên đơn vị.")
    if draft.until_day is not None and draft.until_day < draft.from_day:
        raise InvalidInputError(
            "until_day",
            f"Đến ngày {day_text(draft.until_day)} đứng trước từ ngày {day_text(draft.from_day)}. "
            "Hãy xem lại hai ngày này.",
        )
    return code, Expectation(name=name, from_day=draft.from_day, until_day=draft.until_day)


def _record(work: Work, code: str, said: Expectation, *, is_listed: bool) -> None:
    work.session.add(
        ExpectedUnit(
            unit_id=work.actor.office_id,
            code=code,
            name=said.name,
            from_day=said.from_day,
            until_day=said.until_day,
            is_listed=is_listed,
            recorded_at=work.now,
            recorded_by=work.actor.officer_id,
        )
    )
    work.session.flush()


def _lines(reading: Reading) -> tuple[ExpectedLine, ...]:
    listed, keyed = listed_in(reading), keyed_in(reading)
    today = local_date(reading.now)
    have_keys = {code for unit in keyed if unit.is_due for code in unit.codes}
    lines = [_listed(code, said, today, has_key=code in have_keys) for code, said in listed.items()]
    lines += [
        ExpectedLine(code=unit.code, name=unit.name, has_key=True, is_expected=True)
        for unit in keyed
        if unit.is_due and not listed.keys() & set(unit.codes)
    ]
    return tuple(sorted(lines, key=lambda line: (line.name, line.code)))


def _listed(code: str, said: Expectation, today: date, *, has_key: bool) -> ExpectedLine:
    return ExpectedLine(
        code=code,
        name=said.name,
        has_key=has_key,
        is_expected=said.covers(today),
        from_day=said.from_day,
        until_day=said.until_day,
    )
