from datetime import date, timedelta
from itertools import pairwise

import pytest

from app.wording.citations import CITATIONS, Rule, cite


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_its_texts_one_after_another(rule: Rule) -> None:
    texts = CITATIONS[rule]
    assert texts
    for earlier, later in pairwise(texts):
        assert earlier.until is not None
        assert earlier.until <= later.since
    assert cite(rule, texts[0].since) == texts[0].text
    assert cite(rule, texts[0].since - timedelta(days=1)) == ""


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2018, 6, 20), ""),
        (date(2025, 6, 30), "NĐ 61/2018, Điều 19 khoản 9"),
        (date(2025, 7, 1), "NĐ 118/2025"),
    ],
)
def test_the_decree_in_force_that_day_is_cited(day: date, text: str) -> None:
    assert cite(Rule.EXTENSION, day) == text
