"""Administrative reviews of disclosure decisions and their outcomes."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import RUN

_NOUN = r"(?:的|案件|申请|案|数量|数|决定|事项|件数|总数)*"
_BOTH = r"复议[、和及与或,](?:提起)?(?:行政)?诉讼(?:案件)?(?:共|合计|总|均)"


class Review(IndicatorGroup):
    """Counts of cases; whether they are about disclosure is for `topics` and headings to say."""

    group = "review"
    home = frozenset({Topic.REVIEW})
    words = "复议|争议"

    total: Stated = indicator(
        "行政复议数量",
        "件",
        "起 宗 次 例 案",
        Cue(
            rf"复议{_NOUN}",
            gap=6,
            unless=rf"{_BOTH}|维持|纠错|纠正|撤销|驳回|代理|审理|应诉|各类|复议机[构关]|争议|工伤|认定|征收|拆迁|劳动|处罚|许可",
        ),
        Cue(
            rf"(?:收到|受理|发生|引发|产生|被申请|办理|处理)(?:了)?{RUN}{{0,8}}",
            after=r"[^,。;#]{0,16}(?:行政)?复议",
            gap=4,
            unless=r"维持|纠错|撤销|诉讼|各类|复议机[构关]|争议|工伤|认定|征收|拆迁|劳动",
        ),
        Cue(after=r"[^,。;#]{0,6}(?:申请|提起|提出)(?:行政)?复议", topics=("case",)),
        none=r"复议",
        core=r"复议",
    )
    upheld: Stated = indicator(
        "维持具体行政行为数",
        "件",
        "起 宗 例 案",
        Cue(
            rf"(?:结果)?维持(?:原|具体)?(?:行政)?(?:行为|决定|答复)?{_NOUN}",
            gap=4,
            topics=("review",),
        ),
        Cue(r"", after=r"[^,。;#]{0,4}(?:被|获得?|予以|均)?(?:结果)?维持", topics=("review",)),
        words="维持|驳回",
        core=r"维持|驳回",
    )
    corrected: Stated = indicator(
        "被依法纠错数",
        "件",
        "起 宗 例 案",
        Cue(
            rf"(?:依法)?(?:被)?(?:纠错|结果纠正|纠正|撤销|确认违法|责令(?:限期|重新|其|我[局委镇县市]|本机关)*(?:答复|处理|作出))(?:并责令{RUN}{{0,8}})?{_NOUN}",
            gap=4,
            topics=("review",),
        ),
        Cue(
            r"",
            after=r"[^,。;#]{0,4}(?:被)?(?:依法)?(?:纠错|纠正|撤销|确认违法)",
            topics=("review",),
        ),
        none=r"(?:纠错|纠正)",
        words="纠|撤销|责令|违法|变更",
        core=r"纠|撤销|违法|责令|重新|变更",
    )
    other: Stated = indicator(
        "其他情形数",
        "件",
        "起 宗 例 案",
        Cue(
            rf"(?:(?:其他|其它)(?:情形|结果|情况)|终止(?:审理)?|(?:申请人)?(?:自行|主动)?撤回|和解|调解){_NOUN}",
            gap=4,
            topics=("review",),
        ),
        Cue(
            after=r"(?:由申请人|申请人|自行|主动)?(?:撤回|终止审理|和解|调解结案)",
            topics=("review",),
        ),
        words="其[他它]|撤回|终止|中止|驳回|调解|和解",
        core=r"其他|其它|终止|撤[回诉]|和解|调解|驳回|不予受理",
    )
    pending: Stated = indicator(
        "尚未审结",
        "件",
        "起 宗 例 案",
        Cue(r"(?:尚未审结|未审结|正在审理|尚在审理|未结)", gap=2, topics=("review",)),
        Cue(
            after=r"(?:案件)?(?:尚|仍|目前)*(?:未审结|未结案|(?:正在|尚在|仍在|在)[^,。;#]{0,8}审理)",
            topics=("review",),
        ),
        words="尚|审理|未结|待",
        core=r"尚|未|正在|待",
    )
