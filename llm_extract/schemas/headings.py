"""What the headings of these reports say, and which topic each of them names. Folded text only."""

import re
from functools import lru_cache

from llm_extract.records import Topic

# A combined heading takes the topic named first: its parts are tried in order.
_CONJUNCTION = re.compile(r"以及|[、和及与,;/]")

# Within one part the first pattern wins: 依申请公开收费情况 is about fees, and a heading that names
# problems is about these, whatever they are problems of.
_PATTERNS: tuple[tuple[Topic, str], ...] = (
    (Topic.FORM, r"^附表|^附件|统计表|情况表|统计报表"),
    (Topic.RESPONSE, r"热点问题|问题回应"),
    (
        Topic.PROBLEMS,
        r"(?:存在|主要|突出)的?[^,。]{0,6}问题|问题$|不足|薄弱|困难|短板"
        r"|改进(?:的?(?:措施|情况|方向|意见|办法|打算|方法|建议|计划))?$|整改"
        r"|下一?(?:步|阶段)|打算|今后|努力方向|工作(?:思路|计划|重点|安排|设想)|明年|来年|展望|计划$",
    ),
    (Topic.FEE, r"收费|减免|费用|支出|收取"),
    (Topic.REVIEW, r"复议|诉讼|申诉|应诉|举报"),
    (Topic.CONSULTATION, r"咨询|信箱|投诉|热线|来信|来访|信访"),
    (Topic.RESPONSE, r"回应|解读|舆情|关切|新闻发布|访谈"),
    (Topic.TRAINING, r"培训|(?:工作|专题|信息公开|政务公开|召开).{0,4}会议|会议(?:情况)?$"),
    (
        Topic.REQUEST,
        r"依申请|依信息?公开申请|不予公开|申请(?:的)?(?:公开|办理|处理|受理|答复|情况)"
        r"|(?:收到|受理|办理|处理|答复).{0,10}申请|公开申请",
    ),
    (
        Topic.CAPACITY,
        r"机构(?:建设|设置|设立|人员|队伍|$)|人员(?:配备|情况|队伍|$)|队伍建设|[专兼]职"
        r"|(?<!三公)(?<!三公”)经费(?!公开|信息)|(?:经费|组织|机构|人员|监督)保障|^保障",
    ),
    (Topic.DISCLOSURE, r"主动|公开的?(?:主要)?(?:渠道|形式|途径|内容|方式|载体|数量|范围)"),
    (
        Topic.OVERVIEW,
        r"概述|概况|总体|基本(?:工作)?情况|工作成效|主要(?:做法|工作|成效)|工作(?:开展|推进|进展|落实)"
        r"|工作情况$|^引言$|^前言$",
    ),
    (Topic.DISCLOSURE, r"重点领域|信息公开的?情况$|^公开情况$"),
)
_TOPICS = tuple((topic, re.compile(pattern)) for topic, pattern in _PATTERNS)

# A section of one of these is that all the way down: what is said under 下一步打算 is a plan.
DOMINANT = frozenset({Topic.PROBLEMS, Topic.FORM})

# How a heading ends that has no number before it.
PLAIN_ENDING = (
    r"(?:情 ?况|概 ?述|概 ?况|措 ?施|问 ?题|打 ?算|事 ?项|不 ?足|成 ?效|计 ?划|方 ?向|安 ?排)"
)
PLAIN_FORM = r"(?:附 ?[表件] ?\d?|[^\r\n。,;:|\t>]{0,20}(?:统 ?计 ?表|情 ?况 ?表))"

# Group rows of the later forms that carry no value of their own and repeat in no prose heading.
GROUP_ROWS = frozenset(
    {
        "本年度办理结果",
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "其他处理",
        "总计",
    }
)
# What a cell of units says.
UNITS = r"(?:[条件次个人篇元份项家期起宗场]|万元|人次|件次|条次)"


@lru_cache(maxsize=4096)
def topic(title: str) -> Topic | None:
    """The topic that a folded title names first; None where it says nothing."""
    compact = "".join(title.split())
    for part in (*_CONJUNCTION.split(compact), compact):
        for named, pattern in _TOPICS:
            if part and pattern.search(part):
                return named
    return None
