"""How requests were answered."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import CALL, LETTERBOX, MARKED, REQUEST, RUN

_TOPIC = ("request",)
_ELSE = rf"责令|(?:公开|不存在|掌握)(?:的)?或|公开(?:的)?(?:以?及|和|与)部分公开|{CALL}|{LETTERBOX}|提案|咨询|复议|诉讼|投诉"
_OF = r"(?:的|信息|政府信息|答复|数|数量|申请|决定|范围|情形|类)*"


# The forms since 2019 know results only, so that what was completed was answered.
_DONE = r"(?:办结|办理完毕|处理完毕|办理完成)(?:数|量|了|数量|申请|总数)*"


class Reply(IndicatorGroup):
    """Counts of answers by their outcome. All are about requests for disclosure, nothing else."""

    group = "reply"
    home = frozenset({Topic.REQUEST})
    words = "申请|答复|不予|部分公开|不存在|办结"

    total: Stated = indicator(
        "申请答复数",
        "件",
        "起 例 份 条 宗 人次",
        Cue(
            r"(?:答复|回复|办复)(?:了|数|总数|数量|申请|申请人|依申请公开|政府信息公开申请|告知书|书)*",
            gap=3,
            topics=_TOPIC,
            unless=rf"{_ELSE}|同意|按时|按期|率|建议|延期",
        ),
        Cue(
            r"(?:作出|出具|答复|制作)(?:了|书面)*",
            after=rf"[^,。;#]{{0,12}}(?:答复|告知书|{REQUEST})",
            gap=4,
            topics=_TOPIC,
            unless=rf"{_ELSE}|按时|按期|延期",
        ),
        Cue(
            after=r"(?:申请)?(?:已|已经)?(?:均|全部|都)[^,。;#]{0,14}(?:答复|回复)",
            topics=_TOPIC,
            unless=_ELSE,
        ),
        Cue(
            _DONE,
            gap=3,
            topics=_TOPIC,
            since=2019,
            unless=rf"{_ELSE}|按时办结|按期办结|延期|率|当场",
        ),
        Cue(
            rf"{_DONE}{RUN}{{0,6}}?(?:依申请|公开申请)(?:政府)?(?:信息)?(?:公开)?(?:事项|件)?",
            gap=2,
            topics=_TOPIC,
            since=2019,
            unless=rf"{_ELSE}|按时办结|按期办结|延期|率|当场",
        ),
        Cue(
            rf"新收[^。;]{{0,60}}(?:办理|处理)(?:了)?{RUN}{{0,4}}?{REQUEST}",
            gap=3,
            topics=_TOPIC,
            since=2019,
            unless=_ELSE,
        ),
        Cue(
            after=rf"(?:申请)?(?:均|全部|都)[^,。;#]{{0,14}}{_DONE}",
            topics=_TOPIC,
            since=2019,
            unless=_ELSE,
        ),
        words="答复|回复|办结|办理|处理|予以",
        core=r"答复|回复|办复|办结|办理|告知|处理|提供",
        alien=r"除#|尚|未答复|正在",
    )
    already_public: Stated = indicator(
        "属于已主动公开范围数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:已(?:经)?(?:属于?)?主动公开|主动公开范围|已公开)(?:(?:并|、)?告知[^,。;#]{{0,10}})?{_OF}",
            gap=4,
            either=True,
            topics=_TOPIC,
            unless=_ELSE,
        ),
        none=r"属于已?主动公开范围",
        words="主动公开|已公开|已经公开",
        core=r"公开",
    )
    granted: Stated = indicator(
        "同意公开答复数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:(?<!不)同意|(?<!不)(?<!部分)予以|全部|给予|依法)(?:全部)?公开{_OF}",
            gap=3,
            either=True,
            topics=_TOPIC,
            unless=_ELSE,
        ),
        Cue(r"[,;:。(]公开", after=r"[,、]部分公开", gap=1, topics=_TOPIC, unless=_ELSE),
        none=r"同意公开(?:答复)?",
        words="公开|同意|予以|提供",
        core=r"公开|提供",
    )
    partially_granted: Stated = indicator(
        "同意部分公开答复数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:同意|予以)?部分(?:予以|同意)?公开{_OF}",
            gap=3,
            either=True,
            topics=_TOPIC,
            unless=_ELSE,
        ),
        none=r"部分公开",
        words="部分",
        core=r"部分|区分",
    )
    refused: Stated = indicator(
        "不同意公开答复数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:不予|不同意|不宜|不能|否决)公开(?:的)?{_OF}",
            gap=3,
            either=True,
            topics=_TOPIC,
            unless=rf"{_ELSE}|文件|审查",
            against=MARKED,
        ),
        Cue(after=r"(?:决定)?不公开(?![的为])", topics=_TOPIC, unless=_ELSE),
        none=r"(?:不予|不同意)公开",
        words="不予|不同意|不能|不宜|拒绝|否决|未予",
        core=r"不予|不同意|不宜|不能|否决|拒绝|不公开|未公开",
    )
    refused_state_secret: Stated = indicator(
        "涉及国家秘密",
        "件",
        "起 例 条 宗",
        Cue(rf"国家秘密{_OF}", gap=3, either=True, topics=_TOPIC),
        words="秘密|涉密",
        core=r"国家秘密|涉密|保密|机密",
    )
    refused_trade_secret: Stated = indicator(
        "涉及商业秘密",
        "件",
        "起 例 条 宗",
        Cue(rf"商业秘密{_OF}", gap=3, either=True, topics=_TOPIC),
        words="商业",
        core=r"商业秘密|商业机密|秘密",
    )
    refused_privacy: Stated = indicator(
        "涉及个人隐私",
        "件",
        "起 例 条 宗",
        Cue(rf"(?:个人)?隐私{_OF}", gap=3, either=True, topics=_TOPIC),
        words="隐私",
        core=r"隐私",
    )
    refused_safety_stability: Stated = indicator(
        "危及国家安全、公共安全、经济安全和社会稳定",
        "件",
        "起 例 条 宗",
        Cue(rf"(?:社会稳定|三安全一稳定){_OF}", gap=3, topics=_TOPIC),
        aliases="三安全一稳定",
        words="安全|稳定",
        core=r"稳定|安全",
    )
    refused_not_government_information: Stated = indicator(
        "不是《条例》所指政府信息",
        "件",
        "起 例 条 宗",
        Cue(
            rf"(?:不是|不属于|非)(?:《?条例》?)?(?:所指|规定的?|所称)?的?政府信息{_OF}",
            gap=3,
            either=True,
            topics=_TOPIC,
        ),
        words="非政府信息|不是|不属于?政府|条例",
        core=r"(?:不|非).{0,12}信息",
    )
    refused_other_statutory: Stated = indicator(
        "法律法规规定的其他情形",
        "件",
        "起 例 条 宗",
        Cue(rf"法律、?法规规定的其他{_OF}", gap=3, topics=_TOPIC),
        words="法律|法规|其他",
        core=r"其他|其它|法律|法规|法定",
    )
    not_this_agency: Stated = indicator(
        "不属于本行政机关公开数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:不属于?|非)(?:本|我)(?:行政)?(?:机关|单位|局|部门|委|办|镇|县|区|市){RUN}{{0,10}}",
            gap=4,
            either=True,
            topics=_TOPIC,
            unless=_ELSE,
        ),
        Cue(
            r"告知(?:其|申请人)?向(?:其他|其它|有关|相关)(?:行政)?(?:机关|部门|单位)(?:申请|咨询|查询|提出)?(?:公开)?",
            gap=2,
            topics=_TOPIC,
            unless=_ELSE,
        ),
        none=r"不属于本(?:行政)?机关",
        words="不属|非本|本机关|机关|职权|掌握",
        core=r"不属|非本|非我|不是|不归|其他|其它|有关|相关|告知|职责|掌握",
    )
    not_exist: Stated = indicator(
        "申请信息不存在数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:信息不存在|不存在|不掌握(?:相关)?){_OF}",
            gap=4,
            either=True,
            topics=_TOPIC,
            unless=_ELSE,
        ),
        none=r"信息不存在",
        words="不存在|掌握|没有|无",
        core=r"不存在|不掌握|未制作|未获取|没有制作|无此|没有",
    )
    correction_needed: Stated = indicator(
        "告知作出更改补充数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:更改补充|更改、补充|补正|补充(?:材料|更正|申请)?|更正|申请内容不明确[”\'\"]?){_OF}",
            gap=4,
            either=True,
            topics=_TOPIC,
            unless=_ELSE,
        ),
        words="补[充正]|更改|不明确",
        core=r"补正|补充|更改|更正|不明确",
    )
    other_route: Stated = indicator(
        "告知通过其他途径办理数",
        "件",
        "起 例 份 条 宗",
        Cue(
            rf"(?:其他|其它)(?:途径|渠道|方式)(?:办理|获取|解决|了|咨询|的)*{_OF}",
            gap=4,
            either=True,
            topics=_TOPIC,
            unless=r"信息发布|公开政府",
        ),
        words="途径|渠道|告知",
        core=r"途径|渠道|方式|查阅|获取",
    )
