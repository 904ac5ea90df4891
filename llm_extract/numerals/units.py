"""Measure words: how they are written, what they are called here, and which agree in class."""

import re
from dataclasses import dataclass
from decimal import Decimal

from llm_extract.records import NumberKind

# class: words. `起=件` is written 起 and called 件; `条!例|款` is no unit before 例 or 款.
_TABLE = """
item: 件!事 起=件!草|点|源|诉|步|至|止 宗=件!旨|教 案=件!例|卷|由 份!额|内 封!闭|面
item: 例!如|行|外|会 条!例|款|件|线|约|理|规|文 篇!章|幅 则!是|由|按 项 条次 件次 篇次 份次
item: 项次 条(次)=条次 件(次)=件次
occasion: 次!会议纪|性|日|年|品|生|要|序 场!所|地|馆|景 期!间|限|末|望|待|货|内 场次 期次
occasion: 班次 回!复|应|访|执|顾|馈|落|升|收|答|函|迁 轮!流|换|岗|训 班!子|级|组 堂
occasion: 节!能|目|约|假|点|日|水|省|余
people: 人!民|大|社|均|口|防|事|选|身|文|物|为|脸|力|工智|工服|工窗|本 人口=人 人员=人
people: 名=人!称|录|单|义|城|誉|优|镇|片|列 位=人!于|居|列|置|次|数 人次 人(次)=人次
people: 人/次=人次
place: 个!人信|性|体|案 处!理|置|罚|长|室|级|于|在|分 家!庭|属|长|园|乡
place: 所!属|有|在|以|需|谓|示|列|涉|得 间!接|隔|断 座!谈|席 站!点|式|在|长|位
place: 点!击|评|赞|对|位|播|名|对 部门 单位 窗口 栏目 专栏 环节 村!级|委|务|民 镇!政|级|党
place: 街道 社区 区!级|直|域|政|委|长|内|属|管|人 县!级|直|政|委|长|区|域|人|市
place: 市!级|直|本|政|委|长|民|区|场|内|属|人|局|县 省!级|直|政|委|长|内|属|人|厅|市
place: 乡!镇|级
thing: 户!籍|外|口 台!账|湾|式|风 套!用|取 组!织|成|建|长|装|合
thing: 支!部|出|付|持|撑|行|队(?!伍) 只!是|有|要|能|进|需|跑 块!钱 张!榜|贴 幅!度
thing: 面!积|向|对|临|上|板|试 枚 辆 艘 株 笔!试|录 单!独|一|元|项 盒
volume: 本!级|年|市|区|县|省|局|单|部|机|委|办|着|次|报|行|地|人|科|身|月|乡|镇|街 册!子
volume: 部!分|署|长|委|队|级|直|位|件 集!中|体|团|成|约|合|结|聚|市 辑 卷!入 版!本|权|块|式
volume: 版面 页!面 章!节|程|丘 帖
batch: 批!准|复|示|评|办|改|转|量|捕|发|判 批次 种 类!型|别|似|目 步!伐|骤|入|行
text: 词!条|汇 字!体|号|样|第|段 题!目|为|材 问!答|卷|政|责|效|询 问题
score: 分!钟|局|中心|厅|批|别|类|管|析|会|支|公司|工|布|之|校|站|院|期|线|级|步|解|享|发|配|设|行
money: 元!月|旦|素|件|宵|数据|老 圆=元 块钱=元
dollar: 美元
area: 平方米=m² 平米=m² ㎡=m² m²=m²
land: 亩
field: 公顷
region: 平方公里=km²
length: 公里 千米=公里
metre: 米
mass: 吨
weight: 公斤 千克=公斤
power: 千瓦时 度!假
duration: 工作日 个工作日 个自然日 小时 个小时 个多小时 课时 学时 分钟 秒!杀 周年
duration: 周!边|岁|知|围|密|全|一至 年!度 个月 个半月 个多月 个年度 季度 个季度 星期 个星期
duration: 昼夜 天!津|然|气|下|河|地 日内 日以内 日之内 月
ordinal: 届 级!联 强!化|调|制|力 大会
article: 部分 个部分 大部分
code: 号!召|称 频道 频率 电台 调频 国道 高速 房间 路!由|径|过 室!内|外 楼 栋 单元 热线
name: 网通办 证合一 步合一 评合一 照合一 规合一 审合一 税合一 合一 工程
"""

