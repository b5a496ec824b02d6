"""The shipped catalogue is well formed: what an officer picks on the first day must be right."""

import json
import re
import tomllib
import unicodedata
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

Table = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "resources" / "catalogue"
OFFICIAL_LIST = ROOT.parent / "shared" / "data" / "tthc_local_2026.json"

LEVELS = {"commune", "province", "ministry"}
CHANNELS = {"counter", "online", "post"}
HALVES = {"working_day", "working_hour"}
WHOLE = {"calendar_day", "month"}
UNTIMED = {"same_day", "none"}
KINDS = ("original", "certified", "plain", "electronic")
GROUPS = {
    "hộ tịch": {"ho-tich"},
    "chứng thực": {"chung-thuc"},
    "đất đai": {"dat-dai"},
    "đăng ký kinh doanh": {"doanh-nghiep", "ho-kinh-doanh"},
    "lao động, việc làm": {"lao-dong-viec-lam"},
    "người có công": {"nguoi-co-cong"},
    "bảo trợ xã hội": {"bao-tro-xa-hoi"},
    "cư trú, căn cước": {"cu-tru", "can-cuoc"},
    "xây dựng": {"xay-dung"},
}
# The official local list does not hold the procedures of these fields' ministries
# (home affairs, health, education).
OUTSIDE_THE_LIST = {"lao-dong-viec-lam", "nguoi-co-cong", "bao-tro-xa-hoi", "giao-duc"}
# NĐ 23/2015/NĐ-CP art. 7, Luật Hộ tịch 2014: done the same day, after 15:00 the next working day.
SAME_DAY = {"1.001193", "1.000656", "1.000894", "2.000635", "2.000815", "2.000884", "2.000908"}
CUT_OFF = re.compile(
    r"(?:[,;:…–-]|\.\.+|\b(?:và|hoặc|của|theo|(?<!lý )do|về|trong|cho|với|tại|từ|để|là|các|những))$"
)


