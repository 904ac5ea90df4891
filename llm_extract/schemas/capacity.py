"""Offices, reading points, staff and funding."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import RUN

_PEOPLE = "人 名 位"
_BEFORE_THE_FORM = 2013  # since then offices are 专门机构; before, what was set up for requests
_NOT_STAFF = r"领导小组|培训|成员|热线|窗口|话务|驻|执法|聘|参加|组长"


class Capacity(IndicatorGroup):
    """What the agency had for its disclosure work; mostly stocks."""

    group = "capacity"
    home = frozenset({Topic.CAPACITY})

    offices: Stated = indicator(
        "政府信息公开工作专门机构数",
        "个",
        "家",
        Cue(r"(?:专门(?:工作)?机构|工作机构|专职机构)(?:数量|数)?", gap=4),
        Cue(
            r"(?:设立|成立|设置|设有|有)(?:了)?",
            after=r"[^,。;#]{0,8}(?:信息公开|政务公开)[^,。;#]{0,6}(?:专门)?机构",
            gap=6,
        ),
        Cue(
            r"(?:设立|设置|设有|成立|建立|开设)(?:了)?",
            after=r"[^,。;#]{0,12}(?:申请|公开)[^,。;#]{0,4}受理(?:点|窗口|处)",
            gap=4,
            until=_BEFORE_THE_FORM,
        ),
        stock=True,
    )
    reading_points: Stated = indicator(
        "设置政府信息公开查阅点数",
        "个",
        "处 家",
        Cue(r"(?:查阅(?:点|场所|中心|室|处|服务点|区)|政[务府]公开专区)(?:数量|数)?", gap=3),
        Cue(
            r"(?:设立|设置|建立|设有|建成|开设|开辟|开放|共有)(?:了)?",
            after=r"[^,。;#]{0,14}查阅(?:点|场所|中心|室|处|区)",
            gap=12,
        ),
        Cue(
            r"(?:设立|设置|建立|设有|建成|开设|开辟|开放)[^。;]{0,30}[、和及与]",
            after=r"(?:公共|电子|政府信息|信息公开|信息)*查阅(?:点|场所|中心|室|处|区)",
            gap=1,
        ),
        aliases="设定政府信息公开查阅点数",
        stock=True,
    )
    staff: Stated = indicator(
        "从事政府信息公开工作人员数",
        "人",
        "名 位",
        Cue(
            r"(?<!专职)(?<!兼职)工作人员(?:总数|数量|数)?",
            gap=2,
            topics=("staff",),
            unless=_NOT_STAFF,
        ),
        Cue(
            rf"(?:从事|负责|承担){RUN}{{0,12}}公开{RUN}{{0,10}}(?:人员|同志)?(?:数量|数)?",
            gap=4,
            unless=rf"{_NOT_STAFF}|[全专兼]职(?:工作)?人员",
        ),
        Cue(
            rf"(?:信息公开|政务公开){RUN}{{0,10}}(?:工作人员|人员|专[(]兼[)]职\w{{0,4}})(?:数量|数)?",
            gap=4,
            unless=rf"{_NOT_STAFF}|[全专兼]职(?:工作)?人员",
        ),
        Cue(
            r"(?:专[(]兼[)]职|专、?兼职)(?:工作)?(?:人员)?(?:数量|数)?",
            gap=4,
            topics=("staff",),
            unless=_NOT_STAFF,
        ),
        Cue(
            r"(?:配备|明确|指定|安排|确定|落实|有|设|配|抽调)(?:了|专门)?",
            after=r"(?:专[(]兼[)]职)?(?:工作)?(?:同志|人员|工作人员|干部|信息员)?[^,。;#]{0,4}(?:具体|专门|专职|专人)?(?:负责|从事|承担)[^,。;#]{0,26}(?:信息公开|政务公开)",
            gap=5,
            unless=r"领导小组|培训|成员|专职人员",
        ),
        Cue(
            after=r"(?:工作人员|同志|人员|干部)[^,。;#]{0,4}(?:负责|从事|承担)[^,。;#]{0,16}(?:信息公开|政务公开)",
            unless=rf"{_NOT_STAFF}|专职|兼职|领导",
        ),
        Cue(
            r"专门配备(?:了)?",
            after=r"(?:信息公开|政务公开)?(?:工作人员|人员|同志)(?=[,;、]|$)",
            gap=1,
            unless=_NOT_STAFF,
        ),
        Cue(
            r"(?:配备|明确|指定|安排|确定|落实|有)(?:了)?",
            after=r"(?:专[(]兼[)]职|专、兼职)",
            gap=5,
            unless=_NOT_STAFF,
        ),
        stock=True,
    )
    staff_full_time: Stated = indicator(
        "专职人员数",
        "人",
        "名 位",
        Cue(
            r"(?<!兼)(?<!兼、)(?:专职|全职)(?![(、]?兼)(?:的)?(?:工作|信息|联络|公开)*(?:人员|干部|员)?(?:数量|数)?",
            gap=2,
            unless=r"领导小组|培训",
        ),
        Cue(
            after=r"(?:同志|工作人员|人员)?(?:作为|担任|为|系)?(?:(?:政府)?(?:信息|政务)公开)?(?:专职|全职)(?![(、]?兼)(?:的)?(?:工作)?(?:人员|干部|同志|信息公开员|信息员|联络员|负责|从事|[,。;、)]|$)",
            unless=r"领导小组|培训|热线|执法|网格",
        ),
        stock=True,
    )
    staff_part_time: Stated = indicator(
        "兼职人员数",
        "人",
        "名 位",
        Cue(
            r"(?<!专)(?<!专、)(?<!专[(])兼职(?:的)?(?:工作|信息|联络|公开)*(?:人员|干部|员)?(?:数量|数)?",
            gap=2,
            unless=r"领导小组|培训|教师|律师|讲师",
        ),
        Cue(
            after=r"(?:同志|人员|干部|科员)?(?:为|系)?兼职(?:的)?(?:工作)?(?:人员|干部|同志|负责|从事|[,。;、)]|$)",
            unless=r"领导小组|培训|热线|执法|教师|律师",
        ),
        stock=True,
    )
    funding: Stated = indicator(
        "政府信息公开专项经费",
        "万元",
        "元",
        Cue(
            rf"(?:公开{RUN}{{0,6}}经费|专项(?:工作)?经费|工作经费)(?:支出|投入|预算|总额|共计|列支|总计|的)*",
            gap=4,
            unless=r"三公|采购|建设资金|公务接待",
        ),
        Cue(
            r"(?:列支|支出|投入|安排|落实|拨付)(?:了|专项)*",
            after=r"[^,。;#]{0,10}(?:信息公开|政务公开)[^,。;#]{0,8}经费",
            gap=6,
        ),
        Cue(
            r"(?:经费|列支)(?:支出|投入|预算)?",
            gap=3,
            topics=("staff",),
            unless=r"三公|采购|热线|改造|设备|平台|大厅|项目",
        ),
    )
    reading_visits: Stated = indicator(
        "查阅人次",
        "人次",
        "人 次",
        Cue(
            rf"查阅(?:人次|人数|者|点|室|中心|服务|政府信息|信息|资料|接待|公众|量|次数)*{RUN}{{0,4}}",
            gap=4,
            units=("人次", "次"),
            unless=r"档案\w{0,4}册",
        ),
        Cue(rf"接待(?:了)?{RUN}{{0,8}}查阅(?:、?(?:和|及)?咨询)?{RUN}{{0,8}}", gap=4),
        Cue(
            rf"(?:接待|提供)(?:了)?{RUN}{{0,10}}",
            after=r"[^,。;#]{0,6}查阅",
            gap=6,
            units=("人次",),
        ),
    )
    agencies_covered: Stated = indicator(
        "覆盖单位数",
        "家",
        "个",
        Cue(
            r"(?:将|有|全市|全县|全区|全省|共|完成|对|已)?",
            after=r"[^,。;#]{0,26}(?:单位|网站|部门|机构|企业)[^,。;#]{0,8}(?:纳入|集约|接入|迁移|整合)",
            gap=20,
            unless=r"三公|预决?算|经费",
        ),
        Cue(
            r"(?:纳入|覆盖|集约化?|接入|整合)(?:了|全市|全县|全区|平台|的)*",
            after=r"[^,。;#]{0,10}(?:单位|网站|部门|机构)",
            gap=6,
            units=("家", "个"),
            unless=r"三公|预决?算|经费",
        ),
        stock=True,
    )
