"""Every field of every form, straight at the services: no window stands in between."""

import inspect
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.services.dossiers.acts import ACTS
from app.vocabulary.forms import FormKind
from app.vocabulary.reports import RegisterKind
from tests.harness.command_recipes.commands import service_kinds
from tests.harness.fuzzing.entry import AtDesk
from tests.harness.fuzzing.odd import chances
from tests.harness.fuzzing.samples import GIVEN, RECORDS
from tests.harness.fuzzing.values import UnknownTypeError, Values, asked_by
from tests.harness.fuzzing.world import EVERYTHING, World
from tests.harness.register_entries import TYPED
from tests.services.store_builders import GOOD_PASSWORD

_NOT_TYPED: Final = frozenset(
    "store_keys audit backups file_folder database catalogue_import.load_starter".split()
)
"""Services and methods that no field says anything to."""


@dataclass(frozen=True, slots=True)
class Call:
    """One method of a desk's service, who calls it, and with what."""

    service: str
    method: str
    is_agency: bool
    words: Mapping[str, Any]

    def __repr__(self) -> str:
        """Name the method first: a report shows only the beginning."""
        return f"{self.service}.{self.method}({self.words!r}, is_agency={self.is_agency})"


class FieldValues(AtDesk[Call]):
    """Calls any method of any service that takes what somebody has typed or chosen."""

    tenth = 2_500
    batch = 300  # each call may end what the next one needs

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.values = Values(_known(self.world), RECORDS, {"given": GIVEN})

    def make(self, chance: random.Random) -> Call:
        service, method, words = chance.choice(methods())
        return Call(
            service,
            method,
            chance.random() < 0.1,
            {name: self.values.of(hint, name, chance) for name, hint in words.items()},
        )

    def feed(self, made: Call) -> None:
        at = self.world
        act = getattr(getattr(at.desk, made.service), made.method)
        takes = inspect.signature(act).parameters
        actor = at.agency_officer if made.is_agency else at.officer
        answer = act(**({"actor": actor} if "actor" in takes else {}), **made.words)
        if inspect.isgenerator(answer):
            list(answer)


@cache
def methods() -> Sequence[tuple[str, str, Mapping[str, Any]]]:
    """Return every method of a desk that takes words: service, name, and the words' types."""
    found = []
    for at, service in service_kinds().items():
        for name, method in inspect.getmembers(service, inspect.isfunction):
            if name.startswith("_") or {at, f"{at}.{name}"} & _NOT_TYPED:
                continue
            words = asked_by(method)
            if words and _can_be_made(words):
                found.append((at, name, words))
    return tuple(found)


def _can_be_made(words: Mapping[str, Any]) -> bool:
    values = Values({"": ("x",)})
    try:
        for name, hint in words.items():
            for number in range(20):
                values.of(hint, name, chances(number))
    except UnknownTypeError:
        return False
    return True


def _known(world: World) -> dict[str, Sequence[Any]]:
    """Return what means something at this desk, by the name of the field that asks for it."""
    ids = range(1, 15)
    return {
        "": ("", "Nguyễn Thị Ánh", "Thử", "vì lý do ấy", "0912345678", "12/QĐ-UBND"),
        "name": ("Trần Văn Bình", "Tờ khai đăng ký", "Quầy 2"),
        "code": (*world.codes, *world.codes, "1.000001", "PKT"),
        "codes": (*world.codes, *("1.000001",) * len(world.codes)),
        "text": (*world.codes, *world.payloads, "Nguyễn"),
        "payload": (*world.payloads, *_slips(world) * len(world.payloads)),
        "number": (*world.numbers, "RA123456785VN"),
        "waybill": ("RA123456785VN",),
        "carrier": ("Bưu điện Việt Nam",),
        "id_number": ("072185001234", "079185001235", ""),
        "owner_id": ("072185001234", ""),
        "phone": ("0912345678", ""),
        "email": ("binh@example.vn", ""),
        "birth": ("15/03/1985", "1985", ""),
        "login": (EVERYTHING, "kinhte", "quanly", "moi.nguoi"),
        "password": (GOOD_PASSWORD, "mật khẩu rất là dài 12"),
        "old": (GOOD_PASSWORD,),
        "new": ("mật khẩu rất là dài 12",),
        "draft_id": ("nháp-1", "nháp-2", "nháp-3"),
        "case_id": (1, 1, 1, 2),
        "procedure_id": (1, 2),
        "officer_id": (2, 3, 4),
        "set_count": (1, 2),
        "fee_vnd": (0, 50_000),
        "paid_vnd": (0, 20_000),
        "amount_vnd": (1_000, 20_000),
        "year": (2026,),
        "quarter": (1, 4),
        "limit": (0, 1, 20, 500),
        "action": tuple(ACTS),
        "copy_no": (1, 2),
        "given": (*TYPED[RegisterKind.ACTIVITIES], "10/11/2026", "12/2026", "12", "Có", "training"),
        "version": (1, 1, 2),
        "based_on": (1, 1, 2),
        "key": ("2026-Q3", "2026-Q4", "2026", "2026-11-20..2026-11-23"),
        "figure": ("received", "open", "ended"),
        "answer_id": tuple(f"câu trả lời {number}" for number in range(20)),
        "petition_id": (1, 1, 1, 2, 3),
        "decision_id": (1, 1, 2),
        "task_id": (1, 1, 2),
        "rating_id": (1, 1, 2),
        "last_day": ("31/12/2026",),
        "done_on": ("20/11/2026",),
        **{name: tuple(ids) for name in _IDS},
    }


def _slips(world: World) -> tuple[str, ...]:
    return tuple(form.payload for form in world.forms if form.kind is FormKind.RATING_SLIP)


_IDS: Final = (
    *("to_id", "agency_id", "into_id", "counter_id", "reason_id", "form_id", "job_id", "key_id"),
    *("attachment_id", "approval_id", "stand_in_id", "competent_id", "unit_id", "to_unit_id"),
)