def load(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def field_files() -> list[Path]:
    return sorted(path for path in CATALOGUE.glob("*.toml") if path.name != "agencies.toml")


def procedures_by_file() -> dict[str, list[Table]]:
    return {path.stem: load(path)["procedure"] for path in field_files()}


def all_procedures() -> list[Table]:
    return [procedure for group in procedures_by_file().values() for procedure in group]


def agencies() -> list[Table]:
    found: list[Table] = load(CATALOGUE / "agencies.toml")["agency"]
    return found


def text_problems(text: object) -> list[str]:
    if not isinstance(text, str) or not text:
        return ["not text"]
    rules = {
        "not NFC": not unicodedata.is_normalized("NFC", text),
        "control character": any(unicodedata.category(mark).startswith("C") for mark in text),
        "spaces": text != " ".join(text.split()),
        "junk": "*" in text or "_" in text,
        "too long": len(text) > 160,
        "lower-case start": text[0].islower(),
        "leading 'Thủ tục'": text.casefold().startswith("thủ tục"),
        "cut off": bool(CUT_OFF.search(text)),
        "unbalanced": any(text.count(left) != text.count(right) for left, right in ("()", "“”")),
    }
    return [problem for problem, broken in rules.items() if broken]


def value_problems(case: Table) -> list[str]:
    unit, value = case.get("unit"), case.get("value")
    if unit in UNTIMED:
        return [] if value is None else ["a case without a count has a value"]
    if unit not in HALVES | WHOLE:
        return ["unknown unit"]
    try:
        amount = Decimal(value) if isinstance(value, str) else Decimal("NaN")
    except InvalidOperation:
        return ["value is not a number"]
    step = Decimal("0.5") if unit in HALVES else Decimal(1)
    return [] if amount.is_finite() and amount > 0 and amount % step == 0 else ["bad value"]


def case_problems(case: Table) -> list[str]:
    problems = text_problems(case.get("name")) + value_problems(case)
    if not set(case) <= {"name", "value", "unit", "channels", "fee_vnd"}:
        problems.append("unknown key")
    channels = case.get("channels", ["counter"])
    if not channels or len(set(channels)) != len(channels) or not set(channels) <= CHANNELS:
        problems.append("bad channels")
    fee = case.get("fee_vnd")
    if type(fee) is not int or fee < 0 or fee % 500 != 0:
        problems.append("bad fee")
    return problems


def document_problems(document: Table) -> list[str]:
    problems = text_problems(document.get("name"))
    if not set(document) <= {"name", "required", *KINDS}:
        problems.append("unknown key")
    if type(document.get("required")) is not bool:
        problems.append("required is not yes or no")
    counts = [document[kind] for kind in KINDS if kind in document]
    if not counts or any(type(count) is not int or not 1 <= count <= 10 for count in counts):
        problems.append("bad counts")
    return problems


def procedure_problems(procedure: Table) -> list[str]:
    problems = text_problems(procedure.get("name"))
    keys = {"code", "name", "level", "decision", "agency", "case", "document"}
    if set(procedure) != keys:
        return [*problems, "keys"]
    if not re.fullmatch(r"\d\.\d{6}", procedure["code"]):
        problems.append("bad code")
    if procedure["level"] not in LEVELS:
        problems.append("bad level")
    if not re.fullmatch(r"|\d+/QĐ-[A-ZĐ0-9-]+", procedure["decision"]):
        problems.append("bad decision")
    cases, documents = procedure["case"], procedure["document"]
    if len({case["name"] for case in cases}) != len(cases):
        problems.append("two cases of one name")
    if len({document["name"].casefold() for document in documents}) != len(documents):
        problems.append("two papers of one name")
    if not 1 <= len(documents) <= 12 or not any(paper["required"] for paper in documents):
        problems.append("bad number of papers")
    return problems


def test_every_file_is_one_field_group_with_its_source() -> None:
    files = field_files()
    fields = [load(path)["field"] for path in files]
    assert len(set(fields)) == len(fields)
    assert [field for field in fields if text_problems(field)] == []
    for path in (*files, CATALOGUE / "agencies.toml"):
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*\.toml", path.name), path.name
        assert path.read_text(encoding="utf-8").startswith("# "), path.name
    for path in files:
        assert path.read_text(encoding="utf-8").startswith("# Facts: "), path.name
        assert set(load(path)) == {"field", "procedure"}, path.name


def test_there_are_enough_procedures_with_their_own_codes() -> None:
    codes = [procedure["code"] for procedure in all_procedures()]
    assert len(codes) >= 64
    assert len(set(codes)) == len(codes)


def test_names_are_not_repeated() -> None:
    names = [procedure["name"].casefold() for procedure in all_procedures()]
    assert len(set(names)) == len(names)


def test_every_procedure_is_well_formed() -> None:
    found = {p["code"]: procedure_problems(p) for p in all_procedures()}
    assert {code: problems for code, problems in found.items() if problems} == {}


def test_every_case_is_well_formed() -> None:
    found = [(p["code"], c, case_problems(c)) for p in all_procedures() for c in p["case"]]
    assert [entry for entry in found if entry[2]] == []


def test_every_paper_is_well_formed() -> None:
    found = [(p["code"], d, document_problems(d)) for p in all_procedures() for d in p["document"]]
    assert [entry for entry in found if entry[2]] == []


def test_every_procedure_can_be_received_at_the_counter() -> None:
    closed = [
        procedure["code"]
        for procedure in all_procedures()
        if not any("counter" in case.get("channels", CHANNELS) for case in procedure["case"])
    ]
    assert closed == []


def test_agencies_are_few_named_once_and_all_in_use() -> None:
    listed = agencies()
    names = {agency["name"] for agency in listed}
    assert 1 <= len(listed) <= 16
    assert len(names) == len({agency["code"] for agency in listed}) == len(listed)
    for agency in listed:
        assert set(agency) == {"code", "name", "level"}
        assert re.fullmatch(r"[A-Z]{2,8}", agency["code"])
        assert agency["level"] in LEVELS
        assert text_problems(agency["name"]) == []
    assert {procedure["agency"] for procedure in all_procedures()} == names


def test_agency_stands_at_the_level_of_its_procedures() -> None:
    level = {agency["name"]: agency["level"] for agency in agencies()}
    wrong = [p["code"] for p in all_procedures() if level[p["agency"]] != p["level"]]
    assert wrong == []


@pytest.mark.parametrize("group", GROUPS)
def test_group_is_present(group: str) -> None:
    by_file = procedures_by_file()
    assert sum(len(by_file[name]) for name in GROUPS[group]) >= 4


@pytest.mark.parametrize("code", sorted(SAME_DAY))
def test_same_day_service_is_due_the_same_day(code: str) -> None:
    procedure = next(entry for entry in all_procedures() if entry["code"] == code)
    assert procedure["case"][0]["unit"] == "same_day"


def test_codes_levels_and_decisions_are_those_of_the_official_list() -> None:
    if not OFFICIAL_LIST.exists():
        pytest.skip("the shared data folder is not beside this checkout")
    rows = json.loads(OFFICIAL_LIST.read_text(encoding="utf-8"))
    official = {row["code"]: row for row in rows}
    printed = {"commune": "Cấp xã", "province": "Cấp tỉnh", "ministry": "Cấp bộ"}
    wrong = []
    for name, group in procedures_by_file().items():
        for procedure in group:
            row = official.get(procedure["code"])
            if row is None:
                if name not in OUTSIDE_THE_LIST:
                    wrong.append((procedure["code"], "unknown"))
                continue
            levels = [unicodedata.normalize("NFC", level) for level in row["levels"]]
            if printed[procedure["level"]] not in levels:
                wrong.append((procedure["code"], "level"))
            if procedure["decision"] != unicodedata.normalize("NFC", row["decision"]):
                wrong.append((procedure["code"], "decision"))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "not text"),
        ("", "not text"),
        (unicodedata.normalize("NFD", "Tờ khai"), "not NFC"),
        ("Tờ\tkhai", "control character"),
        ("Tờ\u200bkhai", "control character"),
        ("Tờ  khai", "spaces"),
        ("Tờ khai ", "spaces"),
        ("Tờ khai ****", "junk"),
        ("T" * 161, "too long"),
        ("tờ khai", "lower-case start"),
        ("Thủ tục đăng ký khai sinh", "leading 'Thủ tục'"),
        ("Giấy chứng sinh hoặc", "cut off"),
        ("Giấy chứng sinh,", "cut off"),
        ("Giấy chứng sinh...", "cut off"),
        ("Giấy chứng sinh (bản", "unbalanced"),
        ("Bằng “Tổ quốc ghi công", "unbalanced"),
    ],
)
def test_planted_fault_in_text_is_seen(text: object, problem: str) -> None:
    assert problem in text_problems(text)


