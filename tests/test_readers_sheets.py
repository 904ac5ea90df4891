"""Headings of a report that stands on one sheet are headings, not rows of its tables."""

from formats import xlsx
from formats.describe import describe
from test_readers_xlsx import PROSE, sheet

from llm_extract import readers, script, splitting


def test_a_heading_between_two_tables_is_in_neither() -> None:
    rows = [
        ["一、本年新收", ""],
        ["项目", "件数"],
        ["新收", 12],
        ["二、复议情况", ""],
        ["结果维持", "结果纠正"],
        [0, 1],
        ["三、存在的问题", ""],
        [PROSE * 2],
    ]
    document = readers.read(sheet(rows))
    assert [len(table.cells) for table in document.tables] == [4, 4]
    assert "\n二、复议情况\n结果维持 | 结果纠正\n" in document.text
    assert document.text.endswith(f"\n三、存在的问题\n{PROSE * 2}")


def test_a_heading_over_rows_with_units_stays_in_their_table() -> None:
    rows = [["指标", "单位", "数"], ["一、办结", "件", 3], ["二、收费", "", ""], ["费用", "元", ""]]
    document = readers.read(sheet(rows))
    assert [len(table.cells) for table in document.tables] == [12]


def test_a_report_on_one_sheet_keeps_its_chapters() -> None:
    document = readers.read(xlsx.write(describe("2021", "merged", 0).blocks))
    sections = splitting.split(document, script.fold(document.text))
    starts = [document.text[section.heading.start : section.heading.end] for section in sections]
    assert starts[1:6] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
    ]
