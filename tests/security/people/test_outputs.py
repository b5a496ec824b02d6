"""Every output × every role: what of a person's numbers and addresses can be read in it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import pytest

from app.commands.show import document
from app.errors import NotAllowedError, UserError
from app.outputs import OutputPlace
from app.reports.book import ExportHead
from app.reports.cash_export import money_bytes
from app.reports.custody_xlsx import custody_xlsx
from app.reports.export import summary_bytes
from app.reports.formats import ExportFormat
from app.reports.petitions_xlsx import petitions_xlsx
from app.reports.portal import portal_json, portal_xlsx
from app.reports.register_book_export import register_book_bytes
from app.reports.worklist_xlsx import work_xlsx
from app.services.ledger.records import Actor
from app.services.ledger.visibility import Masks, PersonalFact
from app.services.petitions.records import PetitionFilter
from app.services.privacy import Disclosure, Exported, disclosure_subject
from app.vocabulary.people import GuardedAct
from tests.security.people.conftest import Town
from tests.security.people.people import FACTS, Told, text_of
from tests.services.store_builders import GOOD_PASSWORD, MONDAY_MORNING

_DAY: Final = date(2026, 11, 23)
_NOTHING: Final[frozenset[str]] = frozenset()
_ALL: Final = frozenset(FACTS)
_HEAD: Final = ExportHead(unit_name="Đơn vị", made_at=MONDAY_MORNING)
_WHO: Final = ("officer", "supervisor", "administrator", "agency", "other agency", "console")

Output = Callable[[Town, Actor], bytes]


def _said(value: object) -> bytes:
    return msgspec.json.encode(value)


def _register(fmt: ExportFormat, town: Town, who: Actor) -> bytes:
    return register_book_bytes(town.desk.register_book.of_period(who, _DAY, _DAY), fmt)


def _summary(fmt: ExportFormat, town: Town, who: Actor) -> bytes:
    return summary_bytes(town.desk.summaries.of_period(who, _DAY, _DAY), fmt)


def _cash(fmt: ExportFormat, town: Town, who: Actor) -> bytes:
    return money_bytes(town.desk.cash.of_day(who, _DAY), fmt)


def _portal(town: Town, who: Actor) -> bytes:
    return portal_json(town.desk.portal.of_period(who, _DAY, _DAY))


def _portal_book(town: Town, who: Actor) -> bytes:
    return portal_xlsx(town.desk.portal.of_period(who, _DAY, _DAY), MONDAY_MORNING)


def _work(town: Town, who: Actor) -> bytes:
    return work_xlsx(town.desk.work_list.of(who, 100), _HEAD)


def _custody(town: Town, who: Actor) -> bytes:
    return custody_xlsx(town.desk.custody_board.view(who, 5), _HEAD)


def _petition_book(town: Town, who: Actor) -> bytes:
    rows = town.desk.petitions.list(who, PetitionFilter()).rows
    return petitions_xlsx(rows, _HEAD)


def _shown(town: Town, who: Actor) -> bytes:
    return _said(document(town.desk.tracking.one(who, town.open_code)))


MASKED: Final[Mapping[str, Output]] = {
    "newest": lambda town, who: _said(town.desk.tracking.newest(who)),
    "overdue": lambda town, who: _said(town.desk.tracking.overdue(who)),
    "search by name": lambda town, who: _said(town.desk.search.find(who, "nguyen thi anh")),
    "search by number": lambda town, who: _said(town.desk.search.find(who, "072185001234")),
    "search by telephone": lambda town, who: _said(town.desk.search.find(who, "0912345678")),
    "waiting for return": lambda town, who: _said(town.desk.returning.waiting(who)),
    "form book": lambda town, who: _said(
        town.desk.form_book.of_period(who, None, _DAY, _DAY, "nguyen")
    ),
    "figure behind": lambda town, who: _said(
        town.desk.summaries.rows_behind(who, _DAY, _DAY, "received")
    ),
    "work list": lambda town, who: _said(town.desk.work_list.of(who, 100)),
    "work list XLSX": _work,
    "custody XLSX": _custody,
    "show --json of the console": lambda town, _who: _shown(town, town["console"]),
    "petitions": lambda town, who: _said(town.desk.petitions.list(who, PetitionFilter())),
    "petitions XLSX": _petition_book,
    "petitions by number": lambda town, who: _said(
        town.desk.petitions.list(who, PetitionFilter(text="0912345678"))
    ),
    "portal JSON": _portal,
    "portal XLSX": _portal_book,
    **{f"register {fmt}": partial(_register, fmt) for fmt in (ExportFormat.XLSX, ExportFormat.PDF)},
    **{f"summary {fmt}": partial(_summary, fmt) for fmt in ExportFormat},
    **{
        f"cash {fmt}": partial(_cash, fmt)
        for fmt in (ExportFormat.JSON, ExportFormat.XLSX, ExportFormat.PDF)
    },
}
"""Lists and files: nobody reads a number or an address in them, whoever asks."""


@pytest.mark.parametrize("output", MASKED)
def test_row_25_lists_and_files_hide_people_s_numbers_from_everybody(
    shared_town: Town, output: str
) -> None:
    read = 0
    for who in _WHO:
        try:
            told = Told(text_of(MASKED[output](shared_town, shared_town[who])))
        except NotAllowedError:
            continue
        read += 1
        assert told.facts == _NOTHING, (who, told.facts)
    assert read, "nobody was let in, so nothing was tried"


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("officer", _ALL),
        ("supervisor", _ALL),
        ("administrator", _NOTHING),
        ("agency", _ALL),
        ("console", _NOTHING),
    ],
)
def test_row_25_one_dossier_shows_its_people_to_whom_it_concerns(
    shared_town: Town, who: str, seen: frozenset[str]
) -> None:
    view = shared_town.desk.tracking.one(shared_town[who], shared_town.open_code)
    assert Told(_said(view).decode()).facts == seen
    assert view.is_masked is (seen == _NOTHING)


def test_row_25_a_foreign_dossier_hides_its_people_and_offers_no_act(shared_town: Town) -> None:
    why = "Phối hợp trả lời đơn"
    view = shared_town.desk.tracking.open_foreign(
        shared_town["other agency"], shared_town.open_code, why
    )
    assert Told(_said(view).decode()).facts == _NOTHING
    assert (view.is_foreign, view.actions) == (True, ())


def disclosed(town: Town, who: Actor, what: Exported) -> Disclosure:
    subject = disclosure_subject(what, _DAY, _DAY)
    approval = town.desk.approvals.again(who, GOOD_PASSWORD, GuardedAct.EXPORT_UNMASKED, subject)
    return Disclosure("Nộp lưu trữ theo Kế hoạch 12/KH-UBND", approval)


@pytest.mark.parametrize("who", ["supervisor", "administrator"])
def test_row_22_a_reason_and_the_own_password_take_everything_out_and_are_logged(
    shared_town: Town, who: str
) -> None:
    actor, desk = shared_town[who], shared_town.desk
    book = desk.register_book.of_period(
        actor, _DAY, _DAY, disclosed(shared_town, actor, Exported.REGISTER)
    )
    sheet = Told(text_of(register_book_bytes(book, ExportFormat.XLSX)))
    assert sheet.facts == {"phone", "address"}
    assert "được che" not in sheet.text
    data = desk.portal.of_period(actor, _DAY, _DAY, disclosed(shared_town, actor, Exported.PORTAL))
    assert Told(text_of(portal_json(data))).facts == {"id", "phone", "email"}
    first, second = desk.privacy_log.disclosures(actor)[:2]
    assert (first.what, first.lines, first.login) == (Exported.PORTAL, 2, actor.login)
    assert (second.what, second.lines, second.first_day) == (Exported.REGISTER, 2, _DAY)
    assert first.reason == "Nộp lưu trữ theo Kế hoạch 12/KH-UBND"


@pytest.mark.parametrize("what", list(Exported))
@pytest.mark.parametrize("why", ["no approval", "other period", "other actor", "used", "no reason"])
def test_row_22_without_all_it_takes_nothing_is_taken_out(
    shared_town: Town, tmp_path: Path, what: Exported, why: str
) -> None:
    actor, desk = shared_town["supervisor"], shared_town.desk

    def extract(who: Actor, first: date, last: date, told: Disclosure) -> object:
        return desk.log_extracts.write(who, first, last, OutputPlace(tmp_path / "nhat-ky.db"), told)

    exports: dict[Exported, Callable[[Actor, date, date, Disclosure], object]] = {
        Exported.REGISTER: desk.register_book.of_period,
        Exported.PORTAL: desk.portal.of_period,
        Exported.LOG: extract,
    }
    export = exports[what]
    given = disclosed(shared_town, actor, what)
    days = (_DAY, _DAY)
    if why == "no approval":
        given = Disclosure(given.reason, 999)
    elif why == "other period":
        days = (date(2026, 11, 1), _DAY)
    elif why == "other actor":
        actor = shared_town["administrator"]
    elif why == "no reason":
        given = Disclosure("  ", given.approval_id)
    else:
        export(actor, *days, given)
    before = len(desk.privacy_log.disclosures(actor))
    with pytest.raises(UserError):
        export(actor, *days, given)
    assert len(desk.privacy_log.disclosures(actor)) == before


@pytest.mark.parametrize("who", ["officer", "agency", "console"])
def test_row_22_who_may_not_see_figures_gets_no_unmasked_file(shared_town: Town, who: str) -> None:
    with pytest.raises(NotAllowedError):
        shared_town.desk.register_book.of_period(
            shared_town[who], _DAY, _DAY, Disclosure("Nộp lưu trữ", 1)
        )


@pytest.mark.parametrize(
    ("where", "output", "read"),
    [
        ("app.services.dossiers.listing.ROWS", "newest", {"id"}),
        ("app.services.figures.register.ROWS", "summary xlsx", {"id"}),
        ("app.services.privacy.EXPORTS", "register pdf", {"phone", "address"}),
        ("app.services.privacy.EXPORTS", "portal JSON", {"id", "phone", "email"}),
    ],
)
def test_row_25_is_seen_to_fail(
    town: Town, where: str, output: str, read: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, Masks(frozenset(PersonalFact)))
    told = Told(text_of(MASKED[output](town, town["supervisor"])))
    assert told.facts == read
