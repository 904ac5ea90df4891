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
