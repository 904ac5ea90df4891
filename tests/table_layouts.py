"""Lays out an invented 2014 form in every way in which people paste such a table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from llm_extract.records import Cell, Document, Span, State, Table
from llm_extract.schemas import indicators
from llm_extract.schemas.form_2014 import FORM

REMARKS = {
    "disclosure.total": "(不同渠道和方式公开相同信息计1条)",
    "response.total": "(不同方式回应同一热点或舆情计1次)",
    "capacity.staff_full_time": "(不包括政府公报及政府网站工作人员数)",
    "capacity.funding": "(不包括用于政府公报编辑管理及政府网站建设维护等方面的经费)",
}
TITLE = "十一、附表\n政府信息公开情况统计表\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row; a group row has no indicator and the unit —."""

    id: str
    numbering: str
    label: str
    unit: str
    surface: str
    state: State
    value: Decimal | None


def invent(seed: int, missing: float = 0.15) -> list[Line]:
    """A form with random values; about `missing` of its cells are blank or crossed out."""
    random = Random(seed)
    return [_line(random, missing, row.id, row.numbering, row.heading) for row in FORM.rows]


def _line(random: Random, missing: float, identifier: str, numbering: str, heading: str) -> Line:
    if heading:
        return Line("", numbering, heading, "—", "", State.BLANK, None)
    known = indicators()[identifier]
    label = known.label + REMARKS.get(identifier, "")
    if random.random() < missing:
        surface = random.choice(["", "/", "—"])
        state = State.NOT_APPLICABLE if surface else State.BLANK
        return Line(identifier, numbering, label, known.unit, surface, state, None)
    number = Decimal(random.choice([0, random.randint(1, 99), random.randint(100, 9999)]))
    if known.unit == "万元" and random.random() < 0.5:
        number += Decimal(random.randint(1, 99)) / 100
    return Line(identifier, numbering, label, known.unit, str(number), State.REPORTED, number)


def expected(lines: Sequence[Line]) -> dict[str, tuple[State, Decimal | None]]:
    """What a reader must find."""
    return {line.id: (line.state, line.value) for line in lines if line.id}


def _rows(lines: Sequence[Line], *head: str) -> Iterator[tuple[str, str, str]]:
    yield head if len(head) == 3 else ("指标", "单位", "统计数")  # type: ignore[misc]
    for line in lines:
        yield line.numbering + line.label, line.unit, line.surface


def broken_bars(lines: Sequence[Line]) -> str:
    out = ["指 标 | 单位 | 数量 |"]
    for line in lines:
        text = f"{line.numbering}{line.label} | {line.unit} | "
        out.append(f"{text[:-2]}\n|" if not line.id else f"{text}{line.surface} |")
    return "\n".join(out)


def values_on_their_own_line(lines: Sequence[Line]) -> str:
    rows = _rows(lines)
    return "\n".join(f"{label} | {unit} |\n| {value} |" for label, unit, value in rows)


def closed_bars(lines: Sequence[Line]) -> str:
    rows = [f"| {' | '.join(row)} |" for row in _rows(lines)]
    return "\n".join([rows[0], "| --- | --- | --- |", *rows[1:]])


def tabs(lines: Sequence[Line]) -> str:
    return "\n".join("\t".join(row) for row in _rows(lines))


def wide_blanks(lines: Sequence[Line]) -> str:
    return "\n".join("    ".join(row) for row in _rows(lines))


def single_blanks(lines: Sequence[Line]) -> str:
    return "\n".join(" ".join(row) for row in _rows(lines))


def nothing_between(lines: Sequence[Line]) -> str:
    return "\n".join("".join(row) for row in _rows(lines))


def one_long_line(lines: Sequence[Line]) -> str:
    return "".join("".join(row) for row in _rows(lines))


def one_long_line_with_blanks(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(row) for row in _rows(lines))


def a_cell_a_line(lines: Sequence[Line]) -> str:
    return "\n".join("\n".join(row) for row in _rows(lines))


def numbered_cells_a_line(lines: Sequence[Line]) -> str:
    rows = list(_rows(lines))
    body = [f"{place}\n" + "\n".join(row) for place, row in enumerate(rows[1:], 1)]
    return "\n".join(["序号", *rows[0], *body])


