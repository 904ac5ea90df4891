"""Whose report it is: the longest name that the report prints for the one its title names."""

import re
from collections.abc import Iterable, Iterator

from llm_extract.metadata._dates import DATE, YEAR, own_lines
from llm_extract.metadata._lines import Line
from llm_extract.metadata._titles import Title

_ENDING = (
    r"(?:人民政府|政府|委员会|办公室|办公厅|管委会|街道办事处|办事处|局|厅|委|办|署|处|院|所|中心|公司"
    r"|银行|协会|联合会|联社|总队|支队|大队|队|站|馆|学校|学院|大学|集团|党校|电视台|街道办|总社|供销社)"
)
_HAN = r"[一-鿿、()“”]"
_AGENCY = re.compile(rf"{_HAN}{{1,30}}{_ENDING}")
_NO_AGENCY = re.compile(
    r"公开|首页|来源|栏目|位置|返回|版权|主办|承办|联系|条例|办法|规定|细则|意见|[我本该各]|搜索|导航|打印"
)
_CALLED = re.compile(rf"(?<!{_HAN})({_HAN}{{2,30}}?)\(以下(?:统一)?简称")
_MADE_BY = re.compile(
    rf"由({_HAN}{{2,30}}?)(?:(?:根据|按照|依据|依照)[^。;]{{0,80}}?|负责|汇总|组织)?编制"
)
_MADE_PUBLIC = re.compile(
    rf"(?:公[布开]|(?<!予以)发布|现将|编制)《?(?:{YEAR}年度?)?({_HAN}{{2,30}}?)(?:{YEAR}年度?)?"
    rf"(?:政府|政务)?信息公开(?:工作)?(?:{YEAR})?(?:年度|报告|情况)"
)
_OFFICE = r"党政办公?室?|综合办公?室?|办公室|(?<=局)[一-鿿]{1,4}[科股室]"
_ASK = re.compile(rf"与({_HAN}{{2,30}}?)(?:{_OFFICE})?(?:联系[(,。]|\((?=地址|电话|联系))")
_LABELLED = re.compile(
    rf"(?:发布|公布|编制|制作)(?:机构|单位)[:: ]{{1,3}}({_HAN}{{3,30}}+)(?=[\s|])"
)
_SAYS = re.compile(rf"(?<!{_HAN})({_HAN}{{2,30}}?)(?:现)?(?:特?向社会公[布开]|特?编制{YEAR})")
_TOWN = re.compile(r".{2,}(?:镇|乡|街道)")
_OPENS = re.compile(rf"(?:^|[\r\n])\s*({_HAN}{{2,30}}?)(?:根据|按照|依据|依照)《?中华")
_BESIDE = re.compile(rf"[\r\n][ \t]*+({_HAN}{{2,40}}+)[ \t]+{DATE}[ \t]*(?=[\r\n]|$)")
_ABOVE = 120  # characters above a date where the name of the agency stands
_NESTED = re.compile(r"^(?:根据|按照|依据|现将|[,。])")
_COMPILED = re.compile(r"^(?:结合|综合|汇总|由)")
_VERB = r"(?!现?公[布开]|现将|特向|编制)"  # what ends right before a name and is none of it
_UNNAMED = re.compile(r"^[省市县区州镇乡]")  # 市国资委 does not say which

# 省 / 市 / 县 / 镇, each of which may be missing. A unit's own suffix may stand in a name below it
# (沙市区, 津市市), but 县 and 区 never stand in the name of a 市 (长沙县市场监督管理局).
_REGION = re.compile(
    r"(?:[一-鿿]{2,3}省|内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区"
    r"|新疆生产建设兵团|(?:香港|澳门)特别行政区)?"
    r"(?:[^省市县区旗局厅委]{2,8}?(?:自治州|地区|州市?|市|盟)(?!场|容|直|政[^务府协法策]))?"
    r"(?:[^县区旗局厅委办]{1,9}?(?:自治县|自治旗|林区|县|区|旗)(?<!社区)(?<!园区)(?<!校区)(?<!景区)(?<!辖区)"
    r"|[^市县区旗局厅委]{2,4}市(?!场|容|政[^务府协法策]))?"
    r"(?:(?![^镇乡]{0,5}城[乡镇])[^镇乡县区局厅委办政]{1,6}?(?:[镇乡]?街道|镇|乡|苏木)(?!村|企|建))?"
)
_GOVERNMENTS = ("人民政府", "政府")


