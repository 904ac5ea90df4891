"""Lawsuits over disclosure decisions and their outcomes."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import RUN

_NOUN = r"(?:的|案件|案|数量|数|事项|件数|总数|请求)*"
_BOTH = r"复议[、和及与或,](?:提起)?(?:行政)?诉讼(?:案件)?(?:共|合计|总|均)?"


class Litigation(IndicatorGroup):
    """Counts of lawsuits, first instance and later ones as the report counts them."""

    group = "litigation"
    home = frozenset({Topic.REVIEW})
    words = "诉|争议|法院|判"

    total: Stated = indicator(
        "行政诉讼数量",
        "件",
        "起 宗 次 例 案",
        Cue(
            rf"(?:诉讼|应诉){_NOUN}",
            gap=6,
            unless=rf"各类|争议|纳税|处罚|执法|工伤|认定|征收|拆迁|劳动|[一二]审|{_BOTH}|维持|纠错|纠正|撤销|驳回|代理",
        ),
        Cue(
            rf"(?:收到|受理|发生|引发|产生|被提起|提起|办理|处理)(?:了)?{RUN}{{0,8}}",
            after=r"[^,。;#]{0,16}(?:行政)?诉讼",
            gap=4,
            unless=r"维持|纠错|撤销|复议|各类|争议|处罚",
        ),
        none=r"(?:诉讼|应诉|起诉)(?!相关|有关|费|的费)",
        core=r"诉",
    )
    upheld: Stated = indicator(
        "维持具体行政行为或者驳回原告诉讼请求数",
        "件",
        "起 宗 例 案",
        Cue(
            rf"(?:结果)?(?:维持|驳回)(?:原告?|具体)?(?:行政)?(?:行为|决定|诉讼请求|请求|起诉|或者|驳回|原告|诉讼)*{_NOUN}",
            gap=4,
            topics=("litigation",),
        ),
        Cue(
            r"",
            after=r"[^,。;#]{0,4}(?:被|获得?|予以|均)?(?:结果)?(?:维持|驳回)",
            topics=("litigation",),
        ),
        words="维持|驳回",
        core=r"维持|驳回|胜诉",
    )
    corrected: Stated = indicator(
        "被依法纠错数",
        "件",
        "起 宗 例 案",
        Cue(
            rf"(?:依法)?(?:被)?(?:纠错|结果纠正|纠正|撤销|确认违法|败诉){_NOUN}",
            gap=4,
            topics=("litigation",),
        ),
        Cue(
            r"",
            after=r"[^,。;#]{0,4}(?:被)?(?:依法)?(?:纠错|纠正|撤销|败诉|确认违法)",
            topics=("litigation",),
        ),
        words="纠|撤销|责令|违法|败诉",
        core=r"纠|撤销|违法|责令|重新|变更|败诉",
    )
    other: Stated = indicator(
        "其他情形数",
        "件",
        "起 宗 例 案",
        Cue(
            rf"(?:(?:其他|其它)(?:情形|结果|情况)|终止(?:审理)?|原告撤诉|撤诉|和解){_NOUN}",
            gap=4,
            topics=("litigation",),
        ),
        words="其[他它]|撤诉|撤回|终止|中止|调解|和解|未审|未结|审理",
        core=r"其他|其它|终止|撤[回诉]|和解|调解|驳回|不予受理",
    )
