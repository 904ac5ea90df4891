"""Fewer branches for a first character find what all branches find."""

from hypothesis import given
from hypothesis import strategies as st

from llm_extract.numerals.patterns import FIRST, token

_ALL = token("第")
_SIGNS = "0123456789零一二三四五十百千万亿第前头双数几半成〔(①Ol.,)〕条届次年月日%分之点是、-至个\n"


@given(st.text(_SIGNS, min_size=1, max_size=24))
def test_no_number_needs_a_branch_that_its_first_character_rules_out(text: str) -> None:
    for first in FIRST.finditer(text):
        some, every = token(first[0]).match(text, first.start()), _ALL.match(text, first.start())
        assert (some and (some[0], some.lastgroup)) == (every and (every[0], every.lastgroup))