# A bare Chinese numeral is a count only before one of these; 一 only before the second lot.
_IN_CHINESE = """
件 起 宗 份 封 例 条 篇 则 项 条次 件次 篇次 份次 次 场 期 轮 班 场次 期次 人 人员 名 位 人次
个 处 家 所 本 册 元 圆 块钱 吨 户 笔 批 批次 张 块 幅 台 套 种 亩 公顷 公里 平方米 平米 问题
面 部 支 盒 枚 辆
"""
_AFTER_ONE = "件 起 宗 份 例 条 篇 次 场 期 名 位 人次 人员 篇次 条次"
_COUNTED_IN_CHINESE = frozenset(_IN_CHINESE.split())
_ONE_OF = frozenset(_AFTER_ONE.split())
_KINDS = {
    "duration": NumberKind.DURATION,
    "ordinal": NumberKind.ORDINAL,
    "article": NumberKind.ARTICLE,
    "code": NumberKind.CODE,
    "name": NumberKind.NAME,
}
MONEY = {"元": Decimal(1), "万元": Decimal("1e-4"), "亿元": Decimal("1e-8")}  # of one 元
RATIOS = {"ratio": Decimal(1), "yoy": Decimal(1), "%": Decimal(100), "‰": Decimal(1000)}
COUNTS = frozenset(("item", "occasion", "people", "place", "thing", "volume", "batch", "text"))


@dataclass(frozen=True, slots=True)
class Unit:
    """One way of writing a unit; `veto` matches what must not follow it."""

    surface: str
    canonical: str
    family: str
    kind: NumberKind
    veto: re.Pattern[str] | None
    chinese: bool
    one: bool


def _declared() -> dict[str, Unit]:
    units = {}
    for line in _TABLE.strip().splitlines():
        family, words = line.split(": ")
        for word in words.split():
            name, _, veto = word.partition("!")
            surface, _, canonical = name.partition("=")
            kind = _KINDS.get(family, NumberKind.QUANTITY)
            pattern = re.compile(veto) if veto else None
            chinese = surface in _COUNTED_IN_CHINESE or family in _KINDS
            one = surface in _ONE_OF or (family in _KINDS and family != "name")
            units[surface] = Unit(
                surface, canonical or surface, family, kind, pattern, chinese, one
            )
    return units


_UNITS = _declared()
_CLASSES = {unit.canonical: unit.family for unit in _UNITS.values()} | {
    unit.surface: unit.family for unit in _UNITS.values()
}
_CLASSES |= dict.fromkeys(MONEY, "money") | dict.fromkeys(RATIOS, "ratio")
_BY_FIRST: dict[str, tuple[Unit, ...]] = {
    first: tuple(
        sorted(
            (unit for unit in _UNITS.values() if unit.surface[0] == first),
            key=lambda unit: -len(unit.surface),
        )
    )
    for first in {surface[0] for surface in _UNITS}
}
FIRSTS = "".join(sorted({u.surface[0] for u in _UNITS.values() if u.kind is NumberKind.QUANTITY}))
_CANONICAL = {unit.surface: unit.canonical for unit in _UNITS.values()}


def unit_at(text: str, index: int) -> Unit | None:
    """The longest unit that is written at this place and that what follows does not take back."""
    for unit in _BY_FIRST.get(text[index : index + 1], ()):
        behind = index + len(unit.surface)
        if text.startswith(unit.surface, index) and not (
            unit.veto and unit.veto.match(text, behind)
        ):
            return unit
    return None


def canonical(written: str) -> str:
    """起 and 宗 are 件, 名 is 人, 平米 is m²; a unit nobody declared is its own name."""
    return _CANONICAL.get(written, written)


def unit_class(unit: str) -> str:
    """The class within which numbers may be compared; an unknown unit is a class of its own."""
    return _CLASSES.get(unit, unit)
