"""Which agency a published text means: one name out of a list, or none out of a paragraph."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.office import Unit
from app.text import fold
from app.vocabulary.office import Level, UnitKind

_LIMIT = 300
# A comma parts two agencies only where the next words begin one, unlike "các tỉnh, thành phố".
_PARTING = re.compile(
    r"\s*[,;]\s*(?=(?:Sở|Công an|Cục|Chi cục|Ủy ban|Uỷ ban|UBND|Chủ tịch|Văn phòng|Chi nhánh|Ngân "
    r"hàng|Thuế|Bộ|Phòng|Cơ quan|Kho bạc|Bảo hiểm|Hải quan|Tòa|Trung tâm|Ban|Viện|Trường|Đồn|"
    r"Cảng|Tổng cục|Thanh tra|Hội đồng|Công đoàn|Liên đoàn|Đơn vị|Tổ chức)\b)"
)
_CENTRAL = ("bo ", "cuc ", "tong cuc", "chu tich nuoc", "thu tuong", "chinh phu", "ngan hang nha")


def deciding_agency(text: str) -> str:
    """Return the first agency a counter can hand paper to; empty for a paragraph or nothing.

    Central bodies are named along with local ones; they are chosen only where no other is.
    """
    names = [name.strip(" .,;") for name in _PARTING.split(text)]
    fitting = [name for name in names if name and len(name) <= _LIMIT]
    local = [name for name in fitting if not fold(name).startswith(_CENTRAL)]
    return next(iter(local or fitting), "")


def named_agencies(text: str) -> tuple[str, ...]:
    """Return the agencies that a text names one after the other."""
    return tuple(name for part in _PARTING.split(text) if (name := part.strip(" .,;")))


def same_agency(name: str) -> str:
    """Return what two spellings of one agency have in common (Uỷ ban, Ủy ban; a final stop)."""
    return fold(name).strip(" .,;")


def short_code(name: str) -> str:
    """Return a code for an agency that has none: its words' initials, abbreviations whole.

    "Sở Tư pháp" gives STP, "UBND cấp xã" gives UBNDCX.
    """
    parts = re.findall(r"[^\W_]+", name)
    letters = (fold(part if part.isupper() else part[0]) for part in parts)
    plain = "".join(re.findall(r"[a-z0-9]", "".join(letters)))
    return plain[:12].upper() or "CQ"


# Agencies by code or name while procedures are stored: known ones found, missing ones added.


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as the catalogue knows it now."""

    unit_id: int
    code: str
    name: str


class AgencyBook:
    """The agencies of one transaction. An ended name leads to its successor."""

    def __init__(self, session: Session, today: date) -> None:
        self._session = session
        self._today = today
        self._codes: set[str] = set()
        self._by_code: dict[str, Agency] = {}
        self._by_name: dict[str, Agency] = {}
        self.added: list[str] = []
        self._load()

    def find(self, name: str, code: str = "") -> Agency | None:
        """Return the agency in force with `code`, else with `name`."""
        by_code = self._by_code.get(code) if code else None
        return by_code or self._by_name.get(same_agency(name))

    def find_or_add(self, name: str, code: str, level: Level) -> Agency | None:
        """Return the agency, adding a missing one; None where neither name nor code is given."""
        found = self.find(name, code)
        if found or not name:
            return found
        return self.add(name, code, level)

    def add(self, name: str, code: str, level: Level) -> Agency:
        """Add an agency in force from today, under `code` or one made of its initials."""
        unit = Unit(
            kind=UnitKind.AGENCY,
            level=level,
            code=self._free_code(code or short_code(name)),
            name=name,
            valid_from=self._today,
        )
        self._session.add(unit)
        self._session.flush()
        self.added.append(name)
        self._codes.add(unit.code)
        return self._put(Agency(unit.id, unit.code, unit.name))

    def is_taken(self, code: str) -> bool:
        """Say whether any unit, ended ones too, has `code`."""
        return code in self._codes

    def _load(self) -> None:
        units = self._session.execute(
            select(
                Unit.id, Unit.kind, Unit.code, Unit.name, Unit.valid_to, Unit.successor_id
            ).order_by(Unit.id)
        ).all()
        self._codes = {unit.code for unit in units}
        successors = {unit.id: unit.successor_id for unit in units}
        agencies = [unit for unit in units if unit.kind is UnitKind.AGENCY]
        living = {
            unit.id: self._put(Agency(unit.id, unit.code, unit.name))
            for unit in agencies
            if unit.valid_to is None
        }
        for unit in agencies:
            heir = living.get(_last(unit.id, successors))
            if unit.valid_to is not None and heir is not None:
                self._by_name.setdefault(same_agency(unit.name), heir)
                self._by_code.setdefault(unit.code, heir)

    def _put(self, agency: Agency) -> Agency:
        self._by_code[agency.code] = agency
        self._by_name.setdefault(same_agency(agency.name), agency)
        return agency

    def _free_code(self, wanted: str) -> str:
        code, number = wanted, 1
        while code in self._codes:
            number += 1
            code = f"{wanted}{number}"
        return code


def _last(unit_id: int, successors: dict[int, int | None]) -> int:
    """Return the end of a chain of successors."""
    seen = {unit_id}
    current = unit_id
    while (heir := successors.get(current)) is not None and heir not in seen:
        seen.add(heir)
        current = heir
    return current
