"""What the portal is told of a dossier is what happened to it, in the portal's own codes."""

import io
from datetime import timedelta

import openpyxl
import pytest

from app.clock import local_date
from app.errors import InvalidInputError
from app.reports.portal import portal_json, portal_xlsx
from app.services.portal.records import CHANNELS, PERSON_KINDS, PortalSet, portal_time
from app.vocabulary.dossiers import Action, Channel, Outcome
from app.vocabulary.people import PersonKind
from tests.services.desk_builders import Counter


def _set_of_today(counter: Counter) -> PortalSet:
    today = local_date(counter.time.now)
    return counter.portal.of_period(counter.admin, today, today)


def _decide(counter: Counter, code: str, action: Action, **said: object) -> None:
    counter.time.advance(timedelta(minutes=10))
    counter.decide(code, action, **said)


def test_a_dossier_that_waited_and_came_back_is_told_whole(counter: Counter) -> None:
    code = counter.code()
    asked_at = counter.time.now + timedelta(minutes=10)
    _decide(counter, code, Action.ASK_SUPPLEMENT, items=("Thiếu bản chính",))
    waiting = _set_of_today(counter).dossiers[0]
    assert waiting.TrangThaiHoSo == 5
    (request,) = waiting.DanhSachHoSoBoSung
    assert (request.NoiDungBoSung, request.TrangThaiBoSung) == ("Thiếu bản chính", 0)
    assert (request.NguoiYeuCauBoSung, request.NgayBoSung) == (
        counter.officer.name,
        portal_time(asked_at),
    )
    assert (request.NguoiTiepNhanBoSung, request.NgayHenTraMoi) == ("", "")
    _decide(counter, code, Action.SUPPLEMENT_IN)
    (request,) = _set_of_today(counter).dossiers[0].DanhSachHoSoBoSung
    assert request.TrangThaiBoSung == 1
    assert request.NguoiTiepNhanBoSung == counter.officer.name
    assert request.NgayHenTraMoi >= request.NgayHenTraTruoc


def test_an_ended_dossier_has_its_result_and_its_end(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])
    counter.time.advance(timedelta(minutes=30))
    _decide(counter, code, Action.RESOLVE, outcome=Outcome.GRANTED, document_number="7/QĐ")
    told = _set_of_today(counter)
    (dossier,) = told.dossiers
    assert (dossier.MaHoSo, dossier.TrangThaiHoSo) == (code, 9)
    assert dossier.NgayKetThucXuLy == portal_time(counter.time.now)
    assert dossier.DanhSachGiayToKetQua[0].MaGiayToKetQua == "7/QĐ"
    assert (dossier.NgayTra, dossier.ThongTinTra) == ("", "")
    steps = [step for step in told.progress if step.MaHoSo == code]
    assert [step.TrangThai for step in steps] == [2, 2, 4, 9]
    assert steps[2].NguoiXuLy == counter.economy_officer.name
    assert [step.ThoiDiemXuLy for step in steps] == sorted(step.ThoiDiemXuLy for step in steps)


def test_only_what_changed_in_the_period_is_told(counter: Counter) -> None:
    old = counter.code()
    counter.time.advance(timedelta(days=3))
    new = counter.code()
    assert [dossier.MaHoSo for dossier in _set_of_today(counter).dossiers] == [new]
    _decide(counter, old, Action.WITHDRAW, note="theo đơn")
    told = {dossier.MaHoSo: dossier.TrangThaiHoSo for dossier in _set_of_today(counter).dossiers}
    assert told == {new: 2, old: 7}


def test_every_code_of_ours_has_the_portal_s() -> None:
    assert set(CHANNELS) == set(Channel)
    assert sorted(CHANNELS.values()) == [1, 2, 3]
    assert set(PERSON_KINDS) == set(PersonKind)
    assert set(PERSON_KINDS.values()) == {0, 1, 2}


def test_bad_periods_are_refused(counter: Counter) -> None:
    today = local_date(counter.time.now)
    portal = counter.portal
    with pytest.raises(InvalidInputError):
        portal.of_period(counter.admin, today, today - timedelta(days=1))


def test_the_workbook_says_what_the_document_says(counter: Counter) -> None:
    codes = [counter.code(), counter.code()]
    told = _set_of_today(counter)
    book = openpyxl.load_workbook(io.BytesIO(portal_xlsx(told, counter.time.now)))
    rows = list(book["Hồ sơ"].iter_rows(values_only=True))
    assert rows[0][0] == "MaHoSo"
    assert [row[0] for row in rows[1:]] == codes
    document = portal_json(told).decode()
    assert '"DongBoHoSoMC"' in document
    assert all(code in document for code in codes)
    papers = list(book["Tài liệu nộp"].iter_rows(values_only=True))
    assert len(papers) - 1 == sum(len(dossier.TaiLieuNop) for dossier in told.dossiers) > 0


def test_an_empty_period_says_so(counter: Counter) -> None:
    told = _set_of_today(counter)
    assert told.dossiers == ()
    book = openpyxl.load_workbook(io.BytesIO(portal_xlsx(told, counter.time.now)))
    assert book["Hồ sơ"]["A1"].value == "Kỳ này không có dòng nào."
