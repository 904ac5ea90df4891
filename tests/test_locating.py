"""Where a quote stands: exactly, whatever script and width it is quoted in, and never elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract import script
from llm_extract.locating import Locator
from llm_extract.records import Span

TEXT = (
    "全縣主動公開政府信息１,２００條，其中“網站”1 000條；收到申請12件。\n收到申請12件，均已辦結。"
)


def prepared(text: str) -> Locator:
    return Locator(text, script.fold(text))


def places(quote: str, text: str = TEXT) -> list[str]:
    spans = prepared(text).all(quote, Span(0, len(text)))
    return [text[span.start : span.end] for span in spans]


def test_a_quote_too_short_to_show_taiwans_words_is_found_among_them() -> None:
    text = "各縣網際網路專欄主動公開資訊618條，資訊及時。"
    assert places("主動公開资讯６１８條", text) == ["主動公開資訊618條"]
    assert places("主动公开信息618条", text) == ["主動公開資訊618條"]


def test_a_verbatim_quote_is_found_at_each_of_its_places() -> None:
    assert places("收到申請12件") == ["收到申請12件"] * 2


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("主动公开政府信息1200条", "主動公開政府信息１,２００條"),
        ("主動公開政府信息1,200條", "主動公開政府信息１,２００條"),
        ("网站1000条", "網站”1 000條"),
        ("其中「网站」1000条;收到申请12件。", "其中“網站”1 000條；收到申請12件。"),
        ("收到申请 12 件,均已办结", "收到申請12件，均已辦結"),
    ],
)
def test_script_width_separators_and_marks_do_not_matter(quote: str, stands: str) -> None:
    assert places(quote) == [stands]


@pytest.mark.parametrize(
    "quote", ["收到申請13件", "1201條", "收到申請2件", "收取申請12件", "", " "]
)
def test_another_digit_or_word_stands_nowhere(quote: str) -> None:
    assert places(quote) == []


def test_only_what_was_asked_about_is_searched() -> None:
    first = TEXT.index("收到")
    found = prepared(TEXT).all("收到申請12件", Span(first + 1, len(TEXT)))
    assert [span.start for span in found] == [TEXT.rindex("收到")]


@given(st.text(alphabet="收到申請12件，。“” １０,\n", max_size=60), st.data())
def test_every_stretch_of_a_text_is_found_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = prepared(text).all(text[start:end], Span(0, len(text)))
    assert Span(start, end) in found or not text[start:end].strip()


@given(st.text(alphabet="1234567890", min_size=3, max_size=8), st.integers(0, 7), st.integers(1, 9))
def test_a_wrong_digit_is_never_found(digits: str, place: int, add: int) -> None:
    place %= len(digits)
    wrong = digits[:place] + str((int(digits[place]) + add) % 10) + digits[place + 1 :]
    assert places(f"申請{wrong}件", f"全年收到申請{digits}件。") == []
