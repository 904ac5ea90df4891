"""Invents the tables of a report of 2019 or 2021: random cells, and what must be read of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from llm_extract.records import Cell, Document, Span, State, Table
from llm_extract.schemas import applications, article20, cases

Expected = dict[str, tuple[State, Decimal | None]]
Rows = list[list[str]]

HEADS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)
TAIL = "五、存在的主要问题及改进情况\n一是公开不够及时。2022年,将组织培训不少于4场。\n"
_ITEMS = {
    "rules": "第二十条第(一)项",
    "licences": "第二十条第(五)项",
    "penalties": "第二十条第(六)项",
    "admin_fees": "第二十条第(八)项",
    "procurement": "第二十条第(九)项",
}
_GROUPS = {
    "granted": "三、本年度办理结果",
    "denied": "(三)不予公开",
    "unable": "(四)无法提供",
    "not_processed": "(五)不予处理",
}
_NOTE = "(区分处理的,只计这一情形,不计其他情形)"
APPLICANTS: Rows = [
    ["(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
FIVE = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
CASES: Rows = [
    ["行政复议", "行政诉讼"],
    [*FIVE, "未经复议直接起诉", "复议后起诉"],
    [*FIVE, *FIVE],
]


@dataclass(frozen=True, slots=True)
class Invented:
    """A report: the surfaces of its cells by identifier, and what a reader must find in them."""

    form: str
    surfaces: dict[str, str]
    expected: Expected

    def article20(self) -> Rows:
        rows: Rows = []
        for row in article20.ROWS:
            columns = row.columns.get(self.form, ())
            if not columns:
                continue
            if row.id in _ITEMS:
                rows.append([_ITEMS[row.id]])
                rows.append(["信息内容", *(column.label for column in columns)])
            label = (
                "规范性文件" if row.label == "行政规范性文件" and self.form == "2019" else row.label
            )
            cells = (self.surfaces[article20.cell(row.id, column.id)] for column in columns)
            rows.append([label, *cells])
        return rows

    def matrix(self) -> Rows:
        return [*APPLICANTS, *self.applications()]

    def applications(self) -> Rows:
        rows: Rows = []
        seen: set[str] = set()
        for row in applications.rows(self.form):
            over = [] if row.group in seen else [_GROUPS.get(row.group, "")]
            if row.group == "other" and self.form == "2021" and row.group not in seen:
                over = ["(六)其他处理"]
            seen.add(row.group)
            label = row.numbering + row.label + (_NOTE if row.id == "partial" else "")
            cells = (self.surfaces[applications.cell(row.id, c.id)] for c in applications.COLUMNS)
            rows.append([*(text for text in over if text), label, *cells])
        return rows

    def cases(self) -> Rows:
        return [*CASES, [self.surfaces[id] for id in cases.CELLS]]

    def tables(self) -> tuple[Rows, Rows, Rows]:
        return self.article20(), self.matrix(), self.cases()


def invent(form: str, seed: int, *, blanks: bool = True, missing: float = 0.12) -> Invented:
    """Random cells, about `missing` of them blank or struck out; `blanks` False: struck out."""
    random = Random(f"{form}{seed}")
    surfaces: dict[str, str] = {}
    expected: Expected = {}
    for row in article20.ROWS:
        for column in row.columns.get(form, ()):
            id = article20.cell(row.id, column.id)
            kind = "signed" if column.signed else "money" if "元" in column.unit else "count"
            surfaces[id], expected[id] = _cell(random, kind, blanks, missing)
    plain = [
        applications.cell(row.id, column.id)
        for row in applications.rows(form)
        for column in applications.COLUMNS
    ]
    for id in (*plain, *cases.CELLS):
        surfaces[id], expected[id] = _cell(random, "count", blanks, missing)
    return Invented(form, surfaces, expected)


def _cell(
    random: Random, kind: str, blanks: bool, missing: float
) -> tuple[str, tuple[State, Decimal | None]]:
    if random.random() < missing:
        surface = random.choice(["", "/", "—"] if blanks else ["/", "—"])
        return surface, (State.NOT_APPLICABLE if surface else State.BLANK, None)
    number = Decimal(random.choice([0, 0, random.randint(1, 99), random.randint(100, 9999)]))
    if kind == "signed":
        minus = random.random() < 0.5
        sign = random.choice(["-", "减"] if minus else ["+", "增", ""])
        return f"{sign}{number}", (State.REPORTED, -number if minus else number)
    if kind == "money":
        number += Decimal(random.randint(1, 99)) / 100
        return f"{number}万元", (State.REPORTED, number)
    return str(number), (State.REPORTED, number)


def is_label(cell: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", cell)) and cell[0] not in "增减" and cell[-1] != "元"


def grid(invented: Invented, *, holes: bool = False) -> Document:
    """The tables as a reader writes marked ones; with `holes`, empty cells are not there at all."""
    text, tables = "", []
    for head, rows in zip(HEADS, invented.tables(), strict=True):
        text += f"{head}\n"
        begin, cells = len(text), []
        for number, row in enumerate(_placed(rows)):
            kept = [(column, cell) for column, cell in row if cell or not holes]
            for place, (column, cell) in enumerate(kept):
                text += " | " if place else ""
                cells.append(Cell(number, column, Span(len(text), len(text) + len(cell))))
                text += cell
            text += "\n"
        tables.append(Table(Span(begin, len(text) - 1), tuple(cells)))
    return Document(text + TAIL, "html", "", tables=tuple(tables))


def _placed(rows: Sequence[list[str]]) -> Iterator[list[tuple[int, str]]]:
    """Each cell with its column, as merged cells and header rows leave them."""
    for row in rows:
        if row == APPLICANTS[0]:
            yield list(zip((0, 3), row, strict=True))
        elif row == APPLICANTS[1]:
            yield list(zip((3, 4, 9), row, strict=True))
        elif row == APPLICANTS[2]:
            yield list(zip(range(4, 9), row, strict=True))
        elif row == CASES[0]:
            yield list(zip((0, 5), row, strict=True))
        elif row == CASES[1]:
            yield list(zip((0, 1, 2, 3, 4, 5, 10), row, strict=True))
        elif row == CASES[2]:
            yield list(zip(range(5, 15), row, strict=True))
        elif len(row) in (8, 9) and is_label(row[0]):
            yield list(zip((*range(3 - (len(row) - 7), 3), *range(3, 10)), row, strict=True))
        else:
            yield list(enumerate(row))
