"""Numbers in the text, and the quantities they state."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from llm_extract.records.documents import Span


class NumberKind(StrEnum):
    """What a number in the text is; only the first two count anything."""

    QUANTITY = "quantity"
    RATIO = "ratio"  # percentages, per mille, fractions, growth rates, multiples
    DATE = "date"
    DURATION = "duration"  # 24小时, 20个工作日, 半月
    DOCUMENT = "document"  # 文号, 令号
    ARTICLE = "article"  # 第二十条第(一)项
    ORDINAL = "ordinal"  # 第十一届, 前20名, 全国第四
    LIST = "list"  # 1、 (一) ① 一是
    PHONE = "phone"
    CODE = "code"  # postcodes, index numbers, hotline numbers, models, channels
    NAME = "name"  # a number inside a proper name or slogan: “三公”, 15证合一
    FURNITURE = "furniture"  # 被阅读1259次, 字体
    VAGUE = "vague"  # 若干, 数百


class Approximation(StrEnum):
    """How the writing qualifies a number: none, 约, 余, 近."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Remark(StrEnum):
    """What a reader should know about how a quantity is written."""

    NONE = ""
    ROUNDED = "rounded"  # 14.5万: half a unit of the last digit either way
    RANGE = "range"  # 20—30件: no single value, only bounds
    VAGUE = "vague"  # 数百条: no value
    SUSPECT = "suspect"  # letters for digits, spaced digits, a 万 that cannot be
    UNIT_MISSING = "unit_missing"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, already multiplied out: 14.5万条 is 145000 条, 98% is 0.98 ratio."""

    value: Decimal | None
    unit: str  # canonical: 起 and 宗 are 件, 名 is 人, money is 元; "" where none is written
    approximation: Approximation = Approximation.EXACT
    low: Decimal | None = None
    high: Decimal | None = None
    remark: Remark = Remark.NONE


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text with all that belongs to it: 近10萬份 has digits 10萬 and unit 份."""

    kind: NumberKind
    span: Span
    digits: Span
    quantity: Quantity | None  # only for QUANTITY, RATIO and VAGUE
    unit: Span | None = None  # where the unit is written; before the digits in 人次達1.5萬
