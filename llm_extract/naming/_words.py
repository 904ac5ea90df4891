"""The words of prose that say a number is a label's own, and those that make it something else."""

import re

_ARTICLES = (
    r"the|our|its|their|a|an|and|with|total|overall|annual|group|company|group's|company's"
    r"|consolidated|had|by|while|recorded|reported|employed|employs|employ|has|have|generated"
)
BEFORE_LATIN = re.compile(
    rf"(?:\A|[,:(\[]|(?<![a-z])(?:{_ARTICLES})|(?<!\d)(?:19|20)\d\d)\s*\Z", re.IGNORECASE
)
BEFORE_HAN = re.compile(
    r"(?:\A|[,:、(\[]|实现|本?公司|本?集团|全年|本年度?|年度|报告期内?|期内|期末|年末|年底|年|共有?|和"
    r"|及|与)\s*\Z"
)
COUNTED = re.compile(  # We had, not: we trained
    r"(?:\A|[,:(\n]|(?<![a-z])(?:had|has|have|having|with|employ|employs|employed|employing"
    r"|total of|workforce of|headcount of|team of|were|are|was|is|granted|received|obtained)"
    r"|有|拥有|共|计|为|达|获|获得|取得)"
    r"\s*(?:about|approximately|over|some|a total of|约|共)?\s*\Z",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"(?<![a-z])(?:average|peers?|industry|competitors?|market|monthly|daily|cumulative\w*|segments?"
    r"|subsidiar\w+|divisions?|since|pro forma|if)(?![a-z])|平均|人均|月均|日均|行业|同业|累计"
    r"|子公司"
    r"|分公司|分部|板块|事业部|孙公司|参股",
    re.IGNORECASE,
)
OFF = re.compile(
    r" ?(?:lower|higher|less|more|below|above|short of|ahead of|behind|(?:a|each|every|per)"
    r" (?!share|cent|year)[a-z]+)(?![a-z])|[每低高少多]|/",
    re.IGNORECASE,
)
_PERIOD = (
    r"(?:for|in|during|of|at|as (?:of|at))? ?(?:the )?(?:(?:financial |fiscal )?(?:year|period)"
    r"(?: (?:ended|under review|end))?|reporting period)(?:,? ?(?:on )?DATE)?"
    r"|(?:for|in|during|at|as (?:of|at)|by) DATE|(?:of|for) (?:the )?(?:group|company)"
    r"|this year|this period|attributable to (?:the )?(?:owners|shareholders|equity holders)"
    r"(?: of (?:the )?(?:company|parent))?"
)
_CAME_TO = (
    r"was|were|is|are|of|at|to|a|an|total|amounted to|amounting to|came to|came in at|totall?ed"
    r"|totall?ing|reached|reaching|stood at|recorded|rose|grew|increased|decreased|fell|declined"
    r"|dropped|up|down|by|approximately|about|some|around|over|more than|nearly|and"
)
_HAN_CAME_TO = (
    "为|是|达到?|约|共计?|合计|人民币|总额|总计|有|至|到"
    "|同比|较上年|较去年|增长|上升|下降|减少|增加"
)
BETWEEN = re.compile(
    rf"(?:\s|[,:()]|RATIO|DATE|{_PERIOD}|(?<![a-z])(?:{_CAME_TO})(?![a-z])|{_HAN_CAME_TO})*",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\s*(?:名|位|个|家|项)?(?:full[- ]time |permanent |total )?(?:of |in )?(?:the |our )?\Z",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"(?:compar(?:ed|ing) (?:to|with)|versus|vs\.?|against|from|(?:prior|previous|last|preceding)"
    r" (?:year|period)|year earlier|上年同期|上年|去年|同期|上一年|前一?年|较|比)[^\d]{0,24}\Z",
    re.IGNORECASE,
)
BEHIND_EARLIER = re.compile(
    r"[^.,;。\d]{0,16}(?:(?:prior|previous|last|preceding) (?:year|period)|year earlier|a year ago"
    r"|(?:the )?year before|corresponding period|prior-year"
    r"|上年|去年)",
    re.IGNORECASE,
)
BEHIND_YEAR = re.compile(r"\s*(?:in|for|during) (?:FY ?)?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
CHANGE = re.compile(
    r"(?:(?:increase[ds]?|decrease[ds]?|rise|rose|grew|growth|fell|up|down|decline[ds]?|dropped"
    r"|higher|lower)(?: of| by)?|增长了?|增加了?|减少了?|下降了?|上升了?)"
    r"\s*(?:about |约)?(?:人民币)?"
    r"\s*\Z",
    re.IGNORECASE,
)
PLAN = re.compile(
    r"(?<![a-z])(?:targets?|targeted|expects?|expected|forecasts?|guidance|budget|budgeted|plans?"
    r"|planned|will|would|aims?|outlook)(?![a-z])|预计|预期|计划|目标|拟|力争|展望",
    re.IGNORECASE,
)
PART_YEAR = re.compile(
    r"(?:first|second) half|half[- ]year|quarter|(?:three|six|nine) months|[上下]半年|季度"
    r"|[1-9一二三四]季",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;(]")
PART = re.compile(  # came from Europe, but not: in 2024, in total
    r",? ?(?:of which |which )?(?:(?:was |is |were |are |being )?(?:came|comes?|generated|derived"
    r"|earned|attributable|related|relating|from|outside|within|under|via|through|in|at|by|on)"
    r"(?! (?:(?:the )?(?:year|period|total|group|company|all|end)|aggregate|all|DATE|FY|(?:19|20)\d"
    r"|[0-3]?\d [A-Z]|[A-Z][a-z]+ \d))(?![a-z])|来自|源于|产生于|属于)",
    re.IGNORECASE,
)
SHARED_OUT = re.compile(r"respectively|(?<!区)分别|依次", re.IGNORECASE)
ROSE = re.compile(r"(?:(?:by|from) ?# ?,? ?(?=to )|[由从]#(?=[^#]{0,8}[至到]))", re.IGNORECASE)
