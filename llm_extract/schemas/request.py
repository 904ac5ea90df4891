"""Requests for disclosure that came in, and how far they were dealt with."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import CALL, LETTERBOX, MARKED, OTHER_REQUEST, REQUEST, RUN

_CHANNEL = r"网上|网络|在线|互联网|当面|现场|传真|信函|邮寄|来信|书面|电子邮件|邮件|平台|窗口|其中"
_NOT_A_REQUEST = (
    rf"{CALL}|{LETTERBOX}|{OTHER_REQUEST}|目录|下载|(?:大厅|服务中心)(?![^,。]{{0,30}}公开)"
)
_OUTCOME = (
    r"办结|答复|回复|结转|不予|同意|部分公开|予以公开|按时|按期|延期|撤[销回]|驳回|不存在|出具|收取"
)
_TAKE = r"(?:收到|受理(?![点处]|窗口|机构|平台|渠道|部门|单位|地点|系统)|接收|接到|接受|新收|(?<!已)(?:办理|处理)(?!情况)|收悉|接办|承办|登记|收取)(?:了|的|到|过|并办理|并处理|并答复|办理|处理)*"


_ALL_DONE = r"(?:申请)?(?:均|全部|都)[^,。;#]{0,14}(?:办结|办理完毕|处理完毕)"


class Request(IndicatorGroup):
    """Counts of requests by channel and by how they were completed."""

    group = "request"
    home = frozenset({Topic.REQUEST})
    words = "申请|受理|答复|办结|办理|结转|满意"

    received: Stated = indicator(
        "收到申请数",
        "件",
        "起 例 份 封 条 人次 宗 次 个 项 案",
        Cue(
            rf"{_TAKE}{RUN}{{0,16}}?{REQUEST}(?:公开)?(?:信息|事项|信件|数量|总数|总量|数|量|件|表|书|案件|的)*",
            gap=5,
            unless=rf"{_NOT_A_REQUEST}|{_OUTCOME}",
        ),
        Cue(
            rf"{_TAKE}{RUN}{{0,16}}申请(?:(?!结转)[^。;]){{0,40}}(?:合计|共计|总计)",
            gap=2,
            unless="复议|诉讼",
        ),
        Cue(
            r"(?:收到|受理|接收)并(?:按时|按期|依法)?(?:办结|答复|办理|处理)(?:了)?",
            after=rf"[^,。;#]{{0,14}}{REQUEST}",
            gap=2,
            unless=_NOT_A_REQUEST,
        ),
        Cue(rf"{REQUEST}{RUN}{{0,6}}?{_TAKE}", gap=4, unless=rf"{_NOT_A_REQUEST}|{_OUTCOME}"),
        Cue(
            _TAKE,
            after=rf"(?:[^,。;#]{{0,14}}){REQUEST}",
            gap=6,
            unless=rf"{_NOT_A_REQUEST}|{_OUTCOME}",
        ),
        Cue(
            r"依申请公开(?:政府)?(?:信息|事项|信件|案件|工作|数量|总数|申请|件|的)*",
            gap=2,
            against=MARKED,
            unless=rf"{_NOT_A_REQUEST}|{_OUTCOME}|{_CHANNEL}|板块|栏目|专栏|模块|公开的?文件#",
        ),
        Cue(
            r"(?:新收|收到|受理(?![点处]))(?:数|量|数量)?",
            gap=1,
            topics=("request",),
            unless=rf"{_NOT_A_REQUEST}|{_OUTCOME}|{_CHANNEL}|复议|诉讼|咨询|投诉|举报|意见|表扬|文件|上年",
        ),
        Cue(
            r"(?:政府)?信息公开申请(?!受理[点处])(?:总)?(?:数量|数|量|件)?",
            gap=3,
            unless=rf"{_NOT_A_REQUEST}|{_OUTCOME}|{_CHANNEL}",
        ),
        Cue(
            r"(?:申请总数|申请数量|收到申请数?|申请件数)",
            gap=2,
            unless=rf"{_NOT_A_REQUEST}|{_OUTCOME}",
        ),
        none=r"(?<!依)(?<!复议)(?<!诉讼)申请(?!人|书|行政|复议|减免|诉讼|引发|引起|产生|而|所|过程|答复|收|费|中|办理[^事])|依申请公开(?![^,。]{0,16}(?:复议|诉讼|收费|费用|申诉|举报|投诉|申请|案例))|要求公开[^,。]{0,8}信息",
        words="申请",
        core=r"申请",
        alien=r"受理点|查阅|阅览|类别|行政村|情况",
    )
    in_person: Stated = indicator(
        "当面申请数",
        "件",
        "起 例 份 次 人次 条 宗",
        Cue(
            rf"(?:当面|现场|上门|到场)(?:提交|申请|受理|递交|提出|接收|的)*{RUN}{{0,3}}",
            gap=3,
            either=True,
            topics=("request",),
            unless=r"咨询|复议|诉讼|接待|办件",
        ),
        none=r"当面申请",
        words="当面|现场|上门|窗口|面",
        core=r"当面|现场|上门|到场|窗口|面交|来人",
    )
    fax: Stated = indicator(
        "传真申请数",
        "件",
        "起 例 份 次 条 宗",
        Cue(
            rf"传真(?:提交|申请|受理|方式|递交|提出|的)*{RUN}{{0,3}}",
            gap=3,
            either=True,
            topics=("request",),
        ),
        none=r"传真申请",
        words="传真",
        core=r"传真",
    )
    online: Stated = indicator(
        "网络申请数",
        "件",
        "起 例 份 次 条 宗",
        Cue(
            rf"(?:网络|网上|在线|互联网|网站|线上|网页|电子(?!邮))(?:政府信息公开(?=申请)|平台|渠道|方式|提交|申请|受理|系统|在线|递交|提出|的|接收)*{RUN}{{0,3}}",
            gap=3,
            either=True,
            topics=("request",),
            unless=r"访谈|问政|咨询|投诉|信箱|发布|办事|办件|公开信息|(?:网[上络站]|在线|线上)(?:主动)?公开(?!申请)",
        ),
        aliases="网路申请数 网上申请数",
        none=r"(?:网络|网上)申请",
        words="网|邮件|电子|线上|平台",
        core=r"(?=.*申请)(?:.*)(?:网|在线|线上|电子|邮件|邮箱|平台)",
        alien=r"(?:网[上络站]|在线|线上)(?:主动)?公开(?!申请)",
    )
    letter: Stated = indicator(
        "信函申请数",
        "件",
        "起 例 份 次 条 封 宗",
        Cue(
            rf"(?:信函|邮寄|来信|信件|挂号信|书面(?=申请))(?:提交|申请|受理|方式|递交|提出|的)*{RUN}{{0,3}}",
            gap=3,
            either=True,
            topics=("request",),
            unless=r"信箱|信访|依申请公开信件|电子邮件",
        ),
        none=r"信函申请",
        words="信|邮|书面|函",
        core=r"信函|邮寄|来信|信件|挂号|书面|邮政|快递|寄",
    )
    completed: Stated = indicator(
        "申请办结数",
        "件",
        "起 例 份 条 宗",
        Cue(
            r"(?:办结|办理完毕|处理完毕|办理完成)(?:数|量|了|数量|申请|总数)*",
            gap=3,
            topics=("request",),
            until=2018,
            unless=rf"{CALL}|{LETTERBOX}|复议|诉讼|按时办结|按期办结|延期|率|提案|当场",
        ),
        Cue(
            r"(?:办结|办理完毕)(?:了)?",
            after=rf"[^,。;#]{{0,12}}{REQUEST}",
            gap=4,
            until=2018,
            unless=rf"{_NOT_A_REQUEST}|按时|按期|延期",
        ),
        Cue(after=_ALL_DONE, topics=("request",), until=2018, unless=rf"{CALL}|{LETTERBOX}|提案"),
        words="办结|办理|处理|完毕",
        core=r"(?=.*(?:申请|公开)).*(?:办结|办理|处理|答复|回复|办复|完成)",
        alien=r"诉求|热线|工单|业务|审核|验收|许可|投诉",
    )
    completed_on_time: Stated = indicator(
        "按时办结数",
        "件",
        "起 例 份 条 宗",
        Cue(
            r"(?:按时|按期|如期|期限内|规定时限内|限期内)(?:办结|答复|办理)(?:数|了|完毕|完成|的)*",
            gap=3,
            topics=("request",),
            unless=rf"{CALL}|{LETTERBOX}|率|未",
        ),
        words="[按及准]时|按期|法定|期限|时限|工作日",
        core=r"按时|按期|如期|期限|时限|工作日|规定时间|及时",
    )
    completed_extended: Stated = indicator(
        "延期办结数",
        "件",
        "起 例 份 条 宗",
        Cue(
            r"(?:延期|延长(?:答复)?期限)(?:办结|答复|办理|后)*(?:数|了|的)*",
            gap=3,
            topics=("request",),
        ),
        none=r"延期(?:办结|答复)",
        words="延|超期|逾期",
        core=r"延",
    )
    carried_in: Stated = indicator(
        "上年结转",
        "件",
        "起 例 宗 份",
        Cue(
            rf"(?:上一?年度?|去年|上一年|\d{{4}}年度?)(?:度)?{RUN}{{0,6}}结转(?:申请|的|到本年|至本年|数量)*{RUN}{{0,8}}",
            gap=4,
        ),
        Cue(rf"结转(?:自)?(?:上一?年度?|去年)(?:的|申请)*{RUN}{{0,6}}", gap=4),
        none=r"(?:上一?年度?|去年|往年)[^,。]{0,4}结转",
        other_year=True,
        words="结转|上年|上一年|往年|转",
        core=r"结转|上年|去年|上一年|往年|转入",
    )
    carried_out: Stated = indicator(
        "结转下年",
        "件",
        "起 例 宗 份",
        Cue(
            rf"(?:结转|转入?|转至|顺延)(?:至|到|入)?(?:下一?年度?|次年|明年|\d{{4}}年度?)(?:度)?(?:继续)?(?:办理|答复|处理|的)*{RUN}{{0,4}}",
            gap=4,
        ),
        Cue(
            r"",
            after=r"(?:申请)?(?:因?未到期[^,。;#]{0,6}|未办结|将|(?:按照?|依据?|根据)[^,。;#]{1,8})*(?:结转|转入?|转至|顺延)(?:至|到|入)?(?:下一?年度?|次年|明年|\d{4}年)",
        ),
        Cue(r"剩余", after=r"(?:申请)?[^,。;#]{0,4}结转", gap=2),
        Cue(
            r"[于在](?:下一?年度?|次年|明年)(?:内)?(?:答复|办理|处理)(?:的)?",
            gap=1,
            topics=("request",),
        ),
        Cue(
            r"其余|另有|剩余|还有",
            after=r"(?:申请)?[^。;#]{0,30}(?:(?:尚在|仍在|正在)[^,。;#]{0,10}(?:办理|答复|处理)|[于在]\d{4}年[^,。;#]{0,8}(?:办理|答复|处理))",
            gap=2,
            topics=("request",),
        ),
        none=r"(?:下一?年度?|次年)(?:度)?结转|结转(?:至|到|入)?(?:下一?年度?|次年)",
        other_year=True,
        words="结转|下一?年|次年|顺延|尚|未到|另有|转",
        core=r"结转|下年|次年|下一?年|明年|未到期|剩余|其余|尚|仍|正在",
        alien=r"部分公开|补正|告知",
    )
    satisfaction_rate: Stated = indicator(
        "满意率/按时率",
        "%",
        "",
        Cue(
            r"(?:满意[率度]|答复率|回复率|办复率|办结率|按[时期](?:答复|办结)?率|及时率)(?:均|都)?",
            gap=4,
            topics=("request",),
            unless=rf"{CALL}|政务服务|群众满意|民众|政务公开|公开工作|{LETTERBOX}|审批|提案|诉求",
        ),
        words="率|满意",
        core=r"率|满意",
    )
