"""Which line at the head is the report's title; a title broken over lines is joined."""

import re
from dataclasses import dataclass

from llm_extract.metadata._dates import LONE_YEAR, year_of
from llm_extract.metadata._lines import Line

_LONGEST = 80  # characters
_ALWAYS = "公开"  # in every title
_TITLE = re.compile(
    r"(?P<before>[^,。;:!?>《》|]{0,45}?)"
    r"(?:政府信息(?:与政务|和政务|、政务)?|政务信息|党务政务|政务|信息|政府)公开"
    r"(?P<tail>[^,。;:!?>]{0,12}?(?:年度(?:工作)?(?:情况)?的?报告|年报|(?:年度|工作)总结|报告))"
    r"(?P<after>\(.{0,14}\)|[-—]*20\d\d年?度?)?"
)
_YEAR = re.compile(rf"{LONE_YEAR}(?:年度?)?")
_NO_NAME = re.compile(
    r"^[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]?[、.．](?!\d)|^(?:关于)?(?:公布|发布|印发|报送|编制)?|的$|关于$|年度$|工作$|(?<=[局厅委办署院省市县区])(?:发布|公布)$|^本"
)
_GOES_ON = re.compile(
    r"(?:政府|机关|局|厅|委|办|委员会|办公室|中心|院|处|所|队|公司|社|会|署|省|市|县|区|镇|乡|街道|年|年度"
    r"|公开|工作|信息|政务|的)$"
)
# Where the text runs on from the title without a break: …年度报告根据《条例》, …年度报告 一、总体.
_RUNS_ON = re.compile(
    r"[^,。;:!?>《》|]{6,60}?(?:年度报告|年报)(?=是?(?:根据|依据|按照)| ?(?:本报告|[一1][、.]))"
)
_NAVIGATION = re.compile(r"首页|位置|来源|栏目|相关|公开(?:指南|目录|制度)|文章|返回|网站")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, the years in it, and the name it gives to the agency."""

    line: Line
    years: tuple[int, ...]
    name: Line | None
    pieces: int


def find_title(lines: list[Line], page: list[Line]) -> Title | None:
    """The most complete title: agency and year, then the fewest lines, then the first."""
    bare = [line.unsaid().compact().folded for line in lines]
    found = [title for count in (1, 2, 3) for title in _candidates(lines, bare, count)]
    heads = ((line, _RUNS_ON.match(line.folded)) for line in lines)
    opened = [line.cut(0, head.end()) for line, head in heads if head]
    found += _candidates(opened, [line.unsaid().compact().folded for line in opened], 1)
    found += _candidates(page, [line.compact().folded for line in page], 1)
    return max(found, key=_completeness, default=None)


def _completeness(title: Title) -> tuple[int, int]:
    return bool(title.years) + bool(title.name), -title.pieces


def _candidates(lines: list[Line], bare: list[str], count: int) -> list[Title]:
    """The titles of so many lines; `bare` are the lines folded and without white space."""
    titles = []
    for index in range(len(lines) - count + 1):
        if _ALWAYS not in "".join(bare[index : index + count]):
            continue
        parts = lines[index : index + count]
        if sum(len(part.text) for part in parts) > _LONGEST:
            continue
        if all(map(_joins, bare[index : index + count - 1])) and (title := _read(parts)):
            titles.append(title)
    return titles


def _joins(words: str) -> bool:
    """Can the next line belong to the same title?"""
    complete = _TITLE.fullmatch(words)
    return bool(_GOES_ON.search(words)) and not _NAVIGATION.search(words) and not complete


def _read(parts: list[Line]) -> Title | None:
    whole = sum(parts[1:], parts[0])
    compact = whole.unsaid().compact()
    match = _TITLE.fullmatch(compact.folded)
    if match is None or _NAVIGATION.search(compact.folded):
        return None
    years = tuple(year_of(found[1]) for found in _YEAR.finditer(compact.folded))
    return Title(whole, years, _name(compact.cut(0, match.end("before")), compact), len(parts))


def _name(before: Line, whole: Line) -> Line | None:
    """What stands before 政府信息公开, without the year: 2017年岳阳市 is 岳阳市."""
    if before.folded.endswith("人民"):  # 某某市人民政府信息公开: the 政府 belongs to both words
        before = whole.cut(0, len(before.folded) + 2)
    kept = Line("", "")
    start = 0
    for match in _YEAR.finditer(before.folded):
        kept += before.cut(start, match.start())
        start = match.end()
    behind = before.cut(start, len(before.folded))
    if not (behind.folded and kept.folded.endswith(behind.folded)):  # 云溪海关2015年海关政府信息
        kept += behind
    for match in reversed(list(_NO_NAME.finditer(kept.folded))):
        kept = kept.cut(0, match.start()) + kept.cut(match.end(), len(kept.folded))
    return kept if re.search(r"[一-鿿]{2}", kept.folded) else None
