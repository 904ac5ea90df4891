"""What a report says in words alone: the problems it admits and the measures it announces."""

from llm_extract.records import Topic
from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Wording(IndicatorGroup):
    """Each statement of these is one quote. The scanner does not read them."""

    group = "text"
    home = frozenset({Topic.PROBLEMS})
    words = "问题|不足|不够|薄弱|困难|有待|差距|下一?步|今后|改进|整改|明年|来年"

    problems: Stated = indicator("存在的主要问题", "")
    measures: Stated = indicator("改进措施", "")
