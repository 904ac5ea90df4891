"""The frozen things that travel, in the order in which they come to be.

Every `Span` counts Unicode code points of `Document.text`. The folded text (see `script`) has
the same length, so a span found there is a span of the document too.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of `Document.text`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `row` and `column` count from 0 and name its upper left corner."""

    row: int
    column: int
    span: Span
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid that the file format itself marks as one. Its cells stand in the text row by row."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One annual report as one string. Everything later points into `text`."""

    text: str
    format: str  # the reader's name: "txt", "html"
    sha256: str  # of the bytes that were read
    source: str = "-"  # the path as given
    encoding: str = ""
    title: str = ""  # what the format says the title is; "" where it says nothing
    tables: tuple[Table, ...] = ()


class Script(StrEnum):
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


class Topic(StrEnum):
    """What a section speaks of, as its heading says."""

    OVERVIEW = "overview"
    DISCLOSURE = "disclosure"
    RESPONSE = "response"
    REQUEST = "request"
    CONSULTATION = "consultation"
    REVIEW = "review"  # administrative review, litigation, appeals
    FEE = "fee"
    CAPACITY = "capacity"
    TRAINING = "training"
    PROBLEMS = "problems"  # problems and plans: what is said there is no result of the year
    FORM = "form"  # the annexed official form
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, down to the next heading of its level or above."""

    title: str  # as printed, without the numbering
    level: int  # 0 is the text before the first heading
    heading: Span  # the heading itself; empty for level 0
    span: Span  # heading and body, subsections included
    topic: Topic
    numbering: str = ""  # as printed: "四、", "(一)", "1."; "" where the heading has none


class NumberKind(StrEnum):
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


class State(StrEnum):
    REPORTED = "reported"
    ZERO_BY_NEGATION = "zero_by_negation"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    NOT_MENTIONED = "not_mentioned"
    DERIVED = "derived"
    UNRECOVERABLE = "unrecoverable"


class Place(StrEnum):
    TABLE = "table"
    NARRATIVE = "narrative"


class Rank(StrEnum):
    """Whose word comes first where places differ: the order of this list."""

    FORM = "form"  # a recognised official form
    TOPICAL = "topical"  # the section on the indicator's own topic
    OVERVIEW = "overview"  # anywhere else


SCANNER = "scanner"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one witness says about one indicator at one place."""

    indicator: str
    state: State
    quantity: Quantity | None  # in the indicator's unit; None where the state has no number
    place: Place
    rank: Rank
    section: str
    span: Span  # of the quote
    quote: str  # Document.text[span.start:span.end]
    witness: str = SCANNER
    number: Span | None = None  # the digits and their unit, inside the quote


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that looks like an indicator's and is none, and why."""

    indicator: str
    reason: str  # "another year", "a part of the total", "a look-alike: 12345 工单"
    span: Span


@dataclass(frozen=True, slots=True)
class Scan:
    """All that the scanner has to say about a document."""

    statements: tuple[Statement, ...]
    refusals: tuple[Refusal, ...] = ()
    forms: tuple[str, ...] = ()  # recognised official forms: "2014"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Whose report it is and what it covers. None where the text does not say."""

    title: str | None = None
    agency: str | None = None
    region: str | None = None
    year: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a check may look at."""

    document: Document
    folded: str  # simplified, narrow, mainland vocabulary; same length as document.text
    sections: tuple[Section, ...]
    numbers: tuple[Number, ...]
    metadata: Metadata
    statements: tuple[Statement, ...]
    refusals: tuple[Refusal, ...] = ()


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """How far a value can be trusted, best first."""

    CONFIRMED = "confirmed"
    SUPPORTED = "supported"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw. `bearing` is the verdict it argues for; None where it argues for none."""

    check: str
    severity: Severity
    message: str
    indicators: tuple[str, ...] = ()
    left: Decimal | str | None = None
    right: Decimal | str | None = None
    delta: Decimal | None = None
    spans: tuple[Span, ...] = ()
    bearing: Verdict | None = None
    statement: Statement | None = None  # the one statement it speaks of, where it is only one
    id: str = ""  # "F1", "F2", … in the order of the report


@dataclass(frozen=True, slots=True)
class Value:
    """One indicator of one document: the statement that speaks first, and all the others."""

    indicator: str
    label: str
    unit: str
    verdict: Verdict
    statements: tuple[Statement, ...]  # the chosen one first
    findings: tuple[str, ...] = ()  # ids


@dataclass(frozen=True, slots=True)
class Run:
    """How the result came about. Token counts are None where the server did not say."""

    provider: str = "rules"
    model: str = ""
    prompt_digest: str = ""
    schema_digest: str = ""
    calls: int = 0
    cached: int = 0
    failed: int = 0
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cost: Decimal | None = Decimal(0)
    gaps: tuple[dict[str, object], ...] = ()
    seconds: float = 0.0
    version: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Our output for one document."""

    document: Document
    script: Script
    forms: tuple[str, ...]
    metadata: Metadata
    values: tuple[Value, ...]
    findings: tuple[Finding, ...]
    numbers: tuple[Number, ...]  # every quantity of the text
    unclaimed: tuple[Number, ...]  # those that no value claims
    run: Run
