"""Tables of a PDF over merged cells and over the end of a page are the tables that were meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdf_files
import pytest
from pdf_files import drawn, laid_out
from table_layouts import expected, invent
from test_readers_pdf import cells, read

from llm_extract.pipeline import extract
from llm_extract.readers import html

HEAD = (
    "<tr><td rowspan=3 colspan=3>（本列数据的勾稽关系为）</td><td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td>"
    "<td>其他</td></tr>"
)
GROUPS = {
    "（一）予以公开": (),
    "（二）部分公开（区分处理的，只计这一情形，不计其他答复情形）": (),
    "（三）不予公开": ("1.属于国家秘密", "2.其他法律禁止公开", "3.危及“三安全一稳定”"),
    "（四）无法提供": ("1.本机关不掌握", "2.没有现成信息需要另行制作", "3.补正后仍不明确"),
    "（五）不予处理": ("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物"),
    "（六）总计": (),
}
ROOMY = "tr {break-inside: auto} td {padding: 8px; width: 60px}"


def figures(row: int) -> str:
    """Seven cells: numbers, blanks and slashes."""
    kinds = ("", "/", "0", *(str(row * 7 + n) for n in range(4)))
    return "".join(f"<td>{kinds[(row + n) % 7]}</td>" for n in range(7))


def matrix() -> str:
    """The second table of the forms since 2019, shortened."""
    rows = [f"<td colspan=3>{label}</td>" for label in ("一、本年新收", "二、上年结转")]
    height = sum(len(names) or 1 for names in GROUPS.values())
    side = f"<td rowspan={height}>三、本年度办理结果</td>"
    for group, names in GROUPS.items():
        for name in names or ("",):
            label = f"<td>{name}</td>" if names else f"<td colspan=2>{group}</td>"
            is_first = bool(names) and name == names[0]
            group_cell = f"<td rowspan={len(names)}>{group}</td>" if is_first else ""
            rows.append(f"{side}{group_cell}{label}")
            side = ""
    rows.append("<td colspan=3>四、结转下年度继续办理</td>")
    body = "".join(f"<tr>{row}{figures(n)}</tr>" for n, row in enumerate(rows))
    return f"<table border=1 style='border-collapse: collapse; width: 100%'>{HEAD}{body}</table>"


@pytest.mark.parametrize(("style", "above"), [("", 0), ("", 19), (ROOMY, 14), (ROOMY, 24)])
def test_a_printed_matrix_has_the_cells_of_its_page(style: str, above: int, tmp_path: Path) -> None:
    """`above` lines of prose push the table to and over the end of the page."""
    markup = (
        f"<style>{style}</style><h3>三、申请</h3>{'<p>垫</p>' * above}{matrix()}<p>未发生。</p>"
    )
    printed = read(pdf_files.printed(markup, tmp_path))
    page = html.read(f"<html><body>{markup}</body></html>".encode())
    assert cells(printed) == cells(page)
    assert printed.text.startswith("三、申请\n")
    assert printed.text.endswith("\n未发生。")


def test_a_long_table_is_one_and_its_repeated_head_stands_once() -> None:
    rows = "".join(f"第{n}项信息 | {n} |\n" for n in range(120))
    document = read(laid_out(f"指标 | 数量 |\n{rows}"))
    assert len(document.tables) == 1
    assert [c[0] for c in cells(document)[0]] == [n // 2 for n in range(242)]
    assert document.text.count("指标 | 数量") == 1
    assert document.text.endswith("第119项信息 | 119")


def grid(across: list[float], down: list[float], *words: tuple[float, float, str]) -> Any:
    """A page with a grid and words."""

    def page(canvas: Any) -> None:
        canvas.grid(across, down)
        for x, y, said in words:
            canvas.drawString(x, y, said)

    return page


def test_tables_with_other_columns_stay_two() -> None:
    one = grid([100, 200, 300], [50, 80], (110, 60, "甲"), (210, 60, "1"))
    two = grid([100, 150, 250, 300], [700, 730], (110, 710, "乙"), (160, 710, "2"))
    assert len(read(drawn(one, two)).tables) == 2


def test_tables_with_words_between_them_stay_two() -> None:
    one = grid([100, 200, 300], [50, 80], (110, 60, "甲"), (210, 60, "1"))
    two = grid([100, 200, 300], [600, 630], (110, 610, "乙"), (100, 650, "二、收费"))
    assert len(read(drawn(one, two)).tables) == 2


def test_a_remark_that_a_table_goes_on_does_not_part_it() -> None:
    one = grid([100, 200, 300], [50, 80], (110, 60, "甲"), (210, 60, "1"))
    two = grid(
        [100, 200, 300], [600, 630], (110, 610, "乙"), (210, 610, "2"), (100, 650, "（续表）")
    )
    document = read(drawn(one, two))
    assert document.text == "甲 | 1\n乙 | 2"
    assert len(document.tables) == 1


def open_grid(ends: Callable[[Any], None], *words: tuple[float, float, str]) -> Any:
    def page(canvas: Any) -> None:
        ends(canvas)
        for x, y, said in words:
            canvas.drawString(x, y, said)

    return page


def uprights(low: float, high: float, *levels: float) -> Callable[[Any], None]:
    """Upright lines from low to high, level ones where they are asked for."""

    def draw(canvas: Any) -> None:
        for x in (100, 200, 300):
            canvas.line(x, low, x, high)
        for y in levels:
            canvas.line(100, y, 300, y)

    return draw


def test_a_row_that_the_page_cuts_is_mended() -> None:
    one = open_grid(
        uprights(40, 110, 110, 80), (104, 90, "收到数"), (204, 90, "7"), (104, 60, "主动公开规范"),
        (204, 60, "36"),
    )  # fmt: skip
    two = open_grid(uprights(700, 760, 730, 700), (104, 745, "性文件数"), (104, 710, "其他数"))
    assert read(drawn(one, two)).text == "收到数 | 7\n主动公开规范性文件数 | 36\n其他数 | "


def test_two_rows_without_a_line_between_them_stay_two() -> None:
    one = open_grid(uprights(40, 110, 110, 80), (104, 90, "收到数"), (204, 60, "36"))
    two = open_grid(uprights(700, 760, 730, 700), (104, 745, "办结数"), (204, 745, "35"))
    assert "3635" not in read(drawn(one, two)).text


def test_a_form_without_any_line_gives_its_values() -> None:
    form = invent(7)
    rows = [("指标", "单位", "统计数"), *((x.numbering + x.label, x.unit, x.surface) for x in form)]

    def page(canvas: Any, part: list[tuple[str, str, str]]) -> None:
        canvas.setFont(pdf_files.font(), 8)
        for n, row in enumerate(part):
            for x, words in zip((50, 440, 500), row, strict=True):
                canvas.drawString(x, 780 - 20 * n, words)

    parts = [rows[n : n + 35] for n in range(0, len(rows), 35)]
    document = read(drawn(*(lambda canvas, part=part: page(canvas, part) for part in parts)))
    found = {v.indicator: v.statements[0] for v in extract(document).values}
    said = {k: (s.state, s.quantity and s.quantity.value) for k, s in found.items()}
    assert {k: said.get(k) for k in expected(form)} == expected(form)