@pytest.mark.parametrize(
    "fault",
    [
        {"unit": "week"},
        {"value": None},
        {"value": "0"},
        {"value": "-1"},
        {"value": "0.3"},
        {"value": "ba"},
        {"value": "NaN"},
        {"value": 3},
        {"unit": "calendar_day", "value": "1.5"},
        {"unit": "same_day"},
        {"channels": []},
        {"channels": ["fax"]},
        {"channels": ["post", "post"]},
        {"fee_vnd": -500},
        {"fee_vnd": 125},
        {"fee_vnd": True},
        {"fee_vnd": 50000.0},
        {"days": 3},
    ],
)
def test_planted_fault_in_case_is_seen(fault: Table) -> None:
    sound: Table = {"name": "Thông thường", "value": "0.5", "unit": "working_day", "fee_vnd": 0}
    assert case_problems(sound) == []
    assert case_problems(sound | fault) != []


@pytest.mark.parametrize(
    "fault",
    [{"original": 0}, {"original": True}, {"copies": 1}, {"required": 1}, {"name": "Tờ khai và"}],
)
def test_planted_fault_in_paper_is_seen(fault: Table) -> None:
    sound: Table = {"name": "Tờ khai theo mẫu", "original": 1, "required": True}
    assert document_problems(sound) == []
    assert document_problems(sound | fault) != []


@pytest.mark.parametrize(
    "fault",
    [
        {"code": "1.1193"},
        {"level": "district"},
        {"decision": "163/QD-BTP"},
        {"case": [{"name": "Một"}, {"name": "Một"}]},
        {"document": []},
        {"document": [{"name": "Tờ khai", "required": False}]},
        {"document": [{"name": "Tờ khai", "required": True}] * 2},
        {"document": [{"name": f"Giấy {n}", "required": True} for n in range(13)]},
        {"note": "thừa"},
    ],
)
def test_planted_fault_in_procedure_is_seen(fault: Table) -> None:
    sound: Table = {
        "code": "1.001193",
        "name": "Đăng ký khai sinh",
        "level": "commune",
        "decision": "163/QĐ-BTP",
        "agency": "UBND cấp xã",
        "case": [{"name": "Thông thường"}],
        "document": [{"name": "Tờ khai", "required": True}],
    }
    assert procedure_problems(sound) == []
    assert procedure_problems(sound | fault) != []
