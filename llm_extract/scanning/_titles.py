"""Which of several tables of one kind is the whole report's, told by the titles above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.records import Span
from llm_extract.scanning._headers import Role

_REACH = 90  # characters above a table that may hold its title
_TITLE = re.compile(r"[^\n]*(?:统计表|情况表|附表|附件|报表)[^\n]*")
_YEAR = re.compile(r"20\d\d(?=\s*年)")
_PART = re.compile(r"本\s*级|直属|市直|县直|区直|乡镇|街道|部门")
_WHOLE = re.compile(r"全\s*[市县区省州]|合计|汇总|总表")


@dataclass(frozen=True, slots=True)
class Title:
    """What a table's title says: its year, and whether it is a part or says to be the whole."""

    year: int | None = None
    part: bool = False


def title(folded: str, region: Span, floor: int) -> Title:
    """The title of a table, looked for between the table before it and its first row."""
    lines = _TITLE.findall(folded, max(floor, region.start - _REACH), region.start)
    text = " ".join(lines)
    years = [int(year) for year in _YEAR.findall(text)]
    part = bool(_PART.search(text)) and not _WHOLE.search(text)
    return Title(max(years, default=None), part)


def outranked(own: Title, others: Sequence[Title]) -> Role | None:
    """Why a table's numbers are not the report's, given other tables of the same rows."""
    if own.year is not None and any(o.year is not None and o.year > own.year for o in others):
        return Role.PREVIOUS
    if own.part and any(not o.part and o.year in {None, own.year} for o in others):
        return Role.PART
    return None
