"""Papers with the longest dossier codes: whole, within the margins, on as many pages."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from app.printing.outbox import render
from app.printing.raster import page_count, page_image
from app.services.forms.numbering import check_digits
from tests.printing.forms import CODE, HEAD, a_receipt, a_return_receipt, a_slip, flowing_text
from tests.printing.notices import NOTICES

_CODES = (
    "H15.50.05.13-261008-0975",
    "H29.146-260505-13382",
    "G01.899.909.307.000-260916-0900123",
    "G01.899.909.307.000.111-260916-0900123",
)
_FORMS = {
    **{name: make for name, make in NOTICES.items() if name != "guide_slip"},
    "receipt": a_receipt,
    "return_receipt": a_return_receipt,
    "handoff_slip": a_slip,
}


def _coded(part: Any, code: str) -> Any:
    """Return `part` with `code` for each dossier code, and its check digits."""
    if isinstance(part, tuple):
        return tuple(_coded(each, code) for each in part)
    if not is_dataclass(part) or isinstance(part, type):
        return code if isinstance(part, str) and part.startswith(f"{HEAD.unit_code}-") else part
    changed = {each.name: _coded(getattr(part, each.name), code) for each in fields(part)}
    if "code_check" in changed:
        changed["code_check"] = check_digits(code)
    return replace(part, **changed)


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("name", _FORMS)
def test_form_bears_the_longest_code_whole(name: str, code: str) -> None:
    plain = _FORMS[name]()
    pdf, usual = render(_coded(plain, code), 1), render(plain, 1)
    assert page_count(pdf) == page_count(usual)
    assert flowing_text(pdf).count(code) >= flowing_text(usual).count(CODE) >= 1


# Where a label is cut is marked from edge to edge.
@pytest.mark.parametrize("name", [name for name in _FORMS if name != "post_label"])
def test_longest_code_leaves_the_margins_white(name: str) -> None:
    page = page_image(render(_coded(_FORMS[name](), _CODES[-1]), 1), 0, 100)
    edge = 3 * page.width // 100
    rows = [page.rgb[y * page.width * 3 : (y + 1) * page.width * 3] for y in range(page.height)]
    for row in rows:
        assert set(row[: edge * 3]) == {255}
        assert set(row[-edge * 3 :]) == {255}
