"""The page that shows everything the demo left, in order: plain HTML, no script, no network."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from app.bootstrap.demo.places import Places
from app.bootstrap.demo.stage import Shot
from app.paths import write_whole

MADE_UP: Final = (
    "người, số giấy tờ, hồ sơ, phản ánh, lượt đánh giá, đợt kiểm tra, văn bản và quyết định ở đây "
    "đều được đặt ra (số có chữ MẪU, nội dung có chữ “thử”); chỉ tên thủ tục là tên thật."
)
_MODE: Final = 0o644
_HEAD: Final = """<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Một Cửa · một ngày ở quầy · DỮ LIỆU THỬ</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
  color: #17212e; background: #f3f5f8; }
figure { margin: 0 0 2.5rem; }
figcaption { margin: 0 0 .5rem; font-weight: 600; }
img { max-width: 100%; border: 1px solid #d9dfe7; border-radius: 8px; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; }
strong { color: #9a5b00; }
</style>
"""


def write_album(places: Places, shots: Sequence[Shot], gallery: Sequence[Shot]) -> None:
    """Write the page beside the folders it points into."""
    parts = [
        _HEAD,
        "<h1>Một ngày ở quầy</h1>",
        f"<p><strong>DỮ LIỆU THỬ</strong>: {MADE_UP}</p>",
        "<h2>Giấy tờ đã in</h2>",
        _files(places.out, places.papers.glob("*.pdf")),
        "<h2>Bảng tổng hợp</h2>",
        _files(places.out, places.summaries.iterdir()),
        "<h2>Báo cáo quý</h2>",
        _files(places.out, places.report.iterdir()),
        "<h2>Theo trình tự trong ngày</h2>",
        *(_figure(places.out, shot) for shot in shots),
    ]
    if gallery:
        parts += [
            "<h2>Từng trang: các cỡ màn hình, sáng và tối, chữ to</h2>",
            '<div class="gallery">',
            *(_figure(places.out, shot) for shot in gallery),
            "</div>",
        ]
    write_whole(places.index, "\n".join([*parts, "</html>", ""]).encode(), mode=_MODE)


def _files(out: Path, paths: Iterable[Path]) -> str:
    rows = (
        f'<li><a href="{_link(out, path)}">{escape(path.name)}</a></li>'
        for path in sorted(paths, key=natural)
    )
    return f"<ul>{''.join(rows)}</ul>"


def _figure(out: Path, shot: Shot) -> str:
    link = _link(out, shot.path)
    return (
        f"<figure><figcaption>{escape(shot.caption)}</figcaption>"
        f'<a href="{link}"><img loading="lazy" src="{link}" alt="{escape(shot.caption)}"></a>'
        "</figure>"
    )


def _link(out: Path, path: Path) -> str:
    return quote(path.relative_to(out).as_posix())


def natural(path: Path) -> tuple[str, int, str]:
    """Return a key by which number 10 comes after number 9."""
    digits = "".join(char for char in path.name if char.isdigit())
    kind = path.name.rstrip("0123456789").split(" ", 2)[:2]
    return (" ".join(kind), int(digits or 0), path.name)
