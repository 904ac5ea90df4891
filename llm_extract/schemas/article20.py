"""The table 主动公开政府信息情况 of 2019 and 2021, after article 20 of the regulations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llm_extract.records import Topic
from llm_extract.schemas._base import Indicator, Kind

BOTH = ("2019", "2021")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one of the table's blocks; a signed one says how a number changed."""

    id: str
    label: str
    unit: str
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its columns by form; `pattern` is its label without blanks and bars."""

    id: str
    label: str
    pattern: str
    columns: Mapping[str, tuple[Column, ...]]


_DOCUMENTS = {
    "2019": (
        Column("made", "本年新制作数量", "件"),
        Column("published", "本年新公开数量", "件"),
        Column("public_total", "对外公开总数量", "件"),
    ),
    "2021": (
        Column("made", "本年制发件数", "件"),
        Column("repealed", "本年废止件数", "件"),
        Column("in_force", "现行有效件数", "件"),
    ),
}
_ITEMS = (
    Column("prior_items", "上一年项目数量", "项"),
    Column("change", "本年增/减", "项", signed=True),
)
_DECISIONS = {
    "2019": (*_ITEMS, Column("decisions", "处理决定数量", "件")),
    "2021": (Column("decisions", "本年处理决定数量", "件"),),
}
AS_WRITTEN = "article20.procurement.amount"  # counted in 元 or 万元, as its cell says

ROWS: tuple[Row, ...] = (
    Row("rules", "规章", "(?:政府|部门)?规章", _DOCUMENTS),
    Row("normative_docs", "行政规范性文件", "(?:行政)?规范性文件", _DOCUMENTS),
    Row("licences", "行政许可", "行政许可", _DECISIONS),
    Row(
        "other_services",
        "其他对外管理服务事项",
        "其[他它]对外管理服务事项",
        {"2019": _DECISIONS["2019"]},
    ),
    Row("penalties", "行政处罚", "行政处罚", _DECISIONS),
    Row("coercive", "行政强制", "行政强制(?:措施)?", _DECISIONS),
    Row(
        "admin_fees",
        "行政事业性收费",
        "行政事业性收费",
        {"2019": _ITEMS, "2021": (Column("amount", "本年收费金额", "万元"),)},
    ),
    Row(
        "procurement",
        "政府集中采购",
        "政府集中采购",
        {"2019": (Column("projects", "采购项目数量", "项"), Column("amount", "采购总金额", "元"))},
    ),
)

INITIALS = "政部规行其"  # what any label of the table may begin with

# Words of the header, without blanks and bars, that only one of the forms has.
MARKS: dict[str, str] = {
    "2019": r"新制作数量|新公开数量|对外公开总数|上一年项目数|本年增/?减|采购项目数|采购总金额",
    "2021": r"制发件数|废止件数|现行有效件数|本年处理决定数|本年收费金额",
}
HEADER = (
    r"第二十条第?\([一二三四五六七八九十]\)项|信息内容|本年新?(?:制作|公开|制发|废止|收费|处理决定|增/?减)"
    r"(?:数量|件数|金额|总数)?|对外公开总数量?|上一年项目数量?|处理决定数量?|现行有效件数|采购项目数量?|采购总金额"
)


def cell(row: str, column: str) -> str:
    """The identifier of a cell."""
    return f"article20.{row}.{column}"


def signed() -> frozenset[str]:
    """The cells that may be negative."""
    return frozenset(
        cell(row.id, column.id)
        for row in ROWS
        for columns in row.columns.values()
        for column in columns
        if column.signed
    )


def cells() -> Iterator[Indicator]:
    """Every cell of both forms as an indicator, each once, row by row."""
    for row in ROWS:
        columns = {column.id: column for form in BOTH for column in row.columns.get(form, ())}
        for column in columns.values():
            yield _indicator(row, column)


def _indicator(row: Row, column: Column) -> Indicator:
    kind = Kind.MONEY if column.unit.endswith("元") else Kind.COUNT
    units = (
        ("万元", "元", "")
        if kind is Kind.MONEY
        else ("件", "项", "个", "部", "份", "宗", "起", "次")
    )
    id = cell(row.id, column.id)
    return Indicator(
        id,
        f"{row.label} / {column.label}",
        column.unit,
        kind,
        units,
        home=frozenset({Topic.DISCLOSURE}),
        as_written=id == AS_WRITTEN,
    )
