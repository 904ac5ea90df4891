"""The shapes in which numbers of all kinds are written, as one expression with named branches.

Every repetition is bounded or possessive, so that hostile text costs linear time. The expressions
see folded text: simplified script, half-width digits and punctuation.
"""

import re
from collections.abc import Iterable

from llm_extract.numerals.units import FIRSTS
from llm_extract.numerals.written import NUMERALS as CN

_UNIT = f"[{re.escape(FIRSTS)}]"
_ONES = "一二三四五六七八九"
_YEAR = "(?:19|20)[0-9]{2}"
_DASH = "[-—–~至到]"
_MONTH = "(?:1[0-2]|0?[1-9])"
_SOME = f"(?:[0-9]{{1,6}}|[{CN}]{{1,12}})"  # the number of an article, a session, a rank
_START = "(?<![^\n\r \t。;:!?”)\\]|>])"  # where a list number may stand

_DOCUMENT = (
    rf"[〔\[【]{_YEAR}[〕\]】] ?第? ?[0-9]{{1,5}}(?:-[0-9]{{1,4}})?(?: ?号)?"
    rf"|\({_YEAR}\) ?第? ?[0-9]{{1,5}} ?号"
    rf"|〔[0-9]{{1,12}}(?:〕|号)?"
    rf"|〔[{CN}]{{4}}〕 ?第? ?{_SOME} ?号"
    rf"|第 ?{_SOME} ?号"
    rf"|(?<=[发函办字令])[0-9]{{5,9}}号"
)
_PROVISION = "(?:条|款|项|章|节|编|目)"
_ARTICLE = (
    rf"第 ?(?:{_SOME}|\({_SOME}\)(?:[、,和及]\({_SOME}\)){{0,9}}) ?(?:{_PROVISION}(?!次)|部分)"
    rf"(?:(?:[、和及或]|{_DASH})?第? ?(?:{_SOME}|\({_SOME}\)(?:[、,和及]\({_SOME}\)){{0,9}})"
    rf" ?{_PROVISION}(?!次)){{0,20}}"
)
_ORDINAL = (
    rf"第 ?(?:{_SOME}|\({_SOME}\))(?: ?(?:届|次|名|位|批|期|季度|轮|个|年|月|周|方|场))?"
    rf"|(?:(?<![目此之以年日月先提空])前|头) ?(?:[0-9]{{1,3}}|[{CN}]{{1,3}}) ?(?:名|位|强|列)"
    rf"|(?:十[{_ONES}]?|二十[{_ONES}]?|[{_ONES}])(?:大(?=[精报召以,。、的和后代胜])|届)"
)
_DAY = "[0-9]{1,2} ?[日号]"
_MONTHS = rf"{_MONTH}(?:(?:月? ?{_DASH}|[、,]) ?{_MONTH})? ?月份?(?: ?{_DAY})?"
_CLOCK = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
_DATE = (
    rf"{_YEAR} ?(?:{_DASH}|[、/]) ?{_YEAR} ?年度?"
    rf"|{_YEAR} ?年(?:度|初|末|底)?(?: ?{_MONTHS}| ?[0-9]{{1,4}}日)?"
    rf"|{_YEAR}(?P<dot>[-./])[0-9]{{1,2}}(?P=dot)[0-9]{{1,2}}(?![0-9])(?:[ T]{_CLOCK})?"
    rf"|{_YEAR}[-./](?:0[1-9]|1[0-2])(?![0-9.万亿%‰/-]| ?{_UNIT})"
    rf"|(?:19|20)[0-9]{{4,6}}(?:日|止|(?=起?至|起止))"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9.,万亿%‰/]| ?{_UNIT})"
    rf"|{_MONTHS}"
    rf"|[0-9]{{1,2}}日(?!内|以内|之内|均|常)"
    rf"|{_CLOCK}|[0-9]{{1,2}}时(?![长间效段])(?:[0-9]{{1,2}}分)?|[0-9]{{2}}年代"
    rf"|[一二][九〇○零][〇○零{_ONES}]{{2}} ?年度?(?:[{CN}]{{1,3}}月(?:[{CN}]{{1,3}}日)?)?"
    rf"|(?:十[一二]?|[元正{_ONES}])月份?(?:[{CN}]{{1,3}}日|{_DAY})?(?!刊)"
    rf"|(?:[一二三]?十[{_ONES}]?|[{_ONES}])日(?!内|以内|之内|均|常|千|游|报)"
)
_PHONE = (
    r"(?:\(0[0-9]{2,3}\) ?|0[0-9]{2,3}[-—–])[0-9]{7,8}(?:[-转][0-9]{1,5})?(?:[、/][0-9]{7,8}){0,9}"
    rf"|1[3-9][0-9]{{9}}(?![0-9.,万亿]| ?{_UNIT})"
    r"|[48]00-[0-9]{3,4}-?[0-9]{3,4}"
)
_LIST = (
    r"[①-⒇㈠-㈩❶-❿]"
    rf"|\((?:[0-9]{{1,2}}|[{CN}]{{1,4}})\)"
    rf"|{_START}[0-9]{{1,2}}(?:[、)]|\.(?![0-9])|\.(?={_YEAR} ?年))"
    rf"|(?<![共为达计是有收到约])[0-9]{{1,2}}\.(?=[\u4e00-\u9fff])"
    rf"|(?<![^\n])[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}"
    rf"(?=[ 、]?(?!{_UNIT}|[万亿倍])[\u4e00-\u9fff])"
    rf"|{_START}[{_ONES}十]{{1,3}}、"
    rf"|(?<![第之统唯])[{_ONES}十]{{1,2}}(?:是(?!否|非)|要(?=[进加继切认抓严强坚全积深着健完]))"
)
_CODE = r"[0-9]{5,20}[-/][0-9]{2,20}[-/0-9]{0,40}|[0-9]{25,}+"
_HALF = "(?<![上下前后大多])半(?:年|个?月|天|个?小时)"
_NAME = r"[0-9]{1,3}[证步评照规审税]合一"
_SHARE = (
    rf"百分之(?:百|[{CN}]{{1,4}}(?:点[{CN}]{{1,4}})?|[0-9]{{1,3}}(?:\.[0-9]{{1,4}})?)|百分百"
    rf"|千分之(?:[{CN}]{{1,4}}(?:点[{CN}]{{1,4}})?|[0-9]{{1,3}}(?:\.[0-9]{{1,4}})?)"
    rf"|[{CN}]{{1,3}}分之[{CN}]{{1,3}}"
    rf"|(?:[{_ONES}]|[0-9](?:\.[0-9])?)成(?![立果功效为员长本就绩品套都熟交份分了])"
)
_VAGUE = (
    r"(?<![次件条人份篇总个字指期项倍位级层])数[十百千万亿]{1,3}|好?几[十百千万亿]{1,3}|十几万?"
    r"|[二三四五六七八九]十几|若干|成[百千]上[千万]"
)
_DOUBLE = rf"[双{CN}]{{1,3}}\([0-9]{{1,4}}\)(?= ?{_UNIT})"
_SLIP = (
    rf"(?<![A-Za-z0-9])[0-9]{{0,9}}[OolI][0-9OolI]{{0,9}}(?=[件条次份人个篇起项元宗封期场名])"
    rf"|(?<![0-9.,])(?<![0-9] )[0-9](?: [0-9]){{1,8}}(?![0-9])(?= ?{_UNIT})"
    rf"|[0-9]{{3,15}}\.(?={_UNIT})"
)
_DIGITS = (
    rf"(?:(?<![0-9.,])(?<![0-9] )[0-9]{{1,3}}(?: [0-9]{{3}}){{1,3}}(?![0-9])(?= ?{_UNIT})"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])(?:\.[0-9]{1,6})?"
    r"|[0-9]++(?:\.[0-9]++)?)"
)
_TENFOLD = r"(?:[百千]?[万亿]{1,2}|[百千](?![瓦米克卡分字]))"
_AMOUNT = (
    rf"{_DIGITS}(?: ?[余多]?{_TENFOLD}(?:[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?[千百万亿]{{1,2}}){{0,2}})?"
    r"[余多]?"
)
_CHINESE = rf"[{CN}]++(?:[余多][百千]?[万亿]{{0,2}}[余多]?)?"

