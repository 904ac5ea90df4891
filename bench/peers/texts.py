"""Invented reports of about 2,000 characters, each one chunk for everybody, and what they state."""

import re

_FILLER = (
    "各乡镇各部门按照职责分工推进公开工作，完善工作机制，规范办理流程，加强队伍建设，"
    "及时回应群众关切，做好政策解读，推动公开平台融合发展，不断提升公开的质量和实效。"
)
_NUMBER = re.compile(r"第(\d{4})号")
_STATED = (
    ("disclosure.total", "主动公开政府信息{}条", 1200, "条"),
    ("disclosure.website", "通过政府网站公开信息{}条", 700, "条"),
    ("request.received", "收到政府信息公开申请{}件", 20, "件"),
    ("review.total", "因政府信息公开被申请行政复议{}件", 3, "件"),
    ("training.sessions", "举办政府信息公开培训班{}次", 5, "次"),
)
Statement = dict[str, str]


def report(number: int) -> str:
    """The text of one report; its number is in its title."""
    told = [line.format(base + number) for _, line, base, _ in _STATED]
    return "\n".join(
        [
            f"第{number:04}号测试县2017年政府信息公开工作年度报告",
            "一、概述",
            f"2017年，全县{told[0]}，{told[1]}。" + _FILLER * 7,
            "二、依申请公开情况",
            f"2017年，全县{told[2]}。" + _FILLER * 7,
            "三、复议诉讼情况",
            f"2017年，{told[3]}。" + _FILLER * 5,
            "四、培训情况",
            f"2017年，全县{told[4]}。" + _FILLER * 4,
        ]
    )


def statements(number: int) -> list[Statement]:
    """What a model says that reads it well."""
    return [
        {
            "indicator": indicator,
            "state": "reported",
            "number": str(base + number),
            "unit": unit,
            "quote": line.format(base + number),
        }
        for indicator, line, base, unit in _STATED
    ]


def number_in(text: str) -> int | None:
    """The number of the report that a text begins, if it holds the title."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None


def tokens(text: str) -> int:
    """About as many as the tokenizers in use make of it: one for a Chinese character."""
    plain = len(text.encode("ascii", "ignore"))
    return int(0.3 * plain + len(text) - plain)
