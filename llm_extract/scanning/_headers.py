"""What the header of a table says of its columns, and which of them is the whole report's year.

A table with one column needs no choice. Where the header does not decide, nobody does: the values
are refused, for taking the last number of a row is how wrong scopes get in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a column says; the value is the reason for which its numbers are refused."""

    YEAR = ""
    PLAIN = "a column without a name"
    CUMULATIVE = "a total since earlier years"
    PREVIOUS = "another year"
    SHORTER = "a part of the year"
    CHANGE = "a change, not a count"
    CODE = "a row number"
    REMARK = "a remark"
    PART = "a part of the total"
    UNDECIDED = "columns cannot be told apart"


@dataclass(frozen=True, slots=True)
class Column:
    """What a header says of its column: the time that it covers and the scope."""

    time: Role
    whole: bool | None  # True for the whole, False for a part, None where nothing is said
    name: str


_TIMES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.REMARK, re.compile(r"备注|说明|备考")),
    (Role.CODE, re.compile(r"代码|编码|序号|行次|行号")),
    (Role.CHANGE, re.compile(r"同比|环比|增长|增幅|增减|比上年|较上年")),
    (Role.PREVIOUS, re.compile(r"上年|去年|上一年|往年|上期")),
    (Role.YEAR, re.compile(r"(?:本年|今年|当年|全年|年度)度?累计")),
    (Role.CUMULATIVE, re.compile(r"历年|累计|截至|以来")),
    (Role.SHORTER, re.compile(r"本期|季度|半年|本月|月份|当期")),
    (Role.YEAR, re.compile(r"本年|今年|当年|全年|年度|年报")),
)
_YEAR = re.compile(r"20\d\d(?=年|$|\D)")
_WHOLE = re.compile(r"全(?:市|县|区|省|州|盟|旗|镇|乡|局|系统|部)|合计|总计|总数|汇总|总体")
_PART = re.compile(
    r"本级|直属|直单位|市直|区直|县直|乡镇|街道|部门|下属|机关|县区|区县|县市区|县\(市|区政府|县政府|"
    r"市政府|局|委|办|镇|乡"
)
_PLAIN = re.compile(r"(?:统计)?(?:数量?|数字|数值|数据|结果|填报数|数目)|值|总?数")
_UNIT_HEAD = re.compile(r"(?:计\s*量\s*)?单\s*位(?![::])")
_NAMES = re.compile(
    r"历年累计|本年累计|累计|上年度?|去年|本年度?|今年|当年|20\d\d年度?|市本级|县本级|区本级|省本级|本级|"
    r"全[市县区省州]|合计|总计|区政府|县政府|区直单位|县直单位|市直单位|乡镇街道|乡镇|街道|本期实际|"
    r"备注|代码|同比|增减"
)
_SPLIT = re.compile(r"[|│┃\t\n]|\s{2,}")


def describe(names: Sequence[str]) -> list[Column]:
    """The columns that a header names; of several years the last one is this year."""
    years = [int(year) for name in names for year in _YEAR.findall(name)]
    return [_column(name, max(years, default=None)) for name in names]


def _column(name: str, latest: int | None) -> Column:
    """What a column's name says; `latest` is the last year that the header names."""
    squeezed = re.sub(r"\s", "", name)
    time = next((role for role, pattern in _TIMES if pattern.search(squeezed)), Role.PLAIN)
    years = [int(year) for year in _YEAR.findall(squeezed)]
    if years and time in {Role.PLAIN, Role.YEAR}:
        time = Role.YEAR if max(years) == latest else Role.PREVIOUS
    whole: bool | None = None
    if _WHOLE.search(squeezed):
        whole = True
    elif _PART.search(squeezed) or (
        time is Role.PLAIN and squeezed and not _PLAIN.fullmatch(squeezed)
    ):
        whole = False
    return Column(time, whole, squeezed)


def choose(columns: Sequence[Column]) -> int | None:
    """The column of this year and the whole scope, None if the header does not decide."""
    able = [place for place, column in enumerate(columns) if column.time in {Role.YEAR, Role.PLAIN}]
    if len(able) == 1 and (len(columns) == 1 or columns[able[0]].whole is not False):
        return able[0]
    ranks = {place: _rank(columns[place]) for place in able if columns[place].whole is not False}
    best = [
        place
        for place, (time, scope) in ranks.items()
        if all(time <= other[0] and scope <= other[1] for other in ranks.values())
    ]
    return best[0] if len(best) == 1 else _only_year(columns, able)


def _only_year(columns: Sequence[Column], able: Sequence[int]) -> int | None:
    """本年度 beside 历年累计 decides even where every column is of one and the same part."""
    named = [place for place in able if columns[place].time is Role.YEAR]
    same = len({column.name.replace("年", "") for column in columns if column.whole is False}) <= 1
    return named[0] if len(named) == 1 and len(able) == 1 and same else None


def refusal(column: Column, chosen: Column | None) -> str:
    """Why the numbers of a column are not taken."""
    if column.time not in {Role.YEAR, Role.PLAIN}:
        return str(column.time)
    return str(Role.UNDECIDED) if chosen is None else str(Role.PART)


def _rank(column: Column) -> tuple[int, int]:
    return (int(column.time is not Role.YEAR), int(column.whole is not True))


def readings(text: str) -> list[list[str]]:
    """How a header may be read: by its separators, by its blanks, by the names that we know."""
    unit = _UNIT_HEAD
    parts = [
        part for part in _SPLIT.split(text) if part.strip() and not unit.fullmatch(part.strip())
    ]
    known = _NAMES.findall(re.sub(r"\s", "", text))
    return [parts, unit.sub("", text).replace("|", " ").split(), known, _products(known)]


def _products(names: list[str]) -> list[str]:
    """A header of two levels, 本年度 and 上年 each over 市本级 and 全市."""
    times = [name for name in names if _column(name, None).whole is None]
    scopes = [name for name in names if _column(name, None).whole is not None]
    outer, inner = (times, scopes) if len(scopes) > len(times) else (scopes, times)
    if not outer or len(inner) % len(outer):
        return []
    width = len(inner) // len(outer)
    return [outer[place // width] + name for place, name in enumerate(inner)]
