"""Which pairs of characters a cue cannot match without."""

import pytest

from llm_extract.scanning._anchors import anchors, may_hold
from llm_extract.schemas import indicators


@pytest.mark.parametrize(
    ("pattern", "pairs"),
    [
        ("申请", {"申请"}),
        ("依申请公开", {"依申"}),
        ("(?:收到|受理)申请", {"收到", "受理"}),
        ("(?:政府)?信息", {"政府", "信息"}),
        ("[省市]级", {"省级", "市级"}),
        ("收到[^,]{0,9}?申请(?:表|书)*", {"收到"}),
        ("(?:提供){2}", {"提供"}),
        ("(?:申请){0,2}公开", {"公开"}),
        ("申请(?=公开)", {"申请"}),
        ("信息公开申请", {"开申"}),  # 信息 and 公开 stand in nearly every sentence
        ("信息#条,主动公开", {"息#"}),
        ("(?:公开)?[^,]{0,9}规范性文件", {"规范"}),
    ],
)
def test_every_match_holds_one_of_these(pattern: str, pairs: set[str]) -> None:
    assert anchors(pattern) == pairs


@pytest.mark.parametrize("pattern", ["", r"\d+", "(?:申请|.)", "(?:申请)?", "(?i:ab)", ".*"])
def test_where_nothing_is_certain_there_is_no_anchor(pattern: str) -> None:
    assert anchors(pattern) == set()


@pytest.mark.parametrize("pattern", ["#", "[^,]", ".", "申请(?:#|件)", "[,#]", r"\D"])
def test_a_match_may_hold_a_number(pattern: str) -> None:
    assert may_hold(pattern, "#")


@pytest.mark.parametrize(
    "pattern", ["申请", "[^,#]{0,9}", "(?<=#)件", "件(?!#)", r"\d{4}年", "[一-九]"]
)
def test_a_match_holds_no_number(pattern: str) -> None:
    assert not may_hold(pattern, "#")


def test_most_cues_are_found_by_their_words() -> None:
    subjects = [cue.subject for i in indicators().values() for cue in i.cues if cue.subject]
    assert sum(map(bool, map(anchors, subjects))) > 0.9 * len(subjects)
