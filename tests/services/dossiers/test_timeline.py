"""The log in words: every act has a name, and no code, key or row number is shown."""

import re

import pytest

from app.services.dossiers.trail import detail_of, title_of
from app.vocabulary.dossiers import Action

_CODE = re.compile(r"[a-z]+_[a-z]+|\bTrue\b|\[|\{")


@pytest.mark.parametrize("act", [*Action, "reprint", "payment", "control_slip", "made_later"])
def test_every_act_has_a_vietnamese_name(act: str) -> None:
    assert title_of(act)
    assert not _CODE.search(title_of(act))


def test_a_supplement_request_says_what_is_missing_once() -> None:
    items = ["Bản chính sổ hộ khẩu", "Ảnh 4x6"]
    facts = {
        "approver": "Trần Văn Duyệt",
        "due": "2026-11-27T02:00:00+00:00",
        "ground": "Luật Hộ tịch, Điều 16",
        "holder": 1,
        "items": items,
        "note": "; ".join(items),
        "status": "awaiting_supplement",
    }
    assert detail_of(Action.ASK_SUPPLEMENT, facts) == (
        "gồm: Bản chính sổ hộ khẩu; Ảnh 4x6 · căn cứ: Luật Hộ tịch, Điều 16 · "
        "người duyệt: Trần Văn Duyệt"
    )
    facts["note"] = "Sổ nộp là bản sao"
    assert "ghi chú: Sổ nộp là bản sao" in detail_of(Action.ASK_SUPPLEMENT, facts)


@pytest.mark.parametrize(
    ("act", "facts", "said"),
    [
        (
            Action.EXTEND,
            {"note": "Quá tải", "due": "2026-12-02T02:00:00+00:00", "status": "processing"},
            "ghi chú: Quá tải · hẹn 02/12/2026 09:00",
        ),
        (Action.HANDOFF, {"due": "2026-12-02T02:00:00+00:00", "slip": "3/PBG"}, "phiếu 3/PBG"),
        (
            Action.WITHDRAW,
            {"note": "Nộp nhầm", "papers_back": True, "status": "withdrawn"},
            "ghi chú: Nộp nhầm · đã trả giấy tờ cho công dân",
        ),
        (
            Action.CORRECT,
            {
                "case": 12,
                "case_before": 11,
                "changed": ["owner_name", "submitter_name", "submitter_phone", "made_later"],
                "reason": "sai tên",
                "replaces": "4/TNHS",
            },
            "lý do: sai tên · đã sửa họ tên, người nộp · thay giấy số 4/TNHS",
        ),
        (
            Action.FINISH,
            {"outcome": "granted", "document": "9/QĐ", "authorised": True, "paid_vnd": 5000},
            "Đồng ý giải quyết · số 9/QĐ · người nhận được ủy quyền · 5.000 ₫",
        ),
        (Action.END_PHASE, {"status": "processing", "holder": 3}, ""),
    ],
)
def test_facts_are_told_in_words(act: Action, facts: dict[str, object], said: str) -> None:
    assert detail_of(act, facts) == said