_BRANCHES = {
    "document": _DOCUMENT,
    "article": _ARTICLE,
    "ordinal": _ORDINAL,
    "phone": _PHONE,
    "date": _DATE,
    "list": _LIST,
    "double": _DOUBLE,
    "share": _SHARE,
    "vague": _VAGUE,
    "slip": _SLIP,
    "code": _CODE,
    "name": _NAME,
    "half": _HALF,
    "amount": _AMOUNT,
    "chinese": _CHINESE,
}
# The scan hops from one possible first character to the next: ten times as fast as trying them
# at every place, and all that a text without numbers costs.
FIRST = re.compile(f"[0-9{CN}第前头元正双数几好若成半〔\\[【(①-⒇㈠-㈩❶-❿OolI]")
_IN_DIGITS = ("document", "phone", "date", "list", "share", "slip", "code", "name", "amount")
_IN_CHINESE = ("ordinal", "date", "list", "double", "share", "vague", "chinese")


def token(first: str) -> re.Pattern[str]:
    """The expression for numbers that begin with this character: fewer branches to try."""
    return _DIGITS_FIRST if first in "0123456789" else _CHINESE_FIRST if first in CN else _OTHERS


def _tokens(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{n}>{_BRANCHES[n]})" for n in _BRANCHES if n in names))


_DIGITS_FIRST, _CHINESE_FIRST, _OTHERS = map(_tokens, (_IN_DIGITS, _IN_CHINESE, _BRANCHES))
RATIO_TAIL = re.compile(" ?(?:(?P<sign>%{1,4}|‰)|(?P<points>个?百分点)|(?P<times>倍))")
RANGE = re.compile(rf"{_DASH} ?({_DIGITS}(?:{_TENFOLD})?|[{CN}]{{1,8}})")
PAIR = re.compile(
    "(?P<tens>十?)(?P<low>[一两二三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千万亿]*)"
)
QUOTED = re.compile(
    r"“[^“”\n]{1,18}”|「[^「」\n]{1,18}」|『[^『』\n]{1,18}』|\"[^\"\n]{1,99}\"|《[^《》\n]{1,80}》"
    r"|<[^<>\n]{1,60}>"
)
# 一次性, 一件事, 四个意识: the numeral belongs to a phrase and counts nothing
IDIOM = re.compile(
    "一次(?:性|办|受理|告知|申|提交|审|通|维护|办结|跑|也|次)|一件事|一条(?:龙|线|街|主线)|一期(?:工程|项目|建设)"
    "|一人(?:一|员|多|为)|一名副|一份力|一场(?:硬|攻)|一项"
    "|[一二两三四五六七八九十]个(?:方面|层面|维护|意识|自信|全面|明确|到位|一|统一|确立|务必|结合|聚焦"
    "|坚持|突出|转变|规范|百分|覆盖|关系|必须|不|环节上|专项行动方案)"
    "|[一二两三四五六七八九十]项(?:制度|规定|机制|基本)|[一二两三四五六七八九十]条(?:途径|渠道|主线)"
)