def agency(whole: Line, head: int, title: Title | None, lines: list[Line]) -> Line | None:
    """The agency's name as printed, without white space; None where no name is printed."""
    opening = whole.cut(0, head)
    candidates = [
        *_stated(opening, (_CALLED, _MADE_BY, _MADE_PUBLIC, _OPENS, _SAYS)),
        *_signed(whole),
        *_agencies(lines),
        *_stated(opening, (_ASK, _LABELLED)),
    ]
    if title and title.name:
        return _longest(title.name, candidates, whole)
    if not candidates:
        return None
    return _named_in_full(_longest(candidates[0], candidates, whole), whole)


def region(name: Line) -> Line | None:
    """The 省市县 part at the beginning of an agency's name."""
    match = _REGION.match(name.folded)
    return name.cut(0, match.end()) if match and match[0] else None


def _stated(head: Line, patterns: Iterable[re.Pattern[str]]) -> Iterator[Line]:
    """Names that the first sentences give: 某某局(以下简称…), 由某某局编制, 请与某某局联系."""
    for pattern in patterns:
        for match in pattern.finditer(head.folded):
            start, end = match.span(1)
            compiled = _COMPILED.match(match[1])
            name = head.cut(start + compiled.end() if compiled else start, end)
            if _NESTED.search(name.folded):
                continue
            if _is_agency(name.folded) or _is_town(name, pattern):
                yield name


def _is_town(name: Line, pattern: re.Pattern[str]) -> bool:
    """A town or street by its bare name, where the words before it say that it reports."""
    said = pattern in (_MADE_BY, _MADE_PUBLIC, _SAYS) and _TOWN.fullmatch(name.folded)
    return bool(said and region(name) == name and not _NO_AGENCY.search(name.folded))


def _signed(whole: Line) -> Iterator[Line]:
    """Agencies that stand right above or beside a date, the last one first."""
    places = [match.start() for match in own_lines(whole.folded)]
    for place in reversed(places):
        above = whole.folded[max(0, place - _ABOVE) : place].rstrip()
        end = max(0, place - _ABOVE) + len(above)
        start = max(above.rfind("\n"), above.rfind("\r")) + 1 + end - len(above)
        yield from _agencies([whole.cut(start, end)])
    for match in _BESIDE.finditer(whole.folded):
        yield from _agencies([whole.cut(*match.span(1))])


def _agencies(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if len(line.folded) <= 60 and _is_agency((name := line.compact()).folded):
            yield name


def _is_agency(name: str) -> bool:
    return bool(_AGENCY.fullmatch(name)) and not _NO_AGENCY.search(name)


def _longest(name: Line, candidates: list[Line], whole: Line) -> Line:
    """The same name in its longest form: 沙市区 is printed as 荆州市沙市区人民政府, too."""
    is_region = region(name) == name
    endings = (name.folded, *(name.folded + end for end in _GOVERNMENTS if is_region))
    same = [c for c in candidates if c.folded.endswith(endings)]
    if is_region and not same:
        place = whole.folded.find(name.folded + _GOVERNMENTS[0])
        if place >= 0:
            same = [whole.cut(place, place + len(name.folded) + len(_GOVERNMENTS[0]))]
    return max([name, *same], key=lambda line: len(line.folded))


def _named_in_full(name: Line, whole: Line) -> Line:
    """市国资委 in full, where the text prints 衡阳市国资委 as a word."""
    if not _UNNAMED.match(name.folded):
        return name
    full = rf"(?:(?<![一-鿿])|(?<=[和与及由向经对为])){_VERB}[一-鿿]{{2,3}}{re.escape(name.folded)}"
    match = re.search(full, whole.folded)
    return whole.cut(*match.span()) if match else name
