"""A page gives its report: lines, and tables whose cells know their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.records import Document

BODY = "全市主动公开政府信息253条,收到依申请公开36件,均按期答复。" * 12


def page(markup: str) -> Document:
    return readers.read(f"<html><body>{markup}".encode())


def cells(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    """Row, column, rows, columns and text of every cell, table by table."""
    return [
        [
            (c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end])
            for c in t.cells
        ]
        for t in document.tables
    ]


def test_paragraphs_headings_items_and_breaks_are_lines() -> None:
    markup = (
        "<H2>一、概述</H2><P>&#12288;&#12288;公开<br/>信息&nbsp;12条</P><ul><li>甲<li>乙</ul>丙"
    )
    assert page(markup).text == "一、概述\n公开\n信息\u00a012条\n甲\n乙\n丙"


def test_tag_soup_adds_and_loses_no_blanks() -> None:
    markup = (
        "<p><font>政府</font><span>信\n  息</span>\n<b>公 开</b><i>PPP\nproject</i> <u>12</u>条"
    )
    assert page(markup).text == "政府信息公 开PPP project 12条"


def test_raised_digits_do_not_join_the_number() -> None:
    assert page("<p>253<sup>1</sup>条,30m<sup>2</sup>").text == "253¹条,30m²"


def test_entities_comments_and_scripts_leave_only_text() -> None:
    markup = "<p>公开&emsp;信息&bogus;&#xD800;<!-- 注 --><script>'脚本'</script><style>p{}</style>"
    assert page(markup).text == "公开\u2003信息&bogus;\ufffd"


def test_hidden_text_is_dropped() -> None:
    markup = f"<p>{BODY}</p><p style='DISPLAY: none'>隐藏</p><div hidden>隐藏</div>"
    assert page(markup).text == BODY


def test_a_hidden_part_that_holds_the_report_is_kept() -> None:
    assert page(f"<div style='display:none'>{BODY}</div>").text == BODY


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>首页 政务公开</nav>",
        "<div class='topNav clearfix'>首页 政务公开</div>",
        "<div>当前位置：<a>首页</a> &gt; <a>年报</a></div>",
        "<ul><li><a>首页</a><li><a>政务公开</a><li><a>互动交流</a></ul>",
        "<p>上一篇：<a>2016年年报</a></p>",
        "<p>【<a>打印本页</a>】【<a>关闭窗口</a>】</p>",
        "<div id=share>分享到：<a>微信</a></div>",
        "<p>相关链接：</p>",
        "<div>版权所有：某市人民政府 2018 ICP备05000001号</div>",
        "<table><tr><td>主办单位：某市人民政府办公室</td><td>技术支持：某公司</td></tr></table>",
        "<select><option>各省政府网站</select><button>搜索</button>",
    ],
)
def test_page_furniture_is_dropped(furniture: str) -> None:
    assert page(f"{furniture}<p>{BODY}</p>{furniture}").text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2018-03-01 来源：市府办",
        "打印政府信息公开指南500份",
        "关闭网站12家",
        "某市人民政府",
        "2018年3月1日",
        "网站访问量达到12万次",
        "主办单位：市府办举办了3次培训。",
    ],
)
def test_short_lines_of_the_report_are_kept(line: str) -> None:
    assert page(f"<p>{BODY}</p><p>{line}</p>").text == f"{BODY}\n{line}"


def test_furniture_that_holds_the_report_is_kept() -> None:
    assert page(f"<div class='footer'><p>{BODY}</p></div>").text == BODY


def test_the_title_is_the_heading_that_names_a_report() -> None:
    head = "<title>2017年年报_某市</title><h1>某市人民政府</h1>"
    assert page(head + BODY).title == "2017年年报_某市"
    assert page(head + "<h1> 某市2017年\n年度报告 </h1>").title == "某市2017年 年度报告"


def test_spans_of_rows_and_columns_are_resolved() -> None:
    document = page(
        "<p>附表<table><caption>统计表</caption><thead><tr><th rowspan=2>指标<th colspan=2>数量"
        "<tr><td>本年<td>累计<tbody><tr><td>主动公开<br>信息数<td> 253 <td>&nbsp;</table><p>后文"
    )
    assert document.text == (
        "附表\n统计表\n指标 | 数量\n本年 | 累计\n主动公开信息数 | 253 | \n后文"
    )
    assert cells(document) == [
        [
            (0, 0, 2, 1, "指标"),
            (0, 1, 1, 2, "数量"),
            (1, 1, 1, 1, "本年"),
            (1, 2, 1, 1, "累计"),
            (2, 0, 1, 1, "主动公开信息数"),
            (2, 1, 1, 1, "253"),
            (2, 2, 1, 1, ""),
        ]
    ]
    span = document.tables[0].span
    assert document.text[span.start : span.end] == document.text[7:-3]


def test_broken_numbers_in_a_cell_do_not_join() -> None:
    assert page("<table><tr><td>12<br>34<td>件").text == "12 34 | 件"


@pytest.mark.parametrize(
    "attribute", ["rowspan=1000000 colspan=1000000", "rowspan=0", "rowspan=-1x"]
)
def test_a_monstrous_span_ends_with_the_table(attribute: str) -> None:
    document = page(f"<table><tr><td {attribute}>甲<tr><td>乙<td>丙</table>")
    assert "".join(text for *_, text in cells(document)[0]) == "甲乙丙"
    assert all(c.row + c.rows <= 2 and c.columns <= 3 for c in document.tables[0].cells)


def test_a_grid_beyond_all_reason_is_refused() -> None:
    row = "<tr>" + "<td rowspan=1000 colspan=100>1" * 300
    with pytest.raises(DocumentError, match="a table spans more than"):
        page(f"<table>{row * 20}")


def test_layout_tables_are_no_data() -> None:
    document = page(f"<table><tr><td>栏目<td><p>{BODY}</p><p>{BODY}</p></table>")
    assert document.text == f"栏目\n{BODY}\n{BODY}"
    assert document.tables == ()


def test_a_data_table_inside_a_layout_table_is_a_grid() -> None:
    inner = "<table><tr><td>收到申请数<td>件<td>36</table>"
    document = page(f"<table><tr><td>{BODY}{inner}<td>右栏</table>")
    assert [[text for *_, text in table] for table in cells(document)] == [
        ["收到申请数", "件", "36"]
    ]


def test_links_in_a_data_table_do_not_shift_its_columns() -> None:
    row = "<tr><td><a>甲</a><a>乙</a><a>丙</a><td>12<td><p>点击数</p>"
    assert page(f"<table>{row}</table>").text == "甲乙丙 | 12 | 点击数"


def test_the_declared_encoding_is_believed_unless_it_reads_worse() -> None:
    markup = "<html><meta charset={}><p>主动公开政府信息253条,收到申请36件"
    for declared, actual in [("gb2312", "gb18030"), ("utf-8", "gbk"), ("gbk", "utf-8")]:
        document = readers.read(markup.format(declared).encode(actual))
        assert document.text == "主动公开政府信息253条,收到申请36件"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="holds no text"):
        page("<script>document.write('公开')</script><img src=a.png>")


def test_ten_thousand_levels_are_read_and_more_refused() -> None:
    assert page("<div>" * 9000 + "公开").text == "公开"
    with pytest.raises(DocumentError, match="deep"):
        page("<div>" * 30_000 + "公开" + "</div>" * 30_000)


def test_a_tag_with_countless_attributes_is_refused() -> None:
    with pytest.raises(DocumentError, match="attributes"):
        page("<p " + " ".join(f"a{i}" for i in range(9000)) + ">公开")


def test_a_head_of_nothing_but_comments_is_read() -> None:
    assert readers.read(b"<!---->" * 3000 + "<p>公开".encode(), "a.html").text == "公开"


GRID = ["<table>", "<tr>", "<td>", "<th>", "<caption>", "</td>", "</tr>", "</table>", "<tbody>"]
PROSE = ["<p>", "</p>", "<div>", "</div>", "<br>", "<span>", "<a>", "</a>", "<li>", "<h1>", "<sup>"]
ODD = ["<pre>", "</pre>", "<script>", "</script>", "<form>", "<title>", "<b", "<", "<!--", "-->"]
MARKED = ["<td rowspan=3>", "<td colspan=1000000>", "<div hidden>", "<nav>", "<p class=nav>"]
TEXT = ["公开", "12", " ", "\n", "&nbsp;", "&#0;", "&#xD800;", "&amp", "<![CDATA[", "|"]
PIECES = st.sampled_from([*GRID, *PROSE, *ODD, *MARKED, *TEXT])


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
def test_any_markup_is_a_document_with_true_spans_or_a_document_error(markup: str) -> None:
    try:
        document = readers.read(("<html>" + markup).encode("utf-8", "surrogatepass"), "a.html")
    except DocumentError:
        return
    for table in document.tables:
        inside = document.text[table.span.start : table.span.end]
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            assert table.span.contains(cell.span)
            rows.setdefault(cell.row, []).append(document.text[cell.span.start : cell.span.end])
        assert inside == "\n".join(" | ".join(row) for row in rows.values())
