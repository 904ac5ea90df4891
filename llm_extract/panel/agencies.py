"""One spelling for an agency, so that mirrors and scripts do not make two of it."""

import re
import unicodedata

from llm_extract import script

_BESIDE = re.compile(r"[\s·•・\-—–_,、。:;'\"“”‘’()\[\]〔〕【】《》<>]+")
# Of a province and a city below it the city alone is enough: no two have the same name. The words
# 城市, 市场, 联盟 of a provincial department are no city.
_PROVINCE = re.compile(
    r"^(?:[一-鿿]{2,3}省|[一-鿿]{2,5}自治区)"
    r"(?=[一-鿿]{2,4}?(?:(?<!城)市(?![场容政民])|州|(?<!联)盟|地区(?!域)))"
)
_REGION = re.compile(r"(?:[省市县区旗州盟镇乡]|街道)$")
# What the name of a place ends with; 城市, 市场 and 社区 are no places.
_LEVEL = re.compile(
    r"(?<=[一-鿿])(?:(?<!城)市(?![场容政民])|(?<![社小园地])区(?!域)|[省县州旗盟镇乡])"
)
_HEAD = re.compile(r"^(?:本|我)?[省市县区州旗盟镇乡]")
# Words of which names of offices are made that every county has.
_OFFICE = re.compile(
    r"(?:(?:发展|改革|和|教育|文教|教体|文化|文物|体育|广电|新闻出版|旅游|科学|科技|技术|民政|财政|审计|统计"
    r"|卫生|健康|计划生育|计生|人力资源|社会保障|人社|自然资源|国土资源|国土|规划|环境保护|环保|生态环境"
    r"|住房|城乡建设|住建|建设|房产|房屋|城市|城管|综合|行政|执法|交通|运输|水利|水务|农业|农村|农林|林业|畜牧"
    r"|商务|市场|质量技术|食品药品|工商|监督|监管|管理|应急|安全生产|公安|司法|经济|信息化|工业|信访|档案"
    r"|人防|人民防空|民族|宗教|事务|气象|地震|地税|国税|税务|审批|政务|服务|大数据|医疗保障|医保|退役军人|金融"
    r"|物价|粮食|招商|投资促进|政府)+(?:局|委员会|委|办公室|办|厅|中心|站|所|机关)?)"
)
_SAME = (
    ("人民政府", "政府"),
    ("管委会", "管理委员会"),
    ("街道办事处", "街道"),
    ("街道办", "街道"),
)


def same_name(name: str) -> str:
    """The name by which two prints of one agency are known as one.

    湖南省砚池市人民政府, 硯池市人民政府 and 砚池市 are one; an office of theirs is another.
    """
    folded = unicodedata.normalize("NFKC", script.fold(name))
    short = _PROVINCE.sub("", _BESIDE.sub("", folded)).removesuffix("关于")
    for printed, common in _SAME:
        short = short.replace(printed, common)
    return f"{short}政府" if _REGION.search(short) else short


def is_anywhere(name: str) -> bool:
    """Whether a name in its one spelling may be an office's of any county: 区统计局, 文教局."""
    bare = _HEAD.sub("", name)
    if bare != name and not _LEVEL.search(bare):
        return True
    return _OFFICE.fullmatch(bare) is not None


def of_region(region: str, name: str) -> str:
    """The spelling of such an office once somebody says where it is: 铁西区 and 区统计局."""
    place = same_name(region).removesuffix("政府")
    return place + (name[1:] if place and place[-1] == name[0] else name)
