"""Audit and verifier hold the office's keys and certificates against what is kept elsewhere."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import InvalidInputError
from app.models.forms import OfficeKey
from app.models.log_extract import write_log_extract
from app.outputs import GuardedPlaces, OutputPlace, Outputs
from app.reports.audit_kit import write_kit
from app.services.audit.office_keys import read_office_keys
from app.services.audit.records import AuditReport, Given
from app.services.exchange.key_card import KeyCard
from app.services.forms.certificate_checks import certificate_problems
from app.services.forms.certificates import certified_bytes
from app.services.forms.keys import KeyFolder, SigningKey
from app.vocabulary.people import GuardedAct, Role
from tests.services.audit_builders import MONDAY, an_audit, audited
from tests.services.desk_builders import Counter
from tests.services.exchange_builders import another_station
from tests.services.store_builders import GOOD_PASSWORD, an_actor
from tests.services.touching import Plant, plant, plant_unseen, sql
from verifier.chain import UnusableError, Verdict
from verifier.office_keys import read_wanted
from verifier.whole import verify_store


@pytest.fixture
def certified(counter: Counter) -> Counter:
    """An office with its key, its one station certified."""
    counter.office_keys.make(counter.admin)
    an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    return counter


def _office_key(counter: Counter, key_id: int = 1) -> SigningKey:
    key = KeyFolder(counter.folder / "keys").office.load(key_id)
    assert key is not None
    return key


def _replace(counter: Counter) -> None:
    state = counter.office_keys.state(counter.admin)
    assert state is not None
    given = counter.approvals.by_second(
        counter.admin, "phutrach", GOOD_PASSWORD, GuardedAct.RENEW_OFFICE_KEY, state.subject
    )
    counter.office_keys.replace(counter.admin, given, "Máy giữ khóa đã mất")


def _both(counter: Counter, *words: str) -> tuple[AuditReport, Verdict]:
    """Let audit and verifier judge the store with office keys kept elsewhere; they must agree."""
    keys = dict(an_audit(counter).kit(counter.admin).keys)
    report = audited(counter, Given(office_keys=tuple(read_office_keys(words))))
    path = counter.folder / "kiem.db"
    with counter.database.read() as session:
        write_log_extract(session.connection(), OutputPlace(path))
    verdict = verify_store(path, keys, (), (), list(read_wanted(words)))
    assert report.exit_code == verdict.exit_code, (report.problems, verdict.problems)
    return report, verdict


def _said(report: AuditReport, verdict: Verdict) -> tuple[str, str]:
    return (
        "\n".join(problem.message for problem in report.problems),
        "\n".join(problem[0] for problem in verdict.problems),
    )


def test_certified_stations_are_no_word_and_others_a_note(
    certified: Counter, tmp_path: Path
) -> None:
    report, verdict = _both(certified)
    assert (report.notes, verdict.notes, report.problems) == ((), [], ())
    other = another_station(certified, tmp_path / "máy 2")
    report, verdict = _both(certified)
    note = f"Khóa ký số {other.key_id} (Máy 2) chưa được khóa đơn vị chứng nhận."
    assert (list(report.notes), verdict.notes) == ([note], [note])
    assert (report.exit_code, verdict.exit_code) == (0, 0)


def test_an_office_without_a_key_is_told_nothing(counter: Counter) -> None:
    report, verdict = _both(counter)
    assert (report.notes, verdict.notes) == ((), [])


def test_a_rogue_station_key_is_named(certified: Counter) -> None:
    plant_unseen(
        certified.database,
        sql(
            "INSERT INTO public_keys (key_id, unit_id, public_key, station, made_at, end_reason) "  # noqa: S608
            f"SELECT 9, unit_id, '{'ab' * 32}', 'Máy 9', made_at, '' FROM public_keys"
        ),
    )
    report, verdict = _both(certified)
    for said in _said(report, verdict):
        assert "Khóa công khai (mã 9) không do việc nào trong nhật ký ghi vào" in said
    for notes in (report.notes, verdict.notes):
        assert any("Khóa ký số 9 (Máy 9) chưa được khóa đơn vị chứng nhận" in one for one in notes)


# A store whose log was made to commit to each: rows alone then tell nothing.


def _resigned(counter: Counter, code: str, public_key: str) -> str:
    with counter.database.read() as session:
        at = session.scalars(select(OfficeKey.made_at)).one()
    signed = certified_bytes(code, public_key, counter.signing_key.key_id, at)
    return _office_key(counter).sign(signed).hex()


def _other_key(counter: Counter) -> Plant:
    said = _resigned(counter, counter.office.facts(counter.admin).code, "ab" * 32)
    return sql(f"UPDATE station_certificates SET signature = '{said}'")  # noqa: S608


def _other_code(counter: Counter) -> Plant:
    said = _resigned(counter, "000.00.99.H53", counter.signing_key.public_key.hex())
    return sql(
        "UPDATE station_certificates SET unit_code = '000.00.99.H53', "  # noqa: S608
        f"signature = '{said}'"
    )


_FAULTS: dict[str, tuple[Callable[[Counter], Plant], str]] = {
    "signature": (
        lambda _counter: sql(f"UPDATE station_certificates SET signature = '{'0' * 128}'"),  # noqa: S608
        "chữ ký không đúng",
    ),
    "another key": (
        _other_key,
        "chữ ký không đúng",
    ),
    "another key in the store": (
        lambda _counter: sql(f"UPDATE public_keys SET public_key = '{'ab' * 32}'"),  # noqa: S608
        "chữ ký không đúng",
    ),
    "another office key": (
        lambda _counter: sql(f"UPDATE office_keys SET public_key = '{'cd' * 32}'"),  # noqa: S608
        "chữ ký không đúng",
    ),
    "tampered moment": (
        lambda _counter: sql(
            "UPDATE station_certificates SET issued_at = '2026-11-22 02:00:00.000000'"
        ),
        "chữ ký không đúng",
    ),
    "another code": (_other_code, "thuộc đơn vị khác"),
    "after the office key's end": (
        lambda _counter: sql(
            "UPDATE office_keys SET made_at = '2026-11-20 02:00:00.000000', "
            "ended_at = '2026-11-22 02:00:00.000000', end_reason = 'x'"
        ),
        "lập ngoài thời gian dùng khóa đơn vị đó",
    ),
    "before the office key": (
        lambda _counter: sql("UPDATE office_keys SET made_at = '2027-01-01 00:00:00.000000'"),
        "lập ngoài thời gian dùng khóa đơn vị đó",
    ),
}


@pytest.mark.parametrize("name", _FAULTS)
def test_a_certificate_that_proves_nothing_is_a_problem_to_both(
    certified: Counter, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch, expected = _FAULTS[name]
    plant(certified.database, touch(certified))
    report, verdict = _both(certified)
    sentence = f"Chứng nhận của khóa đơn vị số 1 cho khóa ký số 1: {expected}."
    for said in _said(report, verdict):
        assert sentence in said
    monkeypatch.setattr("app.services.audit.audit.certificate_problems", lambda _session: iter(()))
    monkeypatch.setattr("verifier.office_keys.judged", lambda _line: iter(()))
    for said in _said(*_both(certified)):
        assert sentence not in said, "nothing else finds it"
    with certified.database.read() as session:
        assert list(certificate_problems(session)) == [sentence], "and the check tells it too"


def test_an_older_office_key_s_certificates_stay_good(certified: Counter) -> None:
    certified.time.advance(timedelta(hours=1))
    _replace(certified)
    report, verdict = _both(certified)
    assert (report.problems, report.notes, verdict.notes) == ((), (), [])


# An office key kept elsewhere.


def _card(counter: Counter) -> KeyCard:
    card = counter.peers.office_card(counter.admin)
    assert card is not None
    return card


def test_digits_and_card_tell_which_stations_are_certified(
    certified: Counter, tmp_path: Path
) -> None:
    other, card = another_station(certified, tmp_path / "máy 2"), _card(certified)
    for words, named in ((card.fingerprint, "Dấu vân tay"), (card.payload, "Thẻ khóa")):
        report, verdict = _both(certified, words)
        wanted = (
            "đúng là khóa đơn vị số 1: đã chứng nhận khóa ký số 1; chưa chứng nhận khóa ký số "
            f"{other.key_id}."
        )
        for notes in (report.notes, verdict.notes):
            assert [one for one in notes if one.startswith(named) and one.endswith(wanted)]
        assert report.problems == ()


def test_an_office_key_that_was_exchanged_is_found_by_its_digits_alone(certified: Counter) -> None:
    """Whoever makes the store anew with another office key has not got the paper's digits."""
    digits = _card(certified).fingerprint
    rogue = KeyFolder(certified.folder / "kẻ lạ").office.load_or_create(1)
    own = certified.signing_key
    with certified.database.read() as session:
        at = session.scalars(select(OfficeKey.made_at)).one()
    code = certified.office.facts(certified.admin).code
    said = rogue.sign(certified_bytes(code, own.public_key.hex(), own.key_id, at)).hex()
    plant(
        certified.database,
        sql(
            f"UPDATE office_keys SET public_key = '{rogue.public_key.hex()}'",  # noqa: S608
            f"UPDATE station_certificates SET signature = '{said}'",  # noqa: S608
        ),
    )
    assert _both(certified)[0].problems == (), "the store alone cannot tell"
    for problems in _said(*_both(certified, digits)):
        assert "kho không có khóa đơn vị này" in problems


