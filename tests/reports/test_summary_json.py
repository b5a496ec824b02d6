import json

from app.reports.export import summary_dict, summary_json
from app.vocabulary.reports import GroupBy
from tests.reports.summaries import empty_summary, hostile_summary, some_summary

TOTAL = {
    "carried_over": 128,
    "received": {"counter": 30, "online": 9, "post": 3},
    "ended": {"early": 20, "on_time": 16, "late": 1},
    "open": {"in_time": 131, "overdue": 2},
    "paused": 7,
    "refused": 4,
    "withdrawn": 5,
    "stopped": 6,
    "supplements": 8,
    "not_accepted": 13,
    "returned": 33,
    "waiting_collection": 11,
    "fees_vnd": 1_250_000,
    "handoffs": {"sent": 41, "accepted": 38, "refused": 12, "outstanding": 10},
}


def test_document_has_the_figures_in_total() -> None:
    document = summary_dict(some_summary(), None)
    assert document == {
        "unit": {"code": "000.00.15.H53", "name": "Bộ phận Một cửa phường Tân Phú"},
        "from": "2026-11-23",
        "to": "2026-11-23",
        "as_of": "2026-11-24T00:00:00+07:00",
        "is_demo": False,
        "closing": {"closed_at": None, "closed_by": None, "ordinal": None, "reopened": []},
        "total": TOTAL,
    }


def test_document_has_the_groups_asked_for() -> None:
    summary = some_summary()
    document = json.loads(summary_json(summary, GroupBy.FIELD))
    assert document["by"] == "field"
    assert [group["name"] for group in document["groups"]] == ["Hộ tịch", "Đất đai", "Chứng thực"]
    assert [group["key"] for group in document["groups"]] == [
        group.key for group in summary.groups[GroupBy.FIELD]
    ]
    for group in document["groups"]:
        assert set(group) == {"key", "name", *TOTAL}
        assert group["ended"] == {"early": 3, "on_time": 1, "late": 1}


def test_split_without_groups_is_an_empty_list() -> None:
    assert summary_dict(empty_summary(), GroupBy.AGENCY)["groups"] == []


def test_file_is_utf8_with_a_line_end_and_readable_vietnamese() -> None:
    data = summary_json(some_summary(), None)
    assert data.endswith(b"}\n")
    assert "Bộ phận Một cửa phường Tân Phú" in data.decode()


def test_hostile_names_round_trip() -> None:
    summary = hostile_summary()
    document = json.loads(summary_json(summary, GroupBy.AGENCY))
    names = [group["name"] for group in document["groups"]]
    assert names == [group.name for group in summary.groups[GroupBy.AGENCY]]