def broken_labels(lines: Sequence[Line]) -> str:
    out = []
    for label, unit, value in _rows(lines):
        cut = max(2, len(label) // 2)
        out.append(f"{label[:cut]}\n{label[cut:]} | {unit} | {value} |")
    return "\n".join(out)


def no_unit_column(lines: Sequence[Line]) -> str:
    out = [f"{line.numbering}{line.label} | {line.surface} |" for line in lines]
    return "\n".join(["指标 | 数量 |", *out])


def unit_in_brackets(lines: Sequence[Line]) -> str:
    out = ["统计指标    数值"]
    for line in lines:
        bracket = f"({line.unit})" if line.id else ""
        out.append(f"{line.numbering}{line.label}{bracket}    {line.surface}")
    return "\n".join(out)


def unit_behind_the_value(lines: Sequence[Line]) -> str:
    out = []
    for line in lines:
        value = line.surface + (line.unit if line.value is not None else "")
        out.append(f"{line.numbering}{line.label}:{value}")
    return "\n".join(out)


def numbering_lost(lines: Sequence[Line]) -> str:
    return "\n".join(f"{line.label} | {line.unit} | {line.surface} |" for line in lines)


def row_numbers(lines: Sequence[Line]) -> str:
    out = [f"{n} | {' | '.join(row)} |" for n, row in enumerate(list(_rows(lines))[1:], 1)]
    return "\n".join(["序号 | 指标 | 单位 | 数量 |", *out])


def loose_row_numbers(lines: Sequence[Line]) -> str:
    out = [f"{n} {' '.join(row)}" for n, row in enumerate(list(_rows(lines))[1:], 1)]
    return "\n".join(["序号 指标 单位 数量", *out])


def pages(lines: Sequence[Line]) -> str:
    rows = [" | ".join(row) + " |" for row in _rows(lines)]
    out = []
    for place, row in enumerate(rows):
        out.append(row)
        if place % 20 == 19:
            out += [f"— {place // 20 + 1} —", "", rows[0]]
    return "\n".join(out)


def pages_of_wide_blanks(lines: Sequence[Line]) -> str:
    rows = ["     ".join(row) for row in _rows(lines)]
    out = []
    for place, row in enumerate(rows):
        out.append(row)
        if place % 17 == 16:
            out += ["", f"第 {place // 17 + 1} 页 共 4 页", "", rows[0]]
    return "\n".join(out)


def misread_labels(lines: Sequence[Line]) -> str:
    out = ["指标 | 单位 | 数量 |"]
    for place, line in enumerate(lines):
        label = line.label
        if place % 6 == 3 and len(label) > 6:
            label = label[:5] + "囗" + label[6:]
        out.append(f"{line.numbering}{label} | {line.unit} | {line.surface} |")
    return "\n".join(out)


def codes(lines: Sequence[Line]) -> str:
    out = ["指标名称\t计量单位\t代码\t本期实际\t本年累计"]
    for place, line in enumerate(lines, 1):
        other = "7" if line.id else ""
        values = f"{place:02}\t{other}\t{line.surface}"
        out.append(f"{line.numbering}{line.label}\t{line.unit}\t{values}")
    return "\n".join(out)


def columns(names: Sequence[str], own: int, separator: str) -> Callable[[Sequence[Line]], str]:
    """A layout with several value columns, of which `own` holds the form's values."""

    def lay_out(lines: Sequence[Line]) -> str:
        out = [separator.join(["指标", "单位", *names])]
        for line in lines:
            cells = ["" if not line.id else str(70000 + n) for n in range(len(names))]
            cells[own] = line.surface
            out.append(separator.join([line.numbering + line.label, line.unit, *cells]))
        return "\n".join(out)

    return lay_out


def full_width(lines: Sequence[Line]) -> str:
    table = {ord(narrow): chr(ord(narrow) + 0xFEE0) for narrow in "0123456789():,."}
    return broken_bars(lines).translate(table)


LAYOUTS: dict[str, Callable[[Sequence[Line]], str]] = {
    layout.__name__: layout
    for layout in (
        broken_bars,
        values_on_their_own_line,
        closed_bars,
        tabs,
        wide_blanks,
        single_blanks,
        nothing_between,
        one_long_line,
        one_long_line_with_blanks,
        a_cell_a_line,
        numbered_cells_a_line,
        broken_labels,
        no_unit_column,
        unit_in_brackets,
        unit_behind_the_value,
        numbering_lost,
        row_numbers,
        loose_row_numbers,
        pages,
        pages_of_wide_blanks,
        misread_labels,
        codes,
        full_width,
    )
}

COLUMNS: dict[str, Callable[[Sequence[Line]], str]] = {
    "this year beside all years": columns(["本年度", "历年累计"], 0, "\t"),
    "all years first": columns(["历年累计", "2016年度"], 1, " | "),
    "the city beside its own departments": columns(["市本级", "全市"], 1, " | "),
    "a total and its parts": columns(["合计", "区政府", "区直单位", "乡镇街道"], 0, "\t"),
    "last year first": columns(["上年", "本年"], 1, "\t"),
    "two named years": columns(["2015年", "2016年"], 1, " | "),
    "remarks behind": columns(["数量", "同比增减"], 0, "\t"),
}


def document(text: str, tables: tuple[Table, ...] = ()) -> Document:
    """A text as a reader would hand it on."""
    return Document(text, "txt", "", tables=tables)


def grid(rows: Sequence[Sequence[str]], before: str = "") -> Document:
    """Rows as a reader writes a marked table: `cell | cell` lines, a span for each cell."""
    text, cells = before, []
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            text += " | " if place else ""
            cells.append(Cell(number, place, Span(len(text), len(text) + len(cell))))
            text += cell
        text += "\n"
    return document(text, (Table(Span(len(before), len(text)), tuple(cells)),))
