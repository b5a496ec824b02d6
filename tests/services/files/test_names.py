"""What a kept file is called, whatever it was called."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.files.attachments import file_name
from app.services.files.records import JPEG, PDF, PNG

_ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
_HARD = st.text(alphabet=st.sampled_from("aậ.\u202e/\\:\0\n\t \u200b\ud800Z*"), max_size=260)


@given(st.one_of(st.text(max_size=400), _HARD), st.sampled_from([PDF, JPEG, PNG]))
def test_no_name_misleads_or_leads_anywhere(name: str, media_type: str) -> None:
    kept = file_name(name, media_type)
    assert 5 <= len(kept) <= 200
    assert kept.lower().endswith(_ENDINGS[media_type])
    assert not set(kept) & set('/\\<>:"|?*')
    assert not {unicodedata.category(char) for char in kept} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert kept == unicodedata.normalize("NFC", kept).strip()
    assert not kept.startswith(".")
    assert file_name(kept, media_type) == kept


@pytest.mark.parametrize(
    ("name", "media_type", "kept"),
    [
        ("Tờ khai.pdf", PDF, "Tờ khai.pdf"),
        ("C:\\quét\\giấy.PDF", PDF, "giấy.PDF"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("ảnh.jpeg", JPEG, "ảnh.jpeg"),
        ("ảnh.png", JPEG, "ảnh.png.jpg"),
        ("bản\u202efdp.exe", PDF, "bảnfdp.exe.pdf"),
        (".pdf", PDF, "tệp.pdf"),
        ("", PNG, "tệp.png"),
        ("a" * 300 + ".png", PNG, "a" * 196 + ".png"),
        ("e\u0302\u0301.pdf", PDF, "ế.pdf"),
    ],
)
def test_names_as_they_are_kept(name: str, media_type: str, kept: str) -> None:
    assert file_name(name, media_type) == kept
