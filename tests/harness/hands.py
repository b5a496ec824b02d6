"""Whoever works in a town: what is sent on the way, and what a service has acknowledged.

A flow yields after each act that its service has acknowledged. It asks for a draft's registration
through `Hands.submit`, so that whoever watches knows what was on the way.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import RuleBrokenError
from app.services.dossiers.decision import Decision
from app.vocabulary.dossiers import Action
from app.vocabulary.people import GuardedAct
from tests.harness.town import SUPERVISOR, Town
from tests.services.store_builders import GOOD_PASSWORD

_PATIENCE_S = 30
_REASONS = ("Thiếu giấy tờ theo quy định",)


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was acknowledged, and what must be true of it for ever.

    `codes` are dossiers by draft id; `draft` a saved form by its id, and its letters; `scans` the
    hashes of kept scans; `paths` files within the town by the hash of their content; `setting` is
    what this desk's settings say from now on, and later ones are greater.
    """

    act: str
    codes: tuple[tuple[str, str], ...] = ()
    draft: tuple[str, str] | None = None
    scans: tuple[str, ...] = ()
    paths: tuple[tuple[str, str], ...] = ()
    setting: int = 0


Flow = Callable[["Hands"], Iterator[Done]]


@dataclass(slots=True)
class Hands:
    """Whoever works in the town: fresh draft ids, and a word before each form is sent."""

    town: Town
    new_id: Callable[[], str]
    announce: Callable[[str, str], None]

    def submit(self, how: str = "register", draft: str = "") -> Done:
        """Send a form as `how`, having said so before; the same id sends the same form."""
        draft = draft or self.new_id()
        self.announce(draft, how)
        return Done(how, codes=((draft, SUBMITTING[how](self.town, draft)),))

    def received(self) -> str:
        """Register a dossier without more ado and return its code."""
        return self.submit().codes[0][1]

    def decide(self, code: str, action: Action, **said: Any) -> Done:
        """Take a decision on a dossier."""
        self.town.desk.decisions.decide(self.town.admin, code, action, Decision(**said))
        return Done(action.value)

    def approved(self, act: GuardedAct, subject: str) -> int:
        """Let the supervisor approve an act of the administrator.

        Lives that were killed over a password have each counted as a wrong one: the account may
        have to be waited for, as a person would.
        """
        for _second in range(_PATIENCE_S):
            try:
                return self._approve(act, subject)
            except RuleBrokenError as refusal:
                if "tạm dừng" not in refusal.message:
                    raise
                time.sleep(1)
        return self._approve(act, subject)

    def _approve(self, act: GuardedAct, subject: str) -> int:
        return self.town.desk.approvals.by_second(
            self.town.admin, SUPERVISOR, GOOD_PASSWORD, act, subject
        )

    def file(self, path: Path) -> tuple[str, str]:
        """Return a file that lies in the town, as an act says that it does."""
        return (
            str(path.relative_to(self.town.folder)),
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )


def _register(town: Town, draft: str) -> str:
    return town.desk.intake.register(town.admin, town.typed(draft)).code


def _refuse(town: Town, draft: str) -> str:
    typed = town.typed(draft)
    return town.desk.refusing.refuse(town.admin, typed, _REASONS, "NĐ 118/2025/NĐ-CP").code


def _serve(town: Town, draft: str) -> str:
    typed = town.typed(draft, town.facts.same_day_case)
    served = town.desk.same_day.receive_and_finish(town.admin, typed, document_number="9/CT")
    return served.registered.code


SUBMITTING: Mapping[str, Callable[[Town, str], str]] = {
    "register": _register,
    "refuse": _refuse,
    "serve": _serve,
}


def require(holds: bool, message: str) -> None:
    """Raise AssertionError where something that a flow rests on does not hold."""
    if not holds:
        raise AssertionError(message)


def online_file(codes: Iterable[str]) -> bytes:
    """Return a file of the portal with new dossiers of these codes."""
    said = {
        "MaTTHC": "1.000001",
        "ChuHoSo": "Trần Văn Bình",
        "LoaiDoiTuong": 0,
        "MaDoiTuong": "072185001234",
        "SoDienThoai": "0912345678",
        "TrichYeuHoSo": "Đăng ký thử",
        "NgayTiepNhan": "20261120081500",
        "TrangThaiHoSo": 1,
        "HinhThuc": 2,
    }
    dossiers = [{"MaHoSo": code, **said} for code in codes]
    return json.dumps({"DongBoHoSoMC": dossiers}).encode()
