"""Administrative decisions of the year, as stated in prose."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator


class Decision(IndicatorGroup):
    """Penalties and licences decided; counts of decisions (件), not of items on a list (项)."""

    group = "decision"
    home = frozenset({Topic.DISCLOSURE})

    penalties: Stated = indicator(
        "行政处罚决定数",
        "件",
        "宗 起",
        Cue(
            r"(?:作出|实施|办理|下达)?行政处罚(?:处理|决定|案件|数量|的)*",
            gap=4,
            unless=r"公开|公示|发布|信息|公布",
        ),
        none=r"行政处罚",
        words="罚",
        core=r"处罚|罚",
        alien=r"复议|诉讼|引起",
    )
    licences: Stated = indicator(
        "行政许可决定数",
        "件",
        "宗 起",
        Cue(
            r"(?:作出|实施|办理|受理|核发)?行政许可(?:处理|决定|事项|数量|的)*",
            gap=4,
            unless=r"公开|公示|发布|信息|公布|项",
        ),
        Cue(
            r"(?:办理|核发|发放|颁发|作出)(?:了)?[^#,。;、]{0,10}许可(?:证|决定)?",
            gap=1,
            unless=r"公开|公示|发布|信息|公布|项",
        ),
        none=r"行政许可",
        words="许可|审批|办件",
        core=r"许可|核准|审核|验收|审批",
    )
