"""The example store gives the report of quarter II 2019 of Tây Ninh, every figure of it."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from openpyxl import load_workbook

from tests.commands.conftest import Answer, run_words
from tests.reports.quarter.reports import docx_words, pdf_words

_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
_SEED = (
    "Trong quý II năm 2019, không ban hành văn bản quy phạm pháp luật có quy định về TTHC.",
    "Quyết định số 800/QĐ-UBND ngày 4/4/2018 của UBND tỉnh Quy định tổ chức đánh giá việc giải "
    "quyết TTHC theo cơ chế một cửa, cơ chế một cửa liên thông tại 3 cấp chính quyền.",
    "Sở Lao động Thương binh và Xã hội, Sở Khoa học và Công nghệ",
    "với tổng số là 203 TTHC, trong đó cấp tỉnh là 142 thủ tục, cấp huyện là 13 thủ tục và cấp xã "
    "là 49 thủ tục",
    "142 + 13 + 49 = 204 (lệch 1)",
    "đã tiếp nhận 04 phản ánh, kiến nghị về quy định hành chính, TTHC",
    "Đã xử lý dứt điểm 04 phản ánh, kiến nghị theo quy định",
    "Dự kiến ban hành kế hoạch kiểm tra trong quý III năm 2019 và thực hiện kiểm tra dự kiến trong "
    "tháng 9 năm 2019",
    "Đồng thời, tỉnh thường xuyên kiểm tra công vụ tại cơ quan hành chính các cấp",
    "PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ III NĂM 2019",
    "1. Ban hành quy chế hoạt động Cổng Dịch vụ công trực tuyến, Hệ thống thông tin một cửa điện "
    "tử và Cổng hành chính công tỉnh.",
    "2. Tổ chức đoàn đi học tập kinh nghiệm.",
    "3. Công bố danh mục tên TTHC thực hiện tại Trung tâm Hành chính công, tên TTHC thực hiện liên "
    "thông cùng cấp, khác cấp.",
    "4. Hoàn thành việc trang bị hệ thống Camera giám sát 100% Bộ phận Một cửa các cấp.",
    "5. Đẩy mạnh công tác thông tin, tuyên truyền tới người dân, doanh nghiệp và toàn xã hội",
    "Số liệu chưa khóa",
)


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with patch("app.services.access.passwords.PasswordHasher", _CHEAP):
        yield


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("example") / "kho"
    made = run_words("example", "--out", out, "--json").document()
    assert made["period"] == "2019-Q2"
    assert made["officer"]["login"] == "phutrach"
    return out


@pytest.fixture(scope="module")
def files(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "quý 2"
    words = ("report", "--data", store, "--period", "2019-q2", "--out", out, "--json")
    said = run_words(*words).document()
    assert said["period"] == "2019-Q2"
    assert said["locked"] is False
    assert sorted(Path(name) for name in said["files"]) == sorted(out.iterdir())
    return out


def _one(folder: Path, pattern: str) -> bytes:
    (path,) = folder.glob(pattern)
    return path.read_bytes()


@pytest.mark.parametrize("figure", _SEED)
def test_every_figure_of_the_seed_stands_in_the_docx_and_in_the_pdf(
    files: Path, figure: str
) -> None:
    assert figure in docx_words(_one(files, "bao-cao-*.docx"))
    assert figure in pdf_words(_one(files, "bao-cao-*.pdf"))


def test_there_is_an_annex_of_each_kind_as_workbook_and_paper(files: Path) -> None:
    names = sorted(path.stem for path in files.glob("phu-luc-*.xlsx"))
    assert names == sorted(path.stem for path in files.glob("phu-luc-*.pdf"))
    assert [name.split("-2019")[0].split("-", 3)[3] for name in names] == [
        *("II-06a", "II-07b", "bo-chi-so", "danh-gia", "phan-anh-kien-nghi", "ho-so-qua-han")
    ]


@pytest.mark.parametrize(
    "later",
    [
        *("766", "01/2020", "45/2020", "107/2021", "42/2022", "01/2023", "118/2025", "03/2025"),
        *("367/2025", "309/2026"),
    ],
)
def test_a_report_of_2019_cites_no_law_of_later_years(files: Path, later: str) -> None:
    for path in files.iterdir():
        assert later not in path.name
        assert later not in _words_of(path), path.name


def test_a_report_of_2019_cites_the_law_of_its_day(files: Path) -> None:
    assert "Thông tư 01/2018/TT-VPCP" in pdf_words(_one(files, "phu-luc-4-*.pdf"))
    (measures,) = files.glob("phu-luc-3-*.xlsx")
    assert "NĐ 61/2018, Điều 19 khoản 4" in _words_of(measures)


def _words_of(path: Path) -> str:
    """Return all that a file says; of a workbook also the names of its sheets."""
    match path.suffix:
        case ".pdf":
            return pdf_words(path.read_bytes())
        case ".docx":
            return docx_words(path.read_bytes())
        case _:
            book = load_workbook(path)
            rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
            cells = (str(cell) for row in rows for cell in row if cell is not None)
            return " ".join((*book.sheetnames, *cells))


def test_the_list_of_procedures_shows_the_counts_and_the_mismatch(files: Path) -> None:
    (path,) = files.glob("phu-luc-2-*.xlsx")
    rows = [tuple(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    (total,) = [row for row in rows if row[1] == "Tổng số"]
    assert total[2:6] == (203, 142, 13, 49)
    assert total[6] == "chưa có dữ liệu"
    assert any("= 204 (lệch 1)" in str(row[0]) for row in rows)
    paper = pdf_words(_one(files, "phu-luc-2-*.pdf"))
    for text in ("Biểu số II.07b/VPCP/KSTT", "203", "142", "= 204 (lệch 1)"):
        assert text in paper


def test_only_the_kinds_asked_for_are_written(store: Path, tmp_path: Path) -> None:
    words = (
        "report",
        "--data",
        store,
        "--period",
        "2019-Q2",
        "--out",
        tmp_path,
        "--format",
        "docx",
    )
    answer = run_words(*words)
    assert answer.status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["bao-cao-2019-Q2.docx"]
    assert "số liệu chưa khóa" in answer.out


def test_a_period_without_any_data_has_a_report_too(store: Path, tmp_path: Path) -> None:
    words = (
        "report",
        "--data",
        store,
        "--period",
        "2018-H1",
        "--out",
        tmp_path,
        "--format",
        "docx",
    )
    assert run_words(*words).status == 0
    words_said = docx_words(_one(tmp_path, "*.docx"))
    assert "chưa có dữ liệu về tiếp nhận, giải quyết hồ sơ TTHC" in words_said
    assert "6 tháng đầu năm 2018" in words_said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--period", "2019-Q7"), "2019-Q7"),
        (("--period", "2019-Q2", "--format", "odt"), "odt"),
    ],
)
def test_what_is_not_understood_is_one_line(
    store: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    answer: Answer = run_words("report", "--data", store, "--out", tmp_path / "x", *words)
    assert told in answer.refusal()
    assert not (tmp_path / "x").exists()


def test_a_store_that_is_there_is_not_made_an_example(store: Path) -> None:
    assert run_words("example", "--out", store, "--json").status == 1


def test_the_example_is_whole_by_the_programs_own_check(store: Path) -> None:
    answer = run_words("check", "--data", store, "--json")
    assert answer.status == 0, (answer.out, answer.err)
    assert json.loads(answer.out)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_another_program_opens_the_docx_and_keeps_every_word(files: Path, tmp_path: Path) -> None:
    (path,) = files.glob("bao-cao-*.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML")
    # The wrapper starts another process, which would outlive it.
    with subprocess.Popen(
        (*command, "--outdir", tmp_path / "read", path),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as office:
        try:
            assert office.wait(timeout=120) == 0
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            raise
    read = (tmp_path / "read" / path.name).read_bytes()
    assert docx_words(read) == docx_words(path.read_bytes())
