"""Does a number speak of this year and of the whole report? If not, why not."""

import re

from llm_extract.schemas import Indicator, Kind

CUMULATIVE = "cumulative over several years"
_NEAR = 45  # characters left of a number that may qualify it
_OTHER_YEAR = re.compile(r"(?:上一?年度?|上年|前年|往年|去年同期|上年同期|以前年度)(?!.{0,6}结转)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!来|以来)")
_CHANGE = re.compile(
    r"(?:比|较|同比|环比|相比|相较)[^#,;。]{0,14}(?:增|减|多|少|升|降|上涨|下滑)[^#,;。]{0,5}$|"
    r"(?:同比|环比)[^#,;。]{0,6}$|(?:增加|减少|增长|下降|上升|提高)(?:了|约|近)?$"
)
_CUMULATIVE = re.compile(
    r"历年|截[至止][^#。]{0,40}累[计积]|(?:至今|以来|迄今)[^#。]{0,40}(?:累[计积]|总计|合计)|"
    r"自?\d{4}年[^#。;]{0,14}(?:以来|起|至今)[^#。]{0,30}(?:累计|共)|累计至今|"
    r"自[^#。;]{0,12}(?:施行|实施|开通|建站|建成|成立|上线|运行)(?:之日)?(?:以来|起)"
    r"(?![^#。]{0,60}(?:\d{4}年(?!\d{1,2}月|[底末])|全年|本年|当年|今年))[^#。]{0,60}"
)
_THIS_YEAR = re.compile(r"(?:全年|本年|年内|当年|今年|年度)[^#,;。]{0,8}累计")
_ADDED = re.compile(r"新增|(?:本|当|今|全)年")
_PART_YEAR = re.compile(
    r"(?:\d{1,2}(?:月)?[-—至到]\d{1,2}月|[上下]半年|[前一二三四]季度)[^#,;。]{0,24}$"
)
_SINCE = re.compile(r"自?((?:19|20)\d\d)年[^#。;]{0,12}(?:以来|起|至今|[至到](?:(?:19|20)\d\d)年)")
_TARGET = re.compile(
    r"(?:力争|计划|拟|目标|要求|应当|应[于在达]|将[于在]|确保|不得|争取)[^#,;。]{0,24}$|"
    r"(?:不少于|不低于|不超过|至少|不得少于|不高于)[^#,;。]{0,3}$"
)
_NEXT_YEAR = re.compile(r"将[于在](?:下一?年|次年|明年)")
_RATE = re.compile(
    r"各(?:自)?(?:明确|确定|安排|配备|落实|指定|选派|设立|设|有|派)?了?$|(?:日均|月均|年均|人均|平均|每[天日周月季年度半个人次件条例名家单位两]+|每季度)[^#,;。]{0,16}$"
)
_LESS = re.compile(
    r"(?:本级|[省市县区州]直|县\(?市?、?区\)?|县市区|区县|各县|各区|各部门|各单位|乡镇|镇街|街道|基层|办公[厅室]|层面)"
    r"[^#,;。(]{0,16}$"
)
_OWN_LEVEL = re.compile(r"[省市县区州]本级[^#,;。(]{0,16}$")
_OF_WHICH = re.compile(r"(?:其中|(?<=#)[件条次个人名份篇期场宗起万元人次]{0,3}\()[^。;]{0,60}$")


def refuse(left: str, year: int | None, indicator: Indicator) -> str:
    """Why the number right of `left` is not this year's whole figure; "" if nothing says so.

    A stock is counted at a date (followers, staff), so that 截至 and 累计 do not speak against it.
    """
    near = left[-_NEAR:]
    if _CHANGE.search(near):
        return "a change against another year"
    if _RATE.search(near):
        return "a rate, not a total"
    if _TARGET.search(near) and not (indicator.other_year and _NEXT_YEAR.search(near)):
        return "a target or a rule, not a result"
    if not indicator.other_year and another_year(near, year):
        return "another year"
    if _PART_YEAR.search(near):
        return "a part of the year"
    if not (indicator.stock or indicator.kind is Kind.RATIO) and _cumulates(left, year):
        return CUMULATIVE
    if less_than_the_whole(near) and _OF_WHICH.search(near):
        return "a part of the total"
    return ""


def _cumulates(left: str, year: int | None) -> bool:
    """It counts from an earlier year on, or 截至 a date all that there ever was."""
    if _THIS_YEAR.search(left[-_NEAR:]):
        return False
    _, earlier, own = left.rpartition("#")
    if earlier and _ADDED.search(own):
        return False  # 累计3258条,其中2016年新增421条
    since = _SINCE.search(left)
    if since and year:
        return int(since[1]) < year and "累计" in left
    return bool(_CUMULATIVE.search(left))


def less_than_the_whole(near: str) -> bool:
    """The clause that ends here speaks of one level or one office of those reported on."""
    return bool(_LESS.search(near))


def of_its_own_level(left: str) -> bool:
    """市本级列支52万元 is less than what a table of the whole city says."""
    return bool(_OWN_LEVEL.search(left[-_NEAR:]))


def another_year(near: str, year: int | None) -> bool:
    """The year named last, in the clause that ends here, is not the report's."""
    own = re.split(r"[,;。:]", near)[-1]
    if _OTHER_YEAR.search(own):
        return True
    if year is None:
        return False
    named = _YEAR.findall(own)
    return bool(named) and int(named[-1]) != year
