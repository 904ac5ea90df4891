"""Meetings, training courses, accountability."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import RUN

_MEETING = r"(?:工作会议?|专题会议?|专题工作\w{0,4}会|会议|部署会|推进会|协调会|例会|动员会|调度会|专题会|联席会议|讲评会|督办会|安排会)"
_OTHER_MEETING = r"发布会|座谈会|常务会|听证|党组会|培训|洽谈|访谈|一张网|审议|人大|政协"
_OTHER_COURSE = r"一张网|消防|安全生产|窗口|执法|技能|就业|农业|创业|农牧?民|学生|企业|居民|村民|语言|驾驶|教师|纳税人|参保|经营户|业主"
_NOT_OURS = rf"{_OTHER_COURSE}|参加上级|学堂"  # for others, or held by others
_OTHER_WORK = r"一张网|放管服|营商环境|信用体系|双随机"  # the sentence is about other work
_HOLD = r"(?:举办|开展|组织|进行|召开|举行|参加|安排|开办|接受|实施|完成|集中|邀请|加强)"
# What a course on disclosure may be called; 防汛责任人培训 is another matter.
_OURS = (
    r"(?:村居|站所|单位|部门|学校|医疗卫生|各级|所属|局属|委属|隶属|海关|我[省市县区局委厅镇乡办]|全年|共|累计|年内|政府|政务|信息|公开|工作|业务|专题|各类|相关|系统内?|全[省市县区系统局镇]+|综合性?|[省市县区镇乡]级|"
    r"人员|知识|条例|《条例》|宣传|新媒体|新闻|网站|干部|专项|内部|线上|线下|视频|的|及|和|与|、|依申请|处理|办理|保密|审查|"
    r"信息员|学习|教育|双语|多|分|层|各部门|各单位|骨干|专场|解读|暨|文字|材料|文书|理论|能力|岗前|轮训|集中|"
    r"了|过|次|期|场|共|政策|法规|法律|公开类|机关|新任|新进|联络员|领导|分管|科室|股室|公文|写作|会议|调研|座谈|督导)*"
)


class Training(IndicatorGroup):
    """What the agency did to teach and to supervise its own people."""

    group = "training"
    home = frozenset({Topic.TRAINING})

    meetings: Stated = indicator(
        "召开政府信息公开工作会议或专题会议数",
        "次",
        "场 期 场次",
        Cue(
            rf"(?:召开|组织召开|举行|开展|组织){RUN}{{0,26}}?{_MEETING}(?:次数)?",
            gap=3,
            topics=("training",),
            unless=_OTHER_MEETING,
            against=_OTHER_WORK,
        ),
        Cue(
            r"(?:召开|组织召开|举行|组织)(?:了)?",
            after=rf"[^,。;#]{{0,22}}{_MEETING}",
            gap=3,
            topics=("training",),
            unless=_OTHER_MEETING,
            against=_OTHER_WORK,
        ),
        Cue(
            after=r"(?:召开|组织召开)[^,。;#]{0,16}(?:会议|会)(?:[^,。;#]{0,14}公开)?",
            topics=("training",),
            unless=_OTHER_MEETING,
            against=_OTHER_WORK,
        ),
        Cue(
            rf"(?:专题|政务公开|信息公开)(?:工作)?{_MEETING}",
            gap=2,
            topics=("training",),
            unless=_OTHER_MEETING,
            against=_OTHER_WORK,
        ),
        Cue(
            rf"(?:召开|举行)(?:了)?(?:各类)?{RUN}{{0,8}}?(?:工作会议?|专题会议?|推进会|部署会|例会)(?:次数)?",
            after=r",(?:并)?(?:举办|开展|组织|进行)(?:了)?[^,。;#]{0,12}培训",
            gap=1,
            unless=rf"{_OTHER_MEETING}|安全|扶贫|防汛|党",
        ),
        Cue(
            r"(?:召开|开)[^。;#]{0,10}会议?[^,。;#]{0,4}(?:研究|部署|讨论)[^,。;#]{0,10}(?:信息|政务)公开[^,。;#]{0,4}",
            gap=1,
        ),
        Cue(
            r"(?:办公|局务|院务|委务)(?:会议?|扩大会议)",
            after=r"(?:专题|专门)?(?:听取|研究|讨论|部署)(?:了)?(?:政府信息|政务|信息)?公开(?:工作)",
            gap=1,
        ),
        none=r"(?:公开|专题)(?:工作)?会议",
        words="会",
        core=r"会",
    )
    sessions: Stated = indicator(
        "举办各类培训班数",
        "次",
        "期 场 班 个 场次 班次 期次",
        Cue(
            rf"(?:^|[,;:。@(#]|{_HOLD}){_OURS}(?:培训|讲座|轮训|办班)(?:班|会议|会|活动|工作|讲座|交流会)*(?:次数|期数)?",
            gap=3,
            topics=("training",),
            unless=_OTHER_COURSE,
            against=_OTHER_WORK,
        ),
        Cue(
            rf"{_HOLD}(?:了|过|各类|专题)*{RUN}{{0,16}}?",
            after=rf"(?:共#人次|共#人)?{_OURS}(?:人员)?(?:进行)?(?:培训|讲座|轮训)",
            gap=6,
            topics=("training",),
            unless=_OTHER_COURSE,
            against=_OTHER_WORK,
        ),
        none=r"培训(?:班)?",
        alien=_NOT_OURS,
        words="培训|班|讲座|学习|训",
        core=r"培训|讲座|轮训|办班|学习|讲课|授课|班",
    )
    trainees: Stated = indicator(
        "接受培训人员数",
        "人次",
        "人 名 位",
        Cue(
            rf"(?:^|[,;:。@(#]|{_HOLD}){_OURS}(?:培训|参训|受训|轮训)(?:各类|了|干部|人员|人数|工作人员|业务|骨干|相关|政务公开|信息员|的|学员|对象|总|公开|共|政府)*",
            gap=4,
            topics=("training",),
            unless=_OTHER_COURSE,
            against=_OTHER_WORK,
        ),
        Cue(
            after=r"[^,。;#]{0,26}(?:参加(?:了)?[^,。;#]{0,6}培训|参训|接受[^,。;#]{0,4}培训|进行[^,。;#]{0,4}培训)",
            topics=("training",),
            unless=_OTHER_COURSE,
            against=_OTHER_WORK,
        ),
        Cue(
            rf"(?:^|[,;:。@(#]|{_HOLD}){_OURS}(?:培训|讲座){RUN}{{0,6}}#(?:次|期|场|班)[^#。;]{{0,14}}",
            after=r"(?:[^,。;#]{0,4}参加)?",
            gap=2,
            topics=("training",),
            unless=_OTHER_COURSE,
            against=_OTHER_WORK,
        ),
        Cue(
            rf"{_OURS}(?:培训|讲座)[^#。;]{{0,6}},(?:共)?(?:参加|参训|培训)(?:人员|人数)?",
            gap=2,
            topics=("training",),
            unless=_OTHER_COURSE,
            against=_OTHER_WORK,
        ),
        Cue(
            rf"{_HOLD}{RUN}{{0,24}}(?:培训|讲座)(?:班|会|活动)?,(?:共|共有|有|共计)?",
            after=r"(?:人员)?(?:参加|参训|受训|到会)",
            gap=1,
            topics=("training",),
            unless=_OTHER_COURSE,
            against=_OTHER_WORK,
        ),
        alien=_NOT_OURS,
        words="参|训|学习",
        core=r"培训|参训|受训|轮训|讲座|学习|班",
    )
    accountability_cases: Stated = indicator(
        "责任追究",
        "件",
        "人次 起 人 次",
        Cue(rf"(?:责任追究|问责|追究责任){RUN}{{0,6}}", gap=4),
        none=r"责任追究|追究责任|问责",
        words="追责?|问责|责任|处分",
        core=r"追究|问责|追责",
    )
