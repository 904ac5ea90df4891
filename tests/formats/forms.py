"""The official tables as they are printed: which cell covers what."""

from collections.abc import Mapping

from matrix_report import _GROUPS, _ITEMS, APPLICANTS, FIVE
from table_layouts import REMARKS

from formats.grids import Box, Grid, ordered
from llm_extract.schemas import applications, article20, cases, indicators
from llm_extract.schemas.form_2014 import FORM

Surfaces = Mapping[str, str]
Tables = list[tuple[str, Grid]]  # the line above, and the table
LATER = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)
_SIX = {**_GROUPS, "other": "(六)其他处理"}
_NOTE = "(区分处理的,只计这一情形,不计其他答复情形)"
_FIRST_CELLS = 3  # the column of the first number of the applications table


def tables(form: str, surfaces: Surfaces, *, sided: bool = False) -> Tables:
    """Every table of a form; `sided`: the groups of 2014 stand beside their rows, not above."""
    if form == "2014":
        return [("十一、附表 政府信息公开情况统计表", _form_2014(surfaces, sided))]
    grids = (_article20(form, surfaces), _applications(form, surfaces), _cases(surfaces))
    return list(zip(LATER, grids, strict=True))


def _form_2014(surfaces: Surfaces, sided: bool) -> Grid:
    known, left = indicators(), int(sided)
    boxes = [Box(t, 0, left + c) for c, t in enumerate(("指标", "单位", "统计数"))]
    boxes += [Box("类别", 0, 0)] if sided else []
    row, side = 1, Box("", 0, 0, 0)
    for printed in FORM.rows:
        if printed.heading and sided and not printed.depth:
            boxes.append(side)
            side = Box(printed.numbering + printed.heading, row, 0, 0)
        elif printed.heading:
            boxes.append(Box(printed.numbering + printed.heading, row, left, 1, 3))
            row, side = row + 1, _longer(side)
        else:
            label = known[printed.id].label + REMARKS.get(printed.id, "")
            texts = (printed.numbering + label, known[printed.id].unit, surfaces[printed.id])
            boxes += [Box(t, row, left + c) for c, t in enumerate(texts)]
            if sided and not printed.depth:
                boxes.append(side)
                side = Box("", row, 0, 0)
            row, side = row + 1, _longer(side)
    return ordered(box for box in (*boxes, side) if box.rows and (sided or box.text or box.column))


def _longer(box: Box) -> Box:
    return Box(box.text, box.row, box.column, box.rows + 1)


def _article20(form: str, surfaces: Surfaces) -> Grid:
    boxes: list[Box] = []
    row = 0
    for line in article20.ROWS:
        columns = line.columns.get(form, ())
        if not columns:
            continue
        if line.id in _ITEMS:
            boxes.append(Box(_ITEMS[line.id], row, 0, 1, 4))
            boxes += _spread(row + 1, ["信息内容", *(column.label for column in columns)])
            row += 2
        label = "规范性文件" if line.id == "normative_docs" and form == "2019" else line.label
        cells = (surfaces[article20.cell(line.id, column.id)] for column in columns)
        boxes += _spread(row, [label, *cells])
        row += 1
    return ordered(boxes)


def _spread(row: int, texts: list[str]) -> list[Box]:
    """A row of the four columns; the last cell takes what is left."""
    last = len(texts) - 1
    return [Box(t, row, c, 1, 4 - last if c == last else 1) for c, t in enumerate(texts)]


def _applications(form: str, surfaces: Surfaces) -> Grid:
    boxes = _head()
    row, rows = 3, applications.rows(form)
    results = [each for each in rows if each.group or each.id == "results_total"]
    boxes.append(Box("三、本年度办理结果", 5, 0, len(results)))
    for line in rows:
        cells = [surfaces[applications.cell(line.id, c.id)] for c in applications.COLUMNS]
        boxes += _labels(form, line, row)
        boxes += [Box(text, row, _FIRST_CELLS + n) for n, text in enumerate(cells)]
        row += 1
    return ordered(boxes)


def _labels(form: str, line: applications.Row, row: int) -> list[Box]:
    label = line.numbering + line.label + (_NOTE if line.id == "partial" else "")
    if not line.group and line.id != "results_total":
        return [Box(label, row, 0, 1, 3)]
    group = [each for each in applications.rows(form) if line.group and each.group == line.group]
    if len(group) < 2:
        return [Box(label, row, 1, 1, 2)]
    over = [Box(_SIX[line.group].removeprefix("三、"), row, 1, len(group))]
    return [*(over if line is group[0] else ()), Box(label, row, 2)]


def _head() -> list[Box]:
    (note, applicants), (person, legal, total), five = APPLICANTS
    return [
        Box(note, 0, 0, 3, 3),
        Box(applicants, 0, 3, 1, 7),
        Box(person, 1, 3, 2),
        Box(legal, 1, 4, 1, 5),
        Box(total, 1, 9, 2),
        *(Box(name, 2, 4 + n) for n, name in enumerate(five)),
    ]


def _cases(surfaces: Surfaces) -> Grid:
    return ordered(
        [
            Box("行政复议", 0, 0, 1, 5),
            Box("行政诉讼", 0, 5, 1, 10),
            *(Box(name, 1, n, 2) for n, name in enumerate(FIVE)),
            Box("未经复议直接起诉", 1, 5, 1, 5),
            Box("复议后起诉", 1, 10, 1, 5),
            *(Box(name, 2, 5 + n) for n, name in enumerate(FIVE * 2)),
            *(Box(surfaces[id], 3, n) for n, id in enumerate(cases.CELLS)),
        ]
    )
