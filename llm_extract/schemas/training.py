"""Meetings, training courses, accountability."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import RUN

_MEETING = r"(?:工作会议?|专题会议?|专题工作\w{0,4}会|会议|部署会|推进会|协调会|例会|动员会|调度会|专题会|联席会议|讲评会|督办会|安排会)"
_OTHER_MEETING = r"发布会|座谈会|常务会|听证|党组会|培训|洽谈|访谈|一张网|审议|人大|政协"
_OTHER_COURSE = r"一张网|消防|安全生产|窗口|执法|技能|就业|农业|创业|业务办理"


class Training(IndicatorGroup):
    """What the agency did to teach and to supervise its own people."""

    group = "training"
    home = frozenset({Topic.TRAINING})

    meetings: Stated = indicator(
        "召开政府信息公开工作会议或专题会议数",
        "次",
        "场 期",
        Cue(
            rf"(?:召开|组织召开|举行|开展|组织){RUN}{{0,26}}?{_MEETING}(?:次数)?",
            gap=3,
            topics=("training",),
            unless=_OTHER_MEETING,
        ),
        Cue(
            r"(?:召开|组织召开|举行|组织)(?:了)?",
            after=rf"[^,。;#]{{0,22}}{_MEETING}",
            gap=3,
            topics=("training",),
            unless=_OTHER_MEETING,
        ),
        Cue(
            r"(?:召开|组织召开|举行)",
            gap=0,
            after=rf"召开[^,。;#]{{0,16}}{_MEETING}",
            unless=_OTHER_MEETING,
        ),
        Cue(
            r"",
            after=rf"(?:召开|组织)[^,。;#]{{0,20}}(?:公开)[^,。;#]{{0,8}}{_MEETING}",
            unless=_OTHER_MEETING,
        ),
        none=r"(?:公开|专题)(?:工作)?会议",
    )
    sessions: Stated = indicator(
        "举办各类培训班数",
        "次",
        "期 场 班 个",
        Cue(
            r"(?:培训|讲座|轮训)(?:班|会议|会|活动|工作|讲座|交流会)*(?:次数|期数)?",
            gap=3,
            topics=("training",),
            unless=_OTHER_COURSE,
        ),
        Cue(
            rf"(?:举办|开展|组织|召开|进行|举行|参加|安排|集中|开办)(?:了|过|各类|专题)*{RUN}{{0,16}}?",
            after=r"[^,。;]{0,24}?(?:培训|讲座|轮训)",
            gap=6,
            topics=("training",),
            unless=_OTHER_COURSE,
        ),
        none=r"培训(?:班)?",
    )
    trainees: Stated = indicator(
        "接受培训人员数",
        "人次",
        "人 名 余人 位",
        Cue(
            r"(?:培训|参训|受训|轮训)(?:各类|了|干部|人员|人数|工作人员|业务|骨干|相关|政务公开|信息员|的|学员|对象|总|公开)*",
            gap=4,
            topics=("training",),
            unless=_OTHER_COURSE,
        ),
        Cue(
            r"",
            after=r"[^,。;#]{0,26}(?:参加(?:了)?[^,。;#]{0,6}培训|参训|接受[^,。;#]{0,4}培训|进行[^,。;#]{0,4}培训)",
            topics=("training",),
            unless=_OTHER_COURSE,
        ),
        Cue(
            rf"(?:培训|讲座){RUN}{{0,6}}#(?:次|期|场|班)[^#。;]{{0,14}}",
            after=r"(?:[^,。;#]{0,4}参加)?",
            gap=2,
            topics=("training",),
            unless=_OTHER_COURSE,
        ),
    )
    accountability_cases: Stated = indicator(
        "责任追究",
        "件",
        "人次 起 人 次",
        Cue(rf"(?:责任追究|问责|追究责任){RUN}{{0,6}}", gap=4),
        none=r"责任追究",
    )