def test_the_exported_file_is_enough_and_finds_what_went(
    certified: Counter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kit = an_audit(certified).kit(certified.admin)
    assert kit.office_keys == ((1, _office_key(certified).public_key),)
    outputs = Outputs(lambda: GuardedPlaces(()))
    _keys, _anchors, path = write_kit(
        kit, tmp_path_factory.mktemp("ổ rời"), date(2026, 11, 24), outputs
    )
    report, verdict = _both(certified, str(path))
    (note,) = report.notes
    assert note == "Khóa đơn vị số 1 trong khoa-don-vi-000.00.15.H53.json đúng là khóa đơn vị " + (
        "số 1: đã chứng nhận khóa ký số 1."
    )
    assert verdict.notes == [note]
    plant(certified.database, sql("DELETE FROM station_certificates"))
    for problems in _said(*_both(certified, str(path))):
        assert "kho thiếu chứng nhận đã xuất" in problems


def test_a_key_that_the_log_does_not_commit_to_is_not_handed_out(certified: Counter) -> None:
    plant_unseen(certified.database, sql("UPDATE office_keys SET station = 'Máy khác'"))
    plant_unseen(certified.database, sql("UPDATE station_certificates SET unit_code = 'x'"))
    kit = an_audit(certified).kit(certified.admin)
    assert (kit.office_keys, kit.certificates) == ((), ())


@pytest.mark.parametrize("word", ["123", "1" * 200, "không-có.json", "{tmp}/khác.json"])
def test_what_is_no_office_key_is_refused(word: str, tmp_path: Path) -> None:
    (tmp_path / "khác.json").write_text(json.dumps({"keys": {}}), "utf-8")
    given = word.format(tmp=tmp_path)
    with pytest.raises(InvalidInputError):
        list(read_office_keys([given]))
    with pytest.raises(UnusableError):
        list(read_wanted([given]))


def test_a_station_s_card_is_no_office_key(certified: Counter) -> None:
    digits = certified.peers.card(certified.admin).payload
    with pytest.raises(InvalidInputError, match="của một máy"):
        list(read_office_keys([digits]))
    with pytest.raises(UnusableError, match="không phải dãy số của khóa đơn vị"):
        list(read_wanted([digits]))


def test_the_closing_sheet_names_a_new_office_key(certified: Counter) -> None:
    boss = an_actor(certified.database, Role.SUPERVISOR, login="quanly2")
    closings = certified.closings
    card = _card(certified)
    said = f"khóa đơn vị số 1 (Máy 1), dấu vân tay {card.fingerprint}"
    assert said in closings.preview(boss, MONDAY).sheet.newly_trusted
    peer = KeyCard("000.00.08.H53", "Văn phòng", card.level, bytes(range(32)), is_office=True)
    certified.peers.confirm(certified.admin, peer.payload, peer.fingerprint)
    assert (
        f"khóa đơn vị của đơn vị 000.00.08.H53, dấu vân tay {peer.fingerprint}"
        in closings.preview(boss, MONDAY).sheet.newly_trusted
    )
